"""What an edition that is out tells, though it is protected by now.

Invariant: it is held against all that is kept back today, whatever was protected when it went out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from aigaq.protection.differencing import shown_before
from aigaq.protection.naming import watch_of
from aigaq.protection.repeated import repeated_passages
from aigaq.records.releases import KEPT_BACK, Draft, Guarded, Offer, Reason, Release, Spot
from aigaq.records.withholding import WITHHELD


def exposed(
    edition: Release, now: Draft, guarded: Sequence[Guarded], kept: Collection[str]
) -> tuple[Reason, ...]:
    """A reason for each thing that an edition shows and the next would not, because it is protected.

    Args:
        now: what the next edition would show.
        guarded: from `guarded_against`, of `now`.
        kept: ids of the records that `now` keeps back.
    """
    safeguards = tuple(one.safeguard for one in guarded)
    watch = watch_of(guarded, now.records)
    reasons = [
        *shown_before(now, safeguards, watch, [edition]),
        *repeated_passages(edition.draft, guarded),
        *_still_told(edition.draft, now, kept),
    ]
    return tuple(_once(reasons))


def _still_told(shown: Draft, now: Draft, kept: Collection[str]) -> Iterator[Reason]:
    """What is kept back and stands in the edition by its id, with a value or under another label than it has now."""
    left = {one.id: one.value for one in now.records.statements}
    for statement in shown.records.statements:
        if statement.id in kept and statement.value != WITHHELD and left.get(statement.id) != statement.value:
            yield _told("statement", statement.id, "value")
    for key, subject in shown.records.subjects.items():
        today = now.records.subjects.get(key)
        if key in kept and (today is None or today.label != subject.label):
            yield _told("subject", key, "label")
    for key in shown.records.sources:
        if key in kept and key not in now.records.sources:
            yield _told("source", key, "title")


def _told(kind: str, id: str, part: str) -> Reason:
    return Reason("shown-before", KEPT_BACK.id, Spot(kind, id, part), offers=(Offer("offer-withdraw"),))


def _once(reasons: Iterable[Reason]) -> Iterator[Reason]:
    seen: set[tuple[str, str]] = set()
    for reason in reasons:
        place = (reason.spot.kind, reason.spot.id) if reason.spot is not None else ("", reason.about)
        if place not in seen:
            seen.add(place)
            yield reason
