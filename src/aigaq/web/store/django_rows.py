"""Signal handlers that record each row that Django writes or deletes, so that the log binds it.

Invariant: a row written within a change is bound by the log row of that change. Sign-in (allauth) writes accounts and
second factors outside any change of ours: each such write gets a log row of its own.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone

from aigaq.web.models import Account
from aigaq.web.store import binding
from aigaq.web.store.bound_columns import BOUND, Kind, Name, name_of
from aigaq.web.store.change import append, change, within

_ALONE: dict[Kind, tuple[str, str]] = {Account: ("account", "pk"), Authenticator: ("factor", "user_id")}
"""Tables that sign-in writes without a change of ours: name in the log, and the column with the account."""


def listen() -> None:
    """Connect the signals of all bound tables; called once, when the program starts."""
    for kind in BOUND:
        for signal, heard in (
            (pre_save, _before),
            (post_save, _after),
            (pre_delete, _before),
            (post_delete, _after),
        ):
            signal.connect(heard, sender=kind, dispatch_uid=f"bound-{kind.__name__}-{heard.__name__}")


def _name(kind: Kind, row: Any) -> Name:
    columns = {one.column: one.attname for one in kind._meta.concrete_fields}
    return name_of(kind, [getattr(row, columns[column]) for column in BOUND[kind].name])


def _before(sender: Kind, instance: Any, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    """Record the row before the write, unless the write touches no bound column."""
    if not _bound(sender, update_fields):
        return
    if binding.watched():
        if not instance._state.adding:
            binding.about_to_change(sender, _name(sender, instance))
    elif sender in _ALONE:
        known = () if instance._state.adding else (_name(sender, instance),)
        instance._aigaq_before = binding.digests(sender, known) if known else {}


def _after(sender: Kind, instance: Any, update_fields: frozenset[str] | None = None, **_: Any) -> None:
    if not _bound(sender, update_fields):
        return
    name = _name(sender, instance)
    if binding.watched():
        binding.written(name)
    elif sender in _ALONE:
        before = instance.__dict__.pop("_aigaq_before", {}).get(name)
        if before != binding.digests(sender, [name]).get(name):
            _log_alone(sender, instance, name, before)


def _log_alone(kind: Kind, row: Any, name: Name, before: str | None) -> None:
    what, whose = _ALONE[kind]
    # Inside a transaction of sign-in the database already excludes other writers. Waiting for the write lock, which
    # the others take first, would be a deadlock.
    alone: AbstractContextManager[None] = within() if connection.in_atomic_block else change()
    with alone:
        binding.written(name, before)
        append(None, f"{what}.changed", by="-", about=str(getattr(row, whose)), at=timezone.now())


def _bound(kind: Kind, fields: frozenset[str] | None) -> bool:
    if fields is None:
        return True
    columns = {kind._meta.get_field(one).column for one in fields}  # type: ignore[union-attr]  # each is a column
    return not columns.isdisjoint(BOUND[kind].columns)
