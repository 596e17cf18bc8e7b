"""Answers as text. Invariant: nothing reads as a bound that is none."""

from __future__ import annotations

import pytest
from tests.main_path.asking import ZHANAOZEN, run

from aigaq.records.vocab.messages import LANGUAGES, Language, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_that_may_overlap_take_the_place_of_an_upper_bound(language: Language) -> None:
    code, out, _ = run("ladder", ZHANAOZEN, "--rule", "ill-treated", "--lang", language)
    line = next(one for one in out.splitlines() if one.startswith(say("head-documented", language)))
    assert code == 0
    assert line.endswith(f"3, {say('groups-beside', language)}")


def test_nobody_at_the_threshold_is_never_said_to_be_at_most_none() -> None:
    _, out, _ = run("ladder", ZHANAOZEN, "--rule", "custody-strict", "--lang", "en")
    line = next(one for one in out.splitlines() if one.startswith("DOCUMENTED"))
    assert line == "DOCUMENTED  none at this threshold yet"
