"""coding.yaml: what the coder wrote, line by line.

Invariant: every entry has an id, a place and keeps its own words.
"""

from __future__ import annotations

from aigaq.bundle import locators
from aigaq.bundle.problems import Problems
from aigaq.errors import BadValue, DuplicateId, EmptyValue, WrongShape
from aigaq.records.entries import Entry, Raw, raw_of
from aigaq.records.statements import Place
from aigaq.records.yamltext import List, Map, Node, Text, here, mapping, only, words


def read_coding(node: Map, source: str, problems: Problems) -> tuple[Entry, ...]:
    """The entries of one `coding.yaml`; problems are collected."""
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    with problems.caught():
        only(node, ("coding", "named"))
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
    """`named: {L3: [marat]}`: the text names the person; `(label)` stands for the label of the cast."""
    return Entry(f"{name}.name", source, place, None, name, "name", "(label)", (), block.file, block.line)


def _blocks(node: Map, source: str, section: str, problems: Problems) -> list[tuple[Place, Node]]:
    group = node.get(section)
    blocks: list[tuple[Place, Node]] = []
    if group is None:
        return blocks
    with problems.caught(**here(group)):
        for key, block in mapping(group, key=section):
            with problems.caught(**here(key)):
                elsewhere, place = locators.parse(key.text)
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
    """`via: []` says nothing: the option is left out, or its value is written."""
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
    """`[subject, predicate, value, option: ...]`."""
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
    """`{form: who, slot: ...}`: the first key is the form."""
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
