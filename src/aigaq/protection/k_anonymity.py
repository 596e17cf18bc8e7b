"""How many people are alike in what is told of one: k-anonymity, by what is assumed, said or shown.

Invariant: the more is told, the fewer are alike; nobody is ever taken to be more than everybody sought among.
Assumes that the things told are independent and as common as `lists/traits.yaml` has them, which is a judgement: who
knows the place says how many are alike in the safeguard, and that counts instead.
Source: Sweeney, k-anonymity (2002), for the measure; the shares are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from aigaq.protection.lists import traits
from aigaq.records.releases import IdentifierKind, Offer, QuasiIdentifier, Reason, ShownIdentifier, Spot

_FAR = 10**18
"""People enough that no product of shares rounds to nothing."""
Shared = frozenset[tuple[IdentifierKind, str]]
"""Kinds and values that everybody of the case has: the day and the place of what it is about."""


@dataclass(frozen=True, slots=True)
class AnonymitySet:
    """Among whom somebody is sought.

    Args:
        among: how many people. shared: what tells nobody of them apart.
        said: how many are alike, by the safeguard; that counts instead.
    """

    among: int
    shared: Shared = frozenset()
    said: int | None = None


def alike(cells: Iterable[QuasiIdentifier], sought: AnonymitySet) -> int:
    """How many people all these things would fit.

    Returns:
        In people, 0 where less than one is to be expected.
    """
    told, listed = traits(), tuple(cells)
    factors: list[int] = []
    for kind in told.one_in:
        values = {
            cell.value for cell in listed if cell.kind == kind and (kind, cell.value) not in sought.shared
        }
        if apart := _apart(values):
            factors.append(told.one_in[kind] * told.again ** (apart - 1))
    return sought.among // prod(factors)


def _apart(values: Iterable[str]) -> int:
    """How many things are told: "children" beside "four children" is no second one."""
    words = [frozenset(one.split()) for one in values]
    return sum(not any(one < other for other in words) for one in words)


def k_in_draft(person: str, cells: Mapping[str, tuple[QuasiIdentifier, ...]]) -> int:
    """How many unnamed people of the draft, this one among them, share all that is told of this one."""
    own = {(cell.kind, cell.value) for cell in cells[person]}
    return sum(own <= {(cell.kind, cell.value) for cell in identifiers} for identifiers in cells.values())


def too_few_alike(
    person: str, cells: Mapping[str, tuple[QuasiIdentifier, ...]], sought: AnonymitySet
) -> Reason | None:
    """Why somebody can be found from what is told of them; None where enough are alike.

    Args:
        cells: of everybody unnamed in the draft.
    """
    identifiers = tuple(cells[person])
    found = alike(identifiers, sought) if sought.said is None else sought.said
    if sought.said is None and found < traits().least:
        # Looked up for these alone: everybody held against everybody takes minutes in a large case.
        found = max(found, k_in_draft(person, cells))
    if found >= traits().least:
        return None
    named = shown_identifiers(identifiers, sought)
    return Reason(
        "too-few-alike",
        person,
        alike=found,
        least=traits().least,
        cells=named,
        offers=offers_for(named, identifiers, sought),
    )


def shown_identifiers(
    identifiers: Iterable[QuasiIdentifier], sought: AnonymitySet
) -> tuple[ShownIdentifier, ...]:
    """The cells by kind and place, those first without which most are alike."""
    identifiers = tuple(identifiers)
    kinds = dict.fromkeys(cell.kind for cell in identifiers)
    named = [
        ShownIdentifier(
            kind,
            tuple(dict.fromkeys(cell.spot for cell in identifiers if cell.kind == kind)),
            alike((cell for cell in identifiers if cell.kind != kind), sought),
        )
        for kind in kinds
    ]
    return tuple(sorted(named, key=lambda named: -named.without))


def offers_for(
    named: Sequence[ShownIdentifier], identifiers: Iterable[QuasiIdentifier], sought: AnonymitySet
) -> tuple[Offer, ...]:
    """What is enough to withhold or cover together, by what helps most; then the generalisation of each cell."""
    left, ids, least = tuple(identifiers), dict[str, None](), traits().least
    while left and alike(left, sought) < least:
        best = max(
            dict.fromkeys(cell.kind for cell in left),
            key=lambda kind: alike((cell for cell in left if cell.kind != kind), replace(sought, among=_FAR)),
        )
        ids.update(dict.fromkeys(cell.spot.id for cell in left if cell.kind == best))
        left = tuple(cell for cell in left if cell.kind != best)
    offers = (Offer(f"offer-{one.kind}", tuple(dict.fromkeys(map(_id, one.spots)))) for one in named)
    return (Offer("offer-together", tuple(ids)), *offers)


def _id(spot: Spot) -> str:
    return spot.id
