"""Capture histories for estimation, from lists of people.

Invariant: one person is one row, however many ids and spellings decisions join.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.records.clusters import Clusters


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Capture histories: 0/1 of shape (people, lists), with the ids of the rows and the names of the columns."""

    lists: tuple[str, ...]
    people: tuple[str, ...]
    cells: NDArray[np.int8]


def histories_of(clusters: Clusters, lists: Mapping[str, Iterable[str]]) -> Histories:
    """Capture histories of the people on some lists.

    Args:
        clusters: of the decisions of the case.
        lists: by the name of a list, the ids of the people on it; an id that stands twice counts once.
    """
    on = {name: {clusters.canonical(entry) for entry in entries} for name, entries in lists.items()}
    people = tuple(sorted(set().union(*on.values())))
    place = {person: row for row, person in enumerate(people)}
    cells = np.zeros((len(people), len(on)), dtype=np.int8)
    for column, held in enumerate(on.values()):
        cells[[place[person] for person in held], column] = 1
    return Histories(tuple(on), people, cells)
