"""Failures of disk and database as sentences: they are no fault of the program, and somebody can mend them.

Invariant: nothing of what the database says is shown: it may hold words of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError

from aigaq.errors import AigaqError, DatabaseAway, DiskFull, DiskReadOnly, disk_refusal

_FULL = ("disk is full", "no space left", "disk quota exceeded")
_READ_ONLY = ("readonly database", "read-only")
_AWAY = (
    *("unable to open database", "disk i/o error", "database is locked", "connection", "could not translate"),
    *("server closed", "password authentication", "no pg_hba.conf", "does not exist", "timeout", "ssl"),
)


@contextmanager
def told() -> Iterator[None]:
    """Say a failure of disk or database as an error of ours; any other goes on as it is.

    Raises:
        DiskFull, DiskReadOnly, DatabaseAway.
    """
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        refusal = of_database(error)
        if refusal is None:
            raise
        raise refusal from error
    except OSError as error:
        refusal = disk_refusal(error)
        if refusal is None:
            raise
        raise refusal from error


def of_database(error: DatabaseError | InterfaceError) -> AigaqError | None:
    """What a failure of the database means for somebody who can mend it; None where it is a fault of ours."""
    said = str(error).lower()
    if any(words in said for words in _FULL):
        return DiskFull()
    if any(words in said for words in _READ_ONLY):
        return DiskReadOnly()
    # Both databases say so of more than of lost connections: a table that is not there is a fault of ours.
    if type(error).__name__ in ("OperationalError", "InterfaceError") and any(w in said for w in _AWAY):
        return DatabaseAway()
    return None
