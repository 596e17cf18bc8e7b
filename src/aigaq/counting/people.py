"""Judges one person after the other by a count rule: counted, unresolved or excluded, with the reason.

Invariant: everybody of whom the harm is said, denied or retracted appears exactly once.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.counting.admissible import (
    affirming,
    is_disputed,
    not_retracted,
    of_actual_deaths,
    origin_fits,
    speaker_fits,
)
from aigaq.counting.causes import event_of
from aigaq.counting.count_context import CountContext
from aigaq.counting.death_class import (
    act_node,
    after_custody,
    death_class_of,
    died_while_held,
    possible_classes,
)
from aigaq.counting.naming import is_named, label_of, passages_of
from aigaq.counting.scope import scope_of
from aigaq.records.dates import when as dates
from aigaq.records.decisions import Decision
from aigaq.records.ladder import Excluded, Individual
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.dating import when_of
from aigaq.statements.event_statements import only_by_event
from aigaq.statements.evidence import OURS
from aigaq.statements.manner_of_death import death_events, kind_in_doubt
from aigaq.statements.modality import FIRM
from aigaq.statements.origins import corroboration

ORDER = ("reported", "corroborated", "confirmed")
"""States of a counted person, from the weakest; a rule's threshold is one of them."""
_REASONS = {
    "indirect-claimed": "indirect",
    "cause-not-stated": "cause-not-stated",
    "later-homicide": "later-homicide",
}
"""Reasons of exclusion that name the class of death left out; for any other class it is `other-class`."""


def judge(person: str, reports: list[Statement], context: CountContext) -> Individual | Excluded:
    """One person: counted, unresolved (with a reason) or excluded.

    Args:
        reports: every statement that says or denies the harm of this person, retracted ones too.
    """

    def excluded(reason: str) -> Excluded:
        return Excluded(person, label_of(person, context.evidence), reason, passages_of(reports))

    decision = context.decided.get(person)
    if decision is not None and decision.kind == "exclude":
        return excluded(decision.value or "decision")
    live = not_retracted(reports, context.evidence)
    affirmed = affirming(live)
    if not affirmed:
        return excluded("not-dead" if live else "support-withdrawn")
    actual = of_actual_deaths(affirmed, context.rule.harm)
    if not actual:
        return excluded("outcome-not-stated")
    spoken = [one for one in actual if speaker_fits(one, context)]
    if not spoken:
        return excluded("other-speaker")
    admissible = [one for one in spoken if origin_fits(one, context)]
    if not admissible:
        return excluded("origin-unknown")
    return _placed(person, admissible, live, decision, context)


@dataclass(slots=True)
class _Verdict:
    """How a rule places a person so far.

    Args:
        kind: class of death to show (list `death-class`).
        out: reason of exclusion; None where the person is not excluded.
        open: reason why the person stays unresolved, whatever the state of the statements.
    """

    kind: str = "other"
    out: str | None = None
    open: str | None = None


def _placed(
    person: str,
    statements: list[Statement],
    live: list[Statement],
    decision: Decision | None,
    context: CountContext,
) -> Individual | Excluded:
    """The person by class of death, scope and strength of the admissible statements."""
    verdict = _by_class(person, statements, context) if context.rule.harm == "died" else _Verdict()
    scope = scope_of(person, statements, context)
    if verdict.out is None and scope in ("outside-scope", "outside-population"):
        verdict.out = scope
    if decision is not None and decision.kind == "include":
        verdict.out, verdict.open, scope = None, None, "in"
    if verdict.out is not None:
        return Excluded(person, label_of(person, context.evidence), verdict.out, passages_of(statements))
    sure = [one for one in statements if one.modality in FIRM and one.source != OURS]
    # A statement that is only held possible corroborates nobody.
    support = corroboration(sure or statements, context.evidence)
    denied = is_disputed(statements, live, context)
    state = _state(decision, denied=denied, sure=bool(sure), corroborated=support.corroborated)
    return Individual(
        id=person,
        label=label_of(person, context.evidence),
        named=is_named(person, context.evidence),
        kind=verdict.kind,
        state=state,
        when=_when(statements, context),
        passages=passages_of(statements),
        statements=tuple(sorted(one.id for one in statements)),
        independent_origins=support.independent,
        reason=_unresolved(state, scope, decision, context.rule) or verdict.open,
        by_event=only_by_event(_own_events(person, statements, context), context.evidence),
    )


