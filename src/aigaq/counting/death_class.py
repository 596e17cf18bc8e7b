"""Class of a death (list `death-class`), from what the statements say. Invariant: it is computed, never typed in."""

from __future__ import annotations

from aigaq.counting.causes import acts_of, cause_events, causes_of, lies_in
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
from aigaq.statements.modality import NOT_FACTUAL, affirms_firmly
from aigaq.statements.origins import voice_of


def death_class_of(person: str, died: list[Statement], context: CountContext) -> str:
    """The class of a death (list `death-class`). The first rule that fits decides:

    1. an indirect cause: `indirect-claimed`;
    2. no class by weapon or cause, or a disputed one, and brought about by detention: `after-custody`;
    3. no class, no act and no cause: `cause-not-stated`; a cause of some kind: `other`;
    4. an act after the event of the case: `later-homicide`;
    5. the class of the weapon or cause that all voices share; `disputed` where they share none.

    Only firm statements settle a class. A cause that is only possible is still a cause of some kind.
    """
    evidence, statements = context.evidence, causes_of(person, context.evidence)
    causes = [one for one in statements if affirms_firmly(one)]
    indirect = any(affirms_firmly(one) for one in evidence.statements(person, "indirect-cause"))
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
    """Statements about the events in which a person died, also of an event with several dead."""
    events = sorted(_events_of(person, died, evidence))
    return [one for event in events for one in evidence.by_subject.get(event, ())]


def class_by_means(person: str, died: list[Statement], causes: list[Statement], evidence: Evidence) -> str:
    """The class of a death by weapons and by causes in words (not on a certificate).

    A voice may name several. The class is the first of the list that every voice names; `disputed` where they have
    none in common, `other` where nobody names any.
    """
    weapons = [
        *statements_of_events(_events_of(person, died, evidence), "weapon", evidence)[0],
        *statements_of_events(cause_events(causes, evidence), "weapon", evidence)[0],
    ]
    by_voice: dict[str, set[str]] = {}
    for statement in (*weapons, *causes):
        means = _class_of(statement, evidence) if affirms_firmly(statement) else None
        if means is not None:
            by_voice.setdefault(voice_of(statement.origin, evidence), set()).add(means)
    if not by_voice:
        return "other"
    shared = set.intersection(*by_voice.values())
    if not shared:
        return "disputed"
    return next(one for one in evidence.vocabulary.lists["death-class"].terms if one in shared)


def _class_of(statement: Statement, evidence: Evidence) -> str | None:
    """The class of a weapon or cause. A weapon without a class is `other`; a cause without one settles nothing."""
    value = statement.value
    if not isinstance(value, Code):
        return None
    class_of_code = evidence.vocabulary.fact(value.list, value.code, "class")
    return "other" if class_of_code is None and value.list == "weapon" else class_of_code


def _events_of(person: str, died: list[Statement], evidence: Evidence) -> set[str]:
    """The events in which a person died, also one with several dead."""
    return {f"{person}~death", *(evidence.canonical(one.event) for one in died if one.event is not None)}


def possible_classes(kind: str, doubt: str, person: str, evidence: Evidence) -> frozenset[str]:
    """The classes that a death of a disputed or unclear class may have, by what the voices say."""
    classes = {
        _class_of(one.statement, evidence) for one in manners(person, evidence) if kind != "later-homicide"
    }
    return frozenset({doubt, kind, "other"} | {one for one in classes if one is not None})


def detentions_of(person: str, evidence: Evidence) -> set[str]:
    """The detentions of a person."""
    statements = [one for one in evidence.statements(person, "victim-of") if one.polarity == "affirms"]
    events = cause_events((one for one in statements if one.modality not in NOT_FACTUAL), evidence)
    return {event for event in events if "yes" in evidence.act_facts(event, "custody")}


