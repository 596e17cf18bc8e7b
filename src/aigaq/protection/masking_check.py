"""Whether a draft has its safeguards applied.

Invariant: a draft that tells anything a safeguard covers is refused, whatever else is right with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.records.cases import Safeguard
from aigaq.records.releases import Draft, Offer, Reason, Spot
from aigaq.records.withholding import WITHHELD

_OFFER = (Offer("offer-apply"),)


def not_applied(draft: Draft, safeguards: Iterable[Safeguard]) -> Iterator[Reason]:
    """A reason for each thing covered or withheld that the draft still tells."""
    listed = tuple(safeguards)
    wordings: dict[str, set[str]] = {}
    for one in listed:
        for covered in one.covers:
            wordings.setdefault(covered, set()).add(one.wording)
    yield from _labels(draft, wordings)
    yield from _entries(draft, wordings)
    withheld = {one for safeguard in listed for one in safeguard.withholds}
    for statement in draft.records.statements:
        if statement.id in withheld and statement.value != WITHHELD:
            yield Reason("not-applied", statement.id, Spot("statement", statement.id, "value"), offers=_OFFER)


def _labels(draft: Draft, wordings: dict[str, set[str]]) -> Iterator[Reason]:
    for key, allowed in wordings.items():
        subject = draft.records.subjects.get(key)
        if subject is not None and (subject.named or subject.label not in allowed):
            yield Reason("not-applied", key, Spot("subject", key, "label"), offers=_OFFER)


def _entries(draft: Draft, wordings: dict[str, set[str]]) -> Iterator[Reason]:
    people = draft.records.subjects.keys()
    for entry in draft.records.entries:
        if entry.id in wordings and entry.id not in people:
            yield Reason("not-applied", entry.id, Spot("entry", entry.id, "value"), offers=_OFFER)
