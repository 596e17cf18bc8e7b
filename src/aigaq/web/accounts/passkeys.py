"""Forms that take the answer of a passkey. Invariant: the answer was given to a page of this very origin."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode
from typing import TYPE_CHECKING, Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.forms import Form

from aigaq.web.network import is_ours

if TYPE_CHECKING:
    _Base = Form
else:
    _Base = object


def origin_said(credential: Any) -> str:
    """The origin of the page that asked the passkey, as the browser had it signed by the passkey.

    Raises:
        ValueError: the answer names none.
    """
    try:
        written = credential["response"]["clientDataJSON"]
        origin = json.loads(urlsafe_b64decode(written + "=" * (-len(written) % 4)))["origin"]
    except (KeyError, TypeError, binascii.Error, UnicodeDecodeError) as error:
        raise ValueError from error
    if not isinstance(origin, str):
        raise ValueError
    return origin


class _OfThisSite(_Base):
    """A check of the origin. Without TLS the library accepts every origin, with TLS every subdomain."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Any:
        """The answer of the passkey, if it was given to our origin."""
        try:
            own = is_ours(context.request, origin_said(self.cleaned_data["credential"]))
        except ValueError:
            own = False
        if not own:
            raise get_adapter().validation_error("incorrect_code")
        further = getattr(super(), "clean_credential", None)
        return further() if further is not None else self.cleaned_data["credential"]


class Adding(_OfThisSite, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """Add a passkey."""


class SigningIn(_OfThisSite, LoginWebAuthnForm):  # type: ignore[misc]  # as above
    """Sign in by a passkey alone."""


class SecondStep(_OfThisSite, AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """Sign in by password and passkey."""


class OnceMore(_OfThisSite, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """Reauthenticate by a passkey."""
