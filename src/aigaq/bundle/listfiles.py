"""The lists of a case: `lists/NAME.csv`, a line for each entry, with the id of the person.

Invariant: nothing of a list but the ids is read; what else a line says stays where it is.
"""

from __future__ import annotations

import csv
from pathlib import Path

from aigaq.errors import FileUnreadable, MissingField


def read_lists(folder: Path) -> dict[str, tuple[str, ...]]:
    """By the name of each list, the ids of the people on it, in the order of the file.

    Args:
        folder: of the case.
    Raises:
        FileUnreadable: a list is no text. MissingField: a list without a column `person`.
    """
    return {path.stem: _people(path) for path in sorted((folder / "lists").glob("*.csv"))}


def _people(path: Path) -> tuple[str, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "person" not in (rows.fieldnames or ()):
                raise MissingField(file=f"lists/{path.name}", key="person")
            return tuple(row["person"].strip() for row in rows if (row["person"] or "").strip())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileUnreadable(file=f"lists/{path.name}") from error
