"""Reader and writer of cast.yaml: labels of all subjects.

Invariant: anything that somebody says about a subject is a statement with a place. A fact written in the cast is
written back to the cast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aigaq.bundle.checks import rings
from aigaq.bundle.problems import Problems
from aigaq.bundle.yamlout import Tree, block, stated
from aigaq.errors import (
    BadValue,
    Cycle,
    DuplicateId,
    IdIsHarm,
    MissingField,
    UnknownCode,
    UnknownField,
    UnknownId,
)
from aigaq.records.cases import CaseRecords
from aigaq.records.entries import Entry, raw_of
from aigaq.records.labels import is_name
from aigaq.records.statements import Passage, parse_passage
from aigaq.records.subjects import BUILT_IN, OVERLAPS, Kind, Subject
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import Map, Node, Text, here, mapping

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
_SECTION_OF = {kind: section for section, kind in _SECTIONS.items()}
_FIELDS = frozenset(
    ("label", "named", "unnamed", "plural", "is", "within", "all-with", "overlap", "official", "source")
) | {"L", "at"}


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
    for section, group in node.mapping("cast"):
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
    fields.only({*_FIELDS, *vocabulary.predicates})
    label = fields.text("label")
    named = kind == "person" and label is not None and is_name(label) and not fields.yes("unnamed")
    overlap = fields.text("overlap") or "unknown"
    if overlap not in OVERLAPS:
        raise UnknownCode(key="overlap", value=overlap)
    return Subject(
        id=key,
        kind=kind,
        label=label or "",
        named=named or fields.yes("named"),
        plural=fields.yes("plural"),
        stands_for=fields.text("is"),
        within=fields.text("within"),
        all_with=_all_with(fields, vocabulary),
        overlap=next(one for one in OVERLAPS if one == overlap),
        official=fields.yes("official"),
        document=section == "papers",
        source=fields.text("source"),
    )


def _all_with(fields: Map, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    property_of = fields.part("all-with")
    if property_of is None:
        return None
    for predicate, _ in property_of:
        if predicate.text not in vocabulary.predicates:
            raise UnknownCode(**here(predicate), key="predicate", value=predicate.text)
        return predicate.text, property_of.texts(predicate.text)
    raise MissingField(**here(property_of), key="all-with")


def _said(key: Text, node: Node, vocabulary: Vocabulary, sources: tuple[str, ...]) -> list[Entry]:
    """Entries made from relations and other facts in the cast, at the place that `L` names."""
    if isinstance(node, Text):
        return []
    fields = mapping(node, key=key.text)
    facts = [(name.text, value) for name, value in fields if name.text not in _FIELDS]
    if not facts:
        return []
    place = fields.text("L") or fields.text("at")
    if place is None:
        raise MissingField(key="L")
    at = parse_passage(place, sources)
    return [
        Entry(
            *(f"{key.text}.{name}", at.source, at.place, None, key.text, name, raw_of(value)),
            file=key.file,
            line=key.line,
        )
        for name, value in facts
    ]


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
    for ring in rings({key: (one.within,) if one.within else () for key, one in subjects.items()}):
        problems.add(Cycle(**here(written[ring[0]]), id=ring[0], value=", ".join(ring)))


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
            papers = subject.kind == "thing" and subject.document
            section = "papers" if papers else _SECTION_OF[subject.kind]
            sections.setdefault(section, {})[key] = _subject_tree(subject, facts.get(key, []), records)
    return block({"cast": sections}, depth=3)


def _subject_tree(subject: Subject, facts: Iterable[Entry], records: CaseRecords) -> Tree:
    # The label `mother of ...` follows from a relation, so that it need not be written.
    by_relation = any(
        relation_label(fact, records.subjects, records.vocabulary) == subject.label for fact in facts
    )
    reads_as_name = subject.kind == "person" and not by_relation and is_name(subject.label)
    fields = stated(
        {
            "label": None if by_relation else subject.label,
            "named": subject.named and not reads_as_name,
            "unnamed": reads_as_name and not subject.named,
            "plural": subject.plural,
            "official": subject.official,
            "is": subject.stands_for or None,
            "within": subject.within or None,
            "source": subject.source or None,
            "all-with": subject.all_with and dict([subject.all_with]),
            "overlap": subject.overlap if subject.overlap != "unknown" else None,
        }
    )
    for entry in facts:
        fields[entry.predicate] = entry.value
        fields["L"] = place_text(Passage(entry.source, entry.place), records)
    return subject.label if list(fields) == ["label"] else fields


def place_text(passage: Passage, records: CaseRecords) -> str:
    """A locator with its source; the source is left out if the case has only one."""
    written = passage.place.written
    return written if len(records.sources) == 1 else f"{passage.source} {written}"
