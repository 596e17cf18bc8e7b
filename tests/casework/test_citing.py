"""A case cited as a draft: what could leave the house, and nothing more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.main_path.asking import SAMPLES
from tests.smallcase import CAST, small, written

import aigaq
from aigaq.bundle.write import write_case
from aigaq.casework.case import Case
from aigaq.casework.citing import digest_of
from aigaq.citation import STYLES
from aigaq.errors import MissingField, SafeguardLeak, TooLarge, UnknownCode, UnknownId
from aigaq.records.cases import Safeguard

DAY = date(2031, 7, 1)


def guarded(case: Case, *covers: str, wording: str = "somebody") -> Case:
    """The case with a safeguard over some ids."""
    one = Safeguard("s1", covers, wording, "she could be found", "dina", DAY)
    return Case(replace(case.records, safeguards=(one,)))


def test_a_case_that_nobody_published_is_a_draft(tmp_path: Path) -> None:
    what = small(tmp_path, "a: {killed: p}").citable()
    assert (what.draft, what.authors, what.published, what.address) == (True, (), None, None)
    assert "bolat" not in small(tmp_path / "2", "a: {killed: p}").cite("csl-json"), (
        "who codes is no author by that"
    )


def test_the_digest_follows_what_the_case_says(tmp_path: Path) -> None:
    one, same, other = (
        small(tmp_path / name, entry).citable().digest
        for name, entry in (("1", "a: {killed: p}"), ("2", "a: {killed: p}"), ("3", "a: {killed: q}"))
    )
    assert one == same != other


def test_the_digest_is_that_of_the_copy_that_leaves_the_house(tmp_path: Path) -> None:
    case = aigaq.open(SAMPLES / "aqsai")
    texts = {
        key: (SAMPLES / "aqsai" / "sources" / key / "text.txt").read_bytes()
        for key, source in case.records.sources.items()
        if source.shipped
    }
    write_case(case.records, tmp_path / "out", texts=texts)
    assert aigaq.open(tmp_path / "out").citable().digest == case.citable().digest


def test_a_safeguard_changes_the_digest_by_what_it_covers_alone(tmp_path: Path) -> None:
    case = small(tmp_path, "a: {killed: p}", "b: {killed: q}")
    first, second = guarded(case, "a"), guarded(case, "a")
    other = Safeguard("s1", ("a",), "somebody", "other reasons, never to be told", "bolat", DAY)
    second = Case(replace(case.records, safeguards=(other,)))
    assert first.citable().digest == second.citable().digest != digest_of(case.records)


def test_a_statement_is_cited_with_its_place_and_its_voices() -> None:
    what = aigaq.open(SAMPLES / "aqsai").citable("n-p03").statement
    assert what is not None
    assert what.places == ("nurse L4",)
    assert what.said_by[0].startswith("a nurse of the district hospital")
    assert what.through == ("an interviewer of the residents' commission",)
    assert what.source == "testimony; a talk written down by the residents' commission"


def test_the_outlet_and_the_translator_are_named_by_their_safe_labels() -> None:
    line = aigaq.open(SAMPLES / "zhanaozen").cite("mla", statement="total-16")
    for label in ("the one who asks", "whoever put it into English", "the outlet that republished it"):
        assert label in line
    assert "interview L17.1" in line


@pytest.mark.parametrize("style", STYLES)
def test_nothing_that_a_safeguard_covers_is_cited(style: str) -> None:
    case = aigaq.open(SAMPLES / "aqsai")
    for covered in case.records.safeguards[0].covers:
        with pytest.raises(UnknownId):
            case.cite(style, statement=covered)
    assert "d-gate" in {one.id for one in case.records.statements}, "it is there, for whoever may see it"


def test_a_covered_voice_is_cited_by_the_wording(tmp_path: Path) -> None:
    case = guarded(small(tmp_path, "a: {killed: p, via: [oraz]}"), "oraz", wording="a relative")
    line = case.cite("apa", statement="a")
    assert "from a relative" in line
    assert "Oraz Bek" not in line


TITLES = [
    "How ORAZ BEK saw it",
    "How Oraz\nBek saw it",
    "How Or\u200baz  Bek saw it",
    "How Bek, Oraz saw it",
    "Oraz-Bek: his word",
    "What was done to Оразу Беку",
    "Ораз Бектің айғағы",
    "Әсем Сейітоваға не айтты",
    "Асем Сейитова",
    "What A. Seitova said",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_covered_name_in_the_coders_own_words_is_refused(tmp_path: Path, title: str) -> None:
    people = {"oraz": "Oraz Bek", "p": "Ораз Бек", "q": "Әсем Сейітова"}
    case = small(
        tmp_path,
        "a: {killed: p}",
        cast=CAST.replace("Oraz Seitov", people["p"]).replace("Aset Omarov", people["q"]),
    )
    with pytest.raises(SafeguardLeak) as caught:
        Case(replace(guarded(case, *people).records, title=title)).cite("plain")
    assert str(caught.value) == "safeguard-leak id=title"


def test_words_that_only_share_letters_with_a_name_stay(tmp_path: Path) -> None:
    case = guarded(small(tmp_path, "a: {killed: p}"), "oraz")
    for title in ("Orazaly and his men", "The becalmed sea", "What Bekturganov saw"):
        assert Case(replace(case.records, title=title)).cite("plain")


def test_a_covered_name_in_the_key_of_a_case_is_refused(tmp_path: Path) -> None:
    case = guarded(small(tmp_path, "a: {killed: p}"), "oraz")
    with pytest.raises(SafeguardLeak):
        Case(replace(case.records, key="oraz-bek")).cite("bibtex")


def test_a_covered_name_in_what_a_source_is_stops_its_statements_alone(tmp_path: Path) -> None:
    case = guarded(small(tmp_path, "a: {killed: p}", source="  title: Talk with Oraz Bek\n"), "oraz")
    assert case.cite("apa")
    with pytest.raises(SafeguardLeak):
        case.cite("apa", statement="a")


def test_bad_input_is_one_clear_error(tmp_path: Path) -> None:
    case = small(tmp_path, "a: {killed: p}")
    with pytest.raises(UnknownId):
        case.cite(statement="nobody")
    with pytest.raises(UnknownCode):
        case.cite("oscola")
    with pytest.raises(TooLarge):
        Case(replace(case.records, title="т" * 1_000_000)).cite()
    with pytest.raises(MissingField):
        Case(replace(case.records, title=" \u200b\n")).cite()


def test_a_day_stands_only_where_the_reader_gave_it(tmp_path: Path) -> None:
    case = small(tmp_path, "a: {killed: p}")
    assert "2031" not in case.cite("harvard")
    assert "(Accessed: 1 July 2031)" in case.cite("harvard", accessed=DAY)
    assert json.loads(case.cite("csl-json", accessed=DAY))[0]["accessed"] == {"date-parts": [[2031, 7, 1]]}


def test_citing_changes_nothing_in_the_folder(tmp_path: Path) -> None:
    folder = written(tmp_path, "a: {killed: p}")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    aigaq.open(folder).cite("bibtex")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
