"""Cells of a column (0, 1 or unknown), counts of people, and the threshold of a draw.

Invariant: an error message shows only figures, since a wrong column may hold names of people.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import BadCell, BadCount, BadThreshold
from aigaq.estimation.columns import UNKNOWN, Columns
from aigaq.estimation.table import MOST_PEOPLE, Cells, Counts

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
