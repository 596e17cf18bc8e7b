"""Accounts. Invariant: only the command line and the lead of a case make them, and each is logged without its name."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from aigaq.errors import BadValue, DuplicateId, UnknownId
from aigaq.web.actions.change import change, log
from aigaq.web.models import Account

_NAME = re.compile(r"[\w.@+-]{1,150}")


def add_account(username: str, *, password: str | None, at: datetime) -> tuple[Account, str | None]:
    """Add an account; where no password is given, one is made and returned.

    Raises:
        BadValue: a name or password that cannot be. DuplicateId: the name is taken.
    """
    if not _NAME.fullmatch(username):
        raise BadValue(key="user", value=username, due="letters, digits, @ . + - _")
    made = None if password is not None else _new_password()
    _check(made or password or "")
    with change():
        if Account.objects.filter(username=username).exists():
            raise DuplicateId(value=username)
        account = Account.objects.create_user(username, password=made or password)
        log(None, "account.added", by="cli", about=str(account.pk), at=at)
    return account, made


def reset_password(username: str, *, at: datetime) -> str:
    """A new password for an account; the old one, and every session that it opened, is void.

    Raises:
        UnknownId: no such account.
    """
    password = _new_password()
    with change():
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise UnknownId(value=username)
        account.set_password(password)
        account.save(update_fields=["password"])
        log(None, "account.reset", by="cli", about=str(account.pk), at=at)
    return password


def _new_password() -> str:
    """Sixteen letters in four groups: 80 bits, and easy to read out."""
    letters = "abcdefghijkmnopqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _check(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise BadValue(key="password", value="…", due="12+, not common") from error
