"""Search of a draft for protected names, in any script, spelling and case.

Invariant: a reason says whose name and where, never the name. A place whose id holds the name is given by its number.
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
"""Fields for the machine; their alphabet says nothing about the language of the draft."""
_OFFERS = {
    "slug": "offer-rename",
    "name": "offer-rename",
    "file": "offer-rename",
    "text": "offer-no-text",
}


def name_watch(guarded: Iterable[Guarded], records: CaseRecords) -> Watch:
    """Searcher for all guarded names; names that the draft shows on purpose are let pass."""
    names = {one.safeguard.id: one.names for one in guarded}
    guarded_names = {name for listed in names.values() for name in listed}
    return Watch(names, shown=sorted(names_shown(records) - guarded_names))


def names_shown(records: CaseRecords) -> set[str]:
    """Names that a draft shows on purpose: labels that are names, and values of `name` statements."""
    names = {one.label for one in records.subjects.values() if one.named}
    return names | {one.value.text for one in records.statements if one.predicate == "name"}


def name_reasons(draft: Draft, watch: Watch, numbers: Mapping[str, str]) -> Iterator[Reason]:
    """A reason for each place with a protected name. A statement and its entry give one reason.

    Args:
        numbers: from `telling_ids`.
    """
    seen: set[tuple[str, str, str]] = set()
    for field in published_fields(draft):
        hits = hits_in(field, watch)
        for whose in dict.fromkeys(one.whose for one in hits):
            spot = replace(field.spot, id=numbers.get(field.spot.id, field.spot.id))
            place = (
                whose,
                spot.id.split(".")[0] if spot.kind in ("statement", "entry") else spot.id,
                _group(spot),
            )
            own_hits = [one for one in hits if one.whose == whose]
            if all(one.how == "word" for one in own_hits):
                # A common word may stand in every line: one reason for each kind of place is enough.
                place = (whose, spot.id if spot.kind == "text" else "", f"word {spot.kind}")
            if place not in seen:
                seen.add(place)
                yield _reason(whose, spot, own_hits)


def hits_in(field: Field, watch: Watch) -> tuple[Hit, ...]:
    """Hits in a field. Of a field that joins two lines, only hits across the seam: the others were found already."""
    hits = watch.scan(field.text)
    if field.seam is None:
        return hits
    return tuple(one for one in hits if not one.undone and one.start < field.seam < one.end)


def unsearchable_names(guarded: Iterable[Guarded], draft: Draft) -> Iterator[Reason]:
    """A reason for each safeguard with a name that cannot be searched, at all or in a script of the draft."""
    guards = [guard for guard in guarded if guard.names]
    places = _scripts(draft) if guards else {}
    for guard in guards:
        about = guard.safeguard.id
        offers = (Offer("offer-spell", (about,)), Offer("offer-decide", (about,)))
        if not all(map(searchable, guard.names)):
            yield Reason("name-unsearchable", about, offers=offers)
        if not any(map(searchable, guard.names)):
            continue
        known = frozenset().union(*(scripts_in(f"{name} {name}") for name in guard.names))
        missing = [place for script, place in places.items() if script not in known]
        if missing:
            yield Reason("name-script", about, missing[0], offers=offers)


def _scripts(draft: Draft) -> dict[str, Spot]:
    """Scripts of the words of a draft, each with its first place."""
    places: dict[str, Spot] = {}
    for field in published_fields(draft):
        if field.spot.part not in _WITHOUT_WORDS and field.seam is None:
            for script in scripts_in(field.text):
                places.setdefault(script, field.spot)
    return places


def _group(spot: Spot) -> str:
    """Key of places that are reported once: an entry and its statements hold the same words."""
    if spot.kind in ("statement", "entry"):
        return "slug" if spot.part == "slug" else "said"
    return f"{spot.kind} {spot.part} {spot.line}"


def _reason(whose: str, spot: Spot, hits: list[Hit]) -> Reason:
    sure = [one for one in hits if one.how in _SURE]
    if not sure and all(one.how == "word" for one in hits):
        offers = (Offer("offer-read", (spot.id,)), Offer("offer-decide", (whose,)))
        return Reason("name-word", whose, spot, how="word", offers=offers)
    code: BlockCode = "name-found" if sure else "name-maybe"
    telling = sure or [one for one in hits if one.how != "word"]
    offer = _OFFERS.get(spot.part) or "offer-reword"
    return Reason(code, whose, spot, how=telling[0].how, offers=(Offer(offer, (spot.id,)),))


def ids_with_names(draft: Draft, watch: Watch) -> dict[str, str]:
    """By id that itself holds a protected name, the number that reasons give in its place."""
    ids = dict.fromkeys(field.spot.id for field in published_fields(draft))
    return {
        id_: f"no. {number}"
        for number, id_ in enumerate(ids, 1)
        if any(hit.how != "word" for hit in watch.scan(id_))
    }
