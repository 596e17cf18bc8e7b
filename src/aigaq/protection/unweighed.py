"""What a draft tells of its unnamed people that nobody can weigh.

Invariant: what is told by a predicate for which nobody has said how many share it, or that it tells nobody apart, is
named here; a predicate that this program does not know is such a one, and so is one that is called sensitive.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aigaq.protection.k_anonymity import AnonymitySet, alike
from aigaq.protection.lists import not_identifying, traits
from aigaq.protection.quasi_identifiers import events_of, unnamed_people
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Reading
from aigaq.records.releases import Offer, QuasiIdentifier, Reason, ShownIdentifier, Spot
from aigaq.records.statements import Statement
from aigaq.records.values import Unknown, Words
from aigaq.records.vocab.predicates import Predicate

_OPEN = "open"


def not_weighed(
    records: CaseRecords, cells: Mapping[str, tuple[QuasiIdentifier, ...]], sought: Mapping[str, AnonymitySet]
) -> Iterator[Reason]:
    """A reason for each person of whom something is told that cannot be weighed.

    Args:
        cells: of everybody unnamed, what can be weighed. sought: among whom each is sought; where somebody has said
            how many are alike, she has weighed all that is told.
    """
    for person, spots in _spots(records).items():
        if sought[person].said is not None:
            continue
        left = alike(cells.get(person, ()), sought[person])
        ids = tuple(dict.fromkeys(spot.id for spot in spots))
        yield Reason(
            "not-weighed",
            person,
            cells=(ShownIdentifier("other", spots, left),),
            offers=(
                Offer("offer-withhold", ids),
                Offer("offer-say-alike", (person,)),
                Offer("offer-decide", (person,)),
            ),
        )


def _spots(records: CaseRecords) -> dict[str, tuple[Spot, ...]]:
    """By unnamed person, where something is told of her or of what befell her that cannot be weighed."""
    owner = {one: top for top, ids in unnamed_people(records).items() for one in ids}
    events = {
        event: people
        for event, people in events_of(records.statements, owner).items()
        if event != records.anchor
    }
    found: dict[str, dict[Spot, None]] = {}
    told: list[Statement | Reading] = [*records.statements, *records.readings]
    for one in told:
        if _is_weighed(one, records):
            continue
        for top in {owner.get(one.subject), *events.get(one.subject, ())} - {None}:
            assert top is not None
            kind = "statement" if isinstance(one, Statement) else "reading"
            found.setdefault(top, {})[Spot(kind, one.id, "value")] = None
    return {top: tuple(spots) for top, spots in found.items()}


def _is_weighed(one: Statement | Reading, records: CaseRecords) -> bool:
    """Whether a statement or reading tells nothing, something with a share, or something that tells nobody apart."""
    if one.polarity != "affirms" or isinstance(one.value, Unknown):
        return True
    if one.predicate in traits().predicates or one.predicate in records.vocabulary.lists["relation"].terms:
        return True
    declared = records.vocabulary.predicates.get(one.predicate)
    return one.predicate in not_identifying() and declared is not None and not _is_told_apart(one, declared)


def _is_told_apart(one: Statement | Reading, declared: Predicate) -> bool:
    """Whether the list does not hold here: the predicate is called sensitive, or stands with words of its own."""
    return declared.sensitivity != _OPEN or (isinstance(one.value, Words) and declared.takes != "text")
