"""What custody knows of a case's sources. Invariant: an item of a source that the viewer may not see is not there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from aigaq import custody
from aigaq.casework.case import Case
from aigaq.errors import AigaqError
from aigaq.web.home import CUSTODY
from aigaq.web.models import CaseRow, EventRow, TextRow, WithheldRow
from aigaq.web.store.access import Viewer, held, may
from aigaq.web.store.comments import hidden_from
from aigaq.web.store.compartments import KINDS, compartment_sets
from aigaq.web.store.rows import keyed

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
"""By what the action in the log begins with, the kinds of record that it is about."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A source with its bytes: whether they are what they were."""

    source: str
    what: str
    sha256: str | None
    item: str
    size: int
    whole: bool


def kept(row: CaseRow, case: Case) -> list[str]:
    """The sources of a case whose text is here, by key."""
    texts = TextRow.objects.filter(case=row, source__in=list(case.records.sources)).order_by("source")
    return list(texts.values_list("source", flat=True))


def items(row: CaseRow, case: Case, sources: Sequence[str]) -> list[Sealed]:
    """The texts of some sources that the viewer may see, each checked against its digest now."""
    found = []
    for text in TextRow.objects.filter(case=row, source__in=sources).order_by("source"):
        source = case.records.sources[text.source]
        data = bytes(text.data)
        digest = hashlib.sha256(data).hexdigest()
        whole = source.sha256 in (None, digest) and (not text.item or _sealed_alike(text.item, digest))
        found.append(Sealed(text.source, source.what, source.sha256 or digest, text.item, len(data), whole))
    return found


def _sealed_alike(item: str, digest: str) -> bool:
    try:
        return custody.item(Path(settings.HOME) / CUSTODY, item).sha256 == digest
    except AigaqError:
        return False


def events(viewer: Viewer, row: CaseRow) -> list[EventRow]:
    """The last things done in the case, to what the viewer may see; only a lead sees who did what.

    Rows are left out, not blanked: other cases leave gaps in the numbers too, so that a gap tells nothing.
    """
    if not may(viewer, "lead", row):
        return []
    own, every = held(viewer, row), EventRow.objects.filter(case=row).order_by("-seq")
    found: list[EventRow] = []
    for start in range(0, every.count(), _AT_ONCE):
        found += _told(viewer, row, own, list(every[start : start + _AT_ONCE]))
        if len(found) >= _LISTED:
            break
    return found[:_LISTED]


def _told(viewer: Viewer, row: CaseRow, own: frozenset[str], some: list[EventRow]) -> list[EventRow]:
    """Of some rows of the log, those about nothing that lies in, or is withheld for, a compartment not held."""
    closed = {seal for seal, names in compartment_sets(row).items() if not names <= own}
    kept_back = WithheldRow.objects.filter(case=row).exclude(compartment__in=own)
    unseen = {act[:300] for act in kept_back.values_list("act", flat=True)}
    about = {one.seq: _about(one) for one in some}
    for kind, rows in KINDS.items() if closed else ():
        keys = {
            name.partition(":")[2]
            for names in about.values()
            for name in names
            if name.startswith(f"{kind}:")
        }
        found = [pair for each in rows for pair in keyed(each, row, keys, "key", "seal")]
        unseen |= {f"{kind}:{key}" for key, seal in found if seal in closed}
    comments = [one.about for one in some if one.action.startswith("comment.")]
    unseen |= {f"comment:{key}" for key in hidden_from(viewer, row, comments)}
    return [one for one in some if one.about not in unseen and about[one.seq].isdisjoint(unseen)]


def _about(one: EventRow) -> set[str]:
    """The names of the records that a row of the log is about."""
    kind, _, key = one.about.partition(" – ")[0].partition(":")
    group = one.action.partition(".")[0]
    if group == "field":
        return {f"{kind}:{key.rpartition(':')[0]}"}
    if group == "record":
        return {f"{_JUDGED.get(kind, kind)}:{key}"}
    return {f"{kind}:{key}" for key in one.about.split(",") for kind in _NAMED.get(group, ())}


def verified(viewer: Viewer, row: CaseRow) -> bool | None:
    """Whether all that is sealed in the house is whole, checked now; for a lead alone, and without any count."""
    folder = Path(settings.HOME) / CUSTODY
    if not may(viewer, "lead", row):
        return None
    return not custody.is_home(folder) or not custody.verify(folder).breaks