def after_custody(person: str, died: list[Statement], context: CountContext) -> bool:
    """Whether the death is said to be caused by, during or right after a detention of this person."""
    evidence = context.evidence
    causes = [one for one in causes_of(person, evidence) if affirms_firmly(one)]
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
    """Whether a cause is one of detention (torture, denial of care ...), by the vocabulary."""
    return isinstance(cause, Code) and evidence.vocabulary.fact(cause.list, cause.code, "custody") == "yes"


def _next_after(statement: Statement, held: set[str], evidence: Evidence) -> bool:
    """Whether the death is dated "soon after" a detention, or after the release from it."""
    anchor = statement.value.anchor if isinstance(statement.value, Relative) else None
    if anchor is None or anchor not in evidence.subjects:
        return False
    follows = {
        before.subject for before in evidence.by_predicate.get("before", ()) if before.value == Ref(anchor)
    }
    return bool(held & {anchor, *follows})


def died_while_held(person: str, died: list[Statement], context: CountContext) -> bool:
    """Death in custody, strictly: at the place of a detention, within its days, or as a part of it."""
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
    """Whether the dates put a death for certain between start and end of a detention."""
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
    """The events that end a detention: the day of release, and a release that a form made."""
    after = [one for one in evidence.statements(detention, "before") if one.polarity == "affirms"]
    named = [one.value.id for one in after if isinstance(one.value, Ref)]
    made = [one for one in named if "release" in evidence.kinds(one)]
    return [f"{detention}~release", *made]


def _lies_at(place: Value, places: set[Value], evidence: Evidence) -> bool:
    """Whether a place is one of the places or lies within one: a ward is in its jail, the town around it is not."""
    around = {Ref(one) for one in wider(place.id, evidence)} if isinstance(place, Ref) else set()
    return place in places or bool(around & places)


def _is_later(person: str, died: list[Statement], context: CountContext, *, homicide: bool) -> bool:
    """Whether the act came after the anchor of the case, by every date given."""
    events = sorted(acts_of(person, died, context.evidence))
    if context.anchor is None:
        return homicide
    undated = context.around[context.anchor] == (None, None)
    if any(lies_in(event, context.anchor, context.evidence) for event in events):
        return False
    ordered = [
        is_after for event in events if (is_after := _after(context.anchor, event, context)) is not None
    ]
    if ordered:
        return all(ordered)
    # Without an order by dates, a homicide is later only where the anchor has no day, or where it is dated after
    # something that has no calendar date ("half a year after he testified").
    return homicide and (undated or any(_follows(event, context.evidence) for event in events))


def _follows(event: str, evidence: Evidence) -> bool:
    """Whether an event is dated as after something else."""
    dates = (one.value for one in evidence.statements(event, "when") if one.polarity == "affirms")
    return any(isinstance(value, Relative) and value.relation == "after" for value in dates)


def _after(anchor: str, event: str, context: CountContext) -> bool | None:
    """Whether an event is later than the anchor for certain; None where it cannot be known."""
    last = context.around[anchor][1]
    began = [first for first, _ in context.days.spans(event) if first is not None]
    if last is not None and began:
        return all(last < first for first in began)
    return True if context.solution.order_known(anchor, event) else None


def act_node(died: Statement, evidence: Evidence, solution: Solution) -> str:
    """The event that dates a death in the list: the act if it has a date of its own, else the death."""
    act = died.event
    if act is None or act not in solution or as_when(solution[act]) is None:
        return death_node(died, evidence)
    is_dated = any(isinstance(one.value, When) and one.value != UNDATED for one in _whens(act, evidence))
    # An act is no later than the death; a date that only follows from the death is no date of the act.
    statements = [evidence.by_id[premise] for premise in solution[act].premises if premise in evidence.by_id]
    follows = any(one.predicate == "died" for one in statements)
    return death_node(died, evidence) if not is_dated and follows else act


def _whens(act: str, evidence: Evidence) -> list[Statement]:
    return [
        one for one in evidence.statements(act, "when") if one.polarity == "affirms" and one.subject == act
    ]
