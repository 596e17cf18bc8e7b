"""Adding accounts and setting passwords. Invariant: each change is logged; the log holds no name and no password."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import int_to_base36

from aigaq.errors import BadValue, DuplicateId, MoreBehindIt, UnknownId
from aigaq.web.models import Account, CaseRow, Grant, Membership
from aigaq.web.store.access import Viewer, member_of, require
from aigaq.web.store.change import change, log

_NAME = re.compile(r"[\w.@+-]{1,150}")


def add_account(username: str, *, password: str | None, at: datetime) -> tuple[Account, str | None]:
    """Add an account; if no password is given, one is made and returned.

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


class OneTimeKey(PasswordResetTokenGenerator):
    """Keys of links to a new password: void once the password, a role or a compartment of the account changes.

    Otherwise whoever made the link could wait until the account holds more than she does, and only then use it.
    """

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        roles = Membership.objects.filter(account=user).order_by("pk").values_list("pk", "role")
        grants = Grant.objects.filter(account=user).order_by("pk").values_list("pk", flat=True)
        return f"{super()._make_hash_value(user, timestamp)}{[*roles]}{[*grants]}"


def reset(username: str, *, at: datetime) -> str:
    """Void a password with its sessions; the address where a new one is set, good for one use.

    Raises:
        UnknownId: no such account.
    """
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise UnknownId(value=username)
    with change():
        return _link(account, None, by="cli", at=at)


def reset_member(viewer: Viewer, case: CaseRow, *, username: str, at: datetime) -> str:
    """As `reset`, for a member of a case that the viewer leads.

    Whoever has the link can act as the member, so the member must not see more than the viewer.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. UnknownId: no such member.
        MoreBehindIt: the member belongs to a case that the viewer does not lead, or holds a compartment that she does
            not.
    """
    with change():
        # Checked under the write lock: roles and compartments may change while she waits for it.
        require(viewer, "lead", case)
        account = member_of(case, username).account
        led = Membership.objects.filter(account__username=viewer.get_username(), role="lead").values("case")
        if Membership.objects.filter(account=account).exclude(case__in=led).exists():
            raise MoreBehindIt
        own = Grant.objects.filter(account__username=viewer.get_username()).values("compartment")
        if Grant.objects.filter(account=account).exclude(compartment__in=own).exists():
            raise MoreBehindIt
        return _link(account, case, by=viewer.get_username(), at=at)


def _link(account: Account, case: CaseRow | None, *, by: str, at: datetime) -> str:
    """Void the password and make the link. Call it inside a change."""
    account.set_unusable_password()
    account.save(update_fields=["password"])
    log(case, "account.reset", by=by, about=str(account.pk), at=at)
    key = {"uidb36": int_to_base36(account.pk), "key": OneTimeKey().make_token(account)}
    return reverse("account_reset_password_from_key", kwargs=key)


def set_password(account: Account, password: str, *, at: datetime) -> None:
    """Set the password that the owner of the account chose."""
    with change():
        account.set_password(password)
        account.save(update_fields=["password"])
        log(None, "account.password", by=account.get_username(), about=str(account.pk), at=at)


def _new_password() -> str:
    """Sixteen letters in four groups: 80 bits, easy to read aloud."""
    letters = "abcdefghijkmnopqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _check(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise BadValue(key="password", value="…", due="12+, not common") from error
