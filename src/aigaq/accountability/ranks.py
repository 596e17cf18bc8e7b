"""Rank against outcome: how high in the ranks justice reached.

Invariant: "none was punished" is a statement of somebody, never a zero of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aigaq.records.statements import Statement
from aigaq.records.values import Code
from aigaq.statements.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Ranked:
    """A person or group with a rank, the acts alleged and the outcomes."""

    subject: str
    label: str
    rank: str
    level: int | None
    alleged: tuple[str, ...]
    outcomes: tuple[str, ...]
    statements: tuple[str, ...]


def ranks_and_outcomes(evidence: Evidence) -> tuple[Ranked, ...]:
    """Everybody whose rank is stated, highest first. A rank that is not in the list has no level."""
    ranked: dict[str, Ranked] = {}
    for statement in evidence.by_predicate.get("rank", ()):
        subject = evidence.canonical(statement.subject)
        if subject in ranked or statement.polarity != "affirms":
            continue
        ranked[subject] = _ranked(subject, statement.value.text, _level(statement.value, evidence), evidence)
    for key, entry in evidence.subjects.items():
        if (
            entry.all_with is not None
            and entry.all_with[0] == "rank"
            and evidence.by_subject.get(evidence.canonical(key))
        ):
            codes = [evidence.vocabulary.find("rank", rank) or rank for rank in entry.all_with[1]]
            levels = [level for code in codes if (level := _level(Code("rank", code), evidence)) is not None]
            ranked[key] = _ranked(key, ", ".join(codes), max(levels, default=None), evidence)
    return tuple(sorted(ranked.values(), key=lambda one: (-(one.level or -1), one.subject)))


def _level(rank: object, evidence: Evidence) -> int | None:
    if not isinstance(rank, Code):
        return None
    level = evidence.vocabulary.fact(rank.list, rank.code, "level")
    return int(level) if level else None


def _ranked(subject: str, rank: str, level: int | None, evidence: Evidence) -> Ranked:
    predicates = evidence.vocabulary.predicates
    statements = evidence.by_subject.get(evidence.canonical(subject), ())
    alleged = [one for one in statements if predicates[one.predicate].responsibility]
    outcomes = [
        statement
        for statement in statements
        if statement.predicate in ("verdict", "sentence-imposed", "served", "punished", "released-on")
    ]

    return Ranked(
        subject,
        evidence.label(subject),
        rank,
        level,
        _words(alleged),
        _words(outcomes),
        tuple(o.id for o in (*alleged, *outcomes)),
    )


def _words(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(
        f"{'not ' if statement.polarity == 'denies' else ''}{statement.predicate}: {statement.value.text}"
        for statement in statements
    )
