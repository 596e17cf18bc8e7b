"""What changed between editions. Invariant: what was taken back says nothing, neither what it was nor that it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.dossier.sites import FIRST, cleared, site_of
from tests.smallcase import small

from aigaq.casework.case import Case
from aigaq.dossier import changes, words_of
from aigaq.records.decisions import Decision
from aigaq.records.withholding import WITHHELD

OLD = "p: {killed: p, when: 2031-05-14}"
NEW = "p: {killed: p, when: 2031-05-15}"
MORE = "p2: [p, birth, 1990]"
SECOND = replace(FIRST, revision="2", revised=date(2032, 1, 5), languages=("en",))


def told(before: Case, now: Case, *, words: bool = True) -> dict[str, str]:
    """The page of changes and the feed of `p`, from one edition to the next."""
    found = changes(before.records, now.records, revision="2", at=date(2032, 1, 5))
    shown = cleared(now, words_of(found) if words else {})
    site = site_of(shown, replace(SECOND, changes=found))
    return {path: site[f"en/{path}"].decode() for path in ("changes.html", "changes.atom", "person/p.atom")}


def test_a_changed_value_is_told_with_what_it_was(tmp_path: Path) -> None:
    pages = told(small(tmp_path / "a", OLD), small(tmp_path / "b", NEW))
    for path in pages:
        assert "2031-05-14" in pages[path], path
        assert "2031-05-15" in pages[path], path
    assert "changed" in pages["changes.html"]


def test_words_of_an_earlier_edition_must_have_been_cleared_again(tmp_path: Path) -> None:
    pages = told(small(tmp_path / "a", OLD), small(tmp_path / "b", NEW), words=False)
    assert "2031-05-15" in pages["changes.html"]
    assert [path for path, text in pages.items() if "2031-05-14" in text] == []


def test_what_is_new_is_told_to_whoever_follows_the_person(tmp_path: Path) -> None:
    pages = told(small(tmp_path / "a", OLD), small(tmp_path / "b", OLD, MORE))
    assert "added" in pages["person/p.atom"]
    assert "1990" in pages["person/p.atom"]


def test_what_was_taken_back_is_one_line_without_a_word_of_it(tmp_path: Path) -> None:
    pages = told(small(tmp_path / "a", OLD, MORE), small(tmp_path / "b", OLD))
    assert "something is no longer shown" in pages["changes.html"]
    assert [path for path, text in pages.items() if "1990" in text or "p2" in text] == []
    assert pages["changes.html"].count("<li>") == 1


def test_a_value_that_is_withheld_now_says_no_more_than_that(tmp_path: Path) -> None:
    before, now = small(tmp_path / "a", OLD, MORE), small(tmp_path / "b", OLD, MORE)
    hidden = tuple(replace(one, value=WITHHELD) if one.id == "p2" else one for one in now.records.statements)
    found = changes(
        before.records, replace(now.records, statements=hidden), revision="2", at=date(2032, 1, 5)
    )
    assert [one.kind for one in found] == ["gone"]
    assert found[0].before is found[0].after is None


def test_what_we_decided_since_is_told_with_its_reason_and_what_it_is_about(tmp_path: Path) -> None:
    before, now = small(tmp_path / "a", OLD, MORE), small(tmp_path / "b", OLD, MORE)
    day = date(2032, 1, 4)
    taken = Decision("d9", "withdraw", ("p2",), "dina", day, "the wrong line was coded")
    counted = Decision("d8", "exclude", ("p",), "dina", day, "he is alive", value="alive")
    records = replace(now.records, decisions=(counted, taken))
    pages = told(before, Case(records, now.documents))
    for path in pages:
        assert "the wrong line was coded" in pages[path], path
        assert "he is alive" in pages[path], path
    assert "1990" in pages["changes.html"], "what it was before"
    assert "dina" not in pages["changes.html"]


def test_a_decision_about_what_is_not_shown_is_not_told(tmp_path: Path) -> None:
    before, now = small(tmp_path / "a", OLD), small(tmp_path / "b", OLD)
    hidden = Decision("d9", "withdraw", ("p2",), "dina", date(2032, 1, 4), "the wrong line was coded")
    pages = told(before, Case(replace(now.records, decisions=(hidden,)), now.documents))
    assert [path for path, text in pages.items() if "wrong line" in text] == []


def test_nothing_changed_is_no_change(tmp_path: Path) -> None:
    case = small(tmp_path, OLD)
    assert changes(case.records, case.records, revision="2", at=date(2032, 1, 5)) == ()
