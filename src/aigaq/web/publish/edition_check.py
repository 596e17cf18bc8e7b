"""Whether the editions of a case are what was signed, and their pages what was published.

Invariant: a report names an edition by its number, and a file by its path in the site; never a word of either.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.conf import settings

from aigaq.dossier.drafts import digest
from aigaq.web.home import edition_folder
from aigaq.web.models import CaseRow, EventRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, SUPERSEDED
from aigaq.web.store.chunks import DAMAGE
from aigaq.web.store.differences import Difference
from aigaq.web.store.log_things import about, detail_of

SUMS = "SHA256SUMS"
"""Of the pages of an edition: the file that has the digest of each of the others."""


def editions(case: CaseRow) -> Iterator[Difference]:
    """Each edition that is not what its digest says, or the log, or whose pages are changed or gone."""
    rows = ReleaseRow.objects.filter(dossier__case=case, state__in=OUT).order_by("number")
    for pk, number in list(rows.values_list("pk", "number")):
        try:
            yield from _edition(case, rows.select_related("dossier").get(pk=pk))
        except DAMAGE:
            yield Difference("edition", str(number), "unreadable")


def without_sums() -> int:
    """How many editions that readers have were published before the log bound the list of their pages."""
    rows = ReleaseRow.objects.filter(state__in=(CURRENT, SUPERSEDED)).select_related("dossier")
    logged = (_logged(row) for row in rows.defer("content", "kept", "dossier__kept"))
    return sum(found == {""} for found in logged)


def _edition(case: CaseRow, row: ReleaseRow) -> Iterator[Difference]:
    if digest(row.content) != row.digest:
        yield Difference("edition", str(row.number), "column", "content")
    logged = _logged(row)
    if not logged:
        yield Difference("edition", str(row.number), "unlogged")
    if row.state in (CURRENT, SUPERSEDED):
        folder = edition_folder(settings.HOME, row.dossier.address, row.number)
        yield from _pages(str(row.number), folder, logged - {""})


def _logged(row: ReleaseRow) -> frozenset[str]:
    """What the log says of its publishing: the digest of the list of its pages, empty where it binds none."""
    told = EventRow.objects.filter(
        about("edition", str(row.pk)), case=row.dossier.case_id, action="edition.published"
    )
    details = [detail_of(event) for event in told]
    return frozenset(
        str(detail.get("pages", "")) for detail in details if detail.get("manifest") == row.manifest
    )


def _pages(number: str, folder: Path, bound: frozenset[str]) -> Iterator[Difference]:
    sums = folder / SUMS
    if not sums.is_file():
        yield Difference("edition", number, "missing")
        return
    if bound and _digest(sums) not in bound:
        yield Difference("page", f"{number}/{SUMS}", "changed")
    # A line that was damaged names no file of the edition: it is named itself, and so is the file that it named.
    listed = {path: due for due, _, path in map(_split, sums.read_bytes().split(b"\n")) if path}
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for path, due in listed.items():
        if path not in here:
            yield Difference("page", f"{number}/{path}", "missing")
        elif _digest(folder / path) != due:
            yield Difference("page", f"{number}/{path}", "changed")
    yield from (Difference("page", f"{number}/{path}", "extra") for path in sorted(here - {SUMS, *listed}))
    yield from _packed(number, folder, {**listed, SUMS: _digest(sums)})


def _packed(number: str, folder: Path, listed: Mapping[str, str]) -> Iterator[Difference]:
    """The file that readers get the whole edition in, where somebody asked for one: it holds the same pages."""
    packed = folder.with_name(f"{number}.zip")
    if not packed.is_file():
        return
    inside = f"dossier-{number}/"
    try:
        with ZipFile(packed) as whole:
            held = [(one.filename.removeprefix(inside), one) for one in whole.infolist()]
            same = {path: _digest_within(whole, one) for path, one in held}
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        yield Difference("page", packed.name, "unreadable")
        return
    if len(held) != len(listed) or same != listed:
        yield Difference("page", packed.name, "changed")


def _digest_within(whole: ZipFile, one: ZipInfo) -> str:
    with whole.open(one) as held:
        return hashlib.file_digest(held, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads as a file does


def _split(line: bytes) -> tuple[str, str, str]:
    """A line of the sums, whatever its bytes."""
    return line.decode("utf-8", "backslashreplace").partition("  ")


def _digest(file: Path) -> str:
    """The digest of a page; of one that cannot be read, none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
