"""Draws of a linkage made one: what they all say is said once.

Invariant: no warning of any draw is lost, and none is repeated for its figure alone.
"""

from __future__ import annotations

import numpy as np
from tests.estimation.tables import independent

from aigaq.estimation.checks import warn
from aigaq.estimation.pooling import mixture
from aigaq.estimation.result import Result, Warned
from aigaq.estimation.table import Draws

DRAWS = Draws(tuple(independent(200, (0.7, 0.6, 0.6), seed=seed) for seed in (1, 2, 3)))
HELD = np.arange(200.0, 240.0)


def part(place: int, *warnings: Warned) -> Result:
    """The answer of one draw."""
    table = DRAWS.tables[place]
    return Result(
        "latent",
        table.digest,
        table.lists,
        table.n,
        "words",
        220.0,
        200.0,
        239.0,
        draws=HELD,
        warnings=warnings,
    )


def test_a_warning_of_several_draws_stands_once_with_the_number_of_draws() -> None:
    parts = [part(0, warn("W17-classes", percent=1.0)), part(1, warn("W17-classes", percent=2.0)), part(2)]
    found = mixture(DRAWS, parts, seed=0)
    assert [(one.key, one.parameters) for one in found.warnings] == [("W17-classes", {"percent": 1.0})]
    assert found.diagnostics["draws_with_W17"] == 2.0


def test_what_every_draw_says_needs_no_number() -> None:
    found = mixture(DRAWS, [part(place, warn("W14")) for place in range(3)], seed=0)
    assert [one.code for one in found.warnings] == ["W14"]
    assert "draws_with_W14" not in found.diagnostics


def test_warnings_that_name_other_lists_both_stand() -> None:
    parts = [part(0, warn("W10-list", list="A", n=4)), part(1, warn("W10-list", list="B", n=4)), part(2)]
    found = mixture(DRAWS, parts, seed=0)
    assert [one.parameters["list"] for one in found.warnings] == ["A", "B"]
