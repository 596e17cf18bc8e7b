"""A case of the casebook is cleared as its folder is: by its lead, and of what lies in no compartment."""

from __future__ import annotations

from tests.main_path.asking import run
from tests.web.cast import AT, SAMPLES, Cast

from aigaq.web.team import actions as team_actions


def brought(cast: Cast, case: str) -> None:
    assert run("import", SAMPLES / case, "--as", "aigerim")[0] == 0
    cast.let_in(cast.bolat, "coder", type(cast.row).objects.get(key=case))


def test_the_casebook_and_the_folder_give_one_answer(cast: Cast) -> None:
    for case in ("aqsai", "zhanaozen"):
        brought(cast, case)
        folder = run("release", "clear", SAMPLES / case, "--dry-run", "--json")
        assert run("release", "clear", case, "--dry-run", "--json", "--as", "aigerim") == folder


def test_only_a_lead_may_ask_and_nobody_learns_that_it_is_there(cast: Cast) -> None:
    brought(cast, "aqsai")
    assert run("release", "clear", "aqsai", "--dry-run", "--as", "bolat")[0] == 3
    for words in ((), ("--as", "dina")):
        code, out, err = run("release", "clear", "aqsai", "--dry-run", *words)
        assert (code, out) == (3, "")
        assert err == run("release", "clear", "no-such-case", "--dry-run", *words)[2]


def test_what_lies_in_a_compartment_is_no_part_of_the_draft(cast: Cast) -> None:
    brought(cast, "zhanaozen")
    row = type(cast.row).objects.get(key="zhanaozen")
    team_actions.grant(cast.aigerim, row, username="aigerim", compartment="ward", at=AT)
    team_actions.seal(cast.aigerim, row, kind="subject", key="mother-of-four", compartment="ward", at=AT)
    assert run("about", "zhanaozen", "mother-of-four", "--as", "aigerim")[0] == 0, "she sees it"
    assert run("release", "clear", "zhanaozen", "--dry-run", "--as", "aigerim")[0] == 0
