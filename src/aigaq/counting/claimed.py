"""The figures that somebody claims. Invariant: a figure is a statement, never so many people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aigaq.counting.asking import Question
from aigaq.counting.naming import passages_of
from aigaq.records.ladder import ClaimedTotal, Explanation
from aigaq.records.quantities import Quantity
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.evidence import Evidence
from aigaq.statements.origins import voice_of
from aigaq.statements.status import said_by


def claimed_totals(ask: Question, *, as_of: date | None = None) -> tuple[ClaimedTotal, ...]:
    """Every figure that somebody gave for the harm by a day, those taken back included and marked."""
    evidence = ask.evidence
    every = [
        one for one in evidence.all.values() if one.predicate == "claimed-total" and one.polarity == "affirms"
    ]
    heard = [one for one in every if said_by(one, evidence.sources, as_of)]
    wanted = [one for one in heard if one.qualifier("harm") in (None, Code("harm", ask.rule.harm))]
    wanted.sort(key=_in_order)
    offered: dict[str, list[Statement]] = {}
    for why in evidence.under.get("explains", ()):
        offered.setdefault(why.value.text, []).append(why)
    return tuple(_claimed(one, offered.get(f"#{one.id}", ()), evidence) for one in wanted)


def _in_order(one: Statement) -> tuple[str, int, int, str, str]:
    """By place; of one sentence by the day that a figure is for, then by id, never by how a line was written."""
    place, day = one.passages[0].place, one.qualifier("day")
    return one.source, place.line, place.first or 0, day.text if day is not None else "", one.id


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
        text=value.text if value else None,
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
