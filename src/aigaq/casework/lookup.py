"""Indexes of a case's answers by subject and by statement.

Invariant: an index is computed from one case and never outlives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aigaq.records.entries import Entry, as_words
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.contradictions import Contradiction
from aigaq.statements.evidence import Evidence


def by_subject(evidence: Evidence, entries: Mapping[str, Entry]) -> dict[str, list[Statement]]:
    """By subject, in order: statements about it, about an event that its own entry created, or that refer to it.

    A person's death counts as the person, whatever form reported it.
    """
    touching: dict[str, list[Statement]] = {}
    for statement in evidence.by_id.values():
        for name in dict.fromkeys(_names(statement, evidence, entries)):
            touching.setdefault(name, []).append(statement)
    return touching


def _names(statement: Statement, evidence: Evidence, entries: Mapping[str, Entry]) -> Iterable[str]:
    yield evidence.canonical(statement.subject).removesuffix("~death")
    made = evidence.subjects.get(statement.subject)
    entry = entries.get(made.made_by) if made is not None and made.made_by is not None else None
    if entry is not None:
        yield evidence.canonical(as_words(entry.who))
    if isinstance(statement.value, Ref):
        yield evidence.canonical(statement.value.id).removesuffix("~death")


def by_statement(contradictions: Iterable[Contradiction]) -> dict[str, list[Contradiction]]:
    """By statement, the contradictions in which it takes part, in order."""
    index: dict[str, list[Contradiction]] = {}
    for contradiction in contradictions:
        for statement in dict.fromkeys(said for side in contradiction.sides for said in side.statements):
            index.setdefault(statement, []).append(contradiction)
    return index
