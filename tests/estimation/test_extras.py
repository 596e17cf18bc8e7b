"""What an extra brings: Parquet, linear programmes, pictures; and what is said where it is not installed.

Invariant: a missing extra is an error that names it, never a traceback.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from tests.estimation.tables import of, written
from tests.main_path.asking import run

from aigaq import errors, estimation
from aigaq.estimation.loglinear.existence import forget

ROWS: Mapping[str, Sequence[object]] = {"a": [0, 1, 1], "b": [1, 0, 1], "count": [4, 3, 5]}


def parquet(folder: Path, columns: Mapping[str, Sequence[object]], *, rows: int = 1000) -> Path:
    """A Parquet file of these columns, so many rows in a group."""
    arrow, files = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    files.write_table(arrow.table(dict(columns)), folder / "table.parquet", row_group_size=rows)
    return folder / "table.parquet"


def test_a_parquet_file_is_the_table_that_its_csv_is(tmp_path: Path) -> None:
    assert estimation.table(parquet(tmp_path, ROWS)).digest == of(4, 3, 5).digest


def test_people_in_parquet_are_counted_over_its_groups(tmp_path: Path) -> None:
    people: dict[str, list[object]] = {"a": [1, 1, 0] * 100, "b": [True, False, True] * 100}
    table = estimation.table(parquet(tmp_path, people, rows=7))
    assert table.counts.tolist() == [100, 100, 100]


def test_a_null_in_parquet_is_unknown_and_not_zero(tmp_path: Path) -> None:
    table = estimation.table(parquet(tmp_path, {"a": [0, 1, None], "b": [1, 1, 1], "count": [4, 3, 5]}))
    assert table.n == 7 and table.unresolved is not None
    assert table.unresolved.patterns.tolist() == [[-1, 1]]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({**ROWS, "count": [4, 3, 2.5]}, "bad-count"),
        ({**ROWS, "count": [4, 3, None]}, "bad-count"),
        ({**ROWS, "a": [0, 0, 0], "b": [1, 1, 0]}, "pattern-twice"),
        ({**ROWS, "a": [[0], [1], [1]]}, "table-invalid"),
        ({"a": [], "b": [], "count": []}, "table-invalid"),
    ],
)
def test_a_broken_parquet_table_is_an_error_of_its_own(
    tmp_path: Path, columns: Mapping[str, Sequence[object]], code: str
) -> None:
    with pytest.raises(errors.TableInvalid) as caught:
        estimation.table(parquet(tmp_path, columns))
    assert caught.value.code == code


def test_bytes_that_only_look_like_parquet_are_no_table(tmp_path: Path) -> None:
    (tmp_path / "table.parquet").write_bytes(b"PAR1" + bytes(99))
    assert run("estimate", tmp_path / "table.parquet")[0] == 3
    with pytest.raises(errors.TableInvalid):
        estimation.table(tmp_path / "table.parquet")


ABSENT = [
    ("pyarrow.parquet", ("estimate", "table.parquet"), "parquet"),
    ("matplotlib", ("estimate", "table.csv", "--engine", "lower", "--plot", "picture.svg"), "stats"),
    ("scipy.optimize", ("estimate", "table.csv", "--engine", "loglinear"), "stats"),
]


@pytest.mark.parametrize(("module", "words", "extra"), ABSENT)
def test_a_missing_extra_is_named_with_the_words_that_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, words: tuple[str, ...], extra: str
) -> None:
    (tmp_path / "table.parquet").write_bytes(b"PAR1")
    # Some cells empty: their linear programme is what asks for SciPy.
    written(tmp_path, "a,b,c,count\n0,0,1,30\n0,1,0,35\n0,1,1,20\n1,0,0,40\n1,0,1,22\n1,1,1,12\n")
    monkeypatch.setitem(sys.modules, module, None)
    forget()
    code, out, err = run(*(tmp_path / word if "." in word else word for word in words))
    assert (code, out) == (3, "")
    # The name `aigaq` is not ours in any registry: a line that installs it would install a stranger's package.
    assert f"“{extra}”" in err
    assert f"pip install {module.partition('.')[0]}." in err
