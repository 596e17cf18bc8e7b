"""What kind of death it was, from what the statements say. Invariant: a kind is computed, never typed."""

from __future__ import annotations

from aigaq.records.anchoring import Solution, as_when
from aigaq.records.edtf import When
from aigaq.records.relative import Relative
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref, Value
from aigaq.statements.compare import wider
from aigaq.statements.dating import death_node
from aigaq.statements.evidence import Evidence
from aigaq.statements.manners import manner_of


def kind_of_death(
    person: str, died: list[Statement], evidence: Evidence, solution: Solution, anchor: str | None
) -> str:
    """The class of a death (list `death-class`).

    Indirect before all; then gunfire, unless later than the event of the case; then what custody brought
    about; then any other killing, later or not; no cause and no act at all is "cause not stated".
    """
    causes = _causes(person, evidence)
    indirect = any(one.polarity == "affirms" for one in evidence.said(person, "indirect-cause"))
    if indirect or any(manner_of(one, evidence) == "indirect" for one in causes):
        return "indirect-claimed"
    acts = {code for one in died if one.event for code in evidence.acts.get(one.event, frozenset())}
    killing = "killing" in acts or "homicide" in acts
    shot = by_gunfire(person, died, causes, evidence)
    if not shot and after_custody(person, died, evidence):
        return "after-custody"
    if not shot and not killing:
        return "other" if causes else "cause-not-stated"
    if _is_later(died, evidence, solution, anchor, homicide="homicide" in acts):
        return "later-homicide"
    return "gunfire" if shot else "other"


def _causes(person: str, evidence: Evidence) -> list[Statement]:
    return [one for one in evidence.said(person, "cause-of-death") if one.polarity == "affirms"]


def told_of_death(person: str, died: list[Statement], evidence: Evidence) -> list[Statement]:
    """What is said of the events in which somebody died, one shared with others included."""
    events = {f"{person}~death", *(evidence.one(one.event) for one in died if one.event is not None)}
    return [one for event in sorted(events) for one in evidence.about.get(event, ())]


def by_gunfire(person: str, died: list[Statement], causes: list[Statement], evidence: Evidence) -> bool:
    """Whether a weapon or a cause in words (not on a certificate) says firearm."""
    weapons = [one for one in told_of_death(person, died, evidence) if one.predicate == "weapon"]
    if any(_is_gun(one, evidence) for one in (*weapons, *causes)):
        return True
    events = [one.value.id for one in causes if isinstance(one.value, Ref)]
    return any(_is_gun(one, evidence) for event in events for one in evidence.said(event, "weapon"))


def _is_gun(one: Statement, evidence: Evidence) -> bool:
    value = one.value
    if one.polarity != "affirms" or not isinstance(value, Code):
        return False
    return evidence.vocabulary.fact(value.list, value.code, "gunfire") == "yes"


def detentions_of(person: str, evidence: Evidence) -> set[str]:
    """The events in which somebody was held."""
    events = (one.value.id for one in evidence.said(person, "victim-of") if isinstance(one.value, Ref))
    return {event for event in events if "detention" in evidence.acts.get(event, frozenset())}


def after_custody(person: str, died: list[Statement], evidence: Evidence) -> bool:
    """Whether the death is told as brought about by, during or next after this person's detention."""
    causes = _causes(person, evidence)
    held = detentions_of(person, evidence)
    if not held:
        return False
    tied = {one.value.id for one in causes if isinstance(one.value, Ref)} | {
        one.event for one in died if one.event
    }
    if any(held & {event, *wider(event, evidence)} for event in tied):
        return True
    if any(isinstance(one.value, Code) and one.value.code == "beating" for one in causes):
        return True
    return any(_next_after(one, held, evidence) for one in died) or died_while_held(person, died, evidence)


def _next_after(one: Statement, held: set[str], evidence: Evidence) -> bool:
    """`soon after X.release`, where X is the detention."""
    anchor = one.value.anchor if isinstance(one.value, Relative) else None
    if anchor is None or anchor not in evidence.subjects:
        return False
    follows = {before.subject for before in evidence.under.get("before", ()) if before.value == Ref(anchor)}
    return bool(held & {anchor, *follows})


def died_while_held(person: str, died: list[Statement], evidence: Evidence) -> bool:
    """The strict reading of "death in custody": at the place of detention or within it, or as part of it."""
    held = detentions_of(person, evidence)
    places = {one.value for event in held for one in evidence.said(event, "held-at")}
    dead_at = [
        one.value
        for one in told_of_death(person, died, evidence)
        if one.predicate == "where" and one.qualifier("role") == Code("place-role", "death")
    ]
    within = any(one.event is not None and held & wider(one.event, evidence) for one in died)
    return within or any(_lies_at(place, places, evidence) for place in dead_at)


def _lies_at(place: Value, places: set[Value], evidence: Evidence) -> bool:
    """A ward of the jail is the jail; the town around a jail is not."""
    around = {Ref(one) for one in wider(place.id, evidence)} if isinstance(place, Ref) else set()
    return place in places or bool(around & places)


def _is_later(
    died: list[Statement], evidence: Evidence, solution: Solution, anchor: str | None, *, homicide: bool
) -> bool:
    """Whether the act came after the event that the case is about."""
    events = [one.event for one in died if one.event is not None]
    if anchor is None:
        return homicide
    if any(anchor in wider(event, evidence) for event in events):
        return False
    ordered = [_after(anchor, event, solution) for event in events]
    if any(found is not None for found in ordered):
        return any(ordered)
    return homicide


def _after(anchor: str, event: str, solution: Solution) -> bool | None:
    """Whether an event is certainly later than the anchor; None where it can't be known."""
    first, then = solution.get(anchor), solution.get(event)
    if first is not None and then is not None and first.latest_end and then.earliest_start:
        return first.latest_end < then.earliest_start
    return True if solution.order_known(anchor, event) else None


def act_node(died: Statement, evidence: Evidence, solution: Solution) -> str:
    """What dates a death for the list: the act where it is dated by itself, else the death."""
    act = died.event
    if act is None or act not in solution or as_when(solution[act]) is None:
        return death_node(died, evidence)
    told = any(isinstance(one.value, When) and one.value != UNDATED for one in _whens(act, evidence))
    # An act is no later than the death: what only follows from the death is no date of the act.
    deaths = {one.id for one in evidence.under.get("died", ())}
    return death_node(died, evidence) if not told and deaths & set(solution[act].premises) else act


def _whens(act: str, evidence: Evidence) -> list[Statement]:
    return [one for one in evidence.said(act, "when") if one.polarity == "affirms" and one.subject == act]
