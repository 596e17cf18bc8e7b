"""A case of the casebook is cited as its folder is, and never tells more than a copy that leaves the house."""

from __future__ import annotations

import pytest
from tests.main_path.asking import ask, run
from tests.web.cast import SAMPLES, TASQORA, Cast

from aigaq.citation import STYLES


@pytest.mark.parametrize("style", STYLES)
def test_a_case_of_the_casebook_is_cited_like_its_folder(cast: Cast, style: str) -> None:
    words = ("--style", style, "--statement", "ordered")
    assert ask("cite", "tasqora", "--as", "aigerim", *words) == ask("cite", TASQORA, *words)


def test_who_may_not_see_a_case_is_told_what_a_wrong_name_is_told(cast: Cast) -> None:
    assert run("cite", "tasqora") == run("cite", "no-such-case")
    assert run("cite", "tasqora", "--as", "dina") == run("cite", "no-such-case", "--as", "dina")


def test_a_coder_who_sees_what_a_safeguard_covers_cites_no_more_than_anybody(cast: Cast) -> None:
    assert run("import", SAMPLES / "aqsai", "--as", "aigerim")[0] == 0
    row = type(cast.row).objects.get(key="aqsai")
    cast.let_in(cast.bolat, "coder", row)
    assert run("statement", "aqsai", "d-gate", "--as", "bolat")[0] == 0, "she sees it in the house"
    for style in STYLES:
        code, out, _ = run("cite", "aqsai", "--statement", "d-gate", "--style", style, "--as", "bolat")
        assert (code, out) == (3, "")
    assert ask("cite", "aqsai", "--as", "bolat") == ask("cite", SAMPLES / "aqsai")


def test_what_lies_in_a_compartment_is_not_in_the_citation_of_who_lacks_it(cast: Cast) -> None:
    whole = ask("cite", "tasqora", "--as", "aigerim")
    cast.seal("subject", "marat")
    left = ask("cite", "tasqora", "--as", "aigerim")
    assert left["sha256"] != whole["sha256"]
    assert run("cite", "tasqora", "--statement", "marat", "--as", "aigerim")[0] == 3
