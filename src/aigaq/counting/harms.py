"""Of whom a harm is said. Invariant: words taken back are found too, so that nobody drops out unseen."""

from __future__ import annotations

from dataclasses import replace

from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref
from aigaq.statements.evidence import Evidence

_ACTS = {
    "died": frozenset({"killing", "homicide"}),
    "injured": frozenset({"wounding", "shooting"}),
    "detained": frozenset({"detention"}),
    "ill-treated": frozenset({"ill-treatment", "torture", "beating"}),
    "missing": frozenset({"missing"}),
}


def said_of_harm(evidence: Evidence, harm: str) -> dict[str, list[Statement]]:
    """By subject, every statement that says or denies the harm, those taken back included."""
    found: dict[str, list[Statement]] = {}
    wanted = ("died",) if harm == "died" else ("victim-of",)
    for one in _every(evidence, wanted):
        if harm == "died" or _is_harm(one, harm, evidence):
            found.setdefault(evidence.one(one.subject), []).append(one)
    if harm == "died":
        for person, killed in _killed(evidence).items():
            found.setdefault(person, killed)
    return found


def _killed(evidence: Evidence) -> dict[str, list[Statement]]:
    """Who is said to be the victim of a killing died in it, though nobody says it in so many words."""
    found: dict[str, list[Statement]] = {}
    for one in _every(evidence, ("victim-of",)):
        if one.polarity == "affirms" and _is_harm(one, "died", evidence):
            event = one.value.id if isinstance(one.value, Ref) else one.event
            as_death = replace(one, predicate="died", value=UNDATED, event=event)
            found.setdefault(evidence.one(one.subject), []).append(as_death)
    return found


def _every(evidence: Evidence, predicates: tuple[str, ...]) -> list[Statement]:
    live = [one for predicate in predicates for one in evidence.under.get(predicate, ())]
    gone = [
        evidence.all[one]
        for one, status in evidence.status.items()
        if not status.stands and one in evidence.all
    ]
    return live + [one for one in gone if one.predicate in predicates]


def _is_harm(one: Statement, harm: str, evidence: Evidence) -> bool:
    acts = {one.value.code} if isinstance(one.value, Code) else set()
    if isinstance(one.value, Ref):
        acts |= evidence.acts.get(one.value.id, frozenset())
    return bool(acts & _ACTS.get(harm, frozenset()))
