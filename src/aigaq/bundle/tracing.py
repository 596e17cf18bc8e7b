"""Trace the value of a statement to the words of its entry, and to other statements made of the same words.

Invariant: found by assembling the entry again with a word withheld, so that no form needs a rule of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aigaq.bundle.assembly import Assembled, assemble
from aigaq.bundle.problems import Problems
from aigaq.errors import BadValue
from aigaq.records.coding.resolution import Known
from aigaq.records.entries import Entry
from aigaq.records.sources import Source
from aigaq.records.withholding import NOTE, WITHHELD, changes, entry_without, places


def traced(
    entry: Entry, statement: str, *, known: Known, source: Source | None, anchor: str | None
) -> Mapping[str, tuple[str, ...]]:
    """By name (`entry:marat`, `statement:marat.age`), the fields to withhold together with a statement's value.

    The coder's note is included: it may repeat the value in other words.

    Args:
        known: all ids that the entry refers to; ids that it created may be included.
    Raises:
        BadValue: the value follows from the kind of entry; no word of the entry states it.
    """
    statements = set(known.entries.get(entry.id, ()))
    known = replace(
        known,
        subjects={key: subject for key, subject in known.subjects.items() if subject.made_by != entry.id},
        entries={key: made for key, made in known.entries.items() if key != entry.id},
        statements=known.statements - statements,
    )
    sources = {} if source is None else {source.key: source}
    before = assemble((entry,), known=known, sources=sources, anchor=anchor, problems=Problems())
    for place in places(entry):
        problems, tried = Problems(), entry_without(entry, {place: ""})
        after = assemble((tried,), known=known, sources=sources, anchor=anchor, problems=problems)
        changed = None if problems.found else _changed(before, after)
        if changed and "value" in changed.get(f"statement:{statement}", ()):
            return _with_notes(entry, place, changed, before)
    raise BadValue(key="value", value=statement, due=WITHHELD.kind)


def _changed(before: Assembled, after: Assembled) -> dict[str, tuple[str, ...]] | None:
    """By name, the fields in which the statements differ; None if anything else differs."""
    if before.known.subjects != after.known.subjects or before.unfilled != after.unfilled:
        return None
    if [one.id for one in before.statements] != [one.id for one in after.statements]:
        return None
    changed = {}
    for earlier, other in zip(before.statements, after.statements, strict=True):
        fields = changes(earlier, other)
        if fields is None:
            return None
        if fields:
            changed[f"statement:{earlier.id}"] = fields
    return changed


def _with_notes(
    entry: Entry, place: str, notes: Mapping[str, tuple[str, ...]], made: Assembled
) -> dict[str, tuple[str, ...]]:
    named = {f"entry:{entry.id}": (place,), **notes}
    if entry.slot(NOTE) is None:
        return named
    noted = {f"statement:{one.id}" for one in made.statements if one.note is not None} | {f"entry:{entry.id}"}
    return {
        name: (*named.get(name, ()), *((NOTE,) if name in noted else ()))
        for name in dict.fromkeys((*named, *sorted(noted)))
    }
