"""Deaths in custody: a ward of the jail is the jail. Invariant: a place within a place of detention is one too."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import CAST, small

WARDS = CAST.replace("within: jail}", "within: jail}, ward: {label: the ward, within: c9}")
HELD = "h: {detained: p, at: c9}"


@pytest.mark.parametrize(
    ("place", "kind"), [("ward", "after-custody"), ("c9", "after-custody"), ("jail", "other")]
)
def test_who_dies_within_the_place_of_detention_died_in_custody(
    tmp_path: Path, place: str, kind: str
) -> None:
    died = f"p: {{died: p, cause: pneumonia, dead-at: {place}}}"
    assert small(tmp_path, HELD, died, cast=WARDS).ladder().individuals[0].kind == kind


@pytest.mark.parametrize("reading", ["consequence", "strict"])
def test_a_rule_on_custody_counts_the_ward_of_the_jail(tmp_path: Path, reading: str) -> None:
    rule = {"rules/deaths.yaml": f"rule: {{key: deaths, harm: died, custody: {reading}}}\n"}
    case = small(tmp_path, HELD, "p: {died: p, cause: pneumonia, dead-at: ward}", cast=WARDS, files=rule)
    assert [one.id for one in case.ladder().individuals] == ["p"]
