"""What two people together may take upon themselves, each by a signed decision.

Invariant: one person alone overrides nothing, and a safeguard that is not applied, a protected passage in a text, a
face, a voice or a lacking consent is overridden by nobody. The decisions stay in the house.
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
"""The reasons that a person may judge otherwise."""
_NEEDED = 2


def overridden(
    reasons: Iterable[Reason], decisions: Iterable[Decision], since: Mapping[str, date]
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Reasons that two people overrode by `resolve: [id], as: CODE`, and those that are left.

    Args:
        since: by safeguard its day: what was decided before it was made was not decided of those whom it covers.
    """
    signed: dict[tuple[str, str], set[tuple[str, date]]] = {}
    for decision in in_force(decisions):
        if decision.kind == "resolve" and decision.value in OVERRIDABLE:
            for target in decision.targets:
                signed.setdefault((target.removeprefix("#"), decision.value), set()).add(
                    (decision.by, decision.at)
                )
    taken: list[Reason] = []
    left: list[Reason] = []
    for reason in reasons:
        ids = {reason.about, reason.spot.id if reason.spot is not None else reason.about}
        told = (each for one in ids for each in signed.get((one, reason.code), ()))
        by = {who for who, at in told if at >= since.get(reason.about, at)}
        (taken if len(by) >= _NEEDED else left).append(reason)
    return tuple(taken), tuple(left)


def is_override(decision: Decision) -> bool:
    """Whether a decision overrides a reason: it would point at what it allows, and leaves the house in no copy."""
    return decision.kind == "resolve" and decision.value in BLOCK_CODES


def without_overrides(draft: Draft) -> Draft:
    """The draft without the decisions that overrode something."""
    kept = tuple(one for one in draft.records.decisions if not is_override(one))
    return replace(draft, decided=(), records=replace(draft.records, decisions=kept))
