"""Who belongs to which group. Invariant: only what somebody said or the cast defines makes a member."""

from __future__ import annotations

from collections.abc import Mapping

from aigaq.records.values import Ref
from aigaq.statements.evidence import Evidence

Index = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By the one id of a group: each member named of it, and the statements that say so."""


def index(evidence: Evidence) -> Index:
    """The members that the cast and the statements give each group, in one pass."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for subject in evidence.subjects.values():
        if subject.within is not None and subject.kind == "group":
            found.setdefault(evidence.canonical(subject.within), {})[subject.id] = ()
    for predicate in ("member-of", "subset-of", "includes"):
        for statement in evidence.by_predicate.get(predicate, ()):
            if (
                isinstance(statement.value, Ref)
                and statement.polarity == "affirms"
                and statement.modality != "counterfactual"
            ):
                ends = (
                    (statement.value.id, statement.subject)
                    if predicate == "includes"
                    else (statement.subject, statement.value.id)
                )
                inner, outer = ends
                within = found.setdefault(evidence.canonical(outer), {})
                within[inner] = (*within.get(inner, ()), statement.id)
    return found


def members(group: str, evidence: Evidence, said: Index | None = None) -> dict[str, tuple[str, ...]]:
    """Those who belong to a group, to a part of it or have what defines it; with the statements that say so.

    Args:
        said: the index, where somebody asks of many groups.
    """
    known = index(evidence) if said is None else said
    found: dict[str, tuple[str, ...]] = _defined(group, evidence)
    waiting: list[tuple[str, tuple[str, ...]]] = [(group, ()), *found.items()]
    while waiting:
        outer, because = waiting.pop()
        for inner, by in known.get(evidence.canonical(outer), {}).items():
            if inner not in found and inner != group:
                found[inner] = (*because, *by)
                waiting.append((inner, found[inner]))
    return dict(sorted(found.items()))


def _defined(group: str, evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """Of a group defined by a property: everybody of whom it is said."""
    subject = evidence.subjects.get(group)
    if subject is None or subject.all_with is None:
        return {}
    predicate, values = subject.all_with
    codes = evidence.vocabulary.predicates[predicate].codes
    wanted = {evidence.vocabulary.find(codes, value) or value for value in values} if codes else set(values)
    found: dict[str, tuple[str, ...]] = {}
    for statement in evidence.by_predicate.get(predicate, ()):
        if statement.value.text in wanted and statement.polarity == "affirms" and statement.subject != group:
            found[statement.subject] = (*found.get(statement.subject, ()), statement.id)
    return found
