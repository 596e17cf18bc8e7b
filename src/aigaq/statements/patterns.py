"""Contradictions between answers to different questions: all against one, a case against its pattern, rival accounts.

Invariant: each kind names its own class and rule, so that a reader sees why two statements stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.records.vocab.predicates import Predicate
from aigaq.statements.compare import CONTRADICTS, TENSION, compare, falls_under, wider
from aigaq.statements.contradictions import (
    Contradiction,
    Side,
    as_sides,
    kind_of,
    paired_sides,
    sides_in_words,
    words_of,
)
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.manner_of_death import manner_contradictions
from aigaq.statements.members import index, members
from aigaq.statements.modality import NOT_FACTUAL, UNSURE
from aigaq.statements.origins import voice_of
from aigaq.statements.presuppositions import (
    denied_of_victims,
    implied_and_denied,
    presupposition_contradictions,
)

_WHOLE = frozenset({"all", "nearly-all"})


def cross_key_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """Contradictions that comparing one question at a time cannot find."""
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
    """Whether a statement about a member contradicts one about all."""
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
    """Whether a predicate with this value implies another: a conviction implies "was punished"."""
    return any(implied.predicate == wanted and implied.of in (None, value) for implied in predicate.implies)


def case_against_pattern(evidence: Evidence) -> Iterator[Contradiction]:
    """A case given as an example of a practice, against a property of the practice that excludes it."""
    pairs_of: dict[tuple[str, str, str], list[tuple[Statement, Statement]]] = {}
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
                    pairs_of.setdefault(key, []).append((of_case, of_pattern))
    for (code, case, pattern), pairs in sorted(pairs_of.items()):
        name = f"pattern/{code}/{case}/{pattern}"
        yield Contradiction(
            name, case, code, "case-against-pattern", TENSION, paired_sides(pairs, words_of), "pattern"
        )


def _has_one_value(statement: Statement, evidence: Evidence) -> bool:
    """Whether a case can contradict its practice by this predicate; a case has a date of its own."""
    functional = evidence.vocabulary.predicates[statement.predicate].functional
    return functional and statement.polarity == "affirms" and statement.predicate != "when"


def rival_explanations(evidence: Evidence) -> Iterator[Contradiction]:
    """Different explanations of one figure: all are shown, as a tension."""
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
    """One voice says "possibly some", and elsewhere "all of them": its doubt was lost on the way."""
    affirmed = [one for one in evidence.live if one.polarity == "affirms" and one.source != OURS]
    doubts: dict[tuple[str, str], list[Statement]] = {}
    for statement in affirmed:
        if statement.modality in UNSURE:
            doubts.setdefault((statement.predicate, statement.origin), []).append(statement)
    pairs_of: dict[tuple[str, str, str, str], list[tuple[Statement, Statement]]] = {}
    for later in affirmed:
        if later.aspect != "all" or later.modality in UNSURE:
            continue
        for earlier in doubts.get((later.predicate, later.origin), ()):
            if earlier.value == later.value and _narrower(earlier.subject, later.subject, evidence):
                key = (
                    later.predicate,
                    evidence.canonical(later.subject),
                    evidence.canonical(earlier.subject),
                    later.origin,
                )
                pairs_of.setdefault(key, []).append((earlier, later))
    for (code, subject, part, voice), pairs in sorted(pairs_of.items()):
        name = f"hedge/{code}/{subject}/{part}/{voice}"
        yield Contradiction(name, subject, code, "hedge-lost", TENSION, paired_sides(pairs, _doubt), "hedge")


def _narrower(part: str, whole: str, evidence: Evidence) -> bool:
    return evidence.canonical(part) == evidence.canonical(whole) or whole in wider(part, evidence)


def _doubt(statement: Statement) -> str:
    return f"{statement.aspect}, {statement.modality}"


def rival_agents(evidence: Evidence) -> Iterator[Contradiction]:
    """Perpetrators of one act named by voices that share none: a tension, for both may have taken part."""
    by_subject: dict[str, dict[str, list[Statement]]] = {}
    for statement in evidence.by_predicate.get("agent", ()):
        if (
            statement.polarity == "affirms"
            and statement.modality not in NOT_FACTUAL
            and statement.source != OURS
        ):
            by_voice = by_subject.setdefault(evidence.canonical(statement.subject), {})
            by_voice.setdefault(voice_of(statement.origin, evidence), []).append(statement)
    for subject, by_voice in sorted(by_subject.items()):
        named = [frozenset(_agent(one, evidence) for one in statements) for statements in by_voice.values()]
        if any(_apart(a, b, evidence) for at, a in enumerate(named) for b in named[at + 1 :]):
            yield _shown(subject, [one for statements in by_voice.values() for one in statements], evidence)


def _shown(subject: str, statements: list[Statement], evidence: Evidence) -> Contradiction:
    by_agent: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda word: word.id):
        by_agent.setdefault(_agent(statement, evidence), []).append(statement)
    answers = [(by_agent[agent][0].value, "affirms", by_agent[agent]) for agent in sorted(by_agent)]
    name = f"rival-agents/{subject}"
    return Contradiction(
        name, subject, "agent", kind_of(answers, evidence), TENSION, as_sides(answers), "rival-agents"
    )


def _agent(statement: Statement, evidence: Evidence) -> str:
    if isinstance(statement.value, Ref):
        return evidence.canonical(statement.value.id)
    return " ".join(statement.value.text.casefold().split())


def _apart(a: frozenset[str], b: frozenset[str], evidence: Evidence) -> bool:
    return not any(_same(one, other, evidence) for one in a for other in b)


def _same(a: str, b: str, evidence: Evidence) -> bool:
    known = a in evidence.subjects and b in evidence.subjects
    return a == b or (known and (a in wider(b, evidence) or b in wider(a, evidence)))
