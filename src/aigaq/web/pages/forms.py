"""Reading what was typed into forms. Invariant: nothing typed is trusted, and nothing wrong is a failure of ours."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from aigaq.errors import BadDate, BadValue, TooLarge

LONGEST = 2_000
"""Letters in one field; a source's text has its own limit."""


def day_of(written: str | None) -> date | None:
    """One civil day, or None where nothing was written.

    Raises:
        BadDate: something else.
    """
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadDate(value=written[:40]) from error


def field(request: HttpRequest, name: str, *, longest: int = LONGEST) -> str:
    """One field of a posted form, without the space around it.

    Raises:
        TooLarge: longer than a field may be. BadValue: control characters.
    """
    written = request.POST.get(name, "").strip()
    if len(written) > longest:
        raise TooLarge(limit=longest)
    if any(ord(letter) < 32 and letter not in "\n\r\t" for letter in written):
        raise BadValue(key=name, value="", due="text")
    return written
