"""A kind of act that is denied of all, against one of them. Invariant: an event of that kind is a case of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import small

MEMBER = "m: [p, member-of, g]"


@pytest.mark.parametrize(
    ("denied", "told", "found"),
    [
        ("killing", "{killed: p}", True),
        ("wounding", "{hurt: p}", True),
        ("killing", "{killed: p, as: homicide}", True),
        ("homicide", "{killed: p}", False),
        ("detention", "{hurt: p}", False),
        ("killing", "{killed: q}", False),
    ],
)
def test_a_member_who_suffered_it_speaks_against_none_did(
    tmp_path: Path, denied: str, told: str, found: bool
) -> None:
    rule = f"r: [g, not victim-of, {denied}, aspect: all, via: [ministry]]"
    kinds = [one.kind for one in small(tmp_path, MEMBER, rule, f"x: {told}").contradictions()]
    assert ("universal-against-member" in kinds) == found
