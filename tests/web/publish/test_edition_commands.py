"""Editions by the command line: the same steps, the same rights, as on the page."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import pytest
from django.conf import settings
from tests.main_path.asking import ask, run
from tests.web.cast import AT, SAMPLES, Cast
from tests.web.editing import ADDRESS, LATER, Press, press

from aigaq.dossier.addresses import statement as statement_page
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import ReleaseRow
from aigaq.web.publish import actions as publish_actions
from aigaq.web.publish.public_files import folder_of
from aigaq.web.publish.queries import Imprint


@pytest.fixture
def team(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    row, _ = import_folder(cast.aigerim, SAMPLES / "aqsai", at=AT)
    return press(cast, row)


@pytest.fixture
def small(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    """The team around the small case, for what every edition tells: one of the sample is 1,300 files."""
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    return press(cast)


def step(name: str, who: str, *words: str, case: str = "aqsai") -> tuple[int, str, str]:
    return run("release", name, case, *words, "--as", who)


def test_an_edition_goes_out_by_five_commands(team: Press, tmp_path: Path) -> None:
    words = ("--publisher", "Aqsai Archive", "--author", "Saparova, Dana; Aqsai Archive")
    assert step("draft", "bolat", *words)[0] == 0
    assert step("clear", "aigerim")[:1] == (0,)
    code, _, err = step("sign", "saule")
    assert (code, "Nothing was signed" in err) == (3, True), "nobody signs what she was not shown"
    assert step("preview", "saule", str(tmp_path / "saule"))[0] == 0
    assert (tmp_path / "saule" / "kk" / "index.html").is_file()
    assert step("sign", "saule")[0] == 0
    assert step("publish", "aigerim")[0] == 3, "one signature is not two"
    assert step("preview", "erlan", str(tmp_path / "erlan"))[0] == 0
    assert step("sign", "erlan")[0] == 0
    code, out, _ = step("publish", "aigerim", "--json")
    told = json.loads(out)
    assert (code, told["number"]) == (0, 1)
    assert told["address"].startswith(f"{ADDRESS}/d/")
    code, _, _ = run("release", "export", "aqsai", str(tmp_path / "out"), "--as", "bolat")
    cited = (tmp_path / "out" / "en" / "cite.html").read_text(encoding="utf-8")
    assert code == 0
    assert "Saparova" in cited
    assert told["address"] in cited


def test_the_terminal_cites_what_the_pages_of_the_edition_cite(team: Press) -> None:
    draft = ask("cite", "aqsai", "--as", "bolat")
    nothing = run("cite", "aqsai")
    team.published(Imprint(publisher="Aqsai Archive", authors=("Saparova, Dana",)))
    row = team.published(Imprint(publisher="Aqsai Archive", authors=("Saparova, Dana",)), at=LATER)
    site = folder_of(row) / "ru"
    told = ask("cite", "aqsai", "--lang", "ru", "--style", "apa")
    assert (draft["draft"], nothing[0], told["draft"], told["revision"]) == (True, 3, False, "2")
    assert told["sha256"] == row.manifest
    assert told["address"].endswith(f"/{row.dossier.address}/2/ru/index.html")
    assert ask("cite", "aqsai", "--lang", "ru", "--style", "apa", "--as", "bolat") == told
    assert escape(told["text"]) in (site / "cite.html").read_text(encoding="utf-8")
    part = ask("cite", "aqsai", "--lang", "ru", "--statement", "c3-cause")["text"]
    page = site / statement_page("c3-cause")
    assert escape(part) in page.read_text(encoding="utf-8")


def test_without_an_account_commands_read_the_edition_that_stands(small: Press) -> None:
    small.published()
    code, _, err = run("ladder", "tasqora")
    assert (code, err) == (0, "")
    publish_actions.withdraw(small.cast.aigerim, small.row, reasons="asked for", at=LATER)
    assert run("ladder", "tasqora") == run("ladder", "no-such-case")
    assert ask("cite", "tasqora", "--as", "bolat")["draft"]


def test_what_speaks_against_an_edition_is_told_and_nothing_is_cleared(cast: Cast) -> None:
    row, _ = import_folder(cast.aigerim, SAMPLES / "zhanaozen", at=AT)
    press(cast, row)
    assert run("release", "draft", "zhanaozen", "--as", "bolat")[0] == 0
    code, out, _ = run("release", "clear", "zhanaozen", "--json", "--as", "aigerim")
    assert code == 1
    assert "mother-of-four" in {one["about"] for one in json.loads(out)["reasons"]}
    assert not ReleaseRow.objects.get().manifest


def test_signing_ones_own_draft_and_withdrawing_twice_are_refused_in_one_sentence(small: Press) -> None:
    assert step("draft", "saule", case="tasqora")[0] == step("clear", "aigerim", case="tasqora")[0] == 0
    code, _, err = step("sign", "saule", case="tasqora")
    assert (code, err.strip()) == (3, "You drafted this edition: 2 others must sign it.")
    small.published()
    assert step("withdraw", "aigerim", "--reasons", "asked", case="tasqora")[0] == 0
    code, _, err = step("withdraw", "aigerim", "--reasons", "asked", case="tasqora")
    assert code == 3
    assert err.strip() == "This edition was taken back before; nothing was changed."


def test_what_is_not_out_is_not_exported(small: Press, tmp_path: Path) -> None:
    small.signed()
    code, out, _ = step("export", "aigerim", str(tmp_path / "out"), case="tasqora")
    assert (code, out) == (3, "")
    assert not (tmp_path / "out").exists()


def test_a_step_or_number_that_is_none_is_named(small: Press) -> None:
    code, _, err = step("sing", "aigerim", case="tasqora")
    assert code == 2
    assert "sing" in err
    small.published()
    for number in ("9", "one", "²"):
        assert step("withdraw", "aigerim", "--revision", number, "--reasons", "x", case="tasqora")[0] == 3
