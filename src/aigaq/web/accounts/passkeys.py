"""The forms that take what a passkey said. Invariant: it was said to a page of ours, of this very origin."""

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

from aigaq.web.doors import is_ours

if TYPE_CHECKING:
    _Base = Form
else:
    _Base = object


def origin_said(credential: Any) -> str:
    """The origin of the page that asked the passkey, as the browser put it under the passkey's signature.

    Raises:
        ValueError: there is none.
    """
    try:
        written = credential["response"]["clientDataJSON"]
        said = json.loads(urlsafe_b64decode(written + "=" * (-len(written) % 4)))["origin"]
    except (KeyError, TypeError, binascii.Error, UnicodeDecodeError) as error:
        raise ValueError from error
    if not isinstance(said, str):
        raise ValueError
    return said


class _OfThisSite(_Base):
    """Without TLS the library takes every origin, and with it every sub-domain."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Any:
        """What the passkey said, if it was said to us."""
        try:
            own = is_ours(context.request, origin_said(self.cleaned_data["credential"]))
        except ValueError:
            own = False
        if not own:
            raise get_adapter().validation_error("incorrect_code")
        further = getattr(super(), "clean_credential", None)
        return further() if further is not None else self.cleaned_data["credential"]


class Adding(_OfThisSite, AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey is added."""


class SigningIn(_OfThisSite, LoginWebAuthnForm):  # type: ignore[misc]  # as above
    """Somebody comes in by a passkey alone."""


class SecondStep(_OfThisSite, AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """Somebody comes in by password and passkey."""


class OnceMore(_OfThisSite, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """Somebody who is in shows once more who she is."""
