"""Reader and writer of cast.yaml: labels of all subjects.

Invariant: anything that somebody says about a subject is a statement with a place. A fact written in the cast is
written back to the cast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aigaq.bundle import locators
from aigaq.bundle.problems import Problems
from aigaq.bundle.yamlout import Tree, block
from aigaq.errors import (
    BadValue,
    Cycle,
    DuplicateId,
    IdIsHarm,
    MissingField,
    SourceNotNamed,
    UnknownCode,
    UnknownField,
    UnknownId,
)
from aigaq.records.cases import CaseRecords
from aigaq.records.entries import Entry, raw_of
from aigaq.records.labels import is_name
from aigaq.records.statements import Passage, Place
from aigaq.records.subjects import BUILT_IN, OVERLAPS, Kind, Subject
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import Map, Node, Text, here, mapping, need, only, text_of, texts_of, yes_of

_SECTIONS: dict[str, Kind] = {
    "voices": "voice",
    "persons": "person",
    "groups": "group",
    "bodies": "body",
    "events": "event",
    "places": "place",
    "papers": "thing",
    "things": "thing",
}
_FIELDS = frozenset(
    [
        "label",
        "named",
        "unnamed",
        "plural",
        "is",
        "within",
        "all-with",
        "overlap",
        "official",
        "source",
        "L",
        "at",
    ]
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Subjects by id, and the entries made from relations and facts written in the cast."""

    subjects: Mapping[str, Subject]
    entries: tuple[Entry, ...]


def read_cast(node: Map, vocabulary: Vocabulary, sources: tuple[str, ...], problems: Problems) -> Cast:
    """The cast of a case. Problems are collected, not raised."""
    subjects: dict[str, Subject] = {subject.id: subject for subject in BUILT_IN}
    written: dict[str, Node] = {}
    entries: list[Entry] = []
    for section, group in mapping(need(node, "cast"), key="cast"):
        kind = _SECTIONS.get(section.text)
        if kind is None:
            problems.add(UnknownField(**here(section), key=section.text))
            continue
        with problems.caught(**here(section)):
            for key, entry in mapping(group, key=section.text):
                with problems.caught(**here(key), id=key.text):
                    _refuse_twice(key, written)
                    subjects[key.text] = _subject(key.text, kind, section.text, entry, vocabulary)
                    entries.extend(_said(key, entry, vocabulary, sources))
                    # Reported, but kept in the cast: otherwise each line that names it would be a further error.
                    if vocabulary.find("harm", key.text) is not None:
                        raise IdIsHarm(value=key.text)
    labelled = _with_relation_labels(subjects, entries, vocabulary)
    _check_links(labelled, written, problems)
    return Cast(labelled, tuple(entries))


def _refuse_twice(key: Text, written: dict[str, Node]) -> None:
    if any(mark in key.text for mark in " #.,;:()[]{}"):
        raise BadValue(key="id", value=key.text, due="letters, digits and hyphens")
    if key.text in written:
        raise DuplicateId(value=key.text, first=written[key.text].line)
    written[key.text] = key


def _subject(key: str, kind: Kind, section: str, node: Node, vocabulary: Vocabulary) -> Subject:
    if isinstance(node, Text):
        return Subject(
            key, kind, node.text, named=kind == "person" and is_name(node.text), document=section == "papers"
        )
    fields = mapping(node, key=key)
    only(fields, {*_FIELDS, *vocabulary.predicates})
    label = text_of(fields, "label")
    named = kind == "person" and label is not None and is_name(label) and not yes_of(fields, "unnamed")
    overlap = text_of(fields, "overlap") or "unknown"
    if overlap not in OVERLAPS:
        raise UnknownCode(key="overlap", value=overlap)
    return Subject(
        id=key,
        kind=kind,
        label=label or "",
        named=named or yes_of(fields, "named"),
        plural=yes_of(fields, "plural"),
        stands_for=text_of(fields, "is"),
        within=text_of(fields, "within"),
        all_with=_all_with(fields, vocabulary),
        overlap=next(one for one in OVERLAPS if one == overlap),
        official=yes_of(fields, "official"),
        document=section == "papers",
        source=text_of(fields, "source"),
    )


