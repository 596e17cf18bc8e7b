"""Which statements answer one and the same question.

Invariant: a question is subject, predicate, event or trial, and key; whoever cannot say, opines or imagines gives
no answer, nor do our own readings.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.records.statements import Statement
from aigaq.records.vocab.predicates import Predicate
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.trials import OF_A_TRIAL, by_trial

_NO_FACT = frozenset({"opinion", "counterfactual"})
Key = tuple[str, str, str | None, tuple[tuple[str, str], ...]]


def by_comparison_key(evidence: Evidence) -> dict[Key, list[Statement]]:
    """Statements by question. Only predicates with one true value, and those that somebody denies."""
    groups: dict[Key, list[Statement]] = {}
    for code, statements in evidence.by_predicate.items():
        predicate = evidence.vocabulary.predicates[code]
        if predicate.functional:
            _sort_in(groups, statements, predicate, evidence)
        elif any(one.polarity == "denies" for one in statements):
            denied = {evidence.canonical(one.subject) for one in statements if one.polarity == "denies"}
            about = (one for one in statements if evidence.canonical(one.subject) in denied)
            _sort_in(groups, about, predicate, evidence)
    return groups


def _sort_in(
    groups: dict[Key, list[Statement]],
    statements: Iterable[Statement],
    predicate: Predicate,
    evidence: Evidence,
) -> None:
    told = [one for one in statements if _may_take_part(one)]
    if predicate.code in OF_A_TRIAL:
        for subject, trial, said in by_trial(told, predicate, evidence):
            for statement in said:
                key = (subject, predicate.code, trial, _qualifiers(statement, predicate, but="in"))
                groups.setdefault(key, []).append(statement)
        return
    for statement in told:
        subject = evidence.canonical(statement.subject)
        # A person dies once: deaths are compared whichever event they are told with.
        undivided = predicate.code == "died" or statement.event is None
        event = None if undivided else evidence.canonical(str(statement.event))
        if event == f"{subject}~death":
            event = None
        key = (subject, predicate.code, event, _qualifiers(statement, predicate))
        groups.setdefault(key, []).append(statement)


def _may_take_part(statement: Statement) -> bool:
    return (
        statement.polarity != "cannot-say" and statement.modality not in _NO_FACT and statement.source != OURS
    )


def _qualifiers(statement: Statement, predicate: Predicate, *, but: str = "") -> tuple[tuple[str, str], ...]:
    """What else belongs to the question; a practice is another question than a case of it."""
    practice = (("aspect", statement.aspect),) if statement.aspect == "practice" else ()
    keyed = predicate.key
    return (
        (*practice, *((k, v.text) for k, v in statement.qualifiers if k in keyed and k != but))
        if keyed
        else practice
    )
