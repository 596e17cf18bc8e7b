"""The stepwise choice: as SparseMSE chooses on every published table, whatever the order of the lists.

Invariant: a term that the checks do not admit is never chosen, however improbable its overlap.
"""

from __future__ import annotations

import re
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson
from tests.estimation.graphs.tables import published
from tests.estimation.loglinear.tables import ARTIFICIAL, answered, cells_of

from aigaq.estimation.loglinear.existence import admit
from aigaq.estimation.loglinear.listing import counts_of
from aigaq.estimation.loglinear.models import said
from aigaq.estimation.loglinear.selection import stepwise, surprise
from aigaq.estimation.table import Floats

TABLES = st.lists(st.integers(0, 60), min_size=7, max_size=7).map(lambda some: np.array([0.0, *some]))


def test_every_published_table_gets_the_model_and_the_number_of_sparsemse() -> None:
    known = answered("sparsemse", "stepwise p=0.02, normal CI")
    for name, row in known.items():
        table = published(name)
        found = stepwise(counts_of(table)[None, :], len(table.lists))
        pairs = {said(int(term), table.lists) for term in found.added[0] if term}
        assert pairs == formula(row["extra"]), name
        assert table.n + found.unseen[0] == pytest.approx(float(row["est"]), rel=1e-5), name


def formula(text: str) -> set[str]:
    """The two-way terms of `formula=count ~ A + B + A:B; emptyoverlaps=B:C; ...`."""
    return set(re.findall(r"\w+:\w+", text.partition("formula=")[2].partition("; all-two-list")[0]))


def test_kosovo_takes_its_pairs_in_the_order_of_sparsemse() -> None:
    table = published("kosovo_1999")
    found = stepwise(counts_of(table)[None, :], 4)
    order = [said(int(term), table.lists) for term in found.added[0] if term]
    assert order == ["ABA:OSCE", "OSCE:HRW", "EXH:OSCE", "EXH:ABA", "EXH:HRW"]


def test_the_artificial_table_stays_with_main_effects() -> None:
    found = stepwise(cells_of(ARTIFICIAL)[None, :], 3, threshold=0.9)
    # All pairs together would fit best, and are not identified.
    assert admit(cells_of(ARTIFICIAL), found.models).admitted[0]
    assert stepwise(cells_of(ARTIFICIAL)[None, :], 3).unseen[0] + 96 == pytest.approx(539.09, abs=0.005)


@given(TABLES)
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_lists_does_not_matter(counts: Floats) -> None:
    cube = counts.reshape(2, 2, 2)
    turned = np.array([cube.transpose(order).ravel() for order in permutations(range(3))])
    found = stepwise(turned, 3)
    assert found.unseen == pytest.approx(np.full(6, found.unseen[0]), rel=1e-6, nan_ok=True)


@given(TABLES)
@settings(max_examples=25, deadline=None)
def test_whatever_is_chosen_is_admitted(counts: Floats) -> None:
    found = stepwise(counts[None, :], 3, threshold=0.5)
    assert np.isnan(found.unseen[0]) or admit(counts, found.models).admitted[0]


def test_without_any_overlap_there_is_no_number() -> None:
    assert np.isnan(stepwise(cells_of([9, 8, 0, 7, 0, 0, 0])[None, :], 3).unseen[0])


def test_many_tables_are_chosen_for_as_each_alone() -> None:
    tables = np.random.Generator(np.random.PCG64(8)).poisson(12, size=(20, 16)).astype(float)
    alone = [stepwise(table[None, :], 4).unseen[0] for table in tables]
    assert stepwise(tables, 4).unseen == pytest.approx(alone, nan_ok=True)


def test_two_lists_have_no_pair_to_add() -> None:
    found = stepwise(cells_of([50, 30, 20])[None, :], 2)
    assert found.unseen[0] == pytest.approx(50 * 30 / 20)


@given(st.integers(0, 200), st.floats(0.01, 200))
def test_an_overlap_is_as_improbable_as_poisson_has_it(seen: int, fitted: float) -> None:
    chance, _ = surprise(np.array([float(seen)]), np.array([fitted]))
    expected = min(poisson.cdf(seen, fitted), poisson.sf(seen - 1, fitted))
    assert chance[0] == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_overlaps_too_improbable_for_the_machine_are_still_told_apart() -> None:
    chance, far = surprise(np.array([9000.0, 9900.0]), np.array([1000.0, 1000.0]))
    assert chance.tolist() == [0.0, 0.0]
    assert far[1] > far[0]
