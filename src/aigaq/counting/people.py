"""Whom a rule counts: one person after the other, in or out, with the reason.

Invariant: everybody about whom the harm is said, denied or taken back appears exactly once.
"""

from __future__ import annotations

from aigaq.counting.admissible import disputed, hears, of_cases, origin_fits, reports, standing
from aigaq.counting.causes import FIRM, event_of
from aigaq.counting.count_context import Question
from aigaq.counting.death_class import act_node, after_custody, died_while_held, kind_of_death, kinds_in_doubt
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


def judge(person: str, said: list[Statement], ask: Question) -> Individual | Excluded:
    """One person: counted, unresolved (with a reason) or excluded."""
    decided = ask.decided.get(person)
    if decided is not None and decided.kind == "exclude":
        return _out(person, decided.value or "decision", said, ask)
    live = standing(said, ask.evidence)
    affirmed = reports(live)
    if not affirmed:
        return _out(person, "not-dead" if live else "support-withdrawn", said, ask)
    cases = of_cases(affirmed, ask.rule.harm)
    if not cases:
        return _out(person, "outcome-not-stated", said, ask)
    statements = [one for one in cases if hears(one, ask)]
    if not statements:
        return _out(person, "other-speaker", said, ask)
    known = [one for one in statements if origin_fits(one, ask)]
    if not known:
        return _out(person, "origin-unknown", said, ask)
    return _placed(person, known, live, decided, ask)


def _placed(
    person: str, statements: list[Statement], live: list[Statement], decided: Decision | None, ask: Question
) -> Individual | Excluded:
    kind, outside, doubted = "other", None, None
    if ask.rule.harm == "died":
        kind = kind_of_death(person, statements, ask)
        doubt = kind_in_doubt(person, ask.evidence) or ("disputed" if kind == "disputed" else None)
        outside = left_out(person, kind, statements, ask)
        if doubt is not None:
            kind, outside, doubted = _doubted(person, kind, doubt, outside, ask)
    scope = scope_of(person, statements, ask)
    if outside is None and scope in ("outside-scope", "outside-population"):
        outside = scope
    if decided is not None and decided.kind == "include":
        outside, doubted, scope = None, None, "in"
    if outside is not None:
        return _out(person, outside, statements, ask)
    sure = [one for one in statements if one.modality in FIRM and one.source != OURS]
    # What somebody holds only for possible bears nobody out.
    found = corroboration(sure or statements, ask.evidence)
    denied = disputed(statements, live, ask)
    state = _state(decided, denied=denied, sure=bool(sure), corroborated=found.corroborated)
    reason = _unresolved(state, scope, decided, ask.rule) or doubted
    return _individual(person, statements, kind, state, found.independent, reason, ask)


def _doubted(
    person: str, kind: str, doubt: str, outside: str | None, ask: Question
) -> tuple[str, str | None, str | None]:
    """The kind to show, why it is out, or why it stays open: a rule leaves out a death only where all kinds are."""
    kinds = kinds_in_doubt(kind, doubt, person, ask.evidence) - {doubt}
    gone = kinds & set(ask.rule.leave_out)
    if doubt in ask.rule.leave_out or (gone and gone == kinds):
        return doubt, "other-class" if kind not in gone else outside, None
    if kind not in gone:
        # What custody asks of a death is asked of it whatever its kind.
        return doubt, outside, "kind-disputed" if gone else None
    return doubt, None, "kind-disputed"


def left_out(person: str, kind: str, statements: list[Statement], ask: Question) -> str | None:
    """Why a rule does not count a death of this kind, or None where it does."""
    if kind in ask.rule.leave_out:
        return _LEFT_OUT.get(kind, "other-class")
    if ask.rule.custody == "consequence" and not after_custody(person, statements, ask):
        return "other-class"
    if ask.rule.custody == "strict" and not died_while_held(person, statements, ask):
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
    ask: Question,
) -> Individual:
    return Individual(
        id=person,
        label=label_of(person, ask.evidence),
        named=is_named(person, ask.evidence),
        kind=kind,
        state=state,
        when=_when(statements, ask),
        passages=passages_of(statements),
        statements=tuple(sorted(one.id for one in statements)),
        independent_origins=independent,
        reason=reason,
        by_event=only_by_event(_acts(person, statements, ask), ask.evidence),
    )


def _acts(person: str, statements: list[Statement], ask: Question) -> set[str]:
    """The events that are this person's own: the act, the death, what they were the victim of."""
    if ask.rule.harm == "died":
        return death_events(person, ask.evidence)
    return {event for one in statements if (event := event_of(one.value, ask.evidence)) is not None}


def _when(statements: list[Statement], ask: Question) -> str | None:
    """When it was: the narrowest date that all allow, or the whole span between dates that differ."""
    nodes = sorted({_node(one, ask) for one in statements})
    found = [when for node in nodes if (when := when_of(node, ask.solution, ask.evidence)) is not None]
    within_all = [one for one in found if all(dates.contains(other, one) for other in found)]
    if within_all:
        return min(one.text for one in within_all)
    first = [one.earliest_start for one in found if one.earliest_start is not None]
    last = [one.latest_end for one in found if one.latest_end is not None]
    whole = len(first) == len(last) == len(found) > 0
    return dates.from_bounds(min(first), max(last)).text if whole else None


def _node(statement: Statement, ask: Question) -> str:
    if ask.rule.harm == "died":
        return act_node(statement, ask.evidence, ask.solution)
    return statement.value.id if isinstance(statement.value, Ref) else statement.id


def _out(person: str, reason: str, statements: list[Statement], ask: Question) -> Excluded:
    return Excluded(person, label_of(person, ask.evidence), reason, passages_of(statements))
