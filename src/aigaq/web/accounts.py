"""How accounts come about and are kept. Invariant: nobody makes an account for herself, and no page needs `data:`."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from aigaq.web.actions.accounts import set_password


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """No sign-up page: an open one would let a stranger learn which names exist."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by herself."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted for a name at an address: else anybody could lock anybody out."""
        named: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{self.get_client_ip(request)}:{named}"

    def set_password(self, user: Any, password: str) -> None:
        """Keep a new password, and the fact that it was set."""
        set_password(user, password, at=timezone.now())


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Codes of an app."""

    def build_totp_svg(self, url: str) -> SafeString:
        """The square to scan as an element of the page: our CSP lets no `data:` address in."""
        drawn: str = super().build_totp_svg(url)
        # Nothing in it but squares: whatever the address holds is drawn, not written.
        return mark_safe(drawn[drawn.index("<svg") :])
