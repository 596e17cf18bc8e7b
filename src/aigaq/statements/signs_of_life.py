"""Signs of life after a death: who is said to have been killed in January and to have testified in April.

Invariant: only days decide. A sign counts where even its first possible day is later than the last possible day of the
death, as anybody gives it; what has no day is held against nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref, Unknown
from aigaq.statements.compare import CONTRADICTS, TENSION
from aigaq.statements.contradictions import Contradiction, Side
from aigaq.statements.dating import death_node, is_act, node_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.manner_of_death import is_fatal

_NO_FACT = frozenset({"opinion", "counterfactual"})
_SURE = frozenset({"certain", "probable"})


def alive_after_death(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """For each person, each sign of life that is dated after the last day on which they may have died."""
    for person, deaths in sorted(_deaths(evidence, solution).items()):
        last = max(one.day for one in deaths)
        for sign, told in sorted(_signs(person, evidence, solution).items()):
            if min(one.day for one in told) > last:
                yield _shown(person, sign, deaths, told, evidence)


@dataclass(frozen=True, slots=True)
class _Told:
    """A word and the day that counts: the last of a death, the first of a sign of life."""

    said: Statement
    day: date
    words: str


def _deaths(evidence: Evidence, solution: Solution) -> dict[str, list[_Told]]:
    """By person, each word that they died which is dated."""
    found: dict[str, list[_Told]] = {}
    for statement in evidence.by_predicate.get("died", ()):
        day = _last_day(statement, evidence, solution) if _is_fact(statement) else None
        if day is not None and not isinstance(statement.value, Unknown):
            dated = isinstance(statement.value, When) and statement.value != UNDATED
            words = f"died: {statement.value.text if dated else day}"
            found.setdefault(evidence.canonical(statement.subject), []).append(_Told(statement, day, words))
    for statement in evidence.by_predicate.get("victim-of", ()):
        person = evidence.canonical(statement.subject)
        solved = solution.get(statement.value.id) if isinstance(statement.value, Ref) else None
        fatal = person not in found and _is_fact(statement) and is_fatal(statement, evidence)
        if fatal and solved is not None and solved.latest_end is not None:
            found.setdefault(person, []).append(
                _Told(statement, solved.latest_end, f"died: {solved.latest_end}")
            )
    return {person: told for person, told in found.items() if _is_person(person, evidence)}


def _is_person(subject: str, evidence: Evidence) -> bool:
    """Some of a group may live on when others have died."""
    known = evidence.subjects.get(subject)
    return known is not None and known.kind == "person"


def _is_fact(statement: Statement) -> bool:
    told = (
        statement.polarity == "affirms"
        and statement.modality not in _NO_FACT
        and statement.aspect == "single"
    )
    return told and statement.source != OURS


def _last_day(died: Statement, evidence: Evidence, solution: Solution) -> date | None:
    """The last day of the death; of a killing without a day for the death itself, that of the act."""
    value = died.value
    if isinstance(value, When) and value != UNDATED:
        return value.latest_end
    nodes = [death_node(died, evidence)]
    if died.event is not None and is_act(died.event, evidence):
        nodes.append(died.event)
    ends = (solved.latest_end for node in nodes if (solved := solution.get(node)) is not None)
    return next((end for end in ends if end is not None), None)


def _signs(person: str, evidence: Evidence, solution: Solution) -> dict[str, list[_Told]]:
    """Dated words by which somebody was alive, those of one event together."""
    found: dict[str, list[_Told]] = {}
    for statement in evidence.by_subject.get(person, ()):
        day = (
            _first_day(statement, evidence, solution)
            if _is_fact(statement) and _is_sign(statement, evidence)
            else None
        )
        if day is not None:
            name, what = _named(statement, evidence)
            found.setdefault(name, []).append(_Told(statement, day, f"{what}: {day}"))
    return found


def _named(statement: Statement, evidence: Evidence) -> tuple[str, str]:
    """What tells one sign from another, and what it is called."""
    if statement.predicate == "victim-of" and isinstance(statement.value, Ref):
        acts = evidence.acts.get(statement.value.id, frozenset())
        return statement.value.id, ", ".join(sorted(acts)) or statement.predicate
    if evidence.vocabulary.predicates[statement.predicate].takes == "date":
        return node_of(
            statement, evidence
        ) if statement.event else f"{statement.predicate}/{statement.value.text}", statement.predicate
    return statement.event or statement.id, statement.predicate


def _is_sign(statement: Statement, evidence: Evidence) -> bool:
    """Whether the register, or the list of acts, says that whoever it is told of was alive then."""
    if evidence.vocabulary.predicates[statement.predicate].alive:
        return True
    if statement.predicate != "victim-of":
        return False
    acts = {statement.value.code} if isinstance(statement.value, Code) else set[str]()
    if isinstance(statement.value, Ref):
        acts |= evidence.acts.get(statement.value.id, frozenset())
    # Somebody beaten to death was alive before the blows, not after them.
    return not is_fatal(statement, evidence) and any(
        evidence.vocabulary.fact("act", act, "alive") == "yes" for act in acts
    )


def _first_day(sign: Statement, evidence: Evidence, solution: Solution) -> date | None:
    """The first day on which a sign may have been: its own date, or that of the event in which it was."""
    if isinstance(sign.value, When):
        # Whoever is released from an event was held in it, which may have begun long before.
        return sign.value.earliest_start
    when = sign.qualifier("when")
    if isinstance(when, When):
        return when.earliest_start
    of_date = evidence.vocabulary.predicates[sign.predicate].takes == "date"
    node = node_of(sign, evidence) if of_date else _event(sign, evidence)
    solved = solution.get(node) if node is not None else None
    return solved.earliest_start if solved is not None else None


def _event(sign: Statement, evidence: Evidence) -> str | None:
    if sign.predicate != "victim-of" and sign.event is not None:
        return sign.event
    if not isinstance(sign.value, Ref):
        return None
    about = evidence.subjects.get(sign.value.id)
    # Who ordered something did so at some time before it; who was there, helped or suffered it was alive in it.
    before = evidence.vocabulary.predicates[sign.predicate].responsibility
    return sign.value.id if about is not None and about.kind == "event" and not before else None


def _shown(
    person: str, sign: str, deaths: list[_Told], told: list[_Told], evidence: Evidence
) -> Contradiction:
    sure = all(any(one.said.modality in _SURE for one in side) for side in (deaths, told))
    result = CONTRADICTS if sure else TENSION
    words: dict[str, list[str]] = {}
    for one in (*deaths, *told):
        words.setdefault(one.words, []).append(one.said.id)
    sides = tuple(Side(said, tuple(ids)) for said, ids in words.items())
    name, rule = f"alive/{person}/{sign}", "alive-after-death"
    return Contradiction(name, person, "died", "alive-after-death", result, sides, rule)
