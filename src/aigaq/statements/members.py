"""Members of groups. Invariant: only a statement or the cast makes a member."""

from __future__ import annotations

from collections.abc import Mapping

from aigaq.records.values import Ref
from aigaq.statements.evidence import Evidence

Index = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By canonical id of a group, its members with the statements that say so."""


def index(evidence: Evidence) -> Index:
    """The direct members of every group, by the cast and the statements, in one pass."""
    members_of: dict[str, dict[str, tuple[str, ...]]] = {}
    for subject in evidence.subjects.values():
        if subject.within is not None and subject.kind == "group":
            members_of.setdefault(evidence.canonical(subject.within), {})[subject.id] = ()
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
                within = members_of.setdefault(evidence.canonical(outer), {})
                within[inner] = (*within.get(inner, ()), statement.id)
    return members_of


def members(group: str, evidence: Evidence, said: Index | None = None) -> dict[str, tuple[str, ...]]:
    """The members of a group and its parts, or those with its defining property, with the statements that say so.

    Args:
        members_of: the index, for a caller that asks about many groups.
    """
    known = index(evidence) if said is None else said
    members_found: dict[str, tuple[str, ...]] = _defined(group, evidence)
    queue: list[tuple[str, tuple[str, ...]]] = [(group, ()), *members_found.items()]
    while queue:
        outer, because = queue.pop()
        for inner, by in known.get(evidence.canonical(outer), {}).items():
            if inner not in members_found and inner != group:
                members_found[inner] = (*because, *by)
                queue.append((inner, members_found[inner]))
    return dict(sorted(members_found.items()))


def _defined(group: str, evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """The members of a group that is defined by a property: everybody of whom it is stated."""
    subject = evidence.subjects.get(group)
    if subject is None or subject.all_with is None:
        return {}
    predicate, values = subject.all_with
    codes = evidence.vocabulary.predicates[predicate].codes
    wanted = {evidence.vocabulary.find(codes, value) or value for value in values} if codes else set(values)
    members_found: dict[str, tuple[str, ...]] = {}
    for statement in evidence.by_predicate.get(predicate, ()):
        if statement.value.text in wanted and statement.polarity == "affirms" and statement.subject != group:
            members_found[statement.subject] = (*members_found.get(statement.subject, ()), statement.id)
    return members_found
