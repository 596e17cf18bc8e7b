"""Why something was done, as the log keeps it. Invariant: nothing that asks for a reason is done without one."""

from __future__ import annotations

from aigaq.errors import BadValue, MissingField

LONGEST_REASON = 150
"""Letters of a reason: it stands in one row of the log, beside the id of the record."""


def reason(written: str) -> str:
    """A reason on one line.

    Raises:
        MissingField: none was given. BadValue: one too long for the log.
    """
    why = " ".join(written.split())
    if not why:
        raise MissingField(key="reasons")
    if len(why) > LONGEST_REASON:
        raise BadValue(key="reasons", value="…", due=f"1–{LONGEST_REASON}")
    return why
