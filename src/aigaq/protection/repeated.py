"""Words of what is kept back that a draft would show all the same.

Invariant: a text from which anything is kept back is refused whatever it says, and so are its words in any other; the
reason tells where they stand and never what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.protection.passages import WordRuns
from aigaq.protection.published_text import published_fields
from aigaq.records.releases import Draft, Guarded, Offer, Reason, Spot

_NO_TEXT = (Offer("offer-whole-text"),)
_BARE = frozenset({"slug", "name"})
"""Parts in which ids and names of files stand, not words."""


def repeated_passages(draft: Draft, guarded: Iterable[Guarded]) -> Iterator[Reason]:
    """A reason for each text that must not be shown, and for each place that repeats a protected passage."""
    told = tuple(one.label for one in draft.records.subjects.values())
    for one in guarded:
        about = one.safeguard.id
        runs = WordRuns(one.words, texts=one.texts, told=told, but=one.told)
        yield from _texts(draft, about, one.sources, runs)
        yield from _pictures(draft, about, one.sources)
        # What somebody else is called as well tells nobody.
        labels = WordRuns([label for label in one.labels if label not in told], but=one.told, short=True)
        if runs or labels:
            yield from _fields(draft, about, runs, labels)


def _texts(draft: Draft, about: str, sources: frozenset[str], runs: WordRuns) -> Iterator[Reason]:
    for key, text in draft.texts.items():
        if runs.found_in(text):
            yield Reason(
                "protected-passage", about, Spot("text", key, "text", runs.line(text)), offers=_NO_TEXT
            )
        elif key in sources and text:
            yield Reason("protected-passage", about, Spot("source", key, "text"), offers=_NO_TEXT)


def _pictures(draft: Draft, about: str, sources: frozenset[str]) -> Iterator[Reason]:
    for number, file in enumerate(draft.files, 1):
        if file.source in sources:
            yield Reason(
                "protected-passage",
                about,
                Spot("file", str(number), "bytes"),
                offers=(Offer("offer-no-picture"),),
            )


def _fields(draft: Draft, about: str, runs: WordRuns, labels: WordRuns) -> Iterator[Reason]:
    seen: set[tuple[str, str]] = set()
    for spot, text, _ in published_fields(draft):
        # What stands in an entry stands in its statements too.
        same = ("said" if spot.kind in ("statement", "entry") else spot.kind, spot.id.split(".")[0])
        if spot.kind == "text" or spot.part in _BARE or same in seen:
            continue
        if runs.found_in(text) or labels.found_in(text):
            seen.add(same)
            yield Reason("protected-words", about, spot, offers=(Offer("offer-other-words", (spot.id,)),))
