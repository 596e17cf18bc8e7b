"""Words that take each other's ground away: one affirms what the other's denial leaves no room for.

Invariant: only what the register joins (`opposes`, `implies`) is held together.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.compare import CONTRADICTS, TENSION, falls_under
from aigaq.statements.contradictions import Contradiction, kind_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.sides import paired, words_of
from aigaq.statements.trials import same_trial

_UNSURE = frozenset({"possible", "doubtful"})


def presupposition_contradictions(evidence: Evidence) -> Iterator[Contradiction]:
    """Affirming one thing, denying another that it takes for granted: "drove them off", "threatened nobody"."""
    found: dict[tuple[str, str, str], list[tuple[Statement, Statement]]] = {}
    for code, statements in evidence.by_predicate.items():
        for other in evidence.vocabulary.predicates[code].opposes:
            for statement in statements if other != code else ():
                for denial in evidence.statements(statement.subject, other):
                    if statement.polarity == "affirms" and _denies(denial, statement, evidence):
                        key = (code, other, evidence.canonical(statement.subject))
                        found.setdefault(key, []).append((statement, denial))
    for (code, other, subject), pairs in sorted(found.items()):
        name = f"opposed/{code}/{other}/{subject}"
        yield Contradiction(name, subject, code, "opposed", TENSION, paired(pairs, words_of), "opposed")


def _denies(denial: Statement, statement: Statement, evidence: Evidence) -> bool:
    return denial.polarity == "denies" and falls_under(statement.value, denial.value, evidence)


def implied_and_denied(evidence: Evidence) -> Iterator[Contradiction]:
    """Denying of somebody what another word takes for granted: "was not punished", and convicted."""
    found: dict[tuple[str, str], list[tuple[Statement, Statement]]] = {}
    for code, statements in evidence.by_predicate.items():
        for implied in evidence.vocabulary.predicates[code].implies:
            for statement in statements:
                for denial in evidence.statements(statement.subject, implied.predicate):
                    told = statement.polarity == "affirms" and implied.of in (None, statement.value.text)
                    if told and denial.polarity == "denies" and _of_one_case(statement, denial, evidence):
                        found.setdefault(
                            (implied.predicate, evidence.canonical(statement.subject)), []
                        ).append((denial, statement))
    for (code, subject), pairs in sorted(found.items()):
        sure = any(not {one.modality, other.modality} & _UNSURE for one, other in pairs)
        denials, words = ([*{pair[end].id: pair[end] for pair in pairs}.values()] for end in (0, 1))
        kind = kind_of([(denials[0].value, "denies", denials), (words[0].value, "affirms", words)], evidence)
        result = CONTRADICTS if sure else TENSION
        name = f"implied/{code}/{subject}"
        yield Contradiction(name, subject, code, kind, result, paired(pairs, words_of), "implied")


def denied_of_victims(evidence: Evidence) -> Iterator[Contradiction]:
    """Denying of a person what is said of an event that befell them: "was not held at the depot", and held there."""
    found: dict[tuple[str, str], list[tuple[Statement, Statement]]] = {}
    for person, events in sorted(_befell(evidence).items()):
        for statement in evidence.by_subject.get(person, ()):
            if statement.predicate not in _OF_VICTIMS:
                continue
            for other in (
                other for event in sorted(events) for other in evidence.statements(event, statement.predicate)
            ):
                pair = (statement, other) if statement.polarity == "denies" else (other, statement)
                if {statement.polarity, other.polarity} == {"affirms", "denies"} and _clash(*pair, evidence):
                    found.setdefault((statement.predicate, person), []).append(pair)
    for (code, person), pairs in sorted(found.items()):
        sure = any(not {one.modality, other.modality} & _UNSURE for one, other in pairs)
        denials, words = ([*{pair[end].id: pair[end] for pair in pairs}.values()] for end in (0, 1))
        kind = kind_of([(denials[0].value, "denies", denials), (words[0].value, "affirms", words)], evidence)
        name, result = f"of-victims/{code}/{person}", CONTRADICTS if sure else TENSION
        yield Contradiction(name, person, code, kind, result, paired(pairs, words_of), "of-victims")


_OF_VICTIMS = frozenset(
    {"held-at", "where", "when", "agent", "weapon", "intent", "conditions", "contact", "counsel"}
)
"""Predicates of events that people write of the person too."""


def _befell(evidence: Evidence) -> dict[str, set[str]]:
    """By person, the events of which somebody says that they were the victim."""
    found: dict[str, set[str]] = {}
    for statement in evidence.by_predicate.get("victim-of", ()):
        if statement.polarity == "affirms" and isinstance(statement.value, Ref) and statement.source != OURS:
            found.setdefault(evidence.canonical(statement.subject), set()).add(
                evidence.canonical(statement.value.id)
            )
    return found


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
    """Whether both tell of a fact, of a case and not of a practice, and of no two trials."""
    facts = not {statement.modality, denial.modality} & {"opinion", "counterfactual"}
    cases = "practice" not in (statement.aspect, denial.aspect)
    return (
        facts
        and cases
        and OURS not in (statement.source, denial.source)
        and same_trial(statement, denial, evidence)
    )
