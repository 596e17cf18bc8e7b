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
from aigaq.web.models import CaseRow, EventRow, TextRow
from aigaq.web.queries.access import Viewer, may


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
    """The last things done in the case; only a lead sees who did what."""
    if not may(viewer, "lead", row):
        return []
    return list(EventRow.objects.filter(case=row).order_by("-seq")[:50])


def verified(viewer: Viewer, row: CaseRow) -> bool | None:
    """Whether all that is sealed in the house is whole, checked now; for a lead alone, and without any count."""
    folder = Path(settings.HOME) / CUSTODY
    if not may(viewer, "lead", row):
        return None
    return not custody.is_home(folder) or not custody.verify(folder).breaks
