"""How accounts come about and are kept. Invariant: nobody makes an account for herself, and no page needs `data:`."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from aigaq.web import doors
from aigaq.web.accounts import known_browsers
from aigaq.web.accounts.actions import set_password

_OF_ALL = {"name": "30/10m/key"}
"""Tries of one name by all browsers that are not known. It is a brake, no lock: who came in before passes by it."""


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No sign-up page: an open one would let a stranger learn which names exist."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by herself."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who tries, as her tries are counted: a browser in which this name came in before, else her address."""
        name = request.POST.get("login", "") if request.method == "POST" else ""
        user = getattr(request, "user", None)
        # Who is in shows once more who she is: that form holds no name.
        name = name or (user.get_username() if user is not None and user.is_authenticated else "")
        known = known_browsers.number_of(request, name) if name else ""
        return f"browser-{known}" if known else doors.sender(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted for a name by a sender: else anybody could lock anybody out."""
        named: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{named}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse a try beyond the limits: of a sender, and for a browser that is not known of all of them together."""
        super().pre_authenticate(request, **credentials)
        name = str(credentials.get("username", "")).lower()
        if known_browsers.number_of(request, name):
            return
        self._of_all = ratelimit.consume(request, app="aigaq", action="name", config=_OF_ALL, key=name)
        if not self._of_all:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        """A try that succeeded is none."""
        super()._rollback_login_failed_rl_usage()
        usage = getattr(self, "_of_all", None)
        if usage:
            usage.rollback()

    def set_password(self, user: Any, password: str) -> None:
        """Keep a new password, and the fact that it was set; the browser in which it was is known from then on."""
        set_password(user, password, at=timezone.now())
        if self.request is not None:
            known_browsers.came_in(self.request, user.get_username())


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Codes of an app."""

    def build_totp_svg(self, url: str) -> SafeString:
        """The square to scan as an element of the page: our CSP lets no `data:` address in."""
        drawn: str = super().build_totp_svg(url)
        # Nothing in it but squares: whatever the address holds is drawn, not written.
        return mark_safe(drawn[drawn.index("<svg") :])
