"""Read the lists of a case: `lists/NAME.csv`, one row per entry, with the id of the person.

Invariant: only the ids of a list are read; its other columns stay in the file.
"""

from __future__ import annotations

import csv
import io
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from aigaq.bundle import plainfiles
from aigaq.errors import FileUnreadable, MissingField


def read_lists(folder: Path) -> dict[str, tuple[str, ...]]:
    """By name of the list, the ids of the people on it, in the order of the file.

    Args:
        folder: the case folder.
    Raises:
        FileUnreadable: a list is not text. LeadsOutside, NotAFile, TooLarge: as
            `plainfiles.read`. MissingField: a list has no column `person`.
    """
    names = (name for name in plainfiles.listing(folder).files if fnmatchcase(name, "lists/*.csv"))
    return {PurePosixPath(name).stem: _people(folder, name) for name in names if name.count("/") == 1}


def _people(folder: Path, name: str) -> tuple[str, ...]:
    try:
        text = plainfiles.read(folder, name, limit=plainfiles.TEXT).decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        if "person" not in (rows.fieldnames or ()):
            raise MissingField(file=name, key="person")
        return tuple(row["person"].strip() for row in rows if (row["person"] or "").strip())
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileUnreadable(file=name) from error
