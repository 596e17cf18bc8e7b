"""Reading of overlap tables from files, arrays, mappings of columns, and data frames.

Invariant: an unknown cell stays unknown (in a row of its own); none is turned into a 0. An error message shows only
figures, since a wrong column may hold names of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aigaq.errors import (
    BadCell,
    BadCount,
    BadThreshold,
    FewLists,
    ListTwice,
    NoSuchList,
    PatternTwice,
    TableEmpty,
    TableInvalid,
)
from aigaq.estimation.columns import UNKNOWN, Columns, read_columns
from aigaq.estimation.table import MOST_PEOPLE, Cells, Counts, Draws, Table, Unresolved, of_counts

_STRATUM, _DRAW, _THRESHOLD = "stratum", "draw", "threshold"


def table(source: object, *, lists: Sequence[str] | None = None) -> Table:
    """Overlap table of a source.

    Args:
        source: a path (CSV, or Parquet where pyarrow is installed), an array of capture histories (people,
            lists), a mapping from column to values, or a data frame of any library. One column of 0 and 1 for each
            list; `count` if a row is more than one person; `stratum` if the table is a sum. NA, an empty
            cell, NaN, None and -1 are unknown.
        lists: names for an array (A, B, C ... by default); for a file the columns that are lists, if it has others.
    Raises:
        TableInvalid and its subclasses: the table is wrong. FileUnreadable. ExtraMissing: Parquet without pyarrow.
        ValueError: the source holds draws of a linkage; `draws` reads those.
    """
    parsed = read(source, lists=lists)
    if isinstance(parsed, Draws):
        raise ValueError("This source holds several draws; read it with `draws`.")
    return parsed


def draws(source: object, *, lists: Sequence[str] | None = None) -> Draws:
    """The draws of a linkage: one table for each.

    Args:
        source: a file or frame with a column `draw` (and `threshold`, if each draw was made at one), an
            array (draws, people, lists), or an iterable of sources for `table`.
        lists: as for `table`.
    """
    if isinstance(source, np.ndarray) and source.ndim == 3:
        return Draws(tuple(table(part, lists=lists) for part in source))
    if isinstance(source, list | tuple):
        return Draws(tuple(table(part, lists=lists) for part in source))
    parsed = read(source, lists=lists)
    return parsed if isinstance(parsed, Draws) else Draws((parsed,))


def read(source: object, *, lists: Sequence[str] | None = None) -> Table | Draws:
    """Table of a source, or its draws if it has a column `draw`."""
    if isinstance(source, Table | Draws):
        return source
    if not isinstance(source, str | Path):
        columns = _columns(source, lists)
        return _drawn(columns) if _DRAW in columns.names else _table(columns)
    try:
        columns = read_columns(source)
        columns = columns if lists is None else _chosen(columns, lists)
        return _drawn(columns) if _DRAW in columns.names else _table(columns)
    except TableInvalid as error:
        error.parameters.setdefault("file", Path(source).name)
        raise


def _chosen(columns: Columns, lists: Sequence[str]) -> Columns:
    """Columns of a file that are lists, with those for counts and strata.

    Raises:
        NoSuchList: no column has that name.
    """
    for name in lists:
        if name not in columns.names:
            raise NoSuchList(value=name, known=", ".join(columns.names))
    kept = {*lists, COUNT, _STRATUM, _DRAW, _THRESHOLD}
    return columns.without(*(name for name in columns.names if name not in kept))


def _columns(source: object, lists: Sequence[str] | None) -> Columns:
    """Arrays, mappings and frames as columns; a frame is anything with `columns` and items by name."""
    if isinstance(source, Mapping):
        return _of_items(source, source.keys())
    # An Arrow table has its names in another attribute, and `columns` holds data.
    names = getattr(source, "column_names", getattr(source, "columns", None))
    if names is not None and hasattr(source, "__getitem__"):
        return _of_items(source, names)
    cells = np.asarray(source)
    if cells.ndim != 2:
        raise TableInvalid()
    list_names = tuple(lists) if lists is not None else _letters(cells.shape[1])
    if len(list_names) != cells.shape[1]:
        raise TableInvalid()
    return Columns(list_names, tuple(cells.T))


def _of_items(source: object, names: Iterable[object]) -> Columns:
    held = [(str(name), np.asarray(source[name])) for name in names]  # type: ignore[index]
    return Columns(tuple(name for name, _ in held), tuple(values for _, values in held))


def _letters(count: int) -> tuple[str, ...]:
    return tuple(chr(65 + place) if place < 26 else f"L{place + 1}" for place in range(count))


def _drawn(columns: Columns) -> Draws:
    """Tables by the column `draw`; all rows of a draw have one threshold."""
    which = columns.text(_DRAW)
    tables, thresholds = [], []
    for name in dict.fromkeys(which.tolist()):
        part = columns.only(which == name)
        if _THRESHOLD in part.names:
            thresholds.append(threshold_of(part.text(_THRESHOLD), name))
        tables.append(_table(part.without(_DRAW, _THRESHOLD)))
    return Draws(tuple(tables), tuple(thresholds))


def _table(columns: Columns) -> Table:
    lists = tuple(name for name in columns.names if name.lower() not in (COUNT, _STRATUM))
    if len(set(columns.names)) != len(columns.names):
        raise ListTwice(value=next(one for one in columns.names if columns.names.count(one) > 1))
    if "" in lists:
        raise TableInvalid()
    if len(lists) < 2:
        raise FewLists(count=len(lists))
    cells = np.column_stack([cells_of(columns, name) for name in lists])
    people = people_of(columns, len(cells))
    whole = _one(lists, cells, people)
    if whole.n == 0 and whole.unresolved is None:
        raise TableEmpty()
    strata = columns.text(_STRATUM) if _STRATUM in columns.names else np.zeros(len(cells), dtype=np.int64)
    parts = [(str(name), strata == name) for name in dict.fromkeys(strata.tolist())]
    if COUNT in columns.names:
        for _, rows in parts:
            _each_once(cells[rows])
    if _STRATUM not in columns.names:
        return whole
    inside = tuple((name, _one(lists, cells[rows], people[rows])) for name, rows in parts)
    return Table(whole.lists, whole.patterns, whole.counts, inside, whole.unresolved)


def _one(lists: Sequence[str], cells: Cells, people: Counts) -> Table:
    """One table; rows with an unknown cell are kept apart."""
    unknown = (cells < 0).any(axis=1) & (people > 0)
    counted = of_counts(lists, cells[~unknown & (people > 0)], people[~unknown & (people > 0)])
    if not unknown.any():
        return counted
    rows, place = np.unique(cells[unknown], axis=0, return_inverse=True)
    sums = np.zeros(len(rows), dtype=np.int64)
    np.add.at(sums, place.ravel(), people[unknown])
    return Table(counted.lists, counted.patterns, counted.counts, (), Unresolved(rows, sums))


def _each_once(cells: ArrayLike) -> None:
    rows, counts = np.unique(np.asarray(cells), axis=0, return_counts=True)
    if (counts > 1).any():
        twice = rows[counts > 1][0]
        raise PatternTwice(value="".join("?" if cell < 0 else str(cell) for cell in twice.tolist()))


COUNT = "count"


def cells_of(columns: Columns, name: str) -> Cells:
    """Cells of a list as 0, 1, or -1 for unknown."""
    values = columns.of(name)
    if values.dtype.kind in "iub":
        _only(name, values, np.isin(values, (-1, 0, 1)))
        return values.astype(np.int8)
    if values.dtype.kind == "f":
        _only(name, values, np.isnan(values) | np.isin(values, (-1, 0, 1)))
        return np.where(np.isnan(values), -1, values).astype(np.int8)
    known = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "False": 0, "True": 1, "FALSE": 0, "TRUE": 1}
    read_as = {**known, **dict.fromkeys(UNKNOWN, -1)}
    words = columns.text(name)
    distinct, place = np.unique(words, return_inverse=True)
    _only(name, distinct, np.array([word in read_as for word in distinct.tolist()], dtype=bool))
    return np.array([read_as[word] for word in distinct.tolist()], dtype=np.int8)[place]


def _only(name: str, values: NDArray[np.generic], good: NDArray[np.bool_]) -> None:
    if not good.all():
        raise BadCell(value=_shown(values[~good][0]), id=name)


def _shown(value: object) -> str:
    """A number as written; any other text is hidden, since a wrong column may hold names of people."""
    written = str(value).strip()
    return written if re.fullmatch(r"[-+.,/ 0-9eE]{1,20}", written) else "…"


def people_of(columns: Columns, rows: int) -> Counts:
    """People per row: the column of counts, else the number of equal rows that were joined."""
    if COUNT not in columns.names:
        return np.ones(rows, dtype=np.int64) if columns.times is None else columns.times
    values = columns.of(COUNT)
    numbers = np.array([_number(word) for word in columns.text(COUNT).tolist()], dtype=np.float64)
    wrong = ~(
        np.isfinite(numbers) & (numbers >= 0) & (numbers == np.floor(numbers)) & (numbers <= MOST_PEOPLE)
    )
    if wrong.any():
        raise BadCount(value=_shown(values[wrong][0]))
    return numbers.astype(np.int64)


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return np.nan


def threshold_of(words: NDArray[np.str_], draw: str) -> float:
    """Linkage threshold of a draw."""
    written = sorted(set(words.tolist()))
    numbers = {_number(word) for word in written}
    if len(numbers) != 1 or not np.isfinite(threshold := numbers.pop()):
        raise BadThreshold(value=" / ".join(_shown(word) for word in written[:2]), id=_shown(draw))
    return threshold
