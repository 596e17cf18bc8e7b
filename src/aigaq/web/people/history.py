"""History of a statement, and the statements that rest on it.

Invariant: every word that touches it is listed, also those that changed nothing; none is taken to be the true one.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.casework.case import Case
from aigaq.records.statements import Statement
from aigaq.records.values import Code
from aigaq.statements.status import retraction_target

_STATES = {
    "corrected": "corrected",
    "retracted": "retracted",
    "coerced": "recanted-coerced",
    "under-pressure": "recanted-under-pressure",
    "reaffirmed": "reaffirmed",
}
"""By kind of recantation, the state of the statement."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the history of a statement.

    Args:
        state: a code of the list of states.
        when: as it was said, empty where nobody said.
        statement: id of the later statement; empty where a decision did it, or at the beginning.
        by: who did it; counts: whether it made the statement what it is.
    """

    state: str
    when: str
    statement: str
    by: str
    reasons: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Dependent:
    """A statement that names another one as its premise."""

    id: str
    about: str
    predicate: str


def history(case: Case, statement: Statement) -> list[Step]:
    """The events in the history of a statement by day: said, retracted, reaffirmed, withdrawn by a decision."""
    evidence = case.evidence()
    # Who takes back one statement of an entry takes back what the entry's form wrote with it.
    together = set(case.records.made_for.get(statement.entry or "", ())) | {statement.id}
    counted = set(evidence.status_of(statement.id).by)
    later = [
        _later_step(case, other, counted)
        for other in evidence.by_id.values()
        if (earlier := retraction_target(other, evidence.by_id)) is not None and earlier.id in together
    ]
    withdrawals = [
        Step("withdrawn", decision.at.isoformat(), "", decision.by, decision.reasons, decision.id in counted)
        for decision in case.records.decisions
        if decision.kind == "withdraw" and {statement.entry, statement.id} & set(decision.targets)
    ]
    first = Step("asserted", _when(case, statement), "", evidence.label(statement.chain[0].voice))
    return [first, *sorted([*later, *withdrawals], key=lambda step: step.when or "9999")]


def _later_step(case: Case, statement: Statement, counted: set[str]) -> Step:
    kind = statement.qualifier("kind")
    state = "corrected" if statement.predicate == "corrects" else "retracted"
    if isinstance(kind, Code):
        state = _STATES.get(kind.code, state)
    by = case.evidence().label(statement.origin)
    return Step(state, _when(case, statement), statement.id, by, counts=statement.id in counted)


def _when(case: Case, statement: Statement) -> str:
    """The day on which it was said, as the statement gives it, else as its source does."""
    if statement.said is not None:
        return case.evidence().label(statement.said.text)
    source = case.records.sources.get(statement.source)
    return (source.said if source else None) or ""


def dependents(case: Case, statement: Statement) -> list[Dependent]:
    """The statements that rest on this one."""
    evidence = case.evidence()
    return [
        Dependent(other.id, evidence.label(other.subject), other.predicate)
        for other in evidence.by_id.values()
        if statement.id in other.premises
    ]
