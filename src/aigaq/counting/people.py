"""Whom a rule counts: one person after the other, in or out, with the reason.

Invariant: everybody about whom the harm is said, denied or taken back appears exactly once.
"""

from __future__ import annotations

from aigaq.counting.admissible import (
    disputed,
    not_retracted,
    of_actual_deaths,
    origin_fits,
    reports,
    speaker_fits,
)
from aigaq.counting.causes import FIRM, event_of
from aigaq.counting.count_context import CountContext
from aigaq.counting.death_class import (
    act_node,
    after_custody,
    death_class_of,
    died_while_held,
    kinds_in_doubt,
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
from aigaq.statements.origins import corroboration

ORDER = ("reported", "corroborated", "confirmed")
_LEFT_OUT = {
    "indirect-claimed": "indirect",
    "cause-not-stated": "cause-not-stated",
    "later-homicide": "later-homicide",
}


def judge(person: str, said: list[Statement], context: CountContext) -> Individual | Excluded:
    """One person: counted, unresolved (with a reason) or excluded."""
    decided = context.decided.get(person)
    if decided is not None and decided.kind == "exclude":
        return _out(person, decided.value or "decision", said, context)
    live = not_retracted(said, context.evidence)
    affirmed = reports(live)
    if not affirmed:
        return _out(person, "not-dead" if live else "support-withdrawn", said, context)
    cases = of_actual_deaths(affirmed, context.rule.harm)
    if not cases:
        return _out(person, "outcome-not-stated", said, context)
    statements = [one for one in cases if speaker_fits(one, context)]
    if not statements:
        return _out(person, "other-speaker", said, context)
    known = [one for one in statements if origin_fits(one, context)]
    if not known:
        return _out(person, "origin-unknown", said, context)
    return _placed(person, known, live, decided, context)


def _placed(
    person: str,
    statements: list[Statement],
    live: list[Statement],
    decided: Decision | None,
    context: CountContext,
) -> Individual | Excluded:
    kind, outside, doubted = "other", None, None
    if context.rule.harm == "died":
        kind = death_class_of(person, statements, context)
        doubt = kind_in_doubt(person, context.evidence) or ("disputed" if kind == "disputed" else None)
        outside = excluded_by_rule(person, kind, statements, context)
        if doubt is not None:
            kind, outside, doubted = _doubted(person, kind, doubt, outside, context)
    scope = scope_of(person, statements, context)
    if outside is None and scope in ("outside-scope", "outside-population"):
        outside = scope
    if decided is not None and decided.kind == "include":
        outside, doubted, scope = None, None, "in"
    if outside is not None:
        return _out(person, outside, statements, context)
    sure = [one for one in statements if one.modality in FIRM and one.source != OURS]
    # What somebody holds only for possible bears nobody out.
    found = corroboration(sure or statements, context.evidence)
    denied = disputed(statements, live, context)
    state = _state(decided, denied=denied, sure=bool(sure), corroborated=found.corroborated)
    reason = _unresolved(state, scope, decided, context.rule) or doubted
    return _individual(person, statements, kind, state, found.independent, reason, context)


def _doubted(
    person: str, kind: str, doubt: str, outside: str | None, context: CountContext
) -> tuple[str, str | None, str | None]:
    """The kind to show, why it is out, or why it stays open: a rule leaves out a death only where all kinds are."""
    kinds = kinds_in_doubt(kind, doubt, person, context.evidence) - {doubt}
    gone = kinds & set(context.rule.leave_out)
    if doubt in context.rule.leave_out or (gone and gone == kinds):
        return doubt, "other-class" if kind not in gone else outside, None
    if kind not in gone:
        # What custody asks of a death is asked of it whatever its kind.
        return doubt, outside, "kind-disputed" if gone else None
    return doubt, None, "kind-disputed"


def excluded_by_rule(
    person: str, kind: str, statements: list[Statement], context: CountContext
) -> str | None:
    """Why a rule does not count a death of this kind, or None where it does."""
    if kind in context.rule.leave_out:
        return _LEFT_OUT.get(kind, "other-class")
    if context.rule.custody == "consequence" and not after_custody(person, statements, context):
        return "other-class"
    if context.rule.custody == "strict" and not died_while_held(person, statements, context):
        return "other-class"
    return None


def _state(decided: Decision | None, *, denied: bool, sure: bool, corroborated: bool) -> str:
    if decided is not None and decided.kind == "accept":
        return decided.value or "confirmed"
    if denied:
        return "disputed"
    if not sure:
        return "pending"
    return "corroborated" if corroborated else "reported"


def _unresolved(state: str, scope: str, decided: Decision | None, rule: CountRule) -> str | None:
    if state == "disputed":
        return "disputed"
    if state == "pending":
        return "pending" if decided is not None and decided.kind == "accept" else "not-sure"
    if scope == "not-stated":
        return "scope-not-stated"
    return "below-threshold" if ORDER.index(state) < ORDER.index(rule.threshold) else None


def _individual(
    person: str,
    statements: list[Statement],
    kind: str,
    state: str,
    independent: int,
    reason: str | None,
    context: CountContext,
) -> Individual:
    return Individual(
        id=person,
        label=label_of(person, context.evidence),
        named=is_named(person, context.evidence),
        kind=kind,
        state=state,
        when=_when(statements, context),
        passages=passages_of(statements),
        statements=tuple(sorted(one.id for one in statements)),
        independent_origins=independent,
        reason=reason,
        by_event=only_by_event(_acts(person, statements, context), context.evidence),
    )


def _acts(person: str, statements: list[Statement], context: CountContext) -> set[str]:
    """The events that are this person's own: the act, the death, what they were the victim of."""
    if context.rule.harm == "died":
        return death_events(person, context.evidence)
    return {event for one in statements if (event := event_of(one.value, context.evidence)) is not None}


def _when(statements: list[Statement], context: CountContext) -> str | None:
    """When it was: the narrowest date that all allow, or the whole span between dates that differ."""
    nodes = sorted({_node(one, context) for one in statements})
    found = [
        when for node in nodes if (when := when_of(node, context.solution, context.evidence)) is not None
    ]
    within_all = [one for one in found if all(dates.contains(other, one) for other in found)]
    if within_all:
        return min(one.text for one in within_all)
    first = [one.earliest_start for one in found if one.earliest_start is not None]
    last = [one.latest_end for one in found if one.latest_end is not None]
    whole = len(first) == len(last) == len(found) > 0
    return dates.from_bounds(min(first), max(last)).text if whole else None


def _node(statement: Statement, context: CountContext) -> str:
    if context.rule.harm == "died":
        return act_node(statement, context.evidence, context.solution)
    return statement.value.id if isinstance(statement.value, Ref) else statement.id


def _out(person: str, reason: str, statements: list[Statement], context: CountContext) -> Excluded:
    return Excluded(person, label_of(person, context.evidence), reason, passages_of(statements))
