"""What cannot be a table is a clear error; what cannot carry an estimate is a coded refusal; never a number.

Invariant: no bad input reaches an engine, and none ends in a traceback.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.estimation.tables import of, written
from tests.main_path.asking import run

from aigaq import estimation
from aigaq.errors import AigaqError
from aigaq.estimation.table import Table, of_counts
from aigaq.records.vocab.messages import LANGUAGES, catalogue, sentence

BROKEN = [
    ("", "table-invalid"),
    ("a,b,count\n", "table-invalid"),
    ("a,b,count\n1,0\n", "table-invalid"),
    ("a,count\n1,4\n", "few-lists"),
    ("a,b,count\n1,0,-4\n", "bad-count"),
    ("a,b,count\n1,0,2.5\n", "bad-count"),
    ("a,b,count\n1,0,many\n", "bad-count"),
    ("a,b,count\n1,0,nan\n", "bad-count"),
    ("a,b,count\n1,0,\n", "bad-count"),
    ("a,b,count\n1,2,4\n", "bad-cell"),
    ("a,b,count\nyes,1,4\n", "bad-cell"),
    ("a,b,count\n1,0,4\n0,1,2\n1,0,4\n", "pattern-twice"),
    ("a,b,count\n1,0,4\n1,0,5\n", "pattern-twice"),
    ("a,a,count\n1,0,4\n", "list-twice"),
    ("a,b,count\n0,0,4\n1,0,0\n", "table-empty"),
    (",".join(f"l{k}" for k in range(63)) + "\n" + ",".join("1" * 63) + "\n", "many-lists"),
    ('a,b,count\n"1\n",0,5\n', "table-invalid"),
    ("a,,c,count\n1,0,0,5\n0,1,1,4\n", "table-invalid"),
    ("a,b,count\n1,0,2000000000\n", "bad-count"),
    ("a,b,count\n1,0,600000000\n0,1,600000000\n", "bad-count"),
    ("a,b,draw,threshold,count\n1,0,1,high,4\n0,1,1,high,4\n", "bad-threshold"),
    ("a,b,draw,threshold,count\n1,0,1,0.5,4\n0,1,1,0.7,4\n", "bad-threshold"),
    ("a,b,count\n1,0," + "9" * 200_000 + "\n", "table-invalid"),
]


@pytest.mark.parametrize(("text", "code"), BROKEN)
def test_a_broken_file_is_an_error_that_says_so_in_three_languages(
    tmp_path: Path, text: str, code: str
) -> None:
    with pytest.raises(AigaqError) as caught:
        estimation.table(written(tmp_path, text))
    assert caught.value.code == code
    assert len({sentence(caught.value, language) for language in LANGUAGES}) == 3
    exit_code, out, err = run("estimate", tmp_path / "table.csv")
    assert (exit_code, out) == (3, "")
    assert "Traceback" not in err


def test_words_in_a_wrong_column_are_not_repeated(tmp_path: Path) -> None:
    _, _, err = run("estimate", written(tmp_path, "a,b,who\n1,0,Saltanat\n1,1,Talgat\n"))
    assert "Saltanat" not in err and "Talgat" not in err


@pytest.mark.parametrize(
    ("name", "code"),
    [("image.csv", "not-text"), ("absent.csv", "file-unreadable"), ("absent.parquet", "file-unreadable")],
)
def test_bytes_that_are_no_text_and_files_that_are_not_there_are_errors(
    tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "image.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    with pytest.raises(AigaqError) as caught:
        estimation.table(tmp_path / name)
    assert caught.value.code == code
    assert run("estimate", tmp_path / name)[0] == 3


REFUSED: list[tuple[Table, str]] = [
    (of(30, 40, 5), "two-lists"),
    (of(30, 40, 0, 50, 0, 0, 0), "no-overlap"),
    (of(0, 40, 0, 50, 0, 30, 0), "empty-list"),
    (of(0, 0, 0, 100, 30, 20, 10), "nested"),
    (of(0, 0, 40, 50, 0, 0, 30), "nested"),
    (of(1, 1, 0, 1, 0, 0, 1), "few-people"),
]


@pytest.mark.parametrize("engine", list(estimation.ENGINES))
@pytest.mark.parametrize(("table", "reason"), REFUSED)
def test_what_carries_no_estimate_is_refused_by_every_engine(table: Table, reason: str, engine: str) -> None:
    found = estimation.estimate(table, engine=engine)
    assert found.refused and (found.low, found.median, found.high) == (None, None, None)
    assert found.reasons == (reason,)
    assert f"reason-{reason}" in catalogue()
    assert found.needed and all(f"needed-{one}" in catalogue() for one in found.needed)


def test_a_stratum_of_three_people_refuses_the_sum_and_is_named(tmp_path: Path) -> None:
    big = "".join(f"{a},{b},{c},big,40\n" for a in (0, 1) for b in (0, 1) for c in (0, 1) if a + b + c)
    text = f"a,b,c,stratum,count\n{big}1,1,0,tiny,1\n0,1,1,tiny,1\n1,0,1,tiny,1\n"
    found = estimation.estimate(written(tmp_path, text), engine="lower")
    assert found.refused and found.reasons == ("few-people (tiny)",)


def test_thirty_lists_get_a_lower_bound_or_a_coded_refusal() -> None:
    patterns = [
        [int(k in (place, (place + step) % 30)) for k in range(30)]
        for place in range(30)
        for step in range(4)
    ]
    table = of_counts([f"l{k}" for k in range(30)], patterns, [5] * len(patterns))
    assert not estimation.estimate(table, engine="lower").refused
    for engine in ("graphs", "loglinear", "sensitivity"):
        assert estimation.estimate(table, engine=engine).reasons == ("many-lists",)
