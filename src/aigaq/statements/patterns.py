"""Contradictions between different questions: a rule for all against one case, a case against its pattern, others.

Invariant: each pattern names its own class and rule: a reader sees why two things stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.records.vocab.predicates import Predicate
from aigaq.statements.compare import CONTRADICTS, TENSION, compare, falls_under, wider
from aigaq.statements.contradictions import Contradiction, Side
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.manner_of_death import manner_contradictions
from aigaq.statements.members import index, members
from aigaq.statements.presuppositions import (
    denied_of_victims,
    implied_and_denied,
    presupposition_contradictions,
)
from aigaq.statements.sides import paired, sides_in_words, words_of

_WHOLE = frozenset({"all", "nearly-all"})
_UNSURE = frozenset({"possible", "doubtful"})


def cross_key_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """Everything that comparing one question at a time cannot find."""
    yield from universal_against_member(evidence)
    yield from case_against_pattern(evidence)
    yield from presupposition_contradictions(evidence)
    yield from implied_and_denied(evidence)
    yield from denied_of_victims(evidence)
    yield from rival_explanations(evidence)
    yield from hedge_lost(evidence)
    yield from manner_contradictions(evidence)


def universal_against_member(evidence: Evidence) -> Iterator[Contradiction]:
    """ "None of the officers was punished" against one officer's conviction."""
    rules: dict[tuple[str, str, str, str, str], list[Statement]] = {}
    for statement in evidence.live:
        if statement.aspect in _WHOLE and statement.source != OURS:
            key = (
                statement.predicate,
                evidence.canonical(statement.subject),
                statement.value.text,
                statement.polarity,
                statement.aspect,
            )
            rules.setdefault(key, []).append(statement)
    belonging = index(evidence) if rules else {}
    for (code, group, value, polarity, aspect), statements in sorted(rules.items()):
        rule = statements[0]
        against = [
            statement
            for member in {evidence.canonical(member) for member in members(group, evidence, belonging)}
            for statement in evidence.by_subject.get(member, ())
            if statement.source != OURS and _against_rule(rule, statement, evidence)
        ]
        if against:
            name = f"universal/{code}/{group}/{polarity}/{value}/{aspect}"
            result = CONTRADICTS if aspect == "all" else TENSION
            sides = (*sides_in_words(statements, words_of), *sides_in_words(against, words_of))
            yield Contradiction(name, group, code, "universal-against-member", result, sides, "universal")


def _against_rule(rule: Statement, statement: Statement, evidence: Evidence) -> bool:
    """Whether a word about a member breaks what is said of all."""
    predicate = evidence.vocabulary.predicates[statement.predicate]
    if statement.predicate != rule.predicate and not predicate.implies:
        return False
    if statement.polarity == rule.polarity == "affirms":
        return (
            statement.predicate == rule.predicate
            and predicate.functional
            and compare(statement.value, rule.value, predicate, evidence) == CONTRADICTS
        )
    if {statement.polarity, rule.polarity} != {"affirms", "denies"}:
        return False
    if statement.predicate == rule.predicate:
        denied, affirmed = (rule, statement) if rule.polarity == "denies" else (statement, rule)
        return falls_under(affirmed.value, denied.value, evidence)
    return rule.polarity == "denies" and _implies(predicate, statement.value.text, rule.predicate)


def _implies(predicate: Predicate, value: str, wanted: str) -> bool:
    """Whether a predicate with this value is a case of another: a conviction of "was punished"."""
    return any(implied.predicate == wanted and implied.of in (None, value) for implied in predicate.implies)


def case_against_pattern(evidence: Evidence) -> Iterator[Contradiction]:
    """A case offered as an example of a practice, with a property that the practice excludes."""
    found: dict[tuple[str, str, str], list[tuple[Statement, Statement]]] = {}
    for link in evidence.by_predicate.get("example-of", ()):
        for of_case in evidence.by_subject.get(evidence.canonical(link.subject), ()):
            if not isinstance(link.value, Ref) or not _has_one_value(of_case, evidence):
                continue
            for of_pattern in evidence.statements(link.value.id, of_case.predicate):
                predicate = evidence.vocabulary.predicates[of_case.predicate]
                both = compare(of_case.value, of_pattern.value, predicate, evidence)
                if of_pattern.polarity == "affirms" and both in (CONTRADICTS, TENSION):
                    key = (
                        of_case.predicate,
                        evidence.canonical(link.subject),
                        evidence.canonical(link.value.id),
                    )
                    found.setdefault(key, []).append((of_case, of_pattern))
    for (code, case, pattern), pairs in sorted(found.items()):
        name = f"pattern/{code}/{case}/{pattern}"
        yield Contradiction(
            name, case, code, "case-against-pattern", TENSION, paired(pairs, words_of), "pattern"
        )


def _has_one_value(statement: Statement, evidence: Evidence) -> bool:
    """Dates apart: a case of a practice has a day of its own."""
    functional = evidence.vocabulary.predicates[statement.predicate].functional
    return functional and statement.polarity == "affirms" and statement.predicate != "when"


def rival_explanations(evidence: Evidence) -> Iterator[Contradiction]:
    """Two explanations of one figure: both are shown, and one voice that offers both is no corroboration."""
    by_target: dict[str, list[Statement]] = {}
    for statement in evidence.by_predicate.get("explains", ()):
        if isinstance(statement.value, Ref) and statement.polarity == "affirms":
            by_target.setdefault(statement.value.id, []).append(statement)
    for target, offered in sorted(by_target.items()):
        if len({evidence.canonical(one.subject) for one in offered}) > 1:
            offered.sort(key=lambda statement: statement.id)
            sides = tuple(Side(_explained(one, evidence), (one.id,)) for one in offered)
            name = f"rivals/{target}"
            yield Contradiction(name, target, "explains", "rival-explanations", TENSION, sides, "rivals")


def _explained(statement: Statement, evidence: Evidence) -> str:
    about = evidence.by_id.get(statement.subject.removeprefix("#"))
    return (
        f"{evidence.label(about.subject)}: {about.value.text}" if about else evidence.label(statement.subject)
    )


def hedge_lost(evidence: Evidence) -> Iterator[Contradiction]:
    """One voice says "possibly, some" and later assents to "all of them": the doubt was lost on the way."""
    affirmed = [one for one in evidence.live if one.polarity == "affirms" and one.source != OURS]
    doubts: dict[tuple[str, str], list[Statement]] = {}
    for statement in affirmed:
        if statement.modality in _UNSURE:
            doubts.setdefault((statement.predicate, statement.origin), []).append(statement)
    found: dict[tuple[str, str, str, str], list[tuple[Statement, Statement]]] = {}
    for late in affirmed:
        if late.aspect != "all" or late.modality in _UNSURE:
            continue
        for early in doubts.get((late.predicate, late.origin), ()):
            if early.value == late.value and _narrower(early.subject, late.subject, evidence):
                key = (
                    late.predicate,
                    evidence.canonical(late.subject),
                    evidence.canonical(early.subject),
                    late.origin,
                )
                found.setdefault(key, []).append((early, late))
    for (code, subject, part, voice), pairs in sorted(found.items()):
        name = f"hedge/{code}/{subject}/{part}/{voice}"
        yield Contradiction(name, subject, code, "hedge-lost", TENSION, paired(pairs, _doubt), "hedge")


def _narrower(part: str, whole: str, evidence: Evidence) -> bool:
    return evidence.canonical(part) == evidence.canonical(whole) or whole in wider(part, evidence)


def _doubt(statement: Statement) -> str:
    return f"{statement.aspect}, {statement.modality}"