def _all_with(fields: Map, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    node = fields.get("all-with")
    if node is None:
        return None
    for predicate, _ in mapping(node, key="all-with"):
        if predicate.text not in vocabulary.predicates:
            raise UnknownCode(**here(predicate), key="predicate", value=predicate.text)
        return predicate.text, texts_of(mapping(node, key="all-with"), predicate.text)
    raise MissingField(**here(node), key="all-with")


def _said(key: Text, node: Node, vocabulary: Vocabulary, sources: tuple[str, ...]) -> list[Entry]:
    """Entries made from relations and other facts in the cast, at the place that `L` names."""
    if isinstance(node, Text):
        return []
    fields = mapping(node, key=key.text)
    facts = [(name.text, value) for name, value in fields if name.text not in _FIELDS]
    if not facts:
        return []
    place = text_of(fields, "L") or text_of(fields, "at")
    if place is None:
        raise MissingField(key="L")
    source, where = locators.parse(place)
    if source is None and len(sources) != 1:
        raise SourceNotNamed(
            value=place, due=f"{sources[0]} {place}" if sources else "", known=", ".join(sources)
        )
    at = replace(_blank(key), source=source or sources[0], place=where)
    return [
        replace(at, id=f"{key.text}.{name}", predicate=name, value=raw_of(value)) for name, value in facts
    ]


def _blank(key: Text) -> Entry:
    """An entry about a subject that still lacks its place and content."""
    return Entry("", "", Place(1), None, key.text, file=key.file, line=key.line)


def _check_links(subjects: Mapping[str, Subject], written: Mapping[str, Node], problems: Problems) -> None:
    for key, node in written.items():
        subject = subjects.get(key)
        if subject is None:
            continue
        for other in (subject.stands_for, subject.within):
            if other is not None and other not in subjects:
                problems.add(UnknownId(**here(node), id=key, value=other))
        if not subject.label:
            problems.add(MissingField(**here(node), id=key, key="label"))
    for ring in _rings({key: subject.within for key, subject in subjects.items()}):
        problems.add(Cycle(**here(written[ring[0]]), id=ring[0], value=", ".join(ring)))


def _rings(above: Mapping[str, str | None]) -> list[tuple[str, ...]]:
    """Cycles of groups or places that lie within each other."""
    rings: dict[frozenset[str], tuple[str, ...]] = {}
    for start in above:
        path = [start]
        while (wider := above.get(path[-1])) is not None and wider not in path:
            path.append(wider)
        if wider == start:
            rings.setdefault(frozenset(path), tuple(path))
    return list(rings.values())


def _with_relation_labels(
    subjects: Mapping[str, Subject], entries: list[Entry], vocabulary: Vocabulary
) -> dict[str, Subject]:
    """The subjects, with a label such as `mother of ...` for people known only as relatives, in any order."""
    labelled = dict(subjects)
    waiting = [entry for entry in entries if not labelled[str(entry.who)].label]
    while waiting:
        for entry in waiting:
            subject, other = labelled[str(entry.who)], labelled.get(str(entry.value))
            label = relation_label(entry, labelled, vocabulary)
            if not subject.label and label is not None and other is not None and other.label:
                labelled[subject.id] = replace(subject, label=label)
        left = [entry for entry in waiting if not labelled[str(entry.who)].label]
        if len(left) == len(waiting):
            break
        waiting = left
    return labelled


def relation_label(fact: Entry, subjects: Mapping[str, Subject], vocabulary: Vocabulary) -> str | None:
    """The label that a relation gives to a person without a label of their own."""
    relation = vocabulary.lists["relation"].terms.get(fact.predicate)
    other = subjects.get(str(fact.value))
    return f"{relation.labels['en']} {other.label}" if relation is not None and other is not None else None


CAST = "cast.yaml"
_SECTION_OF = {
    "voice": "voices",
    "person": "persons",
    "group": "groups",
    "body": "bodies",
    "event": "events",
    "place": "places",
}


def cast_text(records: CaseRecords) -> str:
    """Text of `cast.yaml`: subjects by section, with the facts that were written there."""
    facts: dict[str, list[Entry]] = {}
    for entry in records.entries:
        if entry.file == CAST:
            facts.setdefault(str(entry.who), []).append(entry)
    built_in = {one.id: one for one in BUILT_IN}
    sections: dict[str, dict[str, Tree]] = {}
    for key, subject in records.subjects.items():
        if subject.made_by is None and (built_in.get(key) != subject or key in facts):
            section = _SECTION_OF.get(subject.kind, "papers" if subject.document else "things")
            sections.setdefault(section, {})[key] = _subject_tree(subject, facts.get(key, []), records)
    return block({"cast": sections}, depth=3)


def _subject_tree(subject: Subject, facts: Iterable[Entry], records: CaseRecords) -> Tree:
    by_relation = _called_by_relation(subject, facts, records)
    fields: dict[str, Tree] = {} if by_relation else {"label": subject.label}
    reads_as_name = subject.kind == "person" and not by_relation and is_name(subject.label)
    if subject.named != reads_as_name:
        fields["named" if subject.named else "unnamed"] = "yes"
    fields |= {
        name: "yes" for name, held in (("plural", subject.plural), ("official", subject.official)) if held
    }
    ties = (("is", subject.stands_for), ("within", subject.within), ("source", subject.source))
    fields |= {name: value for name, value in ties if value}
    if subject.all_with is not None:
        fields["all-with"] = {subject.all_with[0]: subject.all_with[1]}
    if subject.overlap != "unknown":
        fields["overlap"] = subject.overlap
    for entry in facts:
        fields[entry.predicate] = entry.value
        fields["L"] = place_text(Passage(entry.source, entry.place), records)
    return subject.label if list(fields) == ["label"] else fields


def _called_by_relation(subject: Subject, facts: Iterable[Entry], records: CaseRecords) -> bool:
    """Whether the label `mother of ...` follows from a relation, so that it need not be written."""
    return any(relation_label(fact, records.subjects, records.vocabulary) == subject.label for fact in facts)


def place_text(passage: Passage, records: CaseRecords) -> str:
    """A locator with its source; the source is left out if the case has only one."""
    written = locators.write(passage.place)
    return written if len(records.sources) == 1 else f"{passage.source} {written}"
