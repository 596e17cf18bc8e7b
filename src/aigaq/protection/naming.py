"""Protected names in a draft, in any script, spelling and case.

Invariant: a reason names whose name and where, never the name; a place whose own id would tell is told by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from aigaq.names.letters import scripts_in
from aigaq.names.watch import Hit, Watch, searchable
from aigaq.protection.published_text import Field, published_fields
from aigaq.records.cases import CaseRecords
from aigaq.records.releases import BlockCode, Draft, Guarded, Offer, Reason, Spot

_SURE = ("full", "surname", "inside")
_WITHOUT_WORDS = frozenset({"slug", "file", "name"})
"""Fields in which a word of another alphabet stands for the machine's sake."""
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
    return Watch(names, shown=sorted(names_shown(records) - own))


def names_shown(records: CaseRecords) -> set[str]:
    """The names that a draft shows by intent: labels that are names, and what statements say of names."""
    found = {one.label for one in records.subjects.values() if one.named}
    return found | {one.value.text for one in records.statements if one.predicate == "name"}


def name_reasons(draft: Draft, watch: Watch, numbers: Mapping[str, str]) -> Iterator[Reason]:
    """A reason for each place with a protected name; the entry of a statement is not told beside it.

    Args:
        numbers: from `telling_ids`.
    """
    told: set[tuple[str, str, str]] = set()
    for field in published_fields(draft):
        hits = hits_in(field, watch)
        for whose in dict.fromkeys(one.whose for one in hits):
            spot = replace(field.spot, id=numbers.get(field.spot.id, field.spot.id))
            same = (
                whose,
                spot.id.split(".")[0] if spot.kind in ("statement", "entry") else spot.id,
                _group(spot),
            )
            of_whom = [one for one in hits if one.whose == whose]
            if all(one.how == "word" for one in of_whom):
                # Such a word may stand in every line.
                same = (whose, spot.id if spot.kind == "text" else "", f"word {spot.kind}")
            if same not in told:
                told.add(same)
                yield _reason(whose, spot, of_whom)


def hits_in(field: Field, watch: Watch) -> tuple[Hit, ...]:
    """Every hit in a field; of two lines together those that lie in both."""
    hits = watch.scan(field.text)
    if field.seam is None:
        return hits
    return tuple(one for one in hits if not one.undone and one.start < field.seam < one.end)


def unsearchable_names(guarded: Iterable[Guarded], draft: Draft) -> Iterator[Reason]:
    """A reason for each safeguard with a name that cannot be looked for, at all or in the letters of the draft."""
    listed = [one for one in guarded if one.names]
    places = _scripts(draft) if listed else {}
    for one in listed:
        about = one.safeguard.id
        offers = (Offer("offer-spell", (about,)), Offer("offer-decide", (about,)))
        if not all(map(searchable, one.names)):
            yield Reason("name-unsearchable", about, offers=offers)
        if not any(map(searchable, one.names)):
            continue
        known = frozenset().union(*(scripts_in(f"{name} {name}") for name in one.names))
        missing = [place for script, place in places.items() if script not in known]
        if missing:
            yield Reason("name-script", about, missing[0], offers=offers)


def _scripts(draft: Draft) -> dict[str, Spot]:
    """In what scripts the words of a draft are written, each with the first place."""
    found: dict[str, Spot] = {}
    for field in published_fields(draft):
        if field.spot.part not in _WITHOUT_WORDS and field.seam is None:
            for script in scripts_in(field.text):
                found.setdefault(script, field.spot)
    return found


def _group(spot: Spot) -> str:
    """What stands in an entry stands in its statements too; everything else is told by itself."""
    if spot.kind in ("statement", "entry"):
        return "slug" if spot.part == "slug" else "said"
    return f"{spot.kind} {spot.part} {spot.line}"


def _reason(whose: str, spot: Spot, hits: list[Hit]) -> Reason:
    sure = [one for one in hits if one.how in _SURE]
    if not sure and all(one.how == "word" for one in hits):
        offers = (Offer("offer-read", (spot.id,)), Offer("offer-decide", (whose,)))
        return Reason("name-word", whose, spot, how="word", offers=offers)
    code: BlockCode = "name-found" if sure else "name-maybe"
    told = sure or [one for one in hits if one.how != "word"]
    offer = _OFFERS.get(spot.part) or "offer-reword"
    return Reason(code, whose, spot, how=told[0].how, offers=(Offer(offer, (spot.id,)),))


def ids_with_names(draft: Draft, watch: Watch) -> dict[str, str]:
    """By id that holds a protected name itself, the number that is told in its place."""
    ids = dict.fromkeys(field.spot.id for field in published_fields(draft))
    return {
        one: f"no. {number}"
        for number, one in enumerate(ids, 1)
        if any(hit.how != "word" for hit in watch.scan(one))
    }
