"""What the cast says of a group. Invariant: what the cast does not say of an overlap is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.bundle.builders import CASE, write
from tests.smallcase import small

from aigaq.bundle.masking import masked
from aigaq.bundle.read import read_case
from aigaq.records.cases import Safeguard


@pytest.mark.parametrize(
    ("written", "overlap"),
    [("within: all", "unknown"), ("within: all, overlap: contained", "contained"), ("overlap: none", "none")],
)
def test_only_the_word_overlap_says_how_far_a_group_overlaps(
    tmp_path: Path, written: str, overlap: str
) -> None:
    groups = f"  groups:\n    all: all the dead\n    part: {{label: some of them, {written}}}\n"
    cast = CASE["cast.yaml"].replace("  groups:\n", groups)
    assert read_case(write(tmp_path, cast=cast)).subjects["part"].overlap == overlap


CHAIN = """cast:
  voices: {speaker: a resident}
  persons:
    last: {daughter-of: second, L: 1}
    second: {daughter-of: first, L: 1}
    first: {sister-of: aigerim, L: 1}
    aigerim: Aigerim Sadyqova
  events: {ev: the shooting}
"""


def test_whoever_is_called_after_a_relative_is_so_in_any_order(tmp_path: Path) -> None:
    case = small(tmp_path, "a: [aigerim, sex, female]", cast=CHAIN)
    labels = {key: one.label for key, one in case.records.subjects.items()}
    assert labels["last"] == "daughter of daughter of sister of Aigerim Sadyqova"
    safeguard = Safeguard("s1", ("aigerim",), "a resident", "asked", "lead", date(2031, 6, 1))
    shown = masked(replace(case.records, safeguards=(safeguard,))).subjects
    assert not any("Aigerim" in one.label for one in shown.values())
    assert shown["last"].label == "daughter of daughter of sister of a resident"
