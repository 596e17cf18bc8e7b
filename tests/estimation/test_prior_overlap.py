"""The prior beside the posterior: by hand where it has a closed form, and silent where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.estimation.tables import of, written
from tests.main_path.asking import run

from aigaq import estimation
from aigaq.estimation.prior_overlap import beside
from aigaq.estimation.result import Result

FINE = of(30, 35, 20, 40, 22, 18, 12)


def answer(draws: list[float], *, prior: str = "1/N", bound: float = 10_000.0) -> Result:
    return Result(
        "latent", "x", ("A", "B"), 100, "words", 200.0, 150.0, 300.0, draws=np.array(draws),
        arguments={"prior": prior}, diagnostics={"bound": bound},
    )  # fmt: skip


def test_one_over_n_is_even_on_the_logarithm() -> None:
    found = beside(answer([200.0])).diagnostics
    # From 100 to 10,000: two powers of ten, of which a half lies below 1,000.
    assert found["prior_median"] == pytest.approx(1000, rel=1e-3)
    assert found["prior_low"] == pytest.approx(10 ** (2 + 2 * 0.025), rel=1e-3)
    assert found["prior_high"] == pytest.approx(10 ** (2 + 2 * 0.975), rel=1e-3)


def test_a_posterior_that_is_its_prior_shares_all_and_one_at_a_place_shares_little() -> None:
    same = np.exp(np.linspace(np.log(100), np.log(10_000), 20_001)).tolist()
    assert beside(answer(same)).diagnostics["prior_overlap"] == pytest.approx(1.0, abs=0.01)
    assert beside(answer([500.0] * 50)).diagnostics["prior_overlap"] == pytest.approx(1 / 40)
    assert beside(answer(same, prior="flat")).diagnostics["prior_overlap"] < 0.6  # type: ignore[operator]


@pytest.mark.parametrize("engine", ["lower", "chao", "sensitivity", "loglinear"])
def test_an_engine_without_a_prior_of_n_shows_none(engine: str) -> None:
    found = estimation.estimate(FINE, engine=engine)
    assert not found.refused and not any(name.startswith("prior") for name in found.diagnostics)


def test_the_prior_stands_in_the_answer_in_words_and_in_the_picture(tmp_path: Path) -> None:
    rows = "".join(f"{a},{b},{c},{9 + a + b}\n" for a in (0, 1) for b in (0, 1) for c in (0, 1) if a + b + c)
    path = written(tmp_path, "a,b,c,count\n" + rows)
    asked = ("estimate", path, "--engine", "graphs")
    said = json.loads(run(*asked, "--json")[1])["diagnostics"]
    assert said["prior_low"] < said["prior_median"] < said["prior_high"] and 0 < said["prior_overlap"] < 1
    _, out, _ = run(*asked, "--plot", tmp_path / "picture.svg")
    assert f"{round(said['prior_median']):,}" in out
    assert "before the lists" in (tmp_path / "picture.svg").read_text(encoding="utf-8")
