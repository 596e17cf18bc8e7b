"""Which prior the default takes, and from how many lists on.

Invariant: what somebody asks for by name is never replaced by what the default would take.
"""

from __future__ import annotations

import pytest
from tests.estimation.tables import independent

from aigaq import estimation
from aigaq.estimation.latent import Wanted
from aigaq.estimation.latent.sampler import Plan
from aigaq.estimation.table import Draws, Table

HASTY = Wanted(
    rhat=1.05, ess=400, error=0.1, tails=1.0, plain_rounds=600, most_rounds=600,
    plain=Plan(leaps=8, sweeps=20, learning=30),
)  # fmt: skip


def recorded(lists: int) -> Table:
    """About 290 of 300 people on so many lists."""
    return independent(300, (0.6, 0.5, 0.7, 0.4, 0.5)[:lists], seed=3)


@pytest.mark.parametrize(("lists", "shape"), [(4, "0.25"), (5, "16")])
def test_the_default_expects_more_kinds_of_people_where_lists_can_tell_them_apart(
    lists: int, shape: str
) -> None:
    found = estimation.estimate(recorded(lists), classes=3, wanted=HASTY, double=False)
    assert (found.engine, found.arguments["shape"]) == ("latent", shape)


def test_the_engine_by_name_keeps_the_published_prior() -> None:
    found = estimation.estimate(recorded(5), engine="latent", classes=3, wanted=HASTY, double=False)
    assert (found.arguments["shape"], found.arguments["rate"]) == ("0.25", "0.25")


def test_a_prior_that_is_asked_for_is_kept_by_the_default() -> None:
    found = estimation.estimate(recorded(5), shape=2.0, classes=3, wanted=HASTY, double=False)
    assert found.arguments["shape"] == "2"


def test_draws_of_a_linkage_have_the_prior_of_the_default_too() -> None:
    draws = Draws((recorded(5), recorded(5)))
    found = estimation.estimate(draws, classes=3, wanted=HASTY, double=False)
    assert found.arguments["shape"] == "16"
