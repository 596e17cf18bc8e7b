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
from aigaq.records.releases import Cell, CellKind, NamedCell, Offer, Reason, Spot

_FAR = 10**18
"""People enough that no product of shares rounds to nothing."""
Shared = frozenset[tuple[CellKind, str]]
"""Kinds and values that everybody of the case has: the day and the place of what it is about."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Among whom somebody is sought.

    Args:
        among: how many people. shared: what tells nobody of them apart.
        said: how many are alike, by the safeguard; that counts instead.
    """

    among: int
    shared: Shared = frozenset()
    said: int | None = None


def alike(cells: Iterable[Cell], sought: Sought) -> int:
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


def in_the_draft(person: str, cells: Mapping[str, tuple[Cell, ...]]) -> int:
    """How many unnamed people of the draft, this one among them, share all that is told of this one."""
    own = {(cell.kind, cell.value) for cell in cells[person]}
    return sum(own <= {(cell.kind, cell.value) for cell in identifiers} for identifiers in cells.values())


def crowd(person: str, cells: Mapping[str, tuple[Cell, ...]], sought: Sought) -> Reason | None:
    """Why somebody can be found from what is told of them; None where enough are alike.

    Args:
        cells: of everybody unnamed in the draft.
    """
    identifiers = tuple(cells[person])
    found = alike(identifiers, sought) if sought.said is None else sought.said
    if sought.said is None and found < traits().least:
        # Looked up for these alone: everybody held against everybody takes minutes in a large case.
        found = max(found, in_the_draft(person, cells))
    if found >= traits().least:
        return None
    named = named_cells(identifiers, sought)
    return Reason(
        "too-few-alike",
        person,
        alike=found,
        least=traits().least,
        cells=named,
        offers=offers_for(named, identifiers, sought),
    )


def named_cells(identifiers: Iterable[Cell], sought: Sought) -> tuple[NamedCell, ...]:
    """The cells by kind and place, those first without which most are alike."""
    identifiers = tuple(identifiers)
    kinds = dict.fromkeys(cell.kind for cell in identifiers)
    named = [
        NamedCell(
            kind,
            tuple(dict.fromkeys(cell.spot for cell in identifiers if cell.kind == kind)),
            alike((cell for cell in identifiers if cell.kind != kind), sought),
        )
        for kind in kinds
    ]
    return tuple(sorted(named, key=lambda named: -named.without))


def offers_for(named: Sequence[NamedCell], identifiers: Iterable[Cell], sought: Sought) -> tuple[Offer, ...]:
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
