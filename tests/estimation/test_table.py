"""A table is the same table whatever the order of its rows and lists, and the names of these.

Invariant: nothing that an estimate hangs on is lost or invented between the file and the table.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.estimation.tables import of, written

from aigaq import estimation
from aigaq.estimation.table import of_counts

COUNTS = st.lists(st.integers(0, 50), min_size=7, max_size=7).filter(any)


@given(COUNTS, st.permutations(range(3)), st.permutations(range(7)))
def test_order_of_rows_lists_and_names_does_not_change_the_digest(
    counts: list[int], lists: list[int], rows: list[int]
) -> None:
    one = of(*counts)
    cells, people = one.full()
    size = {tuple(sorted(people[(cells[:, k] == 1) & (cells.sum(1) == 1)])) for k in range(3)}
    other = of_counts("XYZ", cells[rows][:, lists], people[rows])
    # Lists of which as many stand alone can come in either order.
    if len(size) == 3:
        assert one.digest == other.digest
    assert one.n == other.n


@given(COUNTS, st.integers(0, 6))
def test_another_count_is_another_digest(counts: list[int], place: int) -> None:
    more = [*counts]
    more[place] += 1
    assert of(*counts).digest != of(*more).digest


def test_zero_rows_and_zero_counts_go_and_rows_come_in_binary_order() -> None:
    table = of_counts(["a", "b"], [[1, 1], [0, 0], [1, 0], [0, 1]], [3, 9, 0, 2])
    assert table.patterns.tolist() == [[0, 1], [1, 1]]
    assert table.counts.tolist() == [2, 3]


SAME = [
    "a,b,count\n0,1,4\n1,0,3\n1,1,5\n",
    "\ufeffa;b;Count\r\n1;1;5\r\n0;1;4\r\n1;0;3\r\n",
    '"a","b","count"\n"1","0","3"\n1,1,5\n0,1,4\n0,0,0\n',
    "a,b\n" + "1,0\n" * 3 + "1,1\n" * 5 + "0,1\n" * 4 + "0,0\n",
]


@pytest.mark.parametrize("text", SAME)
def test_every_way_of_writing_a_csv_gives_one_table(tmp_path: Path, text: str) -> None:
    table = estimation.table(written(tmp_path, text))
    assert table.lists == ("a", "b")
    assert table.counts.tolist() == [4, 3, 5]
    assert table.digest == of(4, 3, 5).digest


class Frame:
    """What a frame of any maker has: names of columns, and columns by name."""

    columns = ("a", "b", "count")

    def __getitem__(self, name: str) -> list[object]:
        held: dict[str, list[object]] = {"a": [0, 1, 1.0], "b": [True, False, True], "count": ["4", 3, 5]}
        return held[name]


def test_arrays_mappings_and_frames_are_read_as_files_are() -> None:
    histories = np.array([[0, 1]] * 4 + [[1, 0]] * 3 + [[1, 1]] * 5)
    columns = {"a": [0, 1, 1], "b": [1, 0, 1], "count": [4, 3, 5]}
    sources: list[object] = [histories, columns, Frame(), of(4, 3, 5)]
    assert {estimation.table(source).digest for source in sources} == {of(4, 3, 5).digest}


def test_an_unknown_cell_stays_unknown_and_gets_no_number(tmp_path: Path) -> None:
    table = estimation.table(written(tmp_path, "a,b,c\n1,NA,0\n" + "1,1,0\n0,1,1\n1,0,1\n" * 20))
    assert table.n == 60
    assert table.unresolved is not None
    assert table.unresolved.patterns.tolist() == [[1, -1, 0]]
    answer = estimation.estimate(table, engine="lower")
    assert (answer.refused, answer.reasons) == (True, ("unresolved",))


def test_strata_are_tables_that_sum_to_the_whole(tmp_path: Path) -> None:
    text = "a,b,stratum,count\n1,0,x,3\n1,1,x,5\n0,1,y,4\n1,1,y,2\n"
    table = estimation.table(written(tmp_path, text))
    assert [(name, part.n) for name, part in table.strata] == [("x", 8), ("y", 6)]
    assert table.n == 14


def test_draws_of_a_linkage_come_apart_by_their_column(tmp_path: Path) -> None:
    text = "draw,threshold,a,b,count\n1,0.5,1,0,3\n1,0.5,1,1,5\n2,0.9,0,1,4\n2,0.9,1,1,2\n"
    draws = estimation.draws(written(tmp_path, text))
    assert [table.n for table in draws.tables] == [8, 6]
    assert draws.thresholds == (0.5, 0.9)


def test_importing_estimation_is_cheap() -> None:
    code = (
        "import time; t = time.perf_counter(); import aigaq.estimation as e; print(time.perf_counter() - t)"
    )
    code += "; import sys; print({'scipy', 'matplotlib', 'pandas', 'pyarrow', 'django'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    seconds, loaded = done.stdout.split("\n")[:2]
    assert loaded == "set()"
    # Half a second on an idle machine is the promise; a busy one gets more.
    assert float(seconds) < 2.0


def test_ten_million_people_are_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "histories.csv"
    block = "1,0,0\n0,1,0\n1,1,1\n0,0,0\n" * 25_000
    with path.open("w", encoding="utf-8") as file:
        file.write("a,b,c\n")
        for _ in range(100):
            file.write(block)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = estimation.table(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert table.counts.tolist() == [2_500_000] * 3
    # Kilobytes: ten million lines at once would be five hundred megabytes.
    assert grown < 100_000
