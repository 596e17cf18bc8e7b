"""`coding.yaml` from entries. Invariant: each entry is written as its coder wrote it, in the same order."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.bundle import locators
from aigaq.bundle.yamlout import flow, row, scalar
from aigaq.records.cases import CaseRecords
from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.statements import Place


def coding_text(records: CaseRecords, source: str) -> str:
    """The coding of one source, or nothing where it has no entry."""
    entries = [one for one in records.entries if one.source == source and one.file != "cast.yaml"]
    named = 0
    while named < len(entries) and _is_name(entries[named], records):
        named += 1
    lines = _section("named", [(place, _names(group)) for place, group in _places(entries[:named])])
    lines += _section(
        "coding", [(place, _entries(group, records)) for place, group in _places(entries[named:])]
    )
    return "\n".join([*lines, ""]) if lines else ""


def _is_name(entry: Entry, records: CaseRecords) -> bool:
    """Whether `named:` writes it: the label of the cast, said by the text itself."""
    subject = records.subjects.get(str(entry.who))
    plain = entry.form is None and entry.predicate == "name" and not entry.slots
    return plain and entry.id == f"{entry.who}.name" and subject is not None and entry.value == subject.label


def _places(entries: Iterable[Entry]) -> list[tuple[Place, list[Entry]]]:
    """Entries that follow each other at one place."""
    places: list[tuple[Place, list[Entry]]] = []
    for entry in entries:
        if not places or places[-1][0] != entry.place:
            places.append((entry.place, []))
        places[-1][1].append(entry)
    return places


def _section(name: str, places: list[tuple[Place, list[str]]]) -> list[str]:
    lines = [f"{name}:"] if places else []
    seen: dict[str, int] = {}
    for place, written in places:
        locator = locators.write(place)
        again = seen[locator] = seen.get(locator, -1) + 1
        # A place that comes back later is written L03, L003: the same place, and no key twice.
        lines.append(f"  {scalar('L' + '0' * again + locator[1:])}:{''.join(written)}")
    return lines


def _names(entries: list[Entry]) -> list[str]:
    return [" " + flow([str(entry.who) for entry in entries])]


def _entries(entries: list[Entry], records: CaseRecords) -> list[str]:
    return [f"\n    {scalar(entry.id)}: {_entry(entry, records)}" for entry in entries]


def _entry(entry: Entry, records: CaseRecords) -> str:
    if entry.form is None:
        return row((entry.who, entry.predicate, entry.value), entry.slots)
    return flow(RawMap(((entry.form, entry.who), *_slots(entry, records))))


def _slots(entry: Entry, records: CaseRecords) -> Iterable[tuple[str, Raw]]:
    """The slots as they were written; one that is called like its form by its first name, for a key stands once."""
    form = records.vocabulary.forms.get(entry.form or "")
    for name, value in entry.slots:
        yield (form.slots[name].name if form is not None and name == entry.form else name), value
