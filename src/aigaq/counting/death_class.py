"""What kind of death it was, from what the statements say. Invariant: a kind is computed, never typed."""

from __future__ import annotations

from aigaq.counting.causes import NO_CASE, acts_of, cause_events, causes_of, is_firm, lies_in
from aigaq.counting.count_context import CountContext
from aigaq.records.dates.anchoring import Solution, as_when
from aigaq.records.dates.edtf import When
from aigaq.records.dates.relative import Relative
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref, Value
from aigaq.statements.compare import wider
from aigaq.statements.computed import during
from aigaq.statements.dating import death_node
from aigaq.statements.event_statements import statements_of_events
from aigaq.statements.evidence import Evidence
from aigaq.statements.manner_of_death import manner_of, manners
from aigaq.statements.origins import voice_of


def death_class_of(person: str, died: list[Statement], context: CountContext) -> str:
    """The class of a death (list `death-class`).

    Indirect before all; then the class of the weapon or cause that all voices share, unless later than the event
    of the case; then what custody brought about; then any other killing, later or not; no cause and no act at all
    is "cause not stated". Voices with nothing in common make a class disputed. What is said only as possible,
    doubtful or an opinion settles no class; a possible cause is a cause of some kind.
    """
    evidence, statements = context.evidence, causes_of(person, context.evidence)
    causes = [one for one in statements if is_firm(one)]
    indirect = any(is_firm(one) for one in evidence.statements(person, "indirect-cause"))
    if indirect or any(manner_of(one, evidence) == "indirect" for one in causes):
        return "indirect-claimed"
    acts = {kind for one in died if one.event for kind in evidence.kinds(one.event)}
    means = class_by_means(person, died, causes, evidence)
    if means in ("other", "disputed") and after_custody(person, died, context):
        return "after-custody"
    if means == "other" and "killing" not in acts:
        return "other" if statements else "cause-not-stated"
    if _is_later(person, died, context, homicide="homicide" in acts):
        return "later-homicide"
    return means


def statements_of_death(person: str, died: list[Statement], evidence: Evidence) -> list[Statement]:
    """What is said of the events in which somebody died, one shared with others included."""
    events = sorted(_events_of(person, died, evidence))
    return [one for event in events for one in evidence.by_subject.get(event, ())]


def class_by_means(person: str, died: list[Statement], causes: list[Statement], evidence: Evidence) -> str:
    """The class that weapons, and causes in words (not on a certificate), give a death.

    Whoever tells of two weapons tells of both. What every voice has is the class, the first in the list of
    classes; where they have nothing in common it is disputed; "other" where nobody names one.
    """
    weapons = [
        *statements_of_events(_events_of(person, died, evidence), "weapon", evidence)[0],
        *statements_of_events(cause_events(causes, evidence), "weapon", evidence)[0],
    ]
    by_voice: dict[str, set[str]] = {}
    for statement in (*weapons, *causes):
        means = _class_of(statement, evidence) if is_firm(statement) else None
        if means is not None:
            by_voice.setdefault(voice_of(statement.origin, evidence), set()).add(means)
    if not by_voice:
        return "other"
    shared = set.intersection(*by_voice.values())
    if not shared:
        return "disputed"
    return next(one for one in evidence.vocabulary.lists["death-class"].terms if one in shared)


def _class_of(statement: Statement, evidence: Evidence) -> str | None:
    """The class of a weapon or cause. A weapon without one is another weapon; a cause without one leaves it open."""
    value = statement.value
    if not isinstance(value, Code):
        return None
    found = evidence.vocabulary.fact(value.list, value.code, "class")
    return "other" if found is None and value.list == "weapon" else found


def _events_of(person: str, died: list[Statement], evidence: Evidence) -> set[str]:
    """The events in which somebody died, one shared with others included."""
    return {f"{person}~death", *(evidence.canonical(one.event) for one in died if one.event is not None)}


def kinds_in_doubt(kind: str, doubt: str, person: str, evidence: Evidence) -> frozenset[str]:
    """The classes that a death of a disputed or unclear kind may be of, as the voices have it."""
    told = {_class_of(one.said, evidence) for one in manners(person, evidence) if kind != "later-homicide"}
    return frozenset({doubt, kind, "other"} | {one for one in told if one is not None})


def detentions_of(person: str, evidence: Evidence) -> set[str]:
    """The events in which somebody was held."""
    statements = [one for one in evidence.statements(person, "victim-of") if one.polarity == "affirms"]
    events = cause_events((one for one in statements if one.modality not in NO_CASE), evidence)
    return {event for event in events if "yes" in evidence.act_facts(event, "custody")}


def after_custody(person: str, died: list[Statement], context: CountContext) -> bool:
    """Whether the death is told as brought about by, during or next after this person's detention."""
    evidence = context.evidence
    causes = [one for one in causes_of(person, evidence) if is_firm(one)]
    held = detentions_of(person, evidence)
    if not held:
        return False
    tied = cause_events(causes, evidence) | {one.event for one in died if one.event}
    if any(held & {event, *wider(event, evidence)} for event in tied):
        return True
    if any(_is_of_custody(one.value, evidence) for one in causes):
        return True
    return any(_next_after(one, held, evidence) for one in died) or died_while_held(person, died, context)