def _by_class(person: str, statements: list[Statement], context: CountContext) -> _Verdict:
    """The class of a death, and whether the rule leaves it out.

    Where voices disagree on the class, the death is left out only if every class that it may be of is left out; it
    stays unresolved if some are.
    """
    kind = death_class_of(person, statements, context)
    doubt = kind_in_doubt(person, context.evidence) or ("disputed" if kind == "disputed" else None)
    out = excluded_by_rule(person, kind, statements, context)
    if doubt is None:
        return _Verdict(kind, out)
    possible = possible_classes(kind, doubt, person, context.evidence) - {doubt}
    left_out = possible & set(context.rule.leave_out)
    if doubt in context.rule.leave_out or (left_out and left_out == possible):
        return _Verdict(doubt, "other-class" if kind not in left_out else out)
    if kind not in left_out:
        # `out` is then what the rule asks of custody, which holds whatever the class.
        return _Verdict(doubt, out, "kind-disputed" if left_out else None)
    return _Verdict(doubt, None, "kind-disputed")


def excluded_by_rule(
    person: str, kind: str, statements: list[Statement], context: CountContext
) -> str | None:
    """Why a rule does not count a death of this class; None where it does."""
    if kind in context.rule.leave_out:
        return _REASONS.get(kind, "other-class")
    if context.rule.custody == "consequence" and not after_custody(person, statements, context):
        return "other-class"
    if context.rule.custody == "strict" and not died_while_held(person, statements, context):
        return "other-class"
    return None


def _state(decision: Decision | None, *, denied: bool, sure: bool, corroborated: bool) -> str:
    if decision is not None and decision.kind == "accept":
        return decision.value or "confirmed"
    if denied:
        return "disputed"
    if not sure:
        return "pending"
    return "corroborated" if corroborated else "reported"


def _unresolved(state: str, scope: str, decision: Decision | None, rule: CountRule) -> str | None:
    """Why a person in this state is not counted yet; None where they are."""
    if state == "disputed":
        return "disputed"
    if state == "pending":
        return "pending" if decision is not None and decision.kind == "accept" else "not-sure"
    if scope == "not-stated":
        return "scope-not-stated"
    return "below-threshold" if ORDER.index(state) < ORDER.index(rule.threshold) else None


def _own_events(person: str, statements: list[Statement], context: CountContext) -> set[str]:
    """The person's own events: act and death, or what they were the victim of."""
    if context.rule.harm == "died":
        return death_events(person, context.evidence)
    return {event for one in statements if (event := event_of(one.value, context.evidence)) is not None}


def _when(statements: list[Statement], context: CountContext) -> str | None:
    """The date to show (EDTF): the narrowest that all dates contain, else the whole span of dates that differ."""
    if context.rule.harm == "died":
        nodes = {act_node(one, context.evidence, context.solution) for one in statements}
    else:
        nodes = {one.value.id if isinstance(one.value, Ref) else one.id for one in statements}
    known = (when_of(node, context.solution, context.evidence) for node in sorted(nodes))
    days = [day for day in known if day is not None]
    within_all = [day for day in days if all(dates.contains(other, day) for other in days)]
    if within_all:
        return min(day.text for day in within_all)
    first = [day.earliest_start for day in days if day.earliest_start is not None]
    last = [day.latest_end for day in days if day.latest_end is not None]
    bounded = len(first) == len(last) == len(days) > 0
    return dates.from_bounds(min(first), max(last)).text if bounded else None
