"""What an id that is not there may have meant. Invariant: the answer names ids, never labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import problems

from aigaq.records.vocab.messages import sentence


@pytest.mark.parametrize(
    ("entry", "known"),
    [
        ("x: {killed: Oraz Seitov}", "p"),
        ("x: {killed: oras}", "oraz"),
        ("x: [p, victim-of, raidd]", "raid, road"),
        ("x: {killed: q, because: yy}", "y"),
        ("x: {killed: p, via: [ministri]}", "ministry"),
        ("x: {killed: zzzzzz}", None),
    ],
)
def test_the_nearest_ids_are_named(tmp_path: Path, entry: str, known: str | None) -> None:
    found = problems(tmp_path, entry, "y: {hurt: q}")
    assert {one.parameters.get("known") for one in found} == {known}
    assert "Aset" not in sentence(found[0], "en")
