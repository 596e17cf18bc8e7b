"""Sealed sources and the log of a case. Invariant: an item of a source that the viewer may not see is left out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from aigaq import custody
from aigaq.casework.case import Case
from aigaq.errors import AigaqError
from aigaq.web.models import CaseRow, EventRow, TextRow, WithheldRow
from aigaq.web.store.access import Viewer, held, may
from aigaq.web.store.compartments import KINDS, compartment_sets
from aigaq.web.store.protected_names import hidden_comments
from aigaq.web.store.rows import keyed
from aigaq.web.store.sealing import custody_folder

_LISTED, _AT_ONCE = 50, 200
_JUDGED = {"decision": "judgement", "reading": "judgement"}
_NAMED = {
    "entry": ("entry",),
    "decision": ("subject", "judgement"),
    "rule": ("judgement",),
    "source": ("source",),
    "text": ("source",),
    "question": ("question",),
    "safeguard": ("safeguard",),
    "comment": ("comment",),
}
"""By the first word of a logged action, the kinds of record that it is about."""


@dataclass(frozen=True, slots=True)
class SealedSource:
    """A source with its text, and whether the bytes are those that were sealed."""

    source: str
    what: str
    sha256: str | None
    item: str
    size: int
    whole: bool


def sources_with_text(row: CaseRow, case: Case) -> list[str]:
    """The sources of a case that have a text, by key."""
    texts = TextRow.objects.filter(case=row, source__in=list(case.records.sources)).order_by("source")
    return list(texts.values_list("source", flat=True))


def sealed_sources(row: CaseRow, case: Case, sources: Sequence[str]) -> list[SealedSource]:
    """The texts of some sources that the viewer may see, each checked against its digest now."""
    sealed = []
    for text in TextRow.objects.filter(case=row, source__in=sources).order_by("source"):
        source = case.records.sources[text.source]
        data = bytes(text.data)
        digest = hashlib.sha256(data).hexdigest()
        whole = source.sha256 in (None, digest) and (not text.item or _is_sealed_as(text.item, digest))
        sealed.append(
            SealedSource(text.source, source.what, source.sha256 or digest, text.item, len(data), whole)
        )
    return sealed


def _is_sealed_as(item: str, digest: str) -> bool:
    try:
        return custody.item(custody_folder(), item).sha256 == digest
    except AigaqError:
        return False


def events(viewer: Viewer, row: CaseRow) -> list[EventRow]:
    """The last rows of the log about records that the viewer may see; empty for members who are no lead.

    Rows are left out, not blanked: other cases leave gaps in the numbers too, so that a gap tells nothing.
    """
    if not may(viewer, "lead", row):
        return []
    own, logged = held(viewer, row), EventRow.objects.filter(case=row).order_by("-seq")
    visible: list[EventRow] = []
    for start in range(0, logged.count(), _AT_ONCE):
        visible += _visible(viewer, row, own, list(logged[start : start + _AT_ONCE]))
        if len(visible) >= _LISTED:
            break
    return visible[:_LISTED]


def _visible(viewer: Viewer, row: CaseRow, own: frozenset[str], events: list[EventRow]) -> list[EventRow]:
    """The log rows that are about no record in, or field withheld for, a compartment that the viewer does not hold."""
    closed = {seal for seal, names in compartment_sets(row).items() if not names <= own}
    withheld = WithheldRow.objects.filter(case=row).exclude(compartment__in=own)
    unseen = {act[:300] for act in withheld.values_list("act", flat=True)}
    about = {event.seq: _records_of(event) for event in events}
    for kind, rows in KINDS.items() if closed else ():
        keys = {
            name.partition(":")[2]
            for names in about.values()
            for name in names
            if name.startswith(f"{kind}:")
        }
        pairs = [pair for row_class in rows for pair in keyed(row_class, row, keys, "key", "seal")]
        unseen |= {f"{kind}:{key}" for key, seal in pairs if seal in closed}
    comments = [event.about for event in events if event.action.startswith("comment.")]
    unseen |= {f"comment:{key}" for key in hidden_comments(viewer, row, comments)}
    return [event for event in events if event.about not in unseen and about[event.seq].isdisjoint(unseen)]


def _records_of(event: EventRow) -> set[str]:
    """The names of the records that a row of the log is about."""
    kind, _, key = event.about.partition(" – ")[0].partition(":")
    group = event.action.partition(".")[0]
    if group == "field":
        return {f"{kind}:{key.rpartition(':')[0]}"}
    if group == "record":
        return {f"{_JUDGED.get(kind, kind)}:{key}"}
    return {f"{kind}:{key}" for key in event.about.split(",") for kind in _NAMED.get(group, ())}


def is_custody_whole(viewer: Viewer, row: CaseRow) -> bool | None:
    """Whether everything sealed in the house is whole, checked now. For a lead alone, and no number is told."""
    folder = custody_folder()
    if not may(viewer, "lead", row):
        return None
    return not custody.is_home(folder) or not custody.verify(folder).breaks
