"""Texts, digests and pins that are left out of a masked case.

Invariant: a text that contains a covered, withheld or sealed place is not on board, nor is anything else that holds
its words: copy, original, translation, the same bytes, the same passage word for word. No digest of it is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from aigaq.protection.kept_back import same_text_sources, words_at
from aigaq.protection.passages import WordRuns
from aigaq.records.cases import CaseRecords, Pins
from aigaq.records.decisions import Question, Reading
from aigaq.records.entries import Entry
from aigaq.records.sources import Media
from aigaq.records.statements import Statement


def without_media(records: CaseRecords) -> CaseRecords:
    """The records without pictures and recordings; their existence and kind remain.

    No copy carries an original, the list of people shown, or the areas to be blacked out. Digest and file name go
    too: by a digest, anyone who seizes a phone could find out who supplied the file. An edition carries a derivative
    instead.
    """
    if all(one.media is None for one in records.sources.values()):
        return records
    sources = {
        key: source
        if source.media is None
        else replace(source, media=Media(source.media.kind), file=None, sha256=None)
        for key, source in records.sources.items()
    }
    return replace(records, sources=sources)


def off_board(
    whole: CaseRecords, records: CaseRecords, hidden: frozenset[str], texts: Mapping[str, str]
) -> frozenset[str]:
    """The sources whose text must not be published.

    Args:
        whole: all records, including sealed ones; records: those left to publish.
        hidden: ids of entries, statements, readings and questions of `whole` that are not published as they are.
        texts: by source, the available texts of the whole case; each is searched for passages of the others.
    """
    sealed = whole.sources.keys() - records.sources.keys()
    standing: tuple[Statement | Reading | Question, ...] = (
        *whole.statements,
        *whole.readings,
        *whole.questions,
    )
    passages = [
        passage
        for statement in standing
        if statement.id in hidden or getattr(statement, "entry", None) in hidden
        for passage in statement.passages
    ]
    held = (
        {one.source for one in whole.entries if one.id in hidden} | {one.source for one in passages} | sealed
    )
    if not held:
        return frozenset()
    # By source, all sources that hold its text: copy, original, translation, the same bytes.
    kin = same_text_sources(whole.sources, texts)
    off = frozenset().union(*(kin.get(one, ()) for one in held))
    # A protected passage may also be quoted in any other text, so each is searched for its words.
    runs = WordRuns(
        words_at(passages, texts, kin),
        texts=(texts[one] for one in sealed if one in texts),
        told=(one.label for one in records.subjects.values()),
    )
    alike = (key for key, text in texts.items() if key not in off and runs.found_in(text))
    return off.union(*(kin[one] for one in alike if one in kin))


def without_texts(records: CaseRecords, off: frozenset[str]) -> CaseRecords:
    """The records without these texts, and without any digest of them or of a part."""
    if not off & records.sources.keys():
        return records
    sources = {
        key: replace(source, shipped=False, sha256=None) if key in off else source
        for key, source in records.sources.items()
    }
    return replace(
        records,
        sources=sources,
        statements=tuple(_unbound(one, off) for one in records.statements),
        readings=tuple(_unbound(one, off) for one in records.readings),
        questions=tuple(_unbound(one, off) for one in records.questions),
        pins={key: one for key, one in records.pins.items() if key not in off},
    )


def without_digests(records: CaseRecords) -> CaseRecords:
    """The records for an edition: no digest, no original file name, no pin.

    By a digest, anyone who seizes a phone could tell which interview is whose, and that we have it.
    """
    sources = {key: replace(one, sha256=None, file=None) for key, one in records.sources.items()}
    every = frozenset(sources)
    return replace(
        records,
        sources=sources,
        statements=tuple(_unbound(one, every, words=True) for one in records.statements),
        readings=tuple(_unbound(one, every, words=True) for one in records.readings),
        questions=tuple(_unbound(one, every, words=True) for one in records.questions),
        pins={},
    )


_One = TypeVar("_One", Statement, Reading, Question)


def _unbound(record: _One, sources: frozenset[str], *, words: bool = False) -> _One:
    """A record whose places in the given sources are reduced to lines and sentences; `words` keeps their positions."""
    if all(passage.source not in sources for passage in record.passages):
        return record
    bare: dict[str, Any] = {"item": None, "pin": None} | ({} if words else {"start": None, "end": None})
    passages = tuple(replace(each, **bare) if each.source in sources else each for each in record.passages)
    return replace(record, passages=passages)


def unpinned(statement: Statement) -> Statement:
    """A statement whose places are reduced to lines and sentences: the digest of a few words can be guessed."""
    bare = (replace(place, item=None, start=None, end=None, pin=None) for place in statement.passages)
    return replace(statement, passages=tuple(bare))


def pins_left(
    records: CaseRecords, kept: Iterable[Entry], changed: frozenset[str], gone: set[str]
) -> dict[str, Pins]:
    """By source, the pins of entries that are kept and unchanged."""
    pinned = tuple(one for one in kept if one.id not in changed)
    return {key: _pins(key, pins, pinned, gone) for key, pins in records.pins.items()}


def _pins(source: str, pins: Pins, kept: Iterable[Entry], gone: set[str]) -> Pins:
    """The pins still in use, without the digests of neighbouring sentences: those may be protected."""
    places = {one.place.written for one in kept if one.source == source}
    return replace(
        pins,
        places={
            place: replace(pin, before="", behind="") for place, pin in pins.places.items() if place in places
        },
        ids={
            pin: uid
            for pin, uid in pins.ids.items()
            if not any(pin == g or pin.startswith(f"{g}.") for g in gone)
        },
    )
