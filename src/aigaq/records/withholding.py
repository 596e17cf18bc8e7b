"""Copies of records with withheld fields replaced.

Invariant: the word in a withheld field could have been written there from the start; it is never empty and never
reveals what it replaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Unknown

WITHHELD = Unknown("withheld")
"""The value that replaces a withheld one."""
WORD = WITHHELD.text
"""The word for it in an entry, as a coder would have written it."""
NOTE, _SLOT, _VALUE, _QUALIFIER = "note", "slot", "value", "qualifier"


def subject_without(subject: Subject, wording: str) -> Subject:
    """A subject under another label, which is no name."""
    return replace(subject, label=wording, named=False)


def source_without(source: Source, wordings: Mapping[str, str]) -> Source:
    """A source with other words for its title or its description."""
    return replace(source, title=wordings.get("title", source.title), what=wordings.get("what", source.what))


def statement_without(statement: Statement, fields: Mapping[str, str]) -> Statement:
    """A statement with value, qualifiers (`qualifier#0`), time of saying or note withheld."""
    qualifiers = tuple(
        (name, WITHHELD if f"{_QUALIFIER}#{number}" in fields else value)
        for number, (name, value) in enumerate(statement.qualifiers)
    )
    return replace(
        statement,
        value=WITHHELD if _VALUE in fields else statement.value,
        said=WITHHELD if "said" in fields else statement.said,
        note=None if NOTE in fields else statement.note,
        qualifiers=qualifiers,
    )


def changes(statement: Statement, other: Statement) -> tuple[str, ...] | None:
    """The fields of `statement` that are withheld in `other`; None if they differ in any other way too."""
    changed = [_VALUE] if other.value == WITHHELD != statement.value else []
    changed += ["said"] if other.said == WITHHELD != statement.said else []
    changed += [
        f"{_QUALIFIER}#{number}"
        for number, (before, after) in enumerate(zip(statement.qualifiers, other.qualifiers, strict=False))
        if after[1] == WITHHELD != before[1]
    ]
    return tuple(changed) if statement_without(statement, dict.fromkeys(changed, "")) == other else None


def places(entry: Entry) -> Iterator[str]:
    """Fields of an entry that may be withheld; members of a list (`slot:via#1`) come before the whole list."""
    for name, raw in ((_VALUE, entry.value), *((f"{_SLOT}:{name}", raw) for name, raw in entry.slots)):
        if not isinstance(raw, str):
            parts = raw.entries if isinstance(raw, RawMap) else raw
            yield from (f"{name}#{number}" for number in range(len(parts)))
        if raw != "" and name != f"{_SLOT}:{NOTE}":
            yield name


def entry_without(entry: Entry, fields: Mapping[str, str]) -> Entry:
    """An entry with some fields replaced by the word for "withheld by us"; a withheld note is left out."""
    slots = (
        (name, _blank(f"{_SLOT}:{name}", raw, fields))
        for name, raw in entry.slots
        if name != NOTE or NOTE not in fields
    )
    return replace(entry, value=_blank(_VALUE, entry.value, fields), slots=tuple(slots))


def _blank(place: str, raw: Raw, fields: Mapping[str, str]) -> Raw:
    if place in fields:
        return WORD
    if isinstance(raw, tuple):
        return tuple(WORD if f"{place}#{number}" in fields else part for number, part in enumerate(raw))
    if isinstance(raw, RawMap):
        parts = enumerate(raw.entries)
        return RawMap(tuple((key, WORD if f"{place}#{n}" in fields else part) for n, (key, part) in parts))
    return raw
