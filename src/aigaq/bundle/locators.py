"""Locators as people write them: `L35.2-3`, `L9 editor`, `talk L4`.

Invariant: writing a locator and reading it again gives the same place.
"""

from __future__ import annotations

import re

from aigaq.errors import BadValue, ReversedRange, SourceNotNamed
from aigaq.records.statements import Passage, Place

_LOCATOR = re.compile(
    r"(?:(?P<source>[^\s.]\S*)\s+)?[Ll]?(?P<line>\d{1,7})(?:\.(?P<first>\d{1,5})(?:-(?P<last>\d{1,5}))?)?"
    r"(?:\s+editor(?:\.(?P<bracket>\d{1,4}))?)?"
)


def parse(written: str) -> tuple[str | None, Place]:
    """The source's key (None if absent) and the place.

    Raises:
        BadValue: not a locator. ReversedRange: the range of sentences runs backwards.
    """
    match = _LOCATOR.fullmatch(written.strip())
    if match is None or int(match["line"]) < 1 or match["first"] == "0":
        raise BadValue(key="place", value=written, due="L35, L35.2, L35.2-3, L9 editor")
    first = int(match["first"]) if match["first"] else None
    last = int(match["last"]) if match["last"] else first
    if first is not None and last is not None and last < first:
        raise ReversedRange(value=written)
    editor = " editor" in f" {written}".replace("\t", " ")
    bracket = int(match["bracket"]) if match["bracket"] else None
    return match["source"], Place(int(match["line"]), first, last, editor, bracket)


def passage(written: str, sources: tuple[str, ...]) -> Passage:
    """The passage that a locator names in a case with these sources.

    Raises:
        SourceNotNamed: the locator names no source, and the case has several or none. BadValue, ReversedRange.
    """
    source, place = parse(written)
    if source is None and len(sources) != 1:
        due = f"{sources[0]} {written}" if sources else ""
        raise SourceNotNamed(value=written, due=due, known=", ".join(sources))
    return Passage(source or sources[0], place)


def write(place: Place) -> str:
    """Text of a locator, without its source."""
    sentences = ""
    if place.first is not None:
        sentences = f".{place.first}" if place.last in (None, place.first) else f".{place.first}-{place.last}"
    editor = "" if not place.editor else " editor" if place.bracket is None else f" editor.{place.bracket}"
    return f"L{place.line}{sentences}{editor}"
