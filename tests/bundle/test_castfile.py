"""What the cast says of a group. Invariant: what the cast does not say of an overlap is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bundle.builders import CASE, write

from aigaq.bundle.read import read_case


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
