"""Reader and writer of coding.yaml: the coder's entries, line by line.

Invariant: every entry has an id and a place, and keeps its own words and order.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.bundle.problems import Problems
from aigaq.bundle.yamlout import flow, row, scalar
from aigaq.errors import BadValue, DuplicateId, EmptyValue, WrongShape
from aigaq.records.cases import CaseRecords
from aigaq.records.entries import Entry, Raw, RawMap, raw_of
from aigaq.records.statements import Place, parse_locator
from aigaq.records.yamltext import List, Map, Node, Text, here, mapping, words


def read_coding(node: Map, source: str, problems: Problems) -> tuple[Entry, ...]:
    """The entries of one `coding.yaml`. Problems are collected."""
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    with problems.caught():
        node.only(("coding", "named"))
    for place, block in _blocks(node, source, "named", problems):
        with problems.caught(**here(block)):
            entries.extend(_name(name, source, place, block) for name in words(block, key="named"))
    for place, block in _blocks(node, source, "coding", problems):
        with problems.caught(**here(block)):
            for key, value in mapping(block, key="coding"):
                with problems.caught(**here(key), id=key.text):
                    if key.text in seen:
                        raise DuplicateId(value=key.text, first=seen[key.text])
                    seen[key.text] = key.line
                    entries.append(_entry(key, value, source, place))
    return tuple(entries)


def _name(name: str, source: str, place: Place, block: Node) -> Entry:
    """An entry from `named: {L3: [marat]}`: the text names the person; `(label)` stands for the label in the cast."""
    return Entry(f"{name}.name", source, place, None, name, "name", "(label)", (), block.file, block.line)


def _blocks(node: Map, source: str, section: str, problems: Problems) -> list[tuple[Place, Node]]:
    group = node.get(section)
    blocks: list[tuple[Place, Node]] = []
    if group is None:
        return blocks
    with problems.caught(**here(group)):
        for key, block in mapping(group, key=section):
            with problems.caught(**here(key)):
                elsewhere, place = parse_locator(key.text)
                if elsewhere not in (None, source):
                    raise BadValue(key="place", value=key.text, due=f"a place of {source}, such as L35.2")
                blocks.append((place, block))
    return blocks


def _entry(key: Text, value: Node, source: str, place: Place) -> Entry:
    if any(mark in key.text for mark in " #,;:()[]{}"):
        raise BadValue(key="id", value=key.text, due="letters, digits and hyphens")
    _refuse_empty(value, key.text)
    if isinstance(value, List):
        return _plain(key, value, source, place)
    if isinstance(value, Map):
        return _form(key, value, source, place)
    raise WrongShape(key=key.text, due="[subject, predicate, value] or {form: who, ...}")


def _refuse_empty(node: Node, key: str) -> None:
    """Refuse an empty list such as `via: []`: it says nothing, so leave the option out or write its value."""
    if isinstance(node, Text):
        return
    inner = (
        [(key, item) for item in node.items]
        if isinstance(node, List)
        else [(name.text, value) for name, value in node]
    )
    if not inner:
        raise EmptyValue(**here(node), key=key)
    for name, value in inner:
        _refuse_empty(value, name)


def _plain(key: Text, value: List, source: str, place: Place) -> Entry:
    """An entry from `[subject, predicate, value, option: ...]`."""
    terms = [item for item in value.items if not isinstance(item, Map)]
    options = [pair for item in value.items if isinstance(item, Map) for pair in item]
    if len(terms) != 3:
        raise WrongShape(key=key.text, due="[subject, predicate, value]")
    if not isinstance(terms[1], Text):
        raise WrongShape(key="predicate", due="one word")
    return Entry(
        id=key.text,
        source=source,
        place=place,
        form=None,
        who=raw_of(terms[0]),
        predicate=terms[1].text,
        value=raw_of(terms[2]),
        slots=_slots(options),
        file=key.file,
        line=key.line,
    )


def _form(key: Text, value: Map, source: str, place: Place) -> Entry:
    """An entry from `{form: who, slot: ...}`: the first key is the form."""
    (form, who), *rest = value.entries
    return Entry(
        key.text, source, place, form.text, raw_of(who), slots=_slots(rest), file=key.file, line=key.line
    )


def _slots(pairs: list[tuple[Text, Node]]) -> tuple[tuple[str, Raw], ...]:
    seen: set[str] = set()
    slots: list[tuple[str, Raw]] = []
    for name, node in pairs:
        if name.text in seen:
            raise DuplicateId(**here(name), value=name.text)
        seen.add(name.text)
        slots.append((name.text, raw_of(node)))
    return tuple(slots)


def coding_text(records: CaseRecords, source: str) -> str:
    """Text of `coding.yaml` for one source; empty if the source has no entry."""
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
    """Whether an entry can be written under `named:`: it is the label of the cast, stated by the text itself."""
    subject = records.subjects.get(str(entry.who))
    plain = entry.form is None and entry.predicate == "name" and not entry.slots
    return plain and entry.id == f"{entry.who}.name" and subject is not None and entry.value == subject.label


def _places(entries: Iterable[Entry]) -> list[tuple[Place, list[Entry]]]:
    """Consecutive entries at the same place, grouped."""
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
        locator = place.written
        again = seen[locator] = seen.get(locator, -1) + 1
        # A YAML key occurs once, so a place that returns later is written L03, L003: the same place.
        lines.append(f"  {scalar('L' + '0' * again + locator[1:])}:{''.join(written)}")
    return lines


def _names(entries: list[Entry]) -> list[str]:
    return [" " + flow([str(entry.who) for entry in entries])]


def _entries(entries: list[Entry], records: CaseRecords) -> list[str]:
    return [f"\n    {scalar(entry.id)}: {_written_entry(entry, records)}" for entry in entries]


def _written_entry(entry: Entry, records: CaseRecords) -> str:
    if entry.form is None:
        return row((entry.who, entry.predicate, entry.value), entry.slots)
    return flow(RawMap(((entry.form, entry.who), *_written_slots(entry, records))))


def _written_slots(entry: Entry, records: CaseRecords) -> Iterable[tuple[str, Raw]]:
    """The slots as written; one named like its form gets the slot's first name, since a YAML key occurs once."""
    form = records.vocabulary.forms.get(entry.form or "")
    for name, value in entry.slots:
        yield (form.slots[name].name if form is not None and name == entry.form else name), value
