"""Folders of published editions: written, moved into place, found by address, packed and removed.

Invariant: the folder of an edition is there whole or not at all; no file outside of it is ever found; a draft, an
edition that was dropped and one that never was get the same answer.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from aigaq.casework.packing import pack
from aigaq.dossier import Edition
from aigaq.dossier.exporting import Seen, export
from aigaq.dossier.site import Files
from aigaq.errors import NotFound, Withdrawn
from aigaq.protection import Cleared
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.home import durable, edition_folder, scratch
from aigaq.web.models import ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, WITHDRAWN

SUMS = "SHA256SUMS"
"""The file of an edition that lists the digest of each of its other files."""
WRITING, GONE = ".part-", ".gone-"
"""Prefixes beside the editions: of pages that are being written, and of those that are being removed."""
# As the site names its own files. No step starts with a full stop, so none leads up or to a hidden file.
_PATH = re.compile(r"(?:[A-Za-z0-9_~-][A-Za-z0-9_~.-]*/)*[A-Za-z0-9_~-][A-Za-z0-9_~.-]*\Z")


@dataclass(frozen=True, slots=True)
class Published:
    """A published edition.

    Args:
        current: the newest; a superseded edition has a newer one.
    """

    address: str
    number: int
    current: bool

    @property
    def folder(self) -> Path:
        """The folder of its files."""
        return edition_folder(Path(settings.HOME), self.address, self.number)

    def file(self, path: str) -> Path:
        """One of its files; for a folder, the first page of it.

        Raises:
            NotFound: there is no such file.
        """
        name = path + "index.html" if not path or path.endswith("/") else path
        if len(name) > 1000 or not _PATH.match(name):
            raise NotFound
        file = self.folder / name
        # A link that somebody put into the folder is not followed, wherever it points.
        if not file.is_file() or file.resolve() != self.folder.resolve() / name:
            raise NotFound
        return file

    def languages(self) -> list[str]:
        """The languages of its pages."""
        return [language for language in LANGUAGES if (self.folder / language / "index.html").is_file()]


def published_edition(address: str, number: int) -> Published:
    """One edition of a dossier; anybody may ask. It takes one query.

    Raises:
        NotFound: it is not published. Withdrawn.
    """
    rows = ReleaseRow.objects.filter(dossier__address=address, number=number, state__in=OUT)
    state = rows.order_by().values_list("state", flat=True).first()
    if state is None:
        raise NotFound
    if state == WITHDRAWN:
        raise Withdrawn
    return Published(address, number, state == CURRENT)


def current_edition(address: str) -> Published:
    """The current edition of a dossier; anybody may ask. It takes one query.

    Raises:
        NotFound: nothing is published at that address. Withdrawn: every edition was withdrawn.
    """
    rows = ReleaseRow.objects.filter(dossier__address=address, state__in=(CURRENT, WITHDRAWN))
    numbers = dict(rows.order_by("-number").values_list("state", "number"))
    if CURRENT in numbers:
        return Published(address, numbers[CURRENT], current=True)
    raise Withdrawn if numbers else NotFound


def current_editions() -> Iterator[Published]:
    """Every current edition of the site, for search engines."""
    rows = ReleaseRow.objects.filter(state=CURRENT).order_by("dossier__address")
    for address, number in rows.values_list("dossier__address", "number"):
        yield Published(address, number, current=True)


def bundle(edition: Published) -> Path | None:
    """The whole edition as a ZIP file, made on the first request; None while another request makes it.

    Raises:
        NotFound: its folder is not whole. Withdrawn: it was withdrawn meanwhile; no ZIP file stays then.
    """
    packed = edition.folder.with_name(f"{edition.number}.zip")
    if packed.is_file():
        return packed
    edition.file(SUMS)
    with packed.with_suffix(".lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        if not packed.is_file():
            pack(edition.folder, packed, inside=f"dossier-{edition.number}")
    try:
        published_edition(edition.address, edition.number)
    except (NotFound, Withdrawn):
        # Withdrawn while it was packed: `remove` may have looked before the file was there.
        packed.unlink(missing_ok=True)
        raise
    return packed


def folder_of(row: ReleaseRow) -> Path:
    """The folder of the pages of an edition."""
    return edition_folder(settings.HOME, row.dossier.address, row.number)


@contextmanager
def room_beside(row: ReleaseRow) -> Iterator[Path]:
    """A scratch folder beside the published editions, whose pages nobody can read; gone afterwards."""
    parent = folder_of(row).parent
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with scratch(parent, WRITING) as room:
        yield room


def write_pages(
    room: Path, cleared: Cleared, edition: Edition, *, files: Files, seen: Seen | None = None
) -> Path:
    """Write the pages of an edition into a scratch folder; they are durable when it returns.

    Raises:
        As `export`.
    """
    pages = room / "site"
    export(cleared, edition, pages, files=files, seen=seen)
    os.sync()
    return pages


def digest_of_sums(pages: Path) -> str:
    """SHA-256 of the list of the digests of all pages; the log keeps it, which binds every page to the log."""
    return hashlib.sha256((pages / SUMS).read_bytes()).hexdigest()


def put_in_place(row: ReleaseRow, pages: Path) -> None:
    """Move pages to where they are served from, over what an attempt that was cut short left there."""
    target = folder_of(row)
    shutil.rmtree(target, ignore_errors=True)
    pages.rename(target)
    durable(target.parent)


def remove(row: ReleaseRow) -> None:
    """Remove the pages of an edition and its ZIP file, so that no power cut brings them back.

    Raises:
        OSError: part of it is still there.
    """
    delete_durably(folder_of(row))
    for packed in folder_of(row).parent.glob(f"{row.number}.*"):
        delete_durably(packed)


def delete_durably(path: Path) -> None:
    """Remove a file or a folder; its name goes first, since a crash may leave half of a folder.

    Raises:
        OSError: it cannot be removed.
    """
    if not os.path.lexists(path):
        return
    gone = path.with_name(f"{GONE}{token_hex(8)}")
    path.rename(gone)
    durable(path.parent)
    if gone.is_dir() and not gone.is_symlink():
        shutil.rmtree(gone)
    else:
        gone.unlink()
    durable(path.parent)
