"""Responsibility grid: roles of people in acts, with who says so and who denies it.

Invariant: to be named near an act is no role in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.origins import voice_of

_OUTCOMES = frozenset(
    ("verdict", "sentence-imposed", "sentence-after-appeal", "punished", "role-in-case", "blamed-falsely")
) | {"charge"}
_ANSWERED = frozenset({"punished", "blamed-falsely"})
_JUDGED = frozenset({"verdict", "sentence-imposed", "sentence-after-appeal", "charge"})
AGENT = "agent"
"""Predicate of the perpetrator of an act. Its subject is the act, its value the person."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice: who says it, on what basis, how surely, and under what conditions (assent only, duress)."""

    by: str
    basis: str
    modality: str
    statement: str
    premises: tuple[str, ...]
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One role of a person in an act, with the voices that affirm and those that deny it."""

    role: str
    of: str
    said_by: tuple[Voice, ...]
    denied_by: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A person, group or body: roles in acts, and outcomes in court."""

    subject: str
    label: str
    rank: str | None
    roles: tuple[Cell, ...]
    outcomes: tuple[Cell, ...]


def grid(evidence: Evidence) -> tuple[Row, ...]:
    """Rows of everybody of whom a role in an act is affirmed or denied; the role of perpetrator first."""
    return tuple(row for row in _rows(evidence) if _answers(row))


def proceedings(evidence: Evidence) -> tuple[Row, ...]:
    """Rows of those with an outcome in court and no role in an act: witnesses, victims, convicted strikers."""
    return tuple(row for row in _rows(evidence) if not _answers(row) and row.outcomes)


def _answers(row: Row) -> bool:
    """Whether somebody affirms or denies that they answer for an act. Who holds a rank is judged for what they did."""
    judged = row.rank is not None and any(cell.role in _JUDGED for cell in row.outcomes)
    return bool(row.roles) or judged or any(cell.role in _ANSWERED for cell in row.outcomes)


def _rows(evidence: Evidence) -> list[Row]:
    roles = {code for code, predicate in evidence.vocabulary.predicates.items() if predicate.responsibility}
    by_subject: dict[str, list[Statement]] = {}
    for statement in evidence.by_predicate.get(AGENT, ()):
        agent = evidence.subjects.get(statement.value.id) if isinstance(statement.value, Ref) else None
        if statement.source != OURS and agent is not None:
            by_subject.setdefault(evidence.canonical(agent.id), []).append(statement)
    for code in sorted((roles | _OUTCOMES) - {AGENT}):
        for statement in evidence.by_predicate.get(code, ()):
            if statement.source != OURS:
                by_subject.setdefault(evidence.canonical(statement.subject), []).append(statement)
    return [
        _row(subject, statements, roles | {AGENT}, evidence)
        for subject, statements in sorted(by_subject.items())
    ]


def _row(subject: str, statements: list[Statement], roles: set[str], evidence: Evidence) -> Row:
    rank = next(iter(evidence.statements(subject, "rank")), None)
    return Row(
        subject=subject,
        label=evidence.label(subject),
        rank=rank.value.text if rank else None,
        roles=_cells([one for one in statements if one.predicate in roles], evidence),
        outcomes=_cells([one for one in statements if one.predicate in _OUTCOMES], evidence),
    )


def _cells(statements: list[Statement], evidence: Evidence) -> tuple[Cell, ...]:
    by_role: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        by_role.setdefault((statement.predicate, _of(statement, evidence)), []).append(statement)
    return tuple(
        Cell(
            role,
            of,
            tuple(_voice(one, evidence) for one in group if one.polarity == "affirms"),
            tuple(_voice(one, evidence) for one in group if one.polarity == "denies"),
        )
        for (role, of), group in sorted(by_role.items(), key=lambda cell: (cell[0][0] != AGENT, cell[0]))
    )


def _of(statement: Statement, evidence: Evidence) -> str:
    if statement.predicate == AGENT:
        return evidence.label(statement.subject)
    return evidence.label(statement.value.id) if isinstance(statement.value, Ref) else statement.value.text


def _voice(statement: Statement, evidence: Evidence) -> Voice:
    chain = " < ".join(evidence.label(voice_of(link.voice, evidence)) for link in statement.chain)
    return Voice(
        chain, statement.basis, statement.modality, statement.id, statement.premises, statement.conditions
    )
