"""Groups that are not told apart, and figures that somebody claims.

Invariant: neither is ever added to the individuals.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aigaq.counting.asking import Question
from aigaq.counting.classes import kind_of_death
from aigaq.counting.people import left_out, passages_of
from aigaq.records.ladder import ClaimedTotal, Excluded, Explanation, Group, Refused
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence
from aigaq.statements.origins import voice_of
from aigaq.statements.status import said_by


def groups_of(said: dict[str, list[Statement]], ask: Question) -> tuple[tuple[Group, ...], list[Excluded]]:
    """Groups of whom the harm is said, with how many as far as anybody says; and those the rule leaves out."""
    evidence = ask.evidence
    found: dict[str, list[Statement]] = {}
    excluded: list[Excluded] = []
    for subject, statements in sorted(said.items()):
        live = [one for one in statements if evidence.status_of(one.id).stands and one.polarity == "affirms"]
        if not live or not _is_group(subject, evidence):
            continue
        reason = _left_out(subject, live, ask)
        if reason is None:
            found[subject] = live
        else:
            excluded.append(Excluded(subject, evidence.label(subject), reason, passages_of(live)))
    return tuple(group_of(one, found, evidence, passages_of(live)) for one, live in found.items()), excluded


def _left_out(group: str, died: list[Statement], ask: Question) -> str | None:
    if ask.rule.harm != "died":
        return None
    kind = kind_of_death(group, died, ask.evidence, ask.solution, ask.anchor)
    return left_out(group, kind, died, ask)


def group_of(
    group: str, listed: Iterable[str], evidence: Evidence, passages: tuple[Passage, ...] = ()
) -> Group:
    """A group with its size, and its overlap once the others it is listed with are known."""
    low, high = size_of(group, evidence)
    return Group(group, evidence.label(group), low, high, _overlap(group, listed, evidence), passages)


def _overlap(group: str, listed: Iterable[str], evidence: Evidence) -> str:
    """Contained where the cast says so or a wider group is listed too; of two that hold each other, one stays."""
    above = _above(group, evidence)
    for other in listed:
        if other == group or evidence.one(other) not in above:
            continue
        if not (group < other and group in _above(other, evidence)):
            return "contained"
    return evidence.subjects[group].overlap


def _above(group: str, evidence: Evidence) -> set[str]:
    return {evidence.one(one) for one in wider(group, evidence)}


def _is_group(subject: str, evidence: Evidence) -> bool:
    found = evidence.subjects.get(subject)
    return found is not None and found.kind != "person"


def size_of(group: str, evidence: Evidence) -> tuple[int, int | None]:
    """The least and the most that anybody gives; a group of unstated size is one at least, open above."""
    sizes = [one.value for one in evidence.said(group, "size") if one.polarity == "affirms"]
    ranges = [
        allowed(size) if size.exactness == "about" else (size.low, size.high)
        for size in sizes
        if isinstance(size, Quantity)
    ]
    if not ranges:
        return 1, None
    highs = [high for _, high in ranges]
    return min(low if low is not None else 1 for low, _ in ranges), None if None in highs else max(
        h for h in highs if h is not None
    )


def not_said_dead(said: dict[str, list[Statement]], ask: Question) -> list[Excluded]:
    """Groups with a number that hold somebody counted, of whom the harm itself is not said."""
    found: list[Excluded] = []
    if ask.rule.harm != "died":
        return found
    for one in ask.evidence.under.get("includes", ()):
        group = ask.evidence.one(one.subject)
        if group not in said and ask.evidence.said(group, "size"):
            found.append(
                Excluded(
                    group,
                    ask.evidence.label(group),
                    "not-dead",
                    passages_of(ask.evidence.said(group, "size")),
                )
            )
    return list({out.id: out for out in found}.values())


def claimed_totals(ask: Question, *, as_of: date | None = None) -> tuple[ClaimedTotal, ...]:
    """Every figure that somebody gave for the harm by a day, those taken back included and marked."""
    evidence = ask.evidence
    every = [
        one for one in evidence.all.values() if one.predicate == "claimed-total" and one.polarity == "affirms"
    ]
    heard = [one for one in every if said_by(one, evidence.sources, as_of)]
    wanted = [one for one in heard if one.qualifier("harm") in (None, Code("harm", ask.rule.harm))]
    wanted.sort(key=lambda one: (one.source, one.passages[0].line))
    offered: dict[str, list[Statement]] = {}
    for why in evidence.under.get("explains", ()):
        offered.setdefault(why.value.text, []).append(why)
    return tuple(_claimed(one, offered.get(f"#{one.id}", ()), evidence) for one in wanted)


def _claimed(one: Statement, offered: Iterable[Statement], evidence: Evidence) -> ClaimedTotal:
    value = one.value if isinstance(one.value, Quantity) else None
    told = [evidence.label(one.subject)]
    told += [
        evidence.label(value.id) if isinstance(value, Ref) else value.text
        for key, value in one.qualifiers
        if key in ("place", "day", "definition")
    ]
    return ClaimedTotal(
        statement=one.id,
        claimant=evidence.label(voice_of(one.origin, evidence)),
        low=value.low if value else None,
        high=value.high if value else None,
        scope="; ".join(told),
        said_at=_said_at(one, evidence),
        status=evidence.status_of(one.id).state,
        explanations=tuple(_explanation(why, evidence) for why in offered),
        passages=passages_of([one]),
    )


def _said_at(one: Statement, evidence: Evidence) -> str | None:
    for said in evidence.about.get(f"#{one.id}", ()):
        if said.predicate == "said-at":
            return said.value.text
    source = evidence.sources.get(one.source)
    return one.said.text if one.said is not None else (source.said if source else None)


def _explanation(offered: Statement, evidence: Evidence) -> Explanation:
    by = evidence.label(voice_of(offered.origin, evidence))
    return Explanation(offered.id, by, offered.modality, offered.passages)


def total(groups: Iterable[Group]) -> int | Refused:
    """The sum of groups, where it means anything.

    Returns:
        The sum, or a refusal: groups that may overlap, or of unknown size, are not added.
    """
    listed = list(groups)
    reasons = []
    if len(listed) > 1 and any(group.overlap != "none" for group in listed):
        reasons.append("overlap-unknown")
    if any(group.high is None or group.high != group.low for group in listed):
        reasons.append("size-unknown")
    if reasons:
        return Refused(tuple(reasons), tuple(group.id for group in listed))
    return sum(group.low for group in listed)
