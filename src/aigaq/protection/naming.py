"""Protected names in a draft, in any script, spelling and case.

Invariant: a reason names whose name and where, never the name; a place whose own id would tell is told by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from aigaq.names.watch import Hit, Watch
from aigaq.protection.fields import fields_of
from aigaq.records.cases import CaseRecords
from aigaq.records.releases import BlockCode, Draft, Guarded, Offer, Reason, Spot

_SURE = ("full", "surname", "inside")
_OFFERS = {
    "slug": "offer-rename",
    "name": "offer-rename",
    "file": "offer-rename",
    "text": "offer-no-text",
}


def watch_of(guarded: Iterable[Guarded], records: CaseRecords) -> Watch:
    """What looks for the names of all that is guarded, and lets those pass that the draft shows on purpose."""
    names = {one.safeguard.id: one.names for one in guarded}
    own = {name for listed in names.values() for name in listed}
    return Watch(names, shown=sorted(shown_names(records) - own))


def shown_names(records: CaseRecords) -> set[str]:
    """The names that a draft shows by intent: labels that are names, and what statements say of names."""
    found = {one.label for one in records.subjects.values() if one.named}
    return found | {one.value.text for one in records.statements if one.predicate == "name"}


def names_found(draft: Draft, watch: Watch, numbers: Mapping[str, str]) -> Iterator[Reason]:
    """A reason for each place with a protected name; the entry of a statement is not told beside it.

    Args:
        numbers: from `telling_ids`.
    """
    told: set[tuple[str, str, str]] = set()
    for field in fields_of(draft):
        hits = watch.scan(field.text)
        for whose in dict.fromkeys(one.whose for one in hits):
            spot = replace(field.spot, id=numbers.get(field.spot.id, field.spot.id))
            same = (
                whose,
                spot.id.split(".")[0] if spot.kind in ("statement", "entry") else spot.id,
                _group(spot),
            )
            if same not in told:
                told.add(same)
                yield _reason(whose, spot, [one for one in hits if one.whose == whose])


def _group(spot: Spot) -> str:
    """What stands in an entry stands in its statements too; everything else is told by itself."""
    if spot.kind in ("statement", "entry"):
        return "slug" if spot.part == "slug" else "said"
    return f"{spot.kind} {spot.part} {spot.line}"


def _reason(whose: str, spot: Spot, hits: list[Hit]) -> Reason:
    sure = [one for one in hits if one.how in _SURE]
    code: BlockCode = "name-found" if sure else "name-maybe"
    offer = _OFFERS.get(spot.part) or "offer-reword"
    return Reason(code, whose, spot, how=(sure or hits)[0].how, offers=(Offer(offer, (spot.id,)),))


def telling_ids(draft: Draft, watch: Watch) -> dict[str, str]:
    """By id that holds a protected name itself, the number that is told in its place."""
    ids = dict.fromkeys(field.spot.id for field in fields_of(draft))
    return {one: f"no. {number}" for number, one in enumerate(ids, 1) if watch.scan(one)}
