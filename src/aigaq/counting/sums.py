"""What one voice claims for different places or days, added. Invariant: a sum of claims is a claim, never people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aigaq.records.ladder import ClaimedTotal, Refused
from aigaq.records.statements import Statement
from aigaq.statements.computed import LabelledSum, labelled_sum
from aigaq.statements.evidence import Evidence


@dataclass(frozen=True, slots=True)
class ClaimedSum:
    """The figures of one voice for one harm, added, or the refusal to add them."""

    claimant: str
    statements: tuple[str, ...]
    answer: LabelledSum | Refused


def claimed_sums(claimed: Iterable[ClaimedTotal], evidence: Evidence) -> tuple[ClaimedSum, ...]:
    """One answer for each voice that gave two figures or more that stand; one figure is no sum."""
    by_voice: dict[tuple[str, str], list[Statement]] = {}
    called: dict[tuple[str, str], str] = {}
    for claim in claimed:
        statement = evidence.by_id.get(claim.statement)
        if statement is None or not evidence.status_of(statement.id).still_counts:
            continue
        harm = statement.qualifier("harm")
        key = (statement.origin, harm.text if harm is not None else "")
        by_voice.setdefault(key, []).append(statement)
        called[key] = claim.claimant
    return tuple(
        ClaimedSum(called[key], tuple(one.id for one in totals), labelled_sum(totals, evidence))
        for key, totals in by_voice.items()
        if len(totals) > 1
    )
