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
from aigaq.web.queries.inparts import DAMAGE

_SUMS = "SHA256SUMS"


def editions(case: CaseRow) -> Iterator[Difference]:
    """Each edition that is not what its digest says, or the log, or whose pages are changed or gone."""
    rows = ReleaseRow.objects.filter(dossier__case=case, state__in=OUT).order_by("number")
    for pk, number in list(rows.values_list("pk", "number")):
        try:
            yield from _edition(case, rows.select_related("dossier").get(pk=pk))
        except DAMAGE:
            yield Difference("edition", str(number), "unreadable")


def _edition(case: CaseRow, row: ReleaseRow) -> Iterator[Difference]:
    if digest(row.content) != row.digest:
        yield Difference("edition", str(row.number), "column", "content")
    told = EventRow.objects.filter(case=case, action="edition.published", about=f"{row.pk}:{row.manifest}")
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
    # A line that was damaged names no file of the edition: it is named itself, and so is the file that it named.
    listed = {path: due for due, _, path in map(_split, sums.read_bytes().split(b"\n")) if path}
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for path, due in listed.items():
        if path not in here:
            yield Difference("page", f"{number}/{path}", "missing")
        elif _digest(folder / path) != due:
            yield Difference("page", f"{number}/{path}", "changed")
    yield from (Difference("page", f"{number}/{path}", "extra") for path in sorted(here - {_SUMS, *listed}))


def _split(line: bytes) -> tuple[str, str, str]:
    """A line of the sums, whatever its bytes."""
    return line.decode("utf-8", "backslashreplace").partition("  ")


def _digest(file: Path) -> str:
    """The digest of a page; of one that cannot be read, none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
