"""Reason of an action, as the log keeps it. Invariant: no action that requires a reason is done without one."""

from __future__ import annotations

from aigaq.errors import BadValue, MissingField

LONGEST_REASON = 150
"""Most letters of a reason: it is part of a log row, beside the id of the record."""


def reason(written: str) -> str:
    """The reason on one line.

    Raises:
        MissingField: it is empty. BadValue: it is too long for the log.
    """
    why = " ".join(written.split())
    if not why:
        raise MissingField(key="reasons")
    if len(why) > LONGEST_REASON:
        raise BadValue(key="reasons", value="…", due=f"1–{LONGEST_REASON}")
    return why
