"""The columns of a file: CSV read in parts, so that ten million people fit; Parquet where pyarrow is there.

Invariant: like lines are counted, not kept: memory follows the number of different lines, not of people.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import FileUnreadable, TableInvalid
from aigaq.estimation.stats import need

UNKNOWN = frozenset({"", "NA", "N/A", "na", "n/a", "nan", "NaN", "None", "null", "?", "-1", ".", "<NA>"})
"""How "not known" is written in a cell."""
_PART = 100_000
"""Lines in one part."""
_MOST_LINES = 2_000_000
"""Different lines beyond which a file is no table of lists: each person would have a line of her own."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Named columns of one length; `times` says how often each row stands there, where like rows were joined."""

    names: tuple[str, ...]
    values: tuple[NDArray[np.generic], ...]
    times: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        if len({len(each) for each in self.values}) > 1 or any(each.ndim != 1 for each in self.values):
            raise TableInvalid()

    def of(self, name: str) -> NDArray[np.generic]:
        """The values of one column."""
        return self.values[self.names.index(name)]

    def text(self, name: str) -> NDArray[np.str_]:
        """The values of one column as words, without space around them."""
        return np.array([str(value).strip() for value in self.of(name).tolist()], dtype=np.str_)

    def only(self, rows: NDArray[np.bool_]) -> Columns:
        """Some of the rows."""
        times = None if self.times is None else self.times[rows]
        return Columns(self.names, tuple(each[rows] for each in self.values), times)

    def without(self, *names: str) -> Columns:
        """All columns but these."""
        kept = [place for place, name in enumerate(self.names) if name not in names]
        return Columns(tuple(self.names[k] for k in kept), tuple(self.values[k] for k in kept), self.times)


def read_columns(path: str | Path) -> Columns:
    """The columns of a CSV or Parquet file. Like lines of capture histories come as one, with their count.

    Raises:
        FileUnreadable: no such file, or no text. TableInvalid: no table. ExtraMissing: Parquet, no pyarrow.
    """
    path = Path(path)
    try:
        return _parquet(path) if path.suffix.lower() in (".parquet", ".pq") else _csv(path)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileUnreadable(file=path.name) from error


def _parquet(path: Path) -> Columns:
    path.open("rb").close()
    table = need("pyarrow.parquet", extra="parquet").read_table(path)
    return Columns(
        tuple(table.column_names),
        tuple(np.array(column.to_pylist(), dtype=object) for column in table.columns),
    )


def _csv(path: Path) -> Columns:
    with path.open(encoding="utf-8-sig", newline=None) as file:
        header = file.readline()
        mark = max(",;\t", key=header.count)
        names = [name.strip() for name in next(csv.reader([header], delimiter=mark), [])]
        # A spelling of the two columns that are no lists is not worth an error.
        names = [
            name.lower() if name.lower() in ("count", "stratum", "draw", "threshold") else name
            for name in names
        ]
        lines = _counted(file)
    rows = list(csv.reader(lines, delimiter=mark))
    if not names or not rows or any(len(row) != len(names) for row in rows):
        raise TableInvalid(file=path.name)
    held = [np.array(column, dtype=np.str_) for column in zip(*rows, strict=True)]
    times = np.fromiter(lines.values(), dtype=np.int64)
    if "count" not in names:
        return Columns(tuple(names), tuple(held), times)
    # Two equal lines of a table with counts are one pattern twice; they must come out as two.
    again = np.repeat(np.arange(len(times)), np.minimum(times, 2))
    return Columns(tuple(names), tuple(column[again] for column in held))


def _counted(file: Iterator[str]) -> Counter[str]:
    """Each different line with how often it stands there."""
    found: Counter[str] = Counter()
    while part := list(islice(file, _PART)):
        found.update(map(str.rstrip, part))
        if len(found) > _MOST_LINES:
            raise TableInvalid()
    found.pop("", None)
    return found
