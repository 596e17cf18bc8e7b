"""Differencing attacks: what an edition tells together with the editions before it, and what one that is out exposes.

Invariant: whoever keeps every edition learns no more of a protected person than one edition alone may tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from aigaq.names.watch import Watch
from aigaq.protection.k_anonymity import AnonymitySet, k_of, offers_for, shown_identifiers
from aigaq.protection.lists import traits
from aigaq.protection.naming import hits_in, name_watch
from aigaq.protection.passages import repeated_passages
from aigaq.protection.published_text import published_fields
from aigaq.protection.quasi_identifiers import identifiers_of
from aigaq.records.cases import Safeguard
from aigaq.records.releases import KEPT_BACK, Draft, Guarded, Offer, QuasiIdentifier, Reason, Release, Spot
from aigaq.records.withholding import WITHHELD

_WITHDRAW = (Offer("offer-withdraw"),)


def shown_before(
    draft: Draft, safeguards: Iterable[Safeguard], watch: Watch, earlier: Sequence[Release]
) -> Iterator[Reason]:
    """A reason for each thing that an earlier edition told and this one keeps back: side by side they tell it."""
    protected = {one for safeguard in safeguards for one in (*safeguard.withholds, *safeguard.covers)}
    for edition in earlier:
        shown = edition.draft
        ids = {one.id for one in shown.records.statements if one.value != WITHHELD}
        ids |= {one.id for one in shown.records.entries}
        places = [Spot("statement", one, "value") for one in sorted(protected & ids)]
        places += [Spot("file", one, "bytes") for one in sorted(protected & _seen_or_heard(shown))]
        for spot in places:
            yield Reason("shown-before", spot.id, spot, edition=edition.id, offers=_WITHDRAW)
        hits = (hit for field in published_fields(shown) for hit in hits_in(field, watch))
        for safeguard in sorted({hit.whose for hit in hits if hit.how != "word"}):
            yield Reason("shown-before", safeguard, edition=edition.id, offers=_WITHDRAW)


def _seen_or_heard(draft: Draft) -> set[str]:
    """People whose face or voice a draft shows."""
    people = ((one, file) for file in draft.files for one in (*(file.shows or ()), *(file.hears or ())))
    return {one for one, file in people if one not in file.covered}


def adds_up(
    identifiers: Mapping[str, tuple[QuasiIdentifier, ...]],
    earlier: Sequence[Release],
    within: Mapping[str, AnonymitySet],
) -> Iterator[Reason]:
    """A reason for each person whom this edition and earlier ones identify together, though none does alone.

    Args:
        identifiers, within: of everybody unnamed in the draft.
    """
    # What several earlier editions told adds up too: each edition appends to what those before it told.
    before: dict[str, tuple[QuasiIdentifier, ...]] = {}
    for edition in earlier:
        for person, listed in identifiers_of(edition.draft.records).items():
            own = identifiers.get(person, ())
            known = {(one.kind, one.value) for one in own}
            more = tuple(one for one in listed if (one.kind, one.value) not in known)
            before[person] = (*before.get(person, ()), *more)
            people = within.get(person)
            if more and people is not None and people.stated_k is None:
                yield from _adds_up(own, before[person], people, edition.id)


def _adds_up(
    own: Sequence[QuasiIdentifier], before: Sequence[QuasiIdentifier], within: AnonymitySet, edition: str
) -> Iterator[Reason]:
    k, least = k_of((*own, *before), within), traits().least
    if k >= least or k_of(own, within) < least:
        return
    # Only those of the new edition are named: the others cannot be taken back.
    shown = shown_identifiers(own, within)
    offers = (*offers_for(shown, own, within), *_WITHDRAW)
    yield Reason(
        "adds-up", before[0].person, alike=k, least=least, cells=shown, edition=edition, offers=offers
    )


def exposed(
    edition: Release, draft: Draft, guarded: Sequence[Guarded], kept: Collection[str]
) -> tuple[Reason, ...]:
    """A reason for each thing that a published edition shows and the next one would not, because it is protected.

    Everything kept back today counts, whatever was protected when the edition went out.

    Args:
        draft: what the next edition would show.
        guarded: from `guarded_against`, of `draft`.
        kept: ids of the records that `draft` keeps back.
    """
    safeguards = tuple(one.safeguard for one in guarded)
    reasons = [
        *shown_before(draft, safeguards, name_watch(guarded, draft.records), [edition]),
        *repeated_passages(edition.draft, guarded),
        *_still_told(edition.draft, draft, kept),
    ]
    by_place: dict[tuple[str, str], Reason] = {}
    for reason in reasons:
        place = (reason.spot.kind, reason.spot.id) if reason.spot is not None else ("", reason.about)
        by_place.setdefault(place, reason)
    return tuple(by_place.values())


def _still_told(shown: Draft, draft: Draft, kept: Collection[str]) -> Iterator[Reason]:
    """Records kept back that the edition tells under their id, with a value, label or title that is gone by now."""
    values = {one.id: one.value for one in draft.records.statements}
    for statement in shown.records.statements:
        told = statement.value != WITHHELD and values.get(statement.id) != statement.value
        if statement.id in kept and told:
            yield _exposed("statement", statement.id, "value")
    for key, subject in shown.records.subjects.items():
        today = draft.records.subjects.get(key)
        if key in kept and (today is None or today.label != subject.label):
            yield _exposed("subject", key, "label")
    for key in shown.records.sources:
        if key in kept and key not in draft.records.sources:
            yield _exposed("source", key, "title")


def _exposed(kind: str, id: str, part: str) -> Reason:
    return Reason("shown-before", KEPT_BACK.id, Spot(kind, id, part), offers=_WITHDRAW)