def _is_of_custody(cause: Value, evidence: Evidence) -> bool:
    """Whether a cause is what is done to people who are held."""
    return isinstance(cause, Code) and evidence.vocabulary.fact(cause.list, cause.code, "custody") == "yes"


def _next_after(statement: Statement, held: set[str], evidence: Evidence) -> bool:
    """`soon after X.release`, where X is the detention."""
    anchor = statement.value.anchor if isinstance(statement.value, Relative) else None
    if anchor is None or anchor not in evidence.subjects:
        return False
    follows = {
        before.subject for before in evidence.by_predicate.get("before", ()) if before.value == Ref(anchor)
    }
    return bool(held & {anchor, *follows})


def died_while_held(person: str, died: list[Statement], context: CountContext) -> bool:
    """The strict reading of "death in custody": at the place of detention or within it, in its days, or part of it."""
    evidence = context.evidence
    held = detentions_of(person, evidence)
    places = {one.value for event in held for one in evidence.statements(event, "held-at")}
    dead_at = [
        statement.value
        for statement in statements_of_death(person, died, evidence)
        if statement.predicate == "where" and statement.qualifier("role") == Code("place-role", "death")
    ]
    within = any(one.event is not None and held & wider(one.event, evidence) for one in died)
    if within or any(_lies_at(place, places, evidence) for place in dead_at):
        return True
    return any(_dead_before_release(one, event, context) for event in sorted(held) for one in died)


def _dead_before_release(died: Statement, detention: str, context: CountContext) -> bool:
    """Whether the dates put a death certainly between the start and the end of a detention."""
    evidence, solution = context.evidence, context.solution
    death, span = solution.get(death_node(died, evidence)), solution.get(detention)
    if death is None or span is None or death.latest_end is None:
        return False
    known = [end for one in _releases(detention, evidence) if (end := solution.get(one)) and end.latest_start]
    if not known:
        return span.lasts and during(death.subject, detention, solution)[0] is True
    if not span.latest_start or not death.earliest_start or death.earliest_start < span.latest_start:
        return False
    return all(end.earliest_start and death.latest_end < end.earliest_start for end in known)


def _releases(detention: str, evidence: Evidence) -> list[str]:
    """What ended a detention: a day of release, or the release that the form made."""
    after = [one for one in evidence.statements(detention, "before") if one.polarity == "affirms"]
    named = [one.value.id for one in after if isinstance(one.value, Ref)]
    made = [one for one in named if "release" in evidence.kinds(one)]
    return [f"{detention}~release", *made]


def _lies_at(place: Value, places: set[Value], evidence: Evidence) -> bool:
    """A ward of the jail is the jail; the town around a jail is not."""
    around = {Ref(one) for one in wider(place.id, evidence)} if isinstance(place, Ref) else set()
    return place in places or bool(around & places)


def _is_later(person: str, died: list[Statement], context: CountContext, *, homicide: bool) -> bool:
    """Whether the act came after the event that the case is about, by every date that somebody gives it."""
    events = sorted(acts_of(person, died, context.evidence))
    if context.anchor is None:
        return homicide
    undated = context.around[context.anchor] == (None, None)
    if any(lies_in(event, context.anchor, context.evidence) for event in events):
        return False
    ordered = [found for event in events if (found := _after(context.anchor, event, context)) is not None]
    if ordered:
        return all(ordered)
    # By its kind alone a homicide is later only where the event of the case has no day, or it is told as later than
    # something that no calendar dates ("half a year after he testified").
    return homicide and (undated or any(_follows(event, context.evidence) for event in events))


def _follows(event: str, evidence: Evidence) -> bool:
    """Whether an event is dated by something that it came after."""
    told = (one.value for one in evidence.statements(event, "when") if one.polarity == "affirms")
    return any(isinstance(value, Relative) and value.relation == "after" for value in told)


def _after(anchor: str, event: str, context: CountContext) -> bool | None:
    """Whether an event is certainly later than the anchor; None where it can't be known."""
    last = context.around[anchor][1]
    began = [first for first, _ in context.days.spans(event) if first is not None]
    if last is not None and began:
        return all(last < first for first in began)
    return True if context.solution.order_known(anchor, event) else None


def act_node(died: Statement, evidence: Evidence, solution: Solution) -> str:
    """What dates a death for the list: the act where it is dated by itself, else the death."""
    act = died.event
    if act is None or act not in solution or as_when(solution[act]) is None:
        return death_node(died, evidence)
    told = any(isinstance(one.value, When) and one.value != UNDATED for one in _whens(act, evidence))
    # An act is no later than the death: what only follows from the death is no date of the act.
    statements = [evidence.by_id[premise] for premise in solution[act].premises if premise in evidence.by_id]
    follows = any(one.predicate == "died" for one in statements)
    return death_node(died, evidence) if not told and follows else act


def _whens(act: str, evidence: Evidence) -> list[Statement]:
    return [
        one for one in evidence.statements(act, "when") if one.polarity == "affirms" and one.subject == act
    ]
