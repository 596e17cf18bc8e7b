"""What became of a statement, and what rests on it, each with its day and its address.

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


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a statement.

    Args:
        state: a code of the list of states; when: as it was said, empty where nobody said.
        statement: the id of the later word, empty where it is ours or the statement's own beginning.
        by: who; counts: whether the later word made it what it is.
    """

    state: str
    when: str
    statement: str
    by: str
    reasons: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Resting:
    """A statement that names another as what it rests on."""

    id: str
    about: str
    predicate: str


def history(case: Case, one: Statement) -> list[Step]:
    """What happened to a statement: said, taken back, said again, withdrawn by us; in that order within a day."""
    evidence = case.evidence()
    own = set(case.records.made_for.get(one.entry or "", ())) | {one.id}
    counted = set(evidence.status_of(one.id).by)
    later = [
        _word(case, word, counted)
        for word in evidence.by_id.values()
        if (earlier := retraction_target(word, evidence.by_id)) is not None and earlier.id in own
    ]
    ours = [
        Step("withdrawn", each.at.isoformat(), "", each.by, each.reasons, counts=each.id in counted)
        for each in case.records.decisions
        if each.kind == "withdraw" and {one.entry, one.id} & set(each.targets)
    ]
    first = Step("asserted", _when(case, one), "", evidence.label(one.chain[0].voice))
    return [first, *sorted([*later, *ours], key=lambda step: step.when or "9999")]


def _word(case: Case, word: Statement, counted: set[str]) -> Step:
    kind = word.qualifier("kind")
    state = "corrected" if word.predicate == "corrects" else "retracted"
    if isinstance(kind, Code):
        state = _STATES.get(kind.code, state)
    by = case.evidence().label(word.origin)
    return Step(state, _when(case, word), word.id, by, counts=word.id in counted)


def _when(case: Case, one: Statement) -> str:
    """When it was said: as the statement says, else as its source does."""
    if one.said is not None:
        return case.evidence().label(one.said.text)
    source = case.records.sources.get(one.source)
    return (source.said if source else None) or ""


def resting(case: Case, one: Statement) -> list[Resting]:
    """What rests on a statement, to be opened."""
    evidence = case.evidence()
    return [
        Resting(other.id, evidence.label(other.subject), other.predicate)
        for other in evidence.by_id.values()
        if one.id in other.premises
    ]
