"""Hierarchical models: how many there are, and what they are called.

Invariant: each count is checked against an enumeration of every set of terms where that is possible.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from aigaq.estimation.loglinear.models import (
    Bools,
    hierarchical,
    main_effects,
    model_of,
    name_of,
    said,
    term_of,
    two_way,
)


def closed(model: Bools) -> bool:
    """Does the model hold each part of each term?"""
    held = np.flatnonzero(model)
    return all(model[part] for term in held for part in range(len(model)) if part & term == part)


@pytest.mark.parametrize(("lists", "count"), [(2, 1), (3, 8), (4, 113), (5, 6893)])
def test_there_are_as_many_hierarchical_models_as_in_print(lists: int, count: int) -> None:
    assert len(hierarchical(lists)) == count
    assert len(np.unique(hierarchical(lists), axis=0)) == count


@pytest.mark.parametrize("lists", [3, 4])
def test_the_hierarchical_models_are_all_closed_sets_of_terms(lists: int) -> None:
    larger = [term for term in range(1, 2**lists - 1) if term.bit_count() > 1]
    found = set()
    for chosen in product((False, True), repeat=len(larger)):
        model = main_effects(lists).copy()
        model[larger] = chosen
        if closed(model):
            found.add(model.tobytes())
    assert found == {model.tobytes() for model in hierarchical(lists)}


def test_every_model_of_five_lists_leaves_out_the_term_of_all() -> None:
    assert not hierarchical(5)[:, -1].any()
    assert (hierarchical(5) & main_effects(5)).sum() == 6893 * 6


@pytest.mark.parametrize(("lists", "count"), [(2, 1), (3, 8), (4, 64), (5, 1024), (6, 32768)])
def test_two_way_models_are_all_subsets_of_the_pairs(lists: int, count: int) -> None:
    assert len(two_way(lists)) == count


def test_the_name_of_a_model_leads_back_to_it() -> None:
    for model in hierarchical(4):
        assert (model_of(name_of(model), 4) == model).all()


def test_a_model_is_called_by_its_largest_terms() -> None:
    model = main_effects(4).copy()
    for places in [*combinations(range(3), 2), (0, 1, 2), (0, 3), (2, 3)]:
        model[term_of(places, 4)] = True
    assert name_of(model) == "[123,14,34]"
    assert said(term_of((0, 3), 4), ("A", "B", "C", "D")) == "A:D"


@pytest.mark.parametrize("name", ["123", "[1234]", "[15]", "[]", "[1,,2]", "[0]"])
def test_what_is_no_model_of_four_lists_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="model"):
        model_of(name, 4)


@pytest.mark.parametrize("lists", [1, 6])
def test_too_few_or_too_many_lists_have_no_list_of_models(lists: int) -> None:
    with pytest.raises(ValueError, match="lists"):
        hierarchical(lists)
