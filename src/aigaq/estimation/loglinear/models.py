"""Hierarchical log-linear models of J lists as sets of terms, and their names.

Invariant: a model holds the constant and every main effect, with each term all its parts, and never the term
of all lists: that one and the unseen cell cannot both be known.

A term or a cell is a whole number whose bits are lists, the first list the highest bit, as in `table`.
A model is a row of booleans over the 2^J terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
# Up to here every hierarchical model is listed (6,893); six lists have 7,785,061 of them.
MOST_FOR_ALL = 5
# Up to here every two-way model is listed (32,768); seven lists have 2,097,152 of them.
MOST_FOR_PAIRS = 6
# Beyond this a table usually has more cells than people, and 2^J columns are no longer few.
MOST_LISTS = 8


@cache
def pairs_of(lists: int) -> tuple[int, ...]:
    """Two-way terms in the order 12, 13, ..., 1J, 23, ..."""
    return tuple(term_of(pair, lists) for pair in combinations(range(lists), 2))


def term_of(places: Iterable[int], lists: int) -> int:
    """The term of some lists, given by their places from 0."""
    return sum(1 << (lists - 1 - place) for place in places)


@cache
def main_effects(lists: int) -> Bools:
    """Model of independence: the constant and one term per list."""
    model = np.zeros(1 << lists, dtype=bool)
    model[[0, *(1 << place for place in range(lists))]] = True
    model.setflags(write=False)
    return model


@cache
def hierarchical(lists: int) -> Bools:
    """Every hierarchical model with all main effects and without the term of all lists.

    Returns:
        Shape (models, 2^J); 1, 8, 113, 6,893 models for J = 2 to 5.
    Source: the count 113 stands in the manual of Rcapture; Rivest & Baillargeon (2014).
    """
    if not 2 <= lists <= MOST_FOR_ALL:
        raise ValueError(f"All hierarchical models are listed for 2 to {MOST_FOR_ALL} lists, not {lists}.")
    models = main_effects(lists)[None, :]
    for order in range(2, lists):
        models = np.concatenate([_grown(model, order, lists) for model in models])
    return _frozen(models)


@cache
def two_way(lists: int) -> Bools:
    """Every model of main effects and pairs, shape (2^(J(J-1)/2), 2^J); J from 3 to 6 (J = 2: one)."""
    if not 2 <= lists <= MOST_FOR_PAIRS:
        raise ValueError(f"All two-way models are listed for 2 to {MOST_FOR_PAIRS} lists, not {lists}.")
    if lists == 2:
        return main_effects(2)[None, :]
    return _frozen(_grown(main_effects(lists), 2, lists))


def _grown(model: Bools, order: int, lists: int) -> Bools:
    """Models extended by every subset of the terms of one order whose parts they hold."""
    terms = [term_of(places, lists) for places in combinations(range(lists), order)]
    free = [term for term in terms if all(model[term & ~(1 << bit)] for bit in _bits(term))]
    chosen = np.arange(1 << len(free))[:, None] >> np.arange(len(free)) & 1
    grown = np.repeat(model[None, :], len(chosen), axis=0)
    grown[:, free] = chosen.astype(bool)
    return grown


def _frozen(models: Bools) -> Bools:
    models.setflags(write=False)
    return models


def _bits(term: int) -> list[int]:
    return [bit for bit in range(term.bit_length()) if term >> bit & 1]


def name_of(model: Bools) -> str:
    """Name of a model by its largest terms, as printed: `[123,14,34]`; lists are numbered from 1."""
    return _name(model.tobytes())


@lru_cache(maxsize=50_000)
def _name(model: bytes) -> str:
    lists = len(model).bit_length() - 1
    held = [term for term, is_in in enumerate(model) if is_in]
    largest = [term for term in held if not any(term & other == term != other for other in held)]
    said = sorted(sorted(lists - bit for bit in _bits(term)) for term in largest)
    said.sort(key=lambda places: (-len(places), places))
    return "[" + ",".join("".join(map(str, places)) for places in said) + "]"


def model_of(name: str, lists: int) -> Bools:
    """Model with the name `[123,14,34]`: these terms, their parts and all main effects.

    Raises:
        ValueError: not such a name, a list beyond J, or the term of all lists.
    """
    if not re.fullmatch(r"\[[1-9]+(,[1-9]+)*\]", name):
        raise ValueError(f"A model is written as [123,14,34], not {name!r}.")
    terms = [{int(digit) for digit in word} for word in name[1:-1].split(",")]
    if any(max(term) > lists or len(term) == lists for term in terms):
        raise ValueError(f"{name} is not a model of {lists} lists without their highest term.")
    model = main_effects(lists).copy()
    for term in terms:
        whole = term_of((place - 1 for place in term), lists)
        model[[part for part in range(1 << lists) if part & whole == part]] = True
    return model


def said(term: int, names: Sequence[str]) -> str:
    """Name of a term by its lists: `A:B`."""
    return ":".join(name for place, name in enumerate(names) if term >> (len(names) - 1 - place) & 1)
