"""What no source says. Invariant: an unknown is no death, and no group is added twice or by a number it has not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import small

from aigaq.records.ladder import Refused


@pytest.mark.parametrize("unknown", ["asked-unanswered", "speaker-cannot-say", "unprovable", "withheld"])
def test_an_unknown_is_no_word_that_somebody_died(tmp_path: Path, unknown: str) -> None:
    ladder = small(tmp_path, f"a: [q, died, {unknown}]", "b: {killed: p}").ladder()
    assert [one.id for one in ladder.individuals] == ["p"]
    assert [(one.id, one.reason) for one in ladder.excluded] == [("q", "outcome-not-stated")]


def test_an_unknown_beside_a_death_leaves_the_death(tmp_path: Path) -> None:
    ladder = small(tmp_path, "a: [p, died, asked-unanswered]", "b: {killed: p}").ladder()
    assert [(one.id, one.statements) for one in ladder.individuals] == [("p", ("b.died",))]


def test_nobody_of_a_group_is_dead_for_an_unknown(tmp_path: Path) -> None:
    ladder = small(tmp_path, "a: [g, died, asked-unanswered]", "b: [p, member-of, g]").ladder()
    assert (ladder.individuals, ladder.groups) == ((), ())


def test_a_group_named_twice_is_added_once(tmp_path: Path) -> None:
    case = small(tmp_path, "a: {dead: h, n: 3}", "b: {dead: g, n: 4}")
    assert case.total(["h", "h"]) == 3
    assert case.total(["h", "g", "h"]) == 7


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ("4..7", "size-range"),
        ("about 40", "size-range"),
        ("at least 10", "size-range"),
        ("some", "size-unknown"),
    ],
)
def test_why_a_size_is_not_added(tmp_path: Path, size: str, reason: str) -> None:
    found = small(tmp_path, f"a: {{dead: h, n: {size}}}").total(["h"])
    assert isinstance(found, Refused)
    assert found.reasons == (reason,)


def test_one_of_a_group_is_not_counted_twice(tmp_path: Path) -> None:
    ladder = small(tmp_path, "a: {dead: g, n: 4}", "b: [g, includes, p]", "c: {killed: p}").ladder()
    assert (ladder.documented_min, ladder.documented_max) == (1, 4)
