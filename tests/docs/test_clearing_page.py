"""The page on clearing names every code, way out, kind of cell and way to find a name, and no other code."""

from __future__ import annotations

import re
from typing import get_args

from tests.house import tree

from aigaq.names.watch import How
from aigaq.protection.lists import traits
from aigaq.protection.overriding import OVERRIDABLE
from aigaq.records.releases import BLOCK_CODES, IDENTIFIER_KINDS
from aigaq.records.vocab.messages import catalogue

PAGE = (tree.ROOT / "docs" / "reference" / "clearing.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`]+)`", PAGE))


def test_every_code_has_a_row_that_says_whether_it_may_be_overridden() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| .+ \| (yes|no) \|$", PAGE, flags=re.MULTILINE))
    assert set(rows) == set(BLOCK_CODES)
    assert {code for code, answer in rows.items() if answer == "yes"} == OVERRIDABLE


def test_every_code_cell_and_way_out_has_words_in_three_languages() -> None:
    said = set(catalogue())
    assert {f"block-{one}" for one in BLOCK_CODES} | {f"cell-{one}" for one in IDENTIFIER_KINDS} <= said
    offers = {one for one in said if one.startswith("offer-")}
    assert offers <= NAMED and offers


def test_every_cell_has_its_share_and_predicates() -> None:
    rows = dict(re.findall(r"^\| `([a-z]+)` \| .+ \| (\d+) \|$", PAGE, flags=re.MULTILINE))
    assert {kind: int(share) for kind, share in rows.items()} == traits().one_in
    assert set(traits().predicates) - {"when", "died", "released-on"} <= NAMED
    assert set(get_args(How)) <= NAMED
