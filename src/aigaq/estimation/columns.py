"""Columns of a file: CSV read in parts, so that ten million people fit; Parquet if pyarrow is installed.

Invariant: equal lines are counted, not stored, so memory grows with the number of different lines, not of people.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import FileUnreadable, NotText, TableInvalid
from aigaq.estimation.stats import need

NO_LISTS = ("count", "stratum", "draw", "threshold")
"""Columns that are not lists, in any spelling."""
UNKNOWN = frozenset({"", "NA", "N/A", "na", "n/a", "nan", "NaN", "None", "null", "?", "-1", ".", "<NA>"})
"""Ways to write "unknown" in a cell."""
_PART = 100_000
"""Lines per part."""
_MOST_LINES = 2_000_000
"""Most different lines of a table of lists; beyond it each person has a line of their own."""
Row = TypeVar("Row", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Columns:
    """Named columns of equal length; `times` counts equal rows that were joined to one."""

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
        """Values of one column as stripped text."""
        return np.array([str(value).strip() for value in self.of(name).tolist()], dtype=np.str_)

    def only(self, rows: NDArray[np.bool_]) -> Columns:
        """Some of the rows."""
        times = None if self.times is None else self.times[rows]
        return Columns(self.names, tuple(each[rows] for each in self.values), times)

    def without(self, *names: str) -> Columns:
        """All columns except these."""
        kept = [place for place, name in enumerate(self.names) if name not in names]
        return Columns(tuple(self.names[k] for k in kept), tuple(self.values[k] for k in kept), self.times)


def read_columns(path: str | Path) -> Columns:
    """The columns of a CSV or Parquet file. Equal capture histories come as one row with their count.

    Raises:
        FileUnreadable: no such file. NotText: not text. TableInvalid: no table. ExtraMissing: Parquet without pyarrow.
    """
    path = Path(path)
    try:
        return _parquet(path) if path.suffix.lower() in (".parquet", ".pq") else _csv(path)
    except UnicodeDecodeError as error:
        raise NotText(file=path.name, kind="utf-8") from error
    except OSError as error:
        raise FileUnreadable(file=path.name) from error
    except csv.Error as error:
        raise TableInvalid(file=path.name) from error


def _parquet(path: Path) -> Columns:
    path.open("rb").close()
    parquet = need("pyarrow.parquet", extra="parquet")
    try:
        with parquet.ParquetFile(path) as file:
            names = [str(name) for name in file.schema_arrow.names]
            counted = _counted(
                row
                for batch in file.iter_batches(_PART)
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
            )
    # Arrow raises these errors. TypeError: a cell that holds a list cannot be counted.
    except (ValueError, NotImplementedError, TypeError) as error:
        raise TableInvalid(file=path.name) from error
    return _joined(path, names, list(counted), [*counted.values()], np.dtype(object))


def _csv(path: Path) -> Columns:
    with path.open(encoding="utf-8-sig", newline=None) as file:
        header = file.readline()
        mark = max(",;\t", key=header.count)
        names = next(csv.reader([header], delimiter=mark), [])
        lines = _counted(map(str.rstrip, file))
    lines.pop("", None)
    rows = list(csv.reader(lines, delimiter=mark))
    return _joined(path, names, rows, [*lines.values()], np.dtype(np.str_))


def _joined(
    path: Path, names: Sequence[str], rows: Sequence[Sequence[object]], times: Sequence[int],
    kind: np.dtype[Any],
) -> Columns:  # fmt: skip
    """The distinct rows with their counts, as columns."""
    # A quoted cell over two lines would leave fewer rows than lines.
    if not names or not rows or len(rows) != len(times) or any(len(row) != len(names) for row in rows):
        raise TableInvalid(file=path.name)
    # A spelling of the columns that are no lists is not worth an error.
    bare = [name.strip() for name in names]
    known = tuple(name.lower() if name.lower() in NO_LISTS else name for name in bare)
    held = [np.array(column, dtype=kind) for column in zip(*rows, strict=True)]
    if "count" not in known:
        return Columns(known, tuple(held), np.array(times, dtype=np.int64))
    # Two equal lines of a table with counts are one pattern twice; they must come out as two.
    again = np.repeat(np.arange(len(times)), np.minimum(times, 2))
    return Columns(known, tuple(column[again] for column in held))


def _counted(rows: Iterable[Row]) -> Counter[Row]:
    """Counts of the distinct rows."""
    counts: Counter[Row] = Counter()
    left = iter(rows)
    while part := list(islice(left, _PART)):
        counts.update(part)
        if len(counts) > _MOST_LINES:
            raise TableInvalid()
    return counts
