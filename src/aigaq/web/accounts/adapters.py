"""Adapters of allauth. Invariant: nobody signs up by herself, and no page needs a `data:` address."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from aigaq.web import network
from aigaq.web.accounts import known_browsers
from aigaq.web.accounts.actions import set_password

_OF_ALL = {"name": "30/10m/key"}
"""Tries of one name by all unknown browsers together. A browser in which the account signed in before is free."""


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No sign-up page: an open one would let a stranger learn which names exist."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by herself."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The sender under which tries are counted: a browser in which the name signed in before, else the address."""
        name = request.POST.get("login", "") if request.method == "POST" else ""
        user = getattr(request, "user", None)
        # Reauthentication: the form holds no name, but somebody is signed in.
        name = name or (user.get_username() if user is not None and user.is_authenticated else "")
        known = known_browsers.number_of(request, name) if name else ""
        return f"browser-{known}" if known else network.sender(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count tries per name and sender: per name alone, anybody could lock anybody out."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{key}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a try beyond the limits: of one sender, and of all unknown browsers together."""
        super().pre_authenticate(request, **credentials)
        name = str(credentials.get("username", "")).lower()
        if known_browsers.number_of(request, name):
            return
        self._of_all = ratelimit.consume(request, app="aigaq", action="name", config=_OF_ALL, key=name)
        if not self._of_all:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """Do not count a try that succeeded."""
        super()._rollback_login_failed_rl_usage()
        usage = getattr(self, "_of_all", None)
        if usage:
            usage.rollback()

    def set_password(self, user: Any, password: str) -> None:
        """Set a new password, log it, and know the browser from now on."""
        set_password(user, password, at=timezone.now())
        if self.request is not None:
            known_browsers.came_in(self.request, user.get_username())


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: the QR code of an authenticator app."""

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as an SVG element: our CSP allows no `data:` address."""
        svg: str = super().build_totp_svg(url)
        # Safe: the address is drawn as squares; no text of it is in the SVG.
        return mark_safe(svg[svg.index("<svg") :])
