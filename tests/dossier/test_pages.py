"""What the pages of the sample say. Invariant: every value leads to its statement, every statement to its place."""

from __future__ import annotations

import re

import pytest
from tests.dossier.sites import SAMPLES, Site, aqsai, text_of

from aigaq.bundle.masking import masked
from aigaq.casework.case import Case
from aigaq.casework.opening import open_case
from aigaq.dossier import addresses
from aigaq.records.vocab.messages import LANGUAGES, Language


@pytest.fixture(scope="module")
def site() -> Site:
    return aqsai()


@pytest.fixture(scope="module")
def case() -> Case:
    opened = open_case(SAMPLES / "aqsai")
    return Case(masked(opened.records), opened.documents)


def test_the_three_figures_stand_apart_each_in_its_own_shape(site: Site) -> None:
    front = text_of(site, "en/index.html")
    assert re.findall(r'class="claimed"[^>]*>([^<]*)<', front) == ["“more than 9” (≥ 10)", "“2”", "“4”"]
    assert re.findall(r'class="documented"[^>]*>([^<]*)<', front) == ["5"]
    assert re.findall(r'class="refused">([^<]*)<', front) == ["no estimate"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_has_a_page_with_its_four_questions(site: Site, case: Case, language: str) -> None:
    for one in case.evidence().by_id.values():
        page = text_of(site, f"{language}/{addresses.statement(one.id)}")
        assert page.count("<dt>") >= 4
        assert f"<code>{one.id}</code>" in page


def test_every_statement_shows_its_words_where_the_text_is_on_board(site: Site, case: Case) -> None:
    shown = {key for key, one in case.records.sources.items() if one.shipped}
    said = [one for one in case.records.statements if one.source in shown]
    assert len(said) > 100
    for one in said:
        page = text_of(site, f"en/{addresses.statement(one.id)}")
        assert page.count("<blockquote") == len(one.passages)
        assert all(addresses.line(place.source, place.line) in page for place in one.passages)


def test_every_value_about_a_person_leads_to_its_statement(site: Site, case: Case) -> None:
    for person in ("p03", "p09"):
        page = text_of(site, f"en/{addresses.subject('person', person)}")
        said = [addresses.statement(one.id) for one in case.touching[person]]
        assert said
        assert [one for one in said if f'href="../{one}"' not in page] == []


def test_both_sides_of_each_contradiction_are_there_with_their_voices(site: Site, case: Case) -> None:
    for clash in case.contradictions():
        page = text_of(site, f"en/{addresses.contradiction(clash.id)}")
        told = [said for side in clash.sides for said in side.statements]
        assert [one for one in told if addresses.statement(one) not in page] == []


def test_a_side_is_told_in_words_and_not_by_an_id(site: Site) -> None:
    assert "ct-p12-beaten.event<" not in text_of(site, "en/contradictions.html")
    assert "denies: " in text_of(site, "en/contradictions.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_side_is_told_by_a_code(site: Site, case: Case, language: Language) -> None:
    known = case.records.vocabulary
    codes = {code for code, one in known.predicates.items() if one.labels[language] != code}
    sides = re.findall(r'<p class="said">(.*?)</p>', text_of(site, f"{language}/contradictions.html"))
    assert len(sides) > 10
    assert [side for side in sides if side.partition(": ")[0] in codes] == []


def test_the_rule_and_the_refusals_are_said_in_words(site: Site) -> None:
    method = text_of(site, "en/method.html")
    assert "Deaths in any event of the case, reported by at least one voice" in method
    assert "an estimate needs at least three lists with recorded overlap" in method
    assert "how far these groups overlap is unknown" in method


def test_what_came_into_a_preview_of_the_address_is_the_title_alone(site: Site) -> None:
    page = text_of(site, f"en/{addresses.subject('person', 'p03')}")
    head = page.partition("<body>")[0]
    assert "Teriskenov" in page
    assert "Teriskenov" not in head
    assert re.findall(r'og:title" content="([^"]*)"', head) == ["The crossing at Aqsai (an invented case)"]


def test_no_source_shows_a_text_that_is_held_back(site: Site, case: Case) -> None:
    held = [key for key, one in case.records.sources.items() if not one.shipped]
    assert held
    for key in held:
        assert '<ol class="text"' not in text_of(site, f"en/{addresses.source(key)}")


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "written in: Cyrillic"), ("ru", "письмо: кириллица"), ("kk", "жазуы: кирилл")],
)
def test_the_letters_of_a_name_are_told_in_words(site: Site, language: str, said: str) -> None:
    page = text_of(site, f"{language}/person/p03.html")
    assert said in page and "Cyrl" not in page
