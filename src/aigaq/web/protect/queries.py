"""The safeguards of a case and its withheld fields, as its lead may see them.

Invariants: a lead sees a safeguard only if she holds all that it covers; any other does not exist for her. That a
field is withheld is shown to holders of the compartment alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from aigaq.errors import NotFound
from aigaq.records.cases import Safeguard, holding
from aigaq.web.models import CaseRow, EntryRow, SafeguardRow, StatementRow, SubjectRow, WithheldRow
from aigaq.web.search.queries import SearchHit, search
from aigaq.web.store.access import Viewer, held, may, require
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.withheld_fields import masked, withheld

_MOST = 3
"""Pages of hits; further ones are on the search page."""
LISTED = 20
"""So many of the records that a safeguard covers are listed by label; it may cover hundreds."""


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A subject, an entry or a statement that a safeguard can cover or withhold, as the viewer may read it.

    Args:
        label: of a subject its label, of a statement whom it is about and what it says, of an entry its place.
        predicate: of a statement, the code.
    """

    id: str
    kind: str
    label: str
    predicate: str = ""


@dataclass(frozen=True, slots=True)
class ListedSafeguard:
    """A safeguard in force, the first records that it covers and withholds, and the safeguards that it replaced."""

    safeguard: Safeguard
    covers: tuple[NamedRecord, ...]
    withholds: tuple[NamedRecord, ...]
    earlier: tuple[Safeguard, ...] = field(default=())

    @property
    def more(self) -> int:
        """The number of ids that are not listed by label."""
        listed = len(self.safeguard.covers[:LISTED]) + len(self.safeguard.withholds[:LISTED])
        return len(self.safeguard.covers) + len(self.safeguard.withholds) - listed


def visible_safeguards(case: CaseRow, own: frozenset[str]) -> tuple[Safeguard, ...]:
    """Every safeguard of a case, replaced ones too, that holders of the compartments may see."""
    rows = SafeguardRow.objects.filter(visible_q(case, own), case=case).order_by("seq")
    return tuple(row.to_record() for row in rows)


def listed_safeguards(viewer: Viewer, case: CaseRow) -> list[ListedSafeguard]:
    """The safeguards in force that the viewer may see.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case.
    """
    require(viewer, "lead", case)
    own = held(viewer, case)
    visible = visible_safeguards(case, own)
    by_id = {one.id: one for one in visible}
    in_force = holding(visible)
    ids = {id for one in in_force for id in (*one.covers[:LISTED], *one.withholds[:LISTED])}
    known = {(one.kind, one.id): one for one in named_records(case, own, ids)}
    return [
        ListedSafeguard(
            one,
            tuple(_first(known, one.covers, ("subject", "entry"))),
            tuple(_first(known, one.withholds, ("statement", "entry"))),
            tuple(_earlier(one, by_id)),
        )
        for one in in_force
    ]


def _first(
    known: dict[tuple[str, str], NamedRecord], ids: tuple[str, ...], kinds: Iterable[str]
) -> Iterator[NamedRecord]:
    for id in ids[:LISTED]:
        yield next((known[kind, id] for kind in kinds if (kind, id) in known), NamedRecord(id, "entry", id))


def _earlier(safeguard: Safeguard, by_id: dict[str, Safeguard]) -> Iterator[Safeguard]:
    """The safeguards that this one replaced, the last first."""
    while safeguard.replaces is not None and safeguard.replaces in by_id:
        safeguard = by_id[safeguard.replaces]
        yield safeguard


def safeguard_in_force(viewer: Viewer, case: CaseRow, key: str) -> Safeguard:
    """The safeguard of an id.

    Raises:
        NotFound: no such safeguard is in force, or the viewer may not see it. NotAllowed: she does not lead the case.
    """
    require(viewer, "lead", case)
    found = next(
        (one for one in holding(visible_safeguards(case, held(viewer, case))) if one.id == key), None
    )
    if found is None:
        raise NotFound
    return found


def named_records(case: CaseRow, own: frozenset[str], ids: Iterable[str]) -> list[NamedRecord]:
    """The records of some ids, as holders of the compartments may read them; an id may stand for several records."""
    # PostgreSQL refuses a text with a zero byte.
    keys = sorted({id for id in ids if "\0" not in id})
    if not keys:
        return []
    visible, hidden = visible_q(case, own), withheld(case, own)
    subjects = SubjectRow.objects.filter(visible, case=case, key__in=keys).order_by("seq")
    records = [NamedRecord(row.key, "subject", hidden.label(row.key, row.label)) for row in subjects]
    for row in EntryRow.objects.filter(visible, case=case, key__in=keys).order_by("seq"):
        records.append(NamedRecord(row.key, "entry", f"{row.source} L{row.to_record().place.line}"))
    rows = StatementRow.objects.filter(visible, case=case, key__in=keys).order_by("seq")
    statements = [masked(row.to_record(), hidden) for row in rows]
    about = SubjectRow.objects.filter(case=case, key__in={one.subject for one in statements})
    labels = {key: hidden.label(key, label) for key, label in about.values_list("key", "label")}
    for one in statements:
        label = f"{labels.get(one.subject, one.subject)} · {one.value.text}"
        records.append(NamedRecord(one.id, "statement", label, one.predicate))
    return records


def search_records(viewer: Viewer, case: CaseRow, words: str) -> list[NamedRecord]:
    """The first subjects and statements that contain some words, of those the viewer may see."""
    groups = search(viewer, case.key, words).groups
    ids = {hit.id for group in groups if group.kind != "passage" for hit in group.hits}
    return [one for one in named_records(case, held(viewer, case), ids) if one.kind != "entry"]


@dataclass(frozen=True, slots=True)
class Withholding:
    """One field that is withheld now: from whom, what stands instead, who did it, when and why."""

    field: str
    compartment: str
    wording: str
    reasons: str
    by: str
    at: datetime


def withholdings(viewer: Viewer, row: CaseRow, kind: str, key: str) -> list[Withholding]:
    """The fields of a record that are withheld and whose compartment the viewer holds."""
    rows = WithheldRow.objects.filter(
        case=row, kind=kind, key=key, ended_at__isnull=True, compartment__in=held(viewer, row)
    )
    return [
        Withholding(one.field, one.compartment, one.wording, one.reasons, one.by, one.at)
        for one in rows
        if one.act == f"{kind}:{key}:{one.field}"
    ]


def withholding_context(viewer: Viewer, row: CaseRow, kind: str, key: str) -> dict[str, object]:
    """For the page of a record: what is withheld of it, and whether the viewer may withhold."""
    leads = may(viewer, "lead", row) and bool(held(viewer, row))
    listed = withholdings(viewer, row, kind, key)
    return {"withheld": {"listed": listed, "kind": kind, "key": key, "leads": leads}}


def remaining_hits(viewer: Viewer, key: str, words: str) -> list[SearchHit]:
    """The lines and statements, of those the viewer may see, that still contain all of some words.

    Each word is searched by itself, in any spelling: "Ospanov, Marat" is a hit for "Marat Ospanov" too.
    """
    hits: list[SearchHit] = []
    for kind in ("passage", "statement"):
        for page in range(1, _MOST + 1):
            groups = search(viewer, key, words, kind=kind, page=page).groups
            hits += [hit for group in groups for hit in group.hits]
            if not any(group.more for group in groups):
                break
    return hits
