"""k-anonymity of the unnamed people of a draft: how many people fit all that it tells of one.

Invariant: the more is told, the smaller k; k never exceeds the size of the anonymity set. What nobody can weigh is
refused, never taken for harmless.
Assumes that the identifiers are independent and as common as `lists/traits.yaml` has them. That is a judgement; whoever
knows the place states k in the safeguard, and that counts instead.
Source: Sweeney, k-anonymity (2002), for the measure; the shares are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from aigaq.protection.lists import not_identifying, traits
from aigaq.protection.quasi_identifiers import statements_about, unnamed_people
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Reading
from aigaq.records.releases import IdentifierKind, Offer, QuasiIdentifier, Reason, ShownIdentifier, Spot
from aigaq.records.statements import Statement
from aigaq.records.values import Unknown, Words

_FAR = 10**18
"""People enough that no product of shares rounds down to nothing."""
_OPEN = "open"
Shared = frozenset[tuple[IdentifierKind, str]]
"""Kinds and values that everybody of the case has: the day and the place of what it is about."""


@dataclass(frozen=True, slots=True)
class AnonymitySet:
    """Anonymity set of an unnamed person: the people among whom somebody would look.

    Args:
        size: in people.
        shared: identifiers that all of them have; these tell nobody apart.
        stated_k: k as the safeguard states it; counts instead of the computed one.
    """

    size: int
    shared: Shared = frozenset()
    stated_k: int | None = None


def k_of(identifiers: Iterable[QuasiIdentifier], within: AnonymitySet) -> int:
    """How many people of the set all these identifiers are expected to fit.

    Returns:
        In people; 0 where less than one is expected.
    """
    weights, identifiers = traits(), tuple(identifiers)
    factors: list[int] = []
    for kind in weights.one_in:
        values = {
            one.value for one in identifiers if one.kind == kind and (kind, one.value) not in within.shared
        }
        words = [frozenset(value.split()) for value in values]
        # "children" beside "four children" is no second identifier.
        distinct = sum(not any(one < other for other in words) for one in words)
        if distinct:
            factors.append(weights.one_in[kind] * weights.again ** (distinct - 1))
    return within.size // prod(factors)


def too_few_alike(
    person: str, identifiers: Mapping[str, tuple[QuasiIdentifier, ...]], within: AnonymitySet
) -> Reason | None:
    """The reason why an unnamed person can be found; None where k is high enough.

    Args:
        identifiers: of everybody unnamed in the draft, by person.
    """
    least, own = traits().least, identifiers[person]
    k = k_of(own, within) if within.stated_k is None else within.stated_k
    if within.stated_k is None and k < least:
        # Only for these: to compare everybody with everybody takes minutes in a large case.
        k = max(k, _k_in_draft(person, identifiers))
    if k >= least:
        return None
    shown = shown_identifiers(own, within)
    return Reason(
        "too-few-alike", person, alike=k, least=least, cells=shown, offers=offers_for(shown, own, within)
    )


def _k_in_draft(person: str, identifiers: Mapping[str, tuple[QuasiIdentifier, ...]]) -> int:
    """How many unnamed people of the draft, this one included, share all identifiers of this one."""
    wanted = {(one.kind, one.value) for one in identifiers[person]}
    return sum(wanted <= {(one.kind, one.value) for one in other} for other in identifiers.values())


def shown_identifiers(
    identifiers: Sequence[QuasiIdentifier], within: AnonymitySet
) -> tuple[ShownIdentifier, ...]:
    """The identifiers by kind and place, without their values; first the kind that lowers k most."""
    shown = [
        ShownIdentifier(
            kind,
            tuple(dict.fromkeys(one.spot for one in identifiers if one.kind == kind)),
            k_of((one for one in identifiers if one.kind != kind), within),
        )
        for kind in dict.fromkeys(one.kind for one in identifiers)
    ]
    return tuple(sorted(shown, key=lambda one: -one.without))


def offers_for(
    shown: Iterable[ShownIdentifier], identifiers: Sequence[QuasiIdentifier], within: AnonymitySet
) -> tuple[Offer, ...]:
    """Remedies: the smallest set to withhold together, most helpful kind first; then a generalisation of each kind."""
    left, ids, least = tuple(identifiers), dict[str, None](), traits().least
    # Over a set without end no two products of shares round to the same k.
    endless = replace(within, size=_FAR)
    while left and k_of(left, within) < least:
        best = max(
            dict.fromkeys(one.kind for one in left),
            key=lambda kind: k_of((one for one in left if one.kind != kind), endless),
        )
        ids.update(dict.fromkeys(one.spot.id for one in left if one.kind == best))
        left = tuple(one for one in left if one.kind != best)
    by_kind = (
        Offer(f"offer-{one.kind}", tuple(dict.fromkeys(spot.id for spot in one.spots))) for one in shown
    )
    return (Offer("offer-together", tuple(ids)), *by_kind)


def not_weighed(
    records: CaseRecords,
    identifiers: Mapping[str, tuple[QuasiIdentifier, ...]],
    within: Mapping[str, AnonymitySet],
) -> Iterator[Reason]:
    """A reason for each unnamed person of whom something is told that has no weight.

    Has a weight: a predicate with a share in `lists/traits.yaml`, or one that `lists/nobody.yaml` says identifies
    nobody. A predicate unknown to this program, or declared sensitive, has none. Where the safeguard states k, a
    person has weighed everything already.

    Args:
        identifiers, within: of everybody unnamed in the draft.
    """
    for person, spots in _unweighed(records).items():
        if within[person].stated_k is not None:
            continue
        k = k_of(identifiers.get(person, ()), within[person])
        offers = (
            Offer("offer-withhold", tuple(dict.fromkeys(spot.id for spot in spots))),
            Offer("offer-say-alike", (person,)),
            Offer("offer-decide", (person,)),
        )
        yield Reason("not-weighed", person, cells=(ShownIdentifier("other", spots, k),), offers=offers)


def _unweighed(records: CaseRecords) -> dict[str, tuple[Spot, ...]]:
    """By unnamed person, the places that tell something without a weight of them or of an event of theirs."""
    places: dict[str, dict[Spot, None]] = {}
    for person, statement in statements_about(unnamed_people(records), records, but_of=records.anchor):
        if not _has_weight(statement, records):
            kind = "statement" if isinstance(statement, Statement) else "reading"
            places.setdefault(person, {})[Spot(kind, statement.id, "value")] = None
    return {person: tuple(spots) for person, spots in places.items()}


def _has_weight(statement: Statement | Reading, records: CaseRecords) -> bool:
    """Whether a statement tells nothing, something with a share, or something that identifies nobody."""
    if statement.polarity != "affirms" or isinstance(statement.value, Unknown):
        return True
    code = statement.predicate
    if code in traits().predicates or code in records.vocabulary.lists["relation"].terms:
        return True
    predicate = records.vocabulary.predicates.get(code)
    if code not in not_identifying() or predicate is None or predicate.sensitivity != _OPEN:
        return False
    # Free words where a code is expected may say anything.
    return not isinstance(statement.value, Words) or predicate.takes == "text"
