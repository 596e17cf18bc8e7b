"""The responsibility grid: person by role by who says so, denials beside.

Invariant: being named near an act is no role in it.
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


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it, how they know it, how surely, and under what conditions (assent only, duress)."""

    by: str
    basis: str
    modality: str
    statement: str
    premises: tuple[str, ...]
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One role of one person in one act, with those who say so beside those who deny it."""

    role: str
    of: str
    said_by: tuple[Voice, ...]
    denied_by: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One person, group or body: its roles in acts, and what the courts made of it."""

    subject: str
    label: str
    rank: str | None
    roles: tuple[Cell, ...]
    outcomes: tuple[Cell, ...]


def grid(evidence: Evidence) -> tuple[Row, ...]:
    """Everybody of whom a role in an act is said or denied, and everybody who was judged for one."""
    roles = {code for code, predicate in evidence.vocabulary.predicates.items() if predicate.responsibility}
    found: dict[str, list[Statement]] = {}
    for code in sorted(roles | _OUTCOMES):
        for one in evidence.under.get(code, ()):
            if one.source != OURS:
                found.setdefault(evidence.one(one.subject), []).append(one)
    for one in evidence.under.get("agent", ()):
        if one.source != OURS and isinstance(one.value, Ref):
            found.setdefault(evidence.one(one.value.id), []).append(one)
    rows = [_row(subject, said, roles, evidence) for subject, said in sorted(found.items())]
    return tuple(row for row in rows if row.roles or row.outcomes)


def _row(subject: str, said: list[Statement], roles: set[str], evidence: Evidence) -> Row:
    rank = next(iter(evidence.said(subject, "rank")), None)
    return Row(
        subject=subject,
        label=evidence.label(subject),
        rank=rank.value.text if rank else None,
        roles=_cells(
            [one for one in said if one.predicate in roles or _did(one, subject, evidence)], evidence
        ),
        outcomes=_cells([one for one in said if one.predicate in _OUTCOMES], evidence),
    )


def _cells(said: list[Statement], evidence: Evidence) -> tuple[Cell, ...]:
    by_role: dict[tuple[str, str], list[Statement]] = {}
    for one in said:
        by_role.setdefault((one.predicate, _of(one, evidence)), []).append(one)
    return tuple(
        Cell(
            role,
            of,
            tuple(_voice(one, evidence) for one in group if one.polarity == "affirms"),
            tuple(_voice(one, evidence) for one in group if one.polarity == "denies"),
        )
        for (role, of), group in sorted(by_role.items())
    )


def _did(one: Statement, subject: str, evidence: Evidence) -> bool:
    """Whether it says of an act that this is who did it."""
    said_of = one.value.id if one.predicate == "agent" and isinstance(one.value, Ref) else None
    return said_of is not None and evidence.one(said_of) == subject


def _of(one: Statement, evidence: Evidence) -> str:
    if one.predicate == "agent":
        return evidence.label(one.subject)
    return evidence.label(one.value.id) if isinstance(one.value, Ref) else one.value.text


def _voice(one: Statement, evidence: Evidence) -> Voice:
    chain = " < ".join(evidence.label(voice_of(link.voice, evidence)) for link in one.chain)
    return Voice(chain, one.basis, one.modality, one.id, one.premises, one.conditions)
