"""Every warning has a table or an answer that calls it, and one that does not.

Invariant: W01 to W17, each with a test that triggers it, a sentence in three languages and a section to read.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.estimation.tables import ROOT, of

from aigaq import estimation
from aigaq.estimation import checks
from aigaq.estimation.holdout import Held, _moved, _poor
from aigaq.estimation.result import Result
from aigaq.estimation.table import Table
from aigaq.records.vocab.messages import catalogue

FINE = of(30, 35, 20, 40, 22, 18, 12)
CODES = [f"W{number:02d}" for number in range(1, 18)]


def keys(table: Table, *assume: str) -> set[str]:
    return {warning.key for warning in checks.check(table, assume=assume)}


BEFORE = [
    (of(30, 40, 10), "W01"),
    (of(30, 40, 0, 50, 20, 20, 0), "W02"),
    (of(30, 40, 0, 50, 0, 0, 0), "W03"),
    (of(300, 400, 1, 500, 1, 1, 1), "W04-lonely"),
    (of(5, 5, 5, 300, 40, 40, 40), "W09-dominant"),
    (of(0, 40, 30, 50, 0, 20, 30), "W09-nested"),
    (of(0, 0, 40, 50, 0, 0, 30), "W09-copy"),
    (of(2, 3, 4, 5, 2, 2, 2), "W10"),
    (of(1, 100, 1, 100, 1, 40, 1), "W10-list"),
]


@pytest.mark.parametrize(("table", "key"), BEFORE)
def test_a_table_calls_its_warning_before_any_fit(table: Table, key: str) -> None:
    assert key in keys(table)
    assert key not in keys(FINE)


def test_strata_call_for_draws_and_not_for_intervals() -> None:
    assert "W13" in keys(replace(FINE, strata=(("x", FINE),)))
    assert "W13" not in keys(FINE)


def test_what_no_table_shows_is_asked_until_somebody_vouches_for_it() -> None:
    assert {"W14", "W15", "W09-referral"} == keys(FINE)
    assert keys(FINE, "closed", "unreferred") == {"W14"}


def answer(median: float = 300.0, **diagnostics: float) -> Result:
    return Result("latent", "x", ("A", "B", "C"), 200, "words", median, 250.0, 400.0, diagnostics=diagnostics)


AFTER = [
    (answer(1300.0), "W04"),
    (answer(rhat=1.02), "W05"),
    (answer(ess=399.0), "W05"),
    (replace(answer(bound=1000.0), draws=np.array([300.0] * 99 + [999.0])), "W06"),
    (replace(answer(), curve=(np.arange(1000.0), np.full(1000, 0.001))), "W06"),
    (answer(complete_weight=0.06), "W07"),
    (answer(spread=2.1), "W08"),
    (answer(truncation_shift=-0.06), "W16"),
    (replace(answer(), diagnostics={"truncation": "unconverged"}), "W16"),
    (answer(fit_chance=0.049), "W17"),
]


@pytest.mark.parametrize(("result", "code"), AFTER)
def test_an_answer_calls_its_warning_after_the_fit(result: Result, code: str) -> None:
    assert code in {warning.code for warning in checks.after(result)}


def test_an_answer_with_nothing_against_it_calls_none() -> None:
    fine = answer(
        rhat=1.001, ess=900.0, complete_weight=0.01, spread=1.5, truncation_shift=0.01, fit_chance=0.05
    )
    assert checks.after(fine) == ()


def test_engines_that_differ_more_than_twofold_warn_together() -> None:
    assert [one.code for one in checks.between([answer(300.0), answer(601.0)])] == ["W08"]
    assert checks.between([answer(300.0), answer(599.0)]) == ()


def test_lists_that_others_miss_warn_and_a_refusal_is_no_hit() -> None:
    miss, hit = Held("A", 900, answer()), Held("B", 300, answer())
    silent = Held("C", 300, replace(answer(), median=None, low=None, high=None, refused=True))
    assert [one.parameters for one in _poor([miss, hit, silent])] == [{"good": 1, "of": 2}]
    assert _poor([hit, silent]) == ()


def test_a_list_whose_absence_moves_the_answer_by_half_warns() -> None:
    held = estimation.holdout(of(30, 45, 300, 40, 22, 18, 12), engine="chao", assume=["independent"])
    assert "W12" in {one.code for one in held.warnings}
    assert [one.list for one in held.dropped] == ["A", "B", "C"]
    assert _moved([replace(one, change=0.5) for one in held.dropped]) == ()


def test_every_code_has_its_sentences_and_its_section() -> None:
    written = {key.removeprefix("estimate-")[:3] for key in catalogue() if key.startswith("estimate-W")}
    assert written >= set(CODES)
    page = (ROOT / "docs" / "reference" / "estimation.md").read_text(encoding="utf-8")
    assert [code for code in sorted(written) if f"### {code}" not in page] == []
