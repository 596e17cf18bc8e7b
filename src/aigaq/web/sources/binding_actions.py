"""Bring the text that a detached coding was made from.

Invariant: only the very file that the coding was made from is kept, and only if every place stands in it; any other
file is compared and forgotten. The record of the source stays as it is, so no copy that leaves holds the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aigaq.bundle.binding import Binding
from aigaq.casework.case import Case
from aigaq.errors import NotFound
from aigaq.reading import read
from aigaq.web.models import Account, CaseRow, TextRow
from aigaq.web.store.access import require
from aigaq.web.store.change import change, log
from aigaq.web.store.index_tables import index_text
from aigaq.web.store.sealing import seal_bytes, taken_in


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a file that somebody brought.

    Args:
        kept: it is the file, every place stands in it, and it is in the casebook now.
        same: it is the file that the coding was made from, by its digest.
    """

    kept: bool
    same: bool
    binding: Binding


def bring_text(
    viewer: Account, row: CaseRow, case: Case, *, source: str, name: str, data: bytes, at: datetime
) -> Brought:
    """Find the places of a source in a file, and keep the file if it is the one they were coded from.

    Args:
        case: as the viewer sees it.
        name: the file's name as it came.
    Raises:
        NotFound, NotAllowed: may not code here, no such source, or its text is here already.
        TooLarge, NotText, NoReader: nothing that can be read.
    """
    require(viewer, "code", row)
    known = case.records.sources.get(source)
    if known is None or known.media is not None or source in case.documents:
        raise NotFound
    document = read(data, name=known.file)
    _, found = case.bind(source, document)
    same = known.sha256 is None or known.sha256 == document.item
    if not same or found.unbound:
        return Brought(kept=False, same=same, binding=found)
    by = viewer.get_username()
    item = seal_bytes(data, name=name, by=by, at=at, source=f"{row.key}/{source}")
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        # Two who bring the same file at once keep it once.
        _, new = TextRow.objects.get_or_create(
            case=row, source=source, defaults={"name": "text.txt", "data": data, "item": item}
        )
        if new:
            index_text(row, source)
            log(row, "text.brought", by=by, about=source, at=at)
    if new:
        taken_in(item, by=by, at=at)
    return Brought(kept=True, same=True, binding=found)
