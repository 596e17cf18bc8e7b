"""What a new edition tells together with those before it.

Invariant: whoever keeps every edition learns no more of a protected person than one edition alone may tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from aigaq.names.watch import Watch
from aigaq.protection.k_anonymity import AnonymitySet, alike, offers_for, shown_identifiers
from aigaq.protection.lists import traits
from aigaq.protection.naming import hits_in
from aigaq.protection.published_text import published_fields
from aigaq.protection.quasi_identifiers import identifiers_of
from aigaq.records.cases import Safeguard
from aigaq.records.releases import Draft, Offer, QuasiIdentifier, Reason, Release, Spot
from aigaq.records.withholding import WITHHELD

_WITHDRAW = (Offer("offer-withdraw"),)


def shown_before(
    draft: Draft, safeguards: Iterable[Safeguard], watch: Watch, earlier: Sequence[Release]
) -> Iterator[Reason]:
    """A reason for each thing that an earlier edition told and this one keeps back: the two side by side tell it."""
    listed = tuple(safeguards)
    kept_back = {one for safeguard in listed for one in (*safeguard.withholds, *safeguard.covers)}
    for edition in earlier:
        told = {one.id for one in edition.draft.records.statements if one.value != WITHHELD}
        entries = {one.id for one in edition.draft.records.entries}
        for one in sorted(kept_back & (told | entries)):
            yield Reason(
                "shown-before", one, Spot("statement", one, "value"), edition=edition.id, offers=_WITHDRAW
            )
        for one in sorted(kept_back & _seen(edition.draft)):
            yield Reason(
                "shown-before", one, Spot("file", one, "bytes"), edition=edition.id, offers=_WITHDRAW
            )
        named = {
            hit.whose
            for field in published_fields(edition.draft)
            for hit in hits_in(field, watch)
            if hit.how != "word"
        }
        for one in sorted(named):
            yield Reason("shown-before", one, edition=edition.id, offers=_WITHDRAW)


def _seen(draft: Draft) -> set[str]:
    """Whose face or voice a draft shows."""
    people = ((one, file) for file in draft.files for one in (*(file.shows or ()), *(file.hears or ())))
    return {one for one, file in people if one not in file.covered}


def adds_up(
    cells: Mapping[str, tuple[QuasiIdentifier, ...]],
    earlier: Sequence[Release],
    sought: Mapping[str, AnonymitySet],
) -> Iterator[Reason]:
    """A reason for each person whom this edition and an earlier one together tell apart, though neither does alone.

    Args:
        cells: of everybody unnamed in the draft. sought: of the same people, among whom.
    """
    before: dict[str, tuple[QuasiIdentifier, ...]] = {}
    for edition in earlier:
        for person, told in identifiers_of(edition.draft.records).items():
            identifiers = cells.get(person, ())
            known = {(cell.kind, cell.value) for cell in identifiers}
            more = tuple(cell for cell in told if (cell.kind, cell.value) not in known)
            before[person] = (*before.get(person, ()), *more)
            among = sought.get(person)
            if more and among is not None and among.said is None:
                yield from _adds_up(identifiers, before[person], among, edition.id)


def _adds_up(
    identifiers: Sequence[QuasiIdentifier],
    before: Sequence[QuasiIdentifier],
    sought: AnonymitySet,
    edition: str,
) -> Iterator[Reason]:
    """The cells named are those of the new edition: the others cannot be taken back."""
    found, least = alike((*identifiers, *before), sought), traits().least
    if found >= least or alike(identifiers, sought) < least:
        return
    named = shown_identifiers(identifiers, sought)
    offers = (*offers_for(named, identifiers, sought), *_WITHDRAW)
    person = before[0].person
    yield Reason("adds-up", person, alike=found, least=least, cells=named, edition=edition, offers=offers)
