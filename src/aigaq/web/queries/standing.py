"""Whether the editions of a case are what was signed, and their pages what was published.

Invariant: a report names an edition by its number, and a file by its path in the site; never a word of either.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from aigaq.casework.editions import digest
from aigaq.web.home import edition_folder
from aigaq.web.models import CaseRow, EventRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, SUPERSEDED
from aigaq.web.queries.differences import Difference

_SUMS = "SHA256SUMS"


def editions(case: CaseRow) -> Iterator[Difference]:
    """Each edition that is not what its digest says, or the log, or whose pages are changed or gone."""
    rows = ReleaseRow.objects.filter(dossier__case=case, state__in=OUT).select_related("dossier")
    for row in rows.order_by("number").iterator(1):
        if digest(row.content) != row.digest:
            yield Difference("edition", str(row.number), "column", "content")
        told = EventRow.objects.filter(
            case=case, action="edition.published", about=f"{row.pk}:{row.manifest}"
        )
        if not told.exists():
            yield Difference("edition", str(row.number), "unlogged")
        if row.state in (CURRENT, SUPERSEDED):
            folder = edition_folder(settings.HOME, row.dossier.address, row.number)
            yield from _pages(str(row.number), folder)


def _pages(number: str, folder: Path) -> Iterator[Difference]:
    sums = folder / _SUMS
    if not sums.is_file():
        yield Difference("edition", number, "missing")
        return
    for line in sums.read_text(encoding="utf-8").splitlines():
        due, _, path = line.partition("  ")
        file = folder / path
        if not file.is_file():
            yield Difference("page", f"{number}/{path}", "missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != due:
            yield Difference("page", f"{number}/{path}", "changed")
