"""Contradictions by presupposition: one statement affirms what another's denial rules out.

Invariant: only predicates that the register joins (`opposes`, `implies`) are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.compare import CONTRADICTS, TENSION, falls_under
from aigaq.statements.contradictions import Contradiction, kind_of, paired_sides, words_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import UNSURE
from aigaq.statements.trials import same_trial


def presupposition_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """An affirmed predicate against the denial of one that it opposes: "drove them off", "threatened nobody"."""
    pairs_of: dict[tuple[str, str, str], list[tuple[Statement, Statement]]] = {}
    for code, statements in evidence.by_predicate.items():
        for other in evidence.vocabulary.predicates[code].opposes:
            for statement in statements if other != code else ():
                for denial in evidence.statements(statement.subject, other):
                    if statement.polarity == "affirms" and _denies(denial, statement, evidence):
                        key = (code, other, evidence.canonical(statement.subject))
                        pairs_of.setdefault(key, []).append((statement, denial))
    for (code, other, subject), pairs in sorted(pairs_of.items()):
        name = f"opposed/{code}/{other}/{subject}"
        yield Contradiction(name, subject, code, "opposed", TENSION, paired_sides(pairs, words_of), "opposed")


def _denies(denial: Statement, statement: Statement, evidence: Evidence) -> bool:
    return denial.polarity == "denies" and falls_under(statement.value, denial.value, evidence)


def implied_and_denied(evidence: Evidence) -> Iterator[Contradiction]:
    """A denial against a statement that implies the opposite: "was not punished", and a conviction."""
    pairs_of: dict[tuple[str, str], list[tuple[Statement, Statement]]] = {}
    for code, statements in evidence.by_predicate.items():
        for implied in evidence.vocabulary.predicates[code].implies:
            for statement in statements:
                for denial in evidence.statements(statement.subject, implied.predicate):
                    presupposes = statement.polarity == "affirms" and implied.of in (
                        None,
                        statement.value.text,
                    )
                    if (
                        presupposes
                        and denial.polarity == "denies"
                        and _of_one_case(statement, denial, evidence)
                    ):
                        pairs_of.setdefault(
                            (implied.predicate, evidence.canonical(statement.subject)), []
                        ).append((denial, statement))
    for (code, subject), pairs in sorted(pairs_of.items()):
        sure = any(not {one.modality, other.modality} & UNSURE for one, other in pairs)
        denials, words = ([*{pair[end].id: pair[end] for pair in pairs}.values()] for end in (0, 1))
        kind = kind_of([(denials[0].value, "denies", denials), (words[0].value, "affirms", words)], evidence)
        result = CONTRADICTS if sure else TENSION
        name = f"implied/{code}/{subject}"
        yield Contradiction(name, subject, code, kind, result, paired_sides(pairs, words_of), "implied")


def denied_of_victims(evidence: Evidence) -> Iterator[Contradiction]:
    """A denial about a person against an event that befell them, or the reverse: "was not held at the depot"."""
    pairs_of: dict[tuple[str, str], list[tuple[Statement, Statement]]] = {}
    for person, events in sorted(_befell(evidence).items()):
        for statement in evidence.by_subject.get(person, ()):
            if statement.predicate not in _OF_VICTIMS:
                continue
            for other in (
                other for event in sorted(events) for other in evidence.statements(event, statement.predicate)
            ):
                pair = (statement, other) if statement.polarity == "denies" else (other, statement)
                if {statement.polarity, other.polarity} == {"affirms", "denies"} and _clash(*pair, evidence):
                    pairs_of.setdefault((statement.predicate, person), []).append(pair)
    for (code, person), pairs in sorted(pairs_of.items()):
        sure = any(not {one.modality, other.modality} & UNSURE for one, other in pairs)
        denials, words = ([*{pair[end].id: pair[end] for pair in pairs}.values()] for end in (0, 1))
        kind = kind_of([(denials[0].value, "denies", denials), (words[0].value, "affirms", words)], evidence)
        name, result = f"of-victims/{code}/{person}", CONTRADICTS if sure else TENSION
        yield Contradiction(name, person, code, kind, result, paired_sides(pairs, words_of), "of-victims")


_OF_VICTIMS = frozenset(
    {"held-at", "where", "when", "agent", "weapon", "intent", "conditions", "contact", "counsel"}
)
"""Predicates of events that coders also write of the person."""


def _befell(evidence: Evidence) -> dict[str, set[str]]:
    """By person, the events whose victim somebody says they were."""
    events_of: dict[str, set[str]] = {}
    for statement in evidence.by_predicate.get("victim-of", ()):
        if statement.polarity == "affirms" and isinstance(statement.value, Ref) and statement.source != OURS:
            events_of.setdefault(evidence.canonical(statement.subject), set()).add(
                evidence.canonical(statement.value.id)
            )
    return events_of


def _clash(denial: Statement, statement: Statement, evidence: Evidence) -> bool:
    roles = {
        qualifier.text if (qualifier := statement.qualifier("role")) else None
        for statement in (denial, statement)
    }
    return (
        len(roles) == 1
        and falls_under(statement.value, denial.value, evidence)
        and _of_one_case(statement, denial, evidence)
    )


def _of_one_case(statement: Statement, denial: Statement, evidence: Evidence) -> bool:
    """Whether two statements tell facts of one case: no opinion, no practice, no different trials."""
    facts = not {statement.modality, denial.modality} & {"opinion", "counterfactual"}
    cases = "practice" not in (statement.aspect, denial.aspect)
    return (
        facts
        and cases
        and OURS not in (statement.source, denial.source)
        and same_trial(statement, denial, evidence)
    )
