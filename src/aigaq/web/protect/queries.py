"""The safeguards of a case as its lead is shown them, and what they cover and withhold, by label.

Invariant: a lead is shown a safeguard only where she holds all that it covers; any other is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from aigaq.errors import NotFound
from aigaq.records.cases import Safeguard, holding
from aigaq.web.models import CaseRow, EntryRow, SafeguardRow, StatementRow, SubjectRow
from aigaq.web.search.queries import search
from aigaq.web.store.access import Viewer, held, require
from aigaq.web.store.compartments import holds
from aigaq.web.store.withheld_fields import Withheld, masked, withheld

LISTED = 20
"""Of what one safeguard covers so many are told by label; it may be hundreds."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be covered or withheld: a subject, an entry or a statement, as the viewer is told it.

    Args:
        label: of a subject its label, of a statement whom it is about and what it says, of an entry its place.
        predicate: of a statement, the code.
    """

    id: str
    kind: str
    label: str
    predicate: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A safeguard that holds, the first of what it covers and withholds, and the earlier ones it replaced."""

    safeguard: Safeguard
    covers: tuple[Named, ...]
    withholds: tuple[Named, ...]
    earlier: tuple[Safeguard, ...] = field(default=())

    @property
    def more(self) -> int:
        """How many ids are not told by label."""
        told = len(self.safeguard.covers[:LISTED]) + len(self.safeguard.withholds[:LISTED])
        return len(self.safeguard.covers) + len(self.safeguard.withholds) - told


def seen(case: CaseRow, own: frozenset[str]) -> tuple[Safeguard, ...]:
    """Every safeguard of a case, replaced ones too, that holders of these compartments may see."""
    rows = SafeguardRow.objects.filter(holds(case, own), case=case).order_by("seq")
    return tuple(row.to_record() for row in rows)


def shown(viewer: Viewer, case: CaseRow) -> list[Shown]:
    """The safeguards that hold, as far as the viewer may see them.

    Raises:
        NotFound, NotAllowed: she does not lead the case.
    """
    require(viewer, "lead", case)
    own = held(viewer, case)
    every = seen(case, own)
    by_id = {one.id: one for one in every}
    asked = {each for one in holding(every) for each in (*one.covers[:LISTED], *one.withholds[:LISTED])}
    known = {(one.kind, one.id): one for one in named(case, own, asked)}
    return [
        Shown(
            one,
            tuple(_first(known, one.covers, ("subject", "entry"))),
            tuple(_first(known, one.withholds, ("statement", "entry"))),
            tuple(_before(one, by_id)),
        )
        for one in holding(every)
    ]


def _first(known: dict[tuple[str, str], Named], ids: Iterable[str], kinds: Iterable[str]) -> Iterator[Named]:
    for one in tuple(ids)[:LISTED]:
        yield next((known[kind, one] for kind in kinds if (kind, one) in known), Named(one, "entry", one))


def _before(one: Safeguard, by_id: dict[str, Safeguard]) -> Iterator[Safeguard]:
    """Those it stands in place of, the last first."""
    while one.replaces is not None and one.replaces in by_id:
        one = by_id[one.replaces]
        yield one


def safeguard(viewer: Viewer, case: CaseRow, key: str) -> Safeguard:
    """One that holds.

    Raises:
        NotFound, NotAllowed: she does not lead the case; there is none of that id that she may see, or none any more.
    """
    require(viewer, "lead", case)
    found = next((one for one in holding(seen(case, held(viewer, case))) if one.id == key), None)
    if found is None:
        raise NotFound
    return found


def named(case: CaseRow, own: frozenset[str], ids: Iterable[str]) -> list[Named]:
    """What stands under some ids, as holders of these compartments are told it; an id may stand for several."""
    asked, may, hidden = (
        sorted({one for one in ids if "\0" not in one}),
        holds(case, own),
        withheld(case, own),
    )
    if not asked:
        return []
    subjects = SubjectRow.objects.filter(may, case=case, key__in=asked).order_by("seq")
    found = [Named(row.key, "subject", hidden.label(row.key, row.label)) for row in subjects]
    entries = EntryRow.objects.filter(may, case=case, key__in=asked).order_by("seq")
    for row in entries:
        found.append(Named(row.key, "entry", f"{row.source} L{row.to_record().place.line}"))
    return [*found, *_statements(case, own, asked, hidden)]


def _statements(case: CaseRow, own: frozenset[str], asked: list[str], hidden: Withheld) -> Iterator[Named]:
    rows = StatementRow.objects.filter(holds(case, own), case=case, key__in=asked).order_by("seq")
    said = [masked(row.to_record(), hidden) for row in rows]
    about = SubjectRow.objects.filter(case=case, key__in={one.subject for one in said})
    labels = {key: hidden.label(key, label) for key, label in about.values_list("key", "label")}
    for one in said:
        whom = labels.get(one.subject, one.subject)
        yield Named(one.id, "statement", f"{whom} · {one.value.text}", one.predicate)


def sought(viewer: Viewer, case: CaseRow, words: str) -> list[Named]:
    """The first people, things and statements in which some words stand, of those the viewer may see."""
    groups = search(viewer, case.key, words).groups
    ids = {hit.id for group in groups if group.kind != "passage" for hit in group.hits}
    found = named(case, held(viewer, case), ids)
    return [one for one in found if one.kind != "entry"]
