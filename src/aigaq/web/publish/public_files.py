"""The files of an edition that is out: what they are made of, and where they lie.

Invariant: a folder of an edition is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from aigaq.citation.authors import author
from aigaq.citation.cleaning import cleaned
from aigaq.dossier import Edition, quoting
from aigaq.dossier.drafts import history
from aigaq.dossier.exporting import Seen, export
from aigaq.dossier.site import Files
from aigaq.protection import Cleared
from aigaq.web.home import durable, edition_folder, scratch
from aigaq.web.models import ReleaseRow
from aigaq.web.publish.drafting import Next
from aigaq.web.publish.edition_check import SUMS
from aigaq.web.publish.queries import place_of
from aigaq.web.store.log_state import log_state

WRITING, GONE = ".part-", ".gone-"
"""Beside editions: pages that are being written, and such as are being removed."""


def edition_of(row: ReleaseRow, found: Next, at: datetime) -> Edition:
    """What stands on every page of an edition that is published at that time.

    Raises:
        BadValue, MissingField, TooLarge ...: a title, author or publisher that cannot be cited.
    """
    told = row.asked
    today, first = at.date(), _first(found, at.date())
    address = place_of(row.dossier, row.number) if row.dossier_id else ""
    edition = Edition(
        revision=str(row.number),
        published=first,
        revised=today if first != today else None,
        address=address or None,
        authors=tuple(author(one) for one in told["authors"]),
        publisher=told["publisher"] or None,
        place=told["place"] or None,
        changes=history(found.out, found.draft.records, number=row.number, at=today),
        rule=told["rule"] or None,
        paper=bool(told["paper"]),
        tools=place_of(row.dossier) if address else None,
        checkpoint=log_state(address, at=today) if address else None,
    )
    cleaned(quoting.citable(found.draft.records, row.manifest or row.digest, edition, "en"))
    return edition


def _first(found: Next, today: date) -> date:
    """The day of the first edition of those that can still be read."""
    return min((one.at for one in found.out if one.state != "withdrawn"), default=today)


def written(
    room: Path, cleared: Cleared, edition: Edition, *, files: Files, seen: Seen | None = None
) -> Path:
    """Write the pages of an edition into a folder beside where they will lie; durable when it returns.

    Raises:
        As `export`.
    """
    part = room / "site"
    export(cleared, edition, part, files=files, seen=seen)
    os.sync()
    return part


def sums_of(site: Path) -> str:
    """The digest of the list that has the digest of every page; the log keeps it, so that the list is bound too."""
    return hashlib.sha256((site / SUMS).read_bytes()).hexdigest()


@contextmanager
def beside(row: ReleaseRow) -> Iterator[Path]:
    """A folder for pages that nobody may read yet, where those that are out lie; gone afterwards."""
    parent = folder_of(row).parent
    parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with scratch(parent, WRITING) as room:
        yield room


def put_in_place(row: ReleaseRow, part: Path) -> None:
    """Move the pages to where they are served from; what an attempt that was cut short left there gives way."""
    target = folder_of(row)
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)
    durable(target.parent)


def folder_of(row: ReleaseRow) -> Path:
    """Where the pages of an edition lie."""
    return edition_folder(settings.HOME, row.dossier.address, row.number)


def remove(row: ReleaseRow) -> None:
    """Take the pages of an edition away, and what was packed of them, so that no power cut brings them back.

    Raises:
        OSError: something of it is still there.
    """
    taken_away(folder_of(row))
    for packed in folder_of(row).parent.glob(f"{row.number}.*"):
        taken_away(packed)


def taken_away(path: Path) -> None:
    """Remove a file or a folder. Its name goes first, and for good: half of a folder may be left by a crash.

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
