"""Overrides: reasons against an edition that two people together may set aside, each by a signed decision.

Invariant: one person alone overrides nothing. Nobody overrides a safeguard that is not applied, a protected passage in
a text, a face, a voice or a missing consent. The decisions themselves are never published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from aigaq.records.decisions import Decision, in_force
from aigaq.records.releases import BLOCK_CODES, Draft, Reason

OVERRIDABLE = frozenset(
    {
        "name-found",
        "name-maybe",
        "name-word",
        "name-script",
        "name-unsearchable",
        "too-few-alike",
        "not-weighed",
        "adds-up",
        "shown-before",
        "unconvicted",
        "protected-words",
    }
)
"""Codes of the reasons that people may set aside."""
_NEEDED = 2


def overridden(
    reasons: Iterable[Reason], decisions: Iterable[Decision], since: Mapping[str, date]
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Reasons that two people overrode by `resolve: [id], as: CODE`; and the reasons that are left.

    Args:
        since: by safeguard, its day. A decision from before that day did not have the people it covers in mind.
    """
    signed: dict[tuple[str, str], set[tuple[str, date]]] = {}
    for decision in in_force(decisions):
        if decision.kind == "resolve" and decision.value in OVERRIDABLE:
            for target in decision.targets:
                signed.setdefault((target.removeprefix("#"), decision.value), set()).add(
                    (decision.by, decision.at)
                )
    overridden_reasons: list[Reason] = []
    left: list[Reason] = []
    for reason in reasons:
        ids = {reason.about, reason.spot.id if reason.spot is not None else reason.about}
        votes = (vote for one in ids for vote in signed.get((one, reason.code), ()))
        signers = {who for who, at in votes if at >= since.get(reason.about, at)}
        (overridden_reasons if len(signers) >= _NEEDED else left).append(reason)
    return tuple(overridden_reasons), tuple(left)


def is_override(decision: Decision) -> bool:
    """Whether a decision overrides a reason. Such a decision points at what it allows and is left out of every copy."""
    return decision.kind == "resolve" and decision.value in BLOCK_CODES


def without_overrides(draft: Draft) -> Draft:
    """The draft without decisions that override a reason."""
    kept = tuple(one for one in draft.records.decisions if not is_override(one))
    return replace(draft, decided=(), records=replace(draft.records, decisions=kept))
