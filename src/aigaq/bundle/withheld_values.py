"""Withhold the values that a safeguard names, while the statements remain visible.

Invariant: a statement and the entry that wrote it are withheld together, so that a copy read again gives the same. If
no word of the entry states the value, the whole entry is removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from aigaq.records.cases import CaseRecords
from aigaq.records.coding.forms import Slot
from aigaq.records.entries import Entry
from aigaq.records.statements import Statement
from aigaq.records.values import Code
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.withholding import NOTE, entry_without, statement_without

_TOLD = frozenset({"when", "at", "by", "place", "day", NOTE})
"""Slots and qualifiers of a plain statement that reveal as much as its value."""


class HeldBack(NamedTuple):
    """The records without the values; ids of changed entries, and of entries that must be removed whole."""

    records: CaseRecords
    changed: frozenset[str]
    whole: frozenset[str]


def held_back(records: CaseRecords, ids: Iterable[str]) -> HeldBack:
    """The records with some values withheld.

    Args:
        ids: ids of statements; the id of an entry means its main statement.
    """
    wanted = {records.made_for.get(one, (one,))[0] for one in ids}
    entries = {one.id: one for one in records.entries}
    slots: dict[str, set[str]] = {}
    whole: set[str] = set()
    for statement in records.statements:
        entry = entries.get(statement.entry or "")
        if statement.id in wanted and entry is not None:
            slots_of_entry = set(_slots_of(entry, statement, records.vocabulary))
            slots.setdefault(entry.id, set()).update(slots_of_entry)
            if entry.form is not None and not slots_of_entry:
                whole.add(entry.id)
    statements = tuple(_without(one, entries, slots, records.vocabulary) for one in records.statements)
    kept_entries = tuple(_blanked(one, slots[one.id]) if one.id in slots else one for one in records.entries)
    changed = replace(records, statements=statements, entries=kept_entries)
    return HeldBack(changed, frozenset(slots) - whole, frozenset(whole))


def _slots_of(entry: Entry, statement: Statement, vocabulary: Vocabulary) -> Iterator[str]:
    """The slots of an entry that state a statement; for a plain entry, those that reveal as much as its value."""
    filled = [name for name, _ in entry.slots]
    if entry.form is None:
        yield from (name for name in filled if name in _TOLD)
        return
    part = statement.id.removeprefix(f"{entry.id}.")
    form = vocabulary.forms[entry.form]
    for name in filled:
        slot = form.slots.get(name)
        if slot is not None and any(re.fullmatch(rf"{re.escape(one)}(-\d+)?", part) for one in _writes(slot)):
            yield name


def _writes(slot: Slot) -> Iterator[str]:
    """Ids of the statements that a slot writes or fills."""
    if slot.template is not None:
        yield slot.template.id
    if slot.into is not None:
        yield slot.into
    for template in (slot.split or {}).values():
        yield template.id


def _without(
    statement: Statement, entries: dict[str, Entry], slots: dict[str, set[str]], vocabulary: Vocabulary
) -> Statement:
    entry = entries.get(statement.entry or "")
    if entry is None or entry.id not in slots:
        return statement
    if entry.form is not None and not slots[entry.id] & set(_slots_of(entry, statement, vocabulary)):
        return statement
    fields = [
        f"qualifier#{n}" for n, (_, value) in enumerate(statement.qualifiers) if not isinstance(value, Code)
    ]
    return statement_without(statement, dict.fromkeys(("value", NOTE, *fields), ""))


def _blanked(entry: Entry, slots: set[str]) -> Entry:
    fields = {f"slot:{name}": "" for name in slots} | {NOTE: ""}
    return entry_without(entry, fields if entry.form is not None else {**fields, "value": ""})
