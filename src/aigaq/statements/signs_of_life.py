"""Signs of life after a death: somebody killed in January is said to have testified in April.

Invariant: only days decide. A sign counts where its first possible day is later than the last possible day of the death
by any account. What has no day contradicts nothing.
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
from aigaq.statements.modality import FIRM, NOT_FACTUAL


def alive_after_death(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """For each person, each sign of life dated after the last day on which they may have died."""
    for person, deaths in sorted(_deaths(evidence, solution).items()):
        last = max(one.day for one in deaths)
        for sign, signs in sorted(_signs(person, evidence, solution).items()):
            if min(one.day for one in signs) > last:
                yield _shown(person, sign, deaths, signs, evidence)


@dataclass(frozen=True, slots=True)
class _DatedStatement:
    """A statement with the day that counts: the last possible of a death, the first possible of a sign of life."""

    statement: Statement
    day: date
    words: str


def _deaths(evidence: Evidence, solution: Solution) -> dict[str, list[_DatedStatement]]:
    """By person, the dated statements of their death."""
    deaths: dict[str, list[_DatedStatement]] = {}
    for statement in evidence.by_predicate.get("died", ()):
        day = _last_day(statement, evidence, solution) if _is_fact(statement) else None
        if day is not None and not isinstance(statement.value, Unknown):
            dated = isinstance(statement.value, When) and statement.value != UNDATED
            words = f"died: {statement.value.text if dated else day}"
            deaths.setdefault(evidence.canonical(statement.subject), []).append(
                _DatedStatement(statement, day, words)
            )
    for statement in evidence.by_predicate.get("victim-of", ()):
        person = evidence.canonical(statement.subject)
        solved = solution.get(statement.value.id) if isinstance(statement.value, Ref) else None
        fatal = person not in deaths and _is_fact(statement) and is_fatal(statement, evidence)
        if fatal and solved is not None and solved.latest_end is not None:
            deaths.setdefault(person, []).append(
                _DatedStatement(statement, solved.latest_end, f"died: {solved.latest_end}")
            )
    return {person: dated_words for person, dated_words in deaths.items() if _is_person(person, evidence)}


def _is_person(subject: str, evidence: Evidence) -> bool:
    """Whether a subject is a person. Of a group, some may live on when others have died."""
    known_subject = evidence.subjects.get(subject)
    return known_subject is not None and known_subject.kind == "person"


def _is_fact(statement: Statement) -> bool:
    is_fact = (
        statement.polarity == "affirms"
        and statement.modality not in NOT_FACTUAL
        and statement.aspect == "single"
    )
    return is_fact and statement.source != OURS


def _last_day(died: Statement, evidence: Evidence, solution: Solution) -> date | None:
    """The last possible day of a death; of a killing without a day for the death, that of the act."""
    value = died.value
    if isinstance(value, When) and value != UNDATED:
        return value.latest_end
    nodes = [death_node(died, evidence)]
    if died.event is not None and is_act(died.event, evidence):
        nodes.append(died.event)
    ends = (solved.latest_end for node in nodes if (solved := solution.get(node)) is not None)
    return next((end for end in ends if end is not None), None)


def _signs(person: str, evidence: Evidence, solution: Solution) -> dict[str, list[_DatedStatement]]:
    """Dated signs of life of a person, those of one event together."""
    signs: dict[str, list[_DatedStatement]] = {}
    for statement in evidence.by_subject.get(person, ()):
        day = (
            _first_day(statement, evidence, solution)
            if _is_fact(statement) and _is_sign(statement, evidence)
            else None
        )
        if day is not None:
            name, what = _named(statement, evidence)
            signs.setdefault(name, []).append(_DatedStatement(statement, day, f"{what}: {day}"))
    return signs


def _named(statement: Statement, evidence: Evidence) -> tuple[str, str]:
    """Key and words of a sign of life."""
    if statement.predicate == "victim-of" and isinstance(statement.value, Ref):
        acts = evidence.acts.get(statement.value.id, frozenset())
        return statement.value.id, ", ".join(sorted(acts)) or statement.predicate
    if evidence.vocabulary.predicates[statement.predicate].takes == "date":
        return node_of(
            statement, evidence
        ) if statement.event else f"{statement.predicate}/{statement.value.text}", statement.predicate
    return statement.event or statement.id, statement.predicate


def _is_sign(statement: Statement, evidence: Evidence) -> bool:
    """Whether a statement implies that its subject was alive, by the predicate or the kind of act."""
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
    """The first possible day of a sign of life: its own date, or that of its event."""
    if isinstance(sign.value, When):
        # The day of a release, not of the detention before it, which may have begun long before.
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
    # To order an event is possible long before it. To be there, help or suffer it is to be alive during it.
    before = evidence.vocabulary.predicates[sign.predicate].responsibility
    return sign.value.id if about is not None and about.kind == "event" and not before else None


def _shown(
    person: str, sign: str, deaths: list[_DatedStatement], signs: list[_DatedStatement], evidence: Evidence
) -> Contradiction:
    sure = all(any(dated.statement.modality in FIRM for dated in side) for side in (deaths, signs))
    result = CONTRADICTS if sure else TENSION
    words: dict[str, list[str]] = {}
    for dated in (*deaths, *signs):
        words.setdefault(dated.words, []).append(dated.statement.id)
    sides = tuple(Side(said, tuple(ids)) for said, ids in words.items())
    name, rule = f"alive/{person}/{sign}", "alive-after-death"
    return Contradiction(name, person, "died", "alive-after-death", result, sides, rule)
