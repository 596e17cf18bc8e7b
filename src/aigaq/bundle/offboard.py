"""Texts and pins that do not travel with a masked case.

Invariant: a text that holds a place covered or withheld is not on board, nor any copy or original of it; no digest of
such a place is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aigaq.bundle import locators
from aigaq.records.cases import CaseRecords, Pins
from aigaq.records.entries import Entry
from aigaq.records.sources import Media, Source
from aigaq.records.statements import Statement


def without_media(records: CaseRecords) -> CaseRecords:
    """The records without any picture or recording: that there is one stays told, and what kind it is.

    No copy carries an original, nor whom it shows and what would be made black. Its digest and name go too: with a
    digest whoever seizes a telephone would find who gave the file. An edition carries a derivative instead.
    """
    if all(one.media is None for one in records.sources.values()):
        return records
    sources = {
        key: one if one.media is None else replace(one, media=Media(one.media.kind), file=None, sha256=None)
        for key, one in records.sources.items()
    }
    return replace(records, sources=sources)


def sources_left(records: CaseRecords, gone: set[str] | frozenset[str]) -> dict[str, Source]:
    """The sources, without the text of those in which one of these entries stands."""
    roots = {_root(one.source, records) for one in records.entries if one.id in gone}
    return {
        key: replace(source, shipped=False) if _root(key, records) in roots else source
        for key, source in records.sources.items()
    }


def _root(source: str, records: CaseRecords) -> str:
    seen = {source}
    while (found := records.sources.get(source)) and found.derived_from and found.derived_from not in seen:
        source = found.derived_from
        seen.add(source)
    return source


def unpinned(one: Statement) -> Statement:
    """A statement with its places as lines and sentences alone: a digest of few words can be guessed."""
    bare = (replace(place, item=None, start=None, end=None, pin=None) for place in one.passages)
    return replace(one, passages=tuple(bare))


def pins_left(
    records: CaseRecords, kept: Iterable[Entry], changed: frozenset[str], gone: set[str]
) -> dict[str, Pins]:
    """The pins of the entries kept and not changed, by source."""
    pinned = tuple(one for one in kept if one.id not in changed)
    return {key: _pins(key, pins, pinned, gone) for key, pins in records.pins.items()}


def _pins(source: str, pins: Pins, kept: Iterable[Entry], gone: set[str]) -> Pins:
    """The pins of places that something still rests on."""
    places = {locators.write(one.place) for one in kept if one.source == source}
    return replace(
        pins,
        places={place: pin for place, pin in pins.places.items() if place in places},
        ids={
            one: uid
            for one, uid in pins.ids.items()
            if not any(one == g or one.startswith(f"{g}.") for g in gone)
        },
    )
