"""What rests on a covered entry goes with it, however many steps away, and nothing else goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.protection.builders import safeguard
from tests.smallcase import written

from aigaq.bundle.masking import masked
from aigaq.bundle.read import read_case

CHAIN = (
    "a: {killed: q, in: raid}",
    "b: [a.event, causes, flood]",
    "c: [other, recants, '#b']",
    "d: [speaker, corrects, '#c']",
    "e: [other, completes, '#d']",
    "f: [p, occupation, fisherman, because: [a, c]]",
    "g: [other, recants, '#f']",
)


@pytest.mark.parametrize(
    ("covered", "left"), [("a", {"f", "g"}), ("b", {"a", "f", "g"}), ("d", set("abcfg"))]
)
def test_what_rests_on_what_rests_on_a_covered_entry_goes_too(
    tmp_path: Path, covered: str, left: set[str]
) -> None:
    case = written(tmp_path, *CHAIN, files={"private/safeguards.yaml": safeguard(covered, "names: [Xx]")})
    told = masked(read_case(case))
    assert {one.id for one in told.entries if one.id in set("abcdefg")} == left
    assert {one.entry for one in told.statements} <= {one.id for one in told.entries}
