"""Trials: which verdicts, sentences and releases are of one trial and so answer one question.

Invariant: statements of two named, different trials are never compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.records.statements import Statement
from aigaq.records.vocab.predicates import Predicate
from aigaq.statements.compare import CONTRADICTS, TENSION, compare, falls_under
from aigaq.statements.evidence import Evidence

OF_A_TRIAL = frozenset({"verdict", "sentence-imposed", "sentence-after-appeal", "served", "released-on"})
"""Predicates whose values belong to a trial. The event that a form made for one of them does not say to which."""

Trial = tuple[str, str | None, list[Statement]]
"""Person, trial or event (None where none is named), and the statements."""


def case_of(statement: Statement, evidence: Evidence) -> str | None:
    """The trial that a statement names: by `in` or `at`, or as its event; None where it names none."""
    for name in ("in", "at"):
        named = statement.qualifier(name)
        subject = evidence.subjects.get(named.text) if named is not None else None
        if named is not None and (subject is None or subject.kind != "place"):
            return evidence.canonical(named.text)
    if statement.event is None:
        return None
    statements = [
        tried
        for tried in evidence.statements(statement.subject, "tried-in")
        if tried.event == statement.event
    ]
    cases = sorted(
        evidence.canonical(tried.value.text) for tried in statements if tried.polarity == "affirms"
    )
    if cases:
        return cases[0]
    # Ids of events that a form made hold a full stop ("entry.event"); ids of the cast do not.
    return (
        evidence.canonical(statement.event)
        if "." not in statement.event and _is_trial(statement, evidence)
        else None
    )


def same_trial(a: Statement, b: Statement, evidence: Evidence) -> bool:
    """Whether two statements may be of the same trial."""
    trial_a, trial_b = case_of(a, evidence), case_of(b, evidence)
    return trial_a is None or trial_b is None or trial_a == trial_b


def _is_trial(statement: Statement, evidence: Evidence) -> bool:
    """Whether another statement gives the event of this one a property that only a trial has."""
    about = evidence.by_subject.get(evidence.canonical(statement.subject), ())
    return any(other.event == statement.event and other.predicate in _OF_TRIALS_ALONE for other in about)


_OF_TRIALS_ALONE = OF_A_TRIAL - {"released-on"} | {"tried-in"}


def by_trial(statements: Iterable[Statement], predicate: Predicate, evidence: Evidence) -> Iterator[Trial]:
    """The statements about each person, trial by trial.

    One that names no trial belongs to the only trial there is; of several, to each if it contradicts all of them.
    """
    people: dict[str, list[Statement]] = {}
    for statement in statements:
        people.setdefault(evidence.canonical(statement.subject), []).append(statement)
    for person, of_person in people.items():
        elsewhere = [one for one in of_person if _is_of_no_trial(one, evidence)]
        if elsewhere:
            # A release without event or trial may be one from custody.
            elsewhere += [one for one in of_person if one.event is None and case_of(one, evidence) is None]
        for event in sorted({one.event or "" for one in elsewhere}):
            of_event = [one for one in elsewhere if (one.event or "") == event]
            yield person, evidence.canonical(event) if event else f"{person}~release", of_event
        of_trials = [one for one in of_person if one not in elsewhere]
        yield from ((person, case, of_event) for case, of_event in _joined(of_trials, predicate, evidence))


def _is_of_no_trial(statement: Statement, evidence: Evidence) -> bool:
    return (
        statement.event is not None
        and case_of(statement, evidence) is None
        and not _is_trial(statement, evidence)
    )


def _joined(
    statements: list[Statement], predicate: Predicate, evidence: Evidence
) -> Iterator[tuple[str | None, list[Statement]]]:
    named: dict[str | None, list[Statement]] = {}
    for statement in statements:
        named.setdefault(case_of(statement, evidence), []).append(statement)
    loose = named.pop(None, [])
    if not named:
        yield None, loose
    several = len(named) > 1
    for case, of_trial in named.items():
        fit = [any(_fits(one, other, predicate, evidence) for other in named.values()) for one in loose]
        yield (
            case,
            [*of_trial, *(one for one, fits in zip(loose, fit, strict=True) if not (several and fits))],
        )


def _fits(
    statement: Statement, statements: list[Statement], predicate: Predicate, evidence: Evidence
) -> bool:
    """Whether a statement contradicts none of the statements of a trial."""
    for other in statements:
        if statement.polarity == other.polarity == "affirms":
            if compare(statement.value, other.value, predicate, evidence) in (CONTRADICTS, TENSION):
                return False
        elif statement.polarity != other.polarity:
            denied, affirmed = (statement, other) if statement.polarity == "denies" else (other, statement)
            if falls_under(affirmed.value, denied.value, evidence):
                return False
    return True
