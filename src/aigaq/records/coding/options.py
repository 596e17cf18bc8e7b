"""The options of an entry: how it was said, by whom, on what it rests.

Invariant: an option that points nowhere is refused by name.
"""

from __future__ import annotations

import re

from aigaq.errors import BadValue, UnknownId
from aigaq.records.coding.parse_values import Known, date_of, main_of
from aigaq.records.entries import Entry, as_list, as_words
from aigaq.records.sources import Source
from aigaq.records.statements import Link
from aigaq.records.values import Ref, Value

_HEDGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


class Options:
    """Reads the options of an entry."""

    def __init__(self, entry: Entry, known: Known) -> None:
        self.entry = entry
        self.known = known

    def text(self, name: str) -> str | None:
        """An option as one line of words, or None where it was not written."""
        raw = self.entry.slot(name)
        return None if raw is None else as_words(raw)

    def words(self, name: str) -> tuple[str, ...]:
        """An option as several words."""
        raw = self.entry.slot(name)
        return () if raw is None else tuple(as_words(item) for item in as_list(raw))

    def code(self, name: str, list_name: str, default: str) -> str:
        """An option as a code of a list, or the default."""
        written = self.text(name)
        return default if written is None else self.known.vocabulary.code(list_name, written)

    def chain(self, source: Source) -> tuple[Link, ...]:
        """The voice of the place, then those behind it; `through` is how the last of them passed it on.

        A line of the page's own has no voice: whoever codes from it says whose words it holds (`speaker`).
        """
        place = self.entry.place
        voices = (self._first(source), *self.words("via"))
        for voice in voices:
            if voice in ("furniture", "citation"):
                raise BadValue(
                    key="place",
                    value=f"L{place.line}",
                    due="a line with content, or who speaks in it (speaker)",
                )
            if voice not in self.known.subjects:
                raise UnknownId(value=voice)
        through = self.text("through")
        if through is not None and through not in self.known.subjects:
            through = self.known.vocabulary.code("through", through)
        return (*(Link(voice) for voice in voices[:-1]), Link(voices[-1], through))

    def _first(self, source: Source) -> str:
        """Whose words stand at the place: those whom the entry names, else as the source says."""
        place, written = self.entry.place, self.text("speaker")
        if place.editor and written is not None:
            raise BadValue(key="speaker", value=written, due="a place outside brackets")
        return "editor" if place.editor else written or source.voice_at(place.line)

    def pointing(self, name: str, known: frozenset[str]) -> str | None:
        """An option that names one of some ids."""
        written = self.text(name)
        if written is not None and written not in known:
            raise UnknownId(value=written)
        return written

    def main(self, name: str) -> str | None:
        """An option that names a statement."""
        written = self.text(name)
        if written is None:
            return None
        statement = main_of(written, self.known)
        if statement is None:
            raise UnknownId(value=written)
        return statement

    def said(self) -> Value | None:
        """When it was said: a date, or the event at which it was said."""
        written = self.text("said")
        if written is None:
            return None
        return Ref(written) if written in self.known.subjects else date_of(written, None, self.known)

    def hedge(self) -> tuple[int, int] | None:
        """Which words of the passage hedge it: first and last, counted from 1."""
        written = self.text("hedge")
        if written is None:
            return None
        match = _HEDGE.fullmatch(written.removeprefix("words ").strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise BadValue(key="hedge", value=written, due="words by number: 1-3")
        return first, last
