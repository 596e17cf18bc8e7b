"""Groups that are not told apart. Invariant: they are never added to the individuals."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.counting.admissible import not_retracted, of_actual_deaths
from aigaq.counting.causes import NO_CASE
from aigaq.counting.count_context import CountContext
from aigaq.counting.death_class import death_class_of
from aigaq.counting.naming import is_person, passages_of
from aigaq.counting.people import excluded_by_rule
from aigaq.records.ladder import Excluded, Group, Refused
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Passage, Statement
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence


def groups_of(
    said: dict[str, list[Statement]], context: CountContext
) -> tuple[tuple[Group, ...], list[Excluded]]:
    """Groups of whom the harm is said, with how many as far as anybody says; and those the rule leaves out."""
    evidence = context.evidence
    found: dict[str, list[Statement]] = {}
    excluded: list[Excluded] = []
    for subject, statements in sorted(said.items()):
        live = not_retracted(statements, evidence)
        if not live or is_person(subject, evidence):
            continue
        told = [one for one in live if _is_told(one, evidence)]
        reason = _left_out(subject, live, told, context)
        if reason is None:
            found[subject] = told
        else:
            excluded.append(Excluded(subject, evidence.label(subject), reason, passages_of(live)))
    return tuple(group_of(one, found, evidence, passages_of(told)) for one, told in found.items()), excluded


def _is_told(statement: Statement, evidence: Evidence) -> bool:
    """Whether a word makes a group of dead: not what would have been, what somebody thinks, or "none died"."""
    sizes = [
        evidence.by_id[part]
        for part in evidence.entries.get(statement.entry or "", ())
        if part in evidence.by_id
    ]
    none = any(size.predicate == "size" and _range(size) == (0, 0) for size in sizes)
    return statement.polarity == "affirms" and statement.modality not in NO_CASE and not none


def _left_out(
    group: str, live: list[Statement], statements: list[Statement], context: CountContext
) -> str | None:
    """Why a group is not listed, or None."""
    decided = context.decided.get(group)
    if decided is not None and decided.kind == "exclude":
        return decided.value or "decision"
    if not statements:
        return "not-dead"
    if not of_actual_deaths(statements, context.rule.harm):
        return "outcome-not-stated"
    if context.rule.harm != "died" or (decided is not None and decided.kind == "include"):
        return None
    return excluded_by_rule(group, death_class_of(group, statements, context), statements, context)


def group_of(
    group: str, listed: Iterable[str], evidence: Evidence, passages: tuple[Passage, ...] = ()
) -> Group:
    """A group with its size, and its overlap once the others it is listed with are known."""
    low, high = size_of(group, evidence)
    overlap = _overlap(group, listed, evidence)
    return Group(group, evidence.label(group), low, high, overlap, passages, _about(group, evidence))


def _about(group: str, evidence: Evidence) -> int | None:
    """The number of whoever says "about", where that is all that is said of a size."""
    said = [one.value for one in evidence.statements(group, "size") if one.polarity == "affirms"]
    told = {(one.low, one.exactness) for one in said if isinstance(one, Quantity)}
    ((number, exactness),) = told if len(told) == 1 else ((None, ""),)
    return number if exactness == "about" else None


def _overlap(group: str, listed: Iterable[str], evidence: Evidence) -> str:
    """Contained where the cast says so or a wider group is listed too; of two that hold each other, one stays."""
    above = _above(group, evidence)
    for other in listed:
        if other == group or evidence.canonical(other) not in above:
            continue
        if not (group < other and group in _above(other, evidence)):
            return "contained"
    return evidence.subjects[group].overlap


def _above(group: str, evidence: Evidence) -> set[str]:
    return {evidence.canonical(one) for one in wider(group, evidence)}


def size_of(group: str, evidence: Evidence) -> tuple[int, int | None]:
    """The least and the most that anybody gives; a group of unstated size is one at least, open above."""
    statements = [one for one in evidence.statements(group, "size") if one.polarity == "affirms"]
    told = [_range(one) for one in statements if one.modality != "counterfactual"]
    ranges = [one for one in told if one is not None]
    if not ranges:
        return 1, None
    low = min(1 if low is None else low for low, _ in ranges)
    highs = [high for _, high in ranges if high is not None]
    # Who says "none" gives those no size of whom another says that they died.
    return low, max(highs) if len(highs) == len(ranges) and any(highs) else None


def _range(size: Statement) -> tuple[int | None, int | None] | None:
    if not isinstance(size.value, Quantity):
        return None
    return allowed(size.value) if size.value.exactness == "about" else (size.value.low, size.value.high)


def groups_not_said_dead(said: dict[str, list[Statement]], context: CountContext) -> list[Excluded]:
    """Groups with a number that hold somebody counted, of whom the harm itself is not said."""
    excluded: list[Excluded] = []
    if context.rule.harm != "died":
        return excluded
    for statement in context.evidence.by_predicate.get("includes", ()):
        group = context.evidence.canonical(statement.subject)
        if group not in said and context.evidence.statements(group, "size"):
            excluded.append(
                Excluded(
                    group,
                    context.evidence.label(group),
                    "not-dead",
                    passages_of(context.evidence.statements(group, "size")),
                )
            )
    return list({out.id: out for out in excluded}.values())


def total(groups: Iterable[Group]) -> int | Refused:
    """The sum of groups, where it means anything.

    Returns:
        The sum, or a refusal: groups that may overlap, or of no exact size, are not added. A group that is named
        twice is one.
    """
    listed = list({group.id: group for group in groups}.values())
    reasons = []
    if len(listed) > 1 and any(group.overlap != "none" for group in listed):
        reasons.append("overlap-unknown")
    inexact = [group for group in listed if group.high != group.low]
    unknown = [group for group in inexact if group.high is None and group.low <= 1]
    if unknown:
        reasons.append("size-unknown")
    if len(inexact) > len(unknown):
        reasons.append("size-range")
    if reasons:
        return Refused(tuple(reasons), tuple(group.id for group in listed))
    return sum(group.low for group in listed)
