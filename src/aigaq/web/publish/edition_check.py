"""Check whether the editions of a case are what was signed, and their pages what was published.

Invariant: a report names an edition by its number and a file by its path in the site; it holds no word of either.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from aigaq.dossier.drafts import digest
from aigaq.web.models import CaseRow, EventRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, SUPERSEDED
from aigaq.web.publish.public_files import SUMS, folder_of
from aigaq.web.store.chunks import DAMAGE
from aigaq.web.store.differences import Difference
from aigaq.web.store.log import about, detail_of


def edition_differences(case: CaseRow) -> Iterator[Difference]:
    """The editions that differ from their digest or the log, and their pages that are changed, missing or extra."""
    rows = ReleaseRow.objects.filter(dossier__case=case, state__in=OUT).order_by("number")
    for pk, number in list(rows.values_list("pk", "number")):
        try:
            yield from _edition(rows.select_related("dossier").get(pk=pk))
        except DAMAGE:
            yield Difference("edition", str(number), "unreadable")


def count_without_sums() -> int:
    """Number of public editions from before the log bound the list of their pages."""
    rows = ReleaseRow.objects.filter(state__in=(CURRENT, SUPERSEDED)).select_related("dossier")
    return sum(_logged_sums(row) == {""} for row in rows.defer("content", "kept", "dossier__kept"))


def _edition(row: ReleaseRow) -> Iterator[Difference]:
    if digest(row.content) != row.digest:
        yield Difference("edition", str(row.number), "column", "content")
    logged = _logged_sums(row)
    if not logged:
        yield Difference("edition", str(row.number), "unlogged")
    if row.state in (CURRENT, SUPERSEDED):
        yield from _pages(str(row.number), folder_of(row), logged - {""})


def _logged_sums(row: ReleaseRow) -> frozenset[str]:
    """Digests of `SHA256SUMS` that the log binds to the edition; "" stands for a row of the log that binds none."""
    events = EventRow.objects.filter(
        about("edition", str(row.pk)), case=row.dossier.case_id, action="edition.published"
    )
    details = [detail_of(event) for event in events]
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
    # A damaged line names no file of the edition: it is reported as a missing one, and its file as an extra one.
    lines = (
        line.decode("utf-8", "backslashreplace").partition("  ") for line in sums.read_bytes().split(b"\n")
    )
    listed = {path: due for due, _, path in lines if path}
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for path, due in listed.items():
        if path not in present:
            yield Difference("page", f"{number}/{path}", "missing")
        elif _digest(folder / path) != due:
            yield Difference("page", f"{number}/{path}", "changed")
    yield from (Difference("page", f"{number}/{path}", "extra") for path in sorted(present - {SUMS, *listed}))
    yield from _bundle(number, folder, {**listed, SUMS: _digest(sums)})


def _bundle(number: str, folder: Path, listed: Mapping[str, str]) -> Iterator[Difference]:
    """The ZIP file of the whole edition, where a reader asked for one: it must hold the same pages."""
    packed = folder.with_name(f"{number}.zip")
    if not packed.is_file():
        return
    prefix = f"dossier-{number}/"
    try:
        with ZipFile(packed) as archive:
            entries = archive.infolist()
            digests = {
                entry.filename.removeprefix(prefix): _digest_within(archive, entry) for entry in entries
            }
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        yield Difference("page", packed.name, "unreadable")
        return
    # The number is compared too: of two entries with one name, `digests` holds only the last.
    if len(entries) != len(listed) or digests != listed:
        yield Difference("page", packed.name, "changed")


def _digest_within(archive: ZipFile, entry: ZipInfo) -> str:
    with archive.open(entry) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads as a file does


def _digest(file: Path) -> str:
    """SHA-256 of a page; empty where it cannot be read, which equals no digest."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
