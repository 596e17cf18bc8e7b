"""What somebody is called in an answer, whatever ids they were decided to have.

Invariant: where one of the ids has a name, the name is shown; no id vanishes unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aigaq.records.ladder import Excluded
from aigaq.records.statements import Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.statements.evidence import Evidence


def label_of(person: str, evidence: Evidence) -> str:
    """The label of the first of their ids that is a name, else of the first."""
    ids = _persons(person, evidence)
    return next((one.label for one in ids if one.named), ids[0].label if ids else evidence.label(person))


def is_named(person: str, evidence: Evidence) -> bool:
    """The cast calls them by a name, or somebody states one."""
    stated = any(one.polarity == "affirms" for one in evidence.statements(person, "name"))
    return stated or any(one.named for one in _persons(person, evidence))


def is_person(subject: str, evidence: Evidence) -> bool:
    """Whether one of the ids is a person's."""
    return bool(_persons(subject, evidence))


def _persons(subject: str, evidence: Evidence) -> list[Subject]:
    subjects = (evidence.subjects.get(one) for one in evidence.clusters.together(subject))
    return [one for one in subjects if one is not None and one.kind == "person"]


def duplicates(people: Mapping[str, Iterable[Statement]], evidence: Evidence) -> Iterator[Excluded]:
    """The other ids of everybody listed, with the places that speak of them by that id."""
    for person, statements in people.items():
        for subject in _persons(person, evidence):
            if subject.id != person:
                passages = passages_of([word for word in statements if word.subject == subject.id])
                yield Excluded(subject.id, subject.label, "duplicate", passages)


def passages_of(statements: Iterable[Statement]) -> tuple[Passage, ...]:
    """Where it is said, each place once, in the order of the sources."""
    found = {(one.source, one.place): one for statement in statements for one in statement.passages}
    return tuple(
        sorted(
            found.values(),
            key=lambda passage: (passage.source, passage.line, passage.start or 0, passage.place.first or 0),
        )
    )
