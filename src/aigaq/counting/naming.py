"""Labels of people in a count, over all ids that decisions join.

Invariant: where one of the ids has a name, the name is shown; no id disappears without a trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aigaq.records.ladder import Excluded
from aigaq.records.statements import Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.statements.evidence import Evidence


def label_of(person: str, evidence: Evidence) -> str:
    """The first label that is a name among the ids of a person, else the first label."""
    ids = _persons(person, evidence)
    return next((one.label for one in ids if one.named), ids[0].label if ids else evidence.label(person))


def is_named(person: str, evidence: Evidence) -> bool:
    """Whether the cast names a person, or somebody states a name."""
    stated = any(one.polarity == "affirms" for one in evidence.statements(person, "name"))
    return stated or any(one.named for one in _persons(person, evidence))


def is_person(subject: str, evidence: Evidence) -> bool:
    """Whether one of the ids joined to a subject is a person."""
    return bool(_persons(subject, evidence))


def _persons(subject: str, evidence: Evidence) -> list[Subject]:
    subjects = (evidence.subjects.get(one) for one in evidence.clusters.together(subject))
    return [one for one in subjects if one is not None and one.kind == "person"]


def duplicates(people: Mapping[str, Iterable[Statement]], evidence: Evidence) -> Iterator[Excluded]:
    """The further ids of everybody listed, with the passages that use them."""
    for person, statements in people.items():
        for subject in _persons(person, evidence):
            if subject.id != person:
                passages = passages_of([word for word in statements if word.subject == subject.id])
                yield Excluded(subject.id, subject.label, "duplicate", passages)


def passages_of(statements: Iterable[Statement]) -> tuple[Passage, ...]:
    """The passages of statements, each place once, in the order of the sources."""
    by_place = {
        (passage.source, passage.place): passage for statement in statements for passage in statement.passages
    }
    return tuple(
        sorted(
            by_place.values(),
            key=lambda passage: (passage.source, passage.line, passage.start or 0, passage.place.first or 0),
        )
    )
