"""Groups whose members are not told apart. Invariant: they are never added to the individuals."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.counting.admissible import not_retracted, of_actual_deaths
from aigaq.counting.count_context import CountContext
from aigaq.counting.death_class import death_class_of
from aigaq.counting.naming import is_person, passages_of
from aigaq.counting.people import excluded_by_rule
from aigaq.records.ladder import Excluded, Group, Refused
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Passage, Statement
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import affirms_fact


def groups_of(
    reports: dict[str, list[Statement]], context: CountContext
) -> tuple[tuple[Group, ...], list[Excluded]]:
    """Groups of whom the harm is reported, with their sizes; and the groups that the rule excludes."""
    evidence = context.evidence
    listed: dict[str, list[Statement]] = {}
    excluded: list[Excluded] = []
    for subject, statements in sorted(reports.items()):
        live = not_retracted(statements, evidence)
        if not live or is_person(subject, evidence):
            continue
        affirming = [group for group in live if _is_told(group, evidence)]
        reason = _left_out(subject, live, affirming, context)
        if reason is None:
            listed[subject] = affirming
        else:
            excluded.append(Excluded(subject, evidence.label(subject), reason, passages_of(live)))
    return tuple(
        group_of(group, listed, evidence, passages_of(affirming)) for group, affirming in listed.items()
    ), excluded


def _is_told(statement: Statement, evidence: Evidence) -> bool:
    """Whether a statement reports a harm to a group: no hypothetical, no opinion, and not "none died"."""
    sizes = [
        evidence.by_id[part]
        for part in evidence.entries.get(statement.entry or "", ())
        if part in evidence.by_id
    ]
    none = any(size.predicate == "size" and _range(size) == (0, 0) for size in sizes)
    return affirms_fact(statement) and not none


def _left_out(
    group: str, live: list[Statement], statements: list[Statement], context: CountContext
) -> str | None:
    """Why a group is excluded; None where it is listed."""
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
    """A group with its size, and its overlap with the other groups listed."""
    low, high = size_of(group, evidence)
    overlap = _overlap(group, listed, evidence)
    return Group(group, evidence.label(group), low, high, overlap, passages, _about(group, evidence))


def _about(group: str, evidence: Evidence) -> int | None:
    """The number, where every size given is "about" that number."""
    values = [one.value for one in evidence.statements(group, "size") if one.polarity == "affirms"]
    exact = {(one.low, one.exactness) for one in values if isinstance(one, Quantity)}
    ((number, exactness),) = exact if len(exact) == 1 else ((None, ""),)
    return number if exactness == "about" else None


def _overlap(group: str, listed: Iterable[str], evidence: Evidence) -> str:
    """`contained` if a wider group is listed too, else as the cast says. Of two that contain each other one stays."""
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
    """The least and the most that anybody gives. A group of unstated size is at least one person, open above."""
    statements = [one for one in evidence.statements(group, "size") if one.polarity == "affirms"]
    stated = [_range(one) for one in statements if one.modality != "counterfactual"]
    ranges = [one for one in stated if one is not None]
    if not ranges:
        return 1, None
    low = min(1 if low is None else low for low, _ in ranges)
    highs = [high for _, high in ranges if high is not None]
    # "None died" sets no upper bound for those of whom another voice says that they died.
    return low, max(highs) if len(highs) == len(ranges) and any(highs) else None


def _range(size: Statement) -> tuple[int | None, int | None] | None:
    if not isinstance(size.value, Quantity):
        return None
    return allowed(size.value) if size.value.exactness == "about" else (size.value.low, size.value.high)


def groups_not_said_dead(reports: dict[str, list[Statement]], context: CountContext) -> list[Excluded]:
    """Groups of a stated size with named members, of whom nobody reports the death."""
    excluded: list[Excluded] = []
    if context.rule.harm != "died":
        return excluded
    evidence = context.evidence
    for group in dict.fromkeys(
        evidence.canonical(one.subject) for one in evidence.by_predicate.get("includes", ())
    ):
        sizes = evidence.statements(group, "size")
        if group not in reports and sizes:
            excluded.append(Excluded(group, evidence.label(group), "not-dead", passages_of(sizes)))
    return excluded


def total(groups: Iterable[Group]) -> int | Refused:
    """The sum of groups, where it means anything.

    Returns:
        The sum, or a refusal: groups that may overlap or have no exact size are not added. A group that is listed
        twice counts once.
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
