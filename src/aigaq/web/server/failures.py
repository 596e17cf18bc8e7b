"""Failures of disk and database, as errors that a person can act on; the program cannot repair them.

Invariant: the text of a database error is never shown, since it may hold words of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError

from aigaq.errors import AigaqError, DatabaseAway, DatabaseBroken, DiskFull, DiskReadOnly, disk_refusal

_P = ParamSpec("_P")
_R = TypeVar("_R")
_DAMAGED = ("not a database", "malformed", "corrupt", "decode to utf-8")
_FULL = ("disk is full", "no space left", "disk quota exceeded")
_READ_ONLY = ("readonly database", "read-only")
_AWAY = (
    *("unable to open database", "disk i/o error", "database is locked", "connection", "could not translate"),
    *("server closed", "password authentication", "no pg_hba.conf", "does not exist", "timeout", "ssl"),
)


@contextmanager
def failures_named() -> Iterator[None]:
    """Turn failures of disk and database into errors of ours; other exceptions pass.

    Raises:
        DiskFull, DiskReadOnly, DatabaseAway.
    """
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        refusal = database_refusal(error)
        if refusal is None:
            raise
        raise refusal from error
    except OSError as error:
        refusal = disk_refusal(error)
        if refusal is None:
            raise
        raise refusal from error


def database_refusal(error: DatabaseError | InterfaceError) -> AigaqError | None:
    """Error for a database failure that a person can repair; None for a fault of the program."""
    text = str(error).lower()
    if any(words in text for words in _FULL):
        return DiskFull()
    if any(words in text for words in _READ_ONLY):
        return DiskReadOnly()
    # The words alone are not enough: "does not exist" is also said of a missing table, which is a fault of ours.
    if type(error).__name__ in ("OperationalError", "InterfaceError") and any(
        words in text for words in _AWAY
    ):
        return DatabaseAway()
    return None


def damage_named(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Wrap a function so that a damaged database file raises `DatabaseBroken`."""

    @wraps(function)
    def wrapped(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return function(*args, **kwargs)
        except DatabaseError as error:
            if any(words in str(error).lower() for words in _DAMAGED):
                raise DatabaseBroken from error
            raise

    return wrapped
