"""Names as the manuals write them. Source: APA 7, 9.8; Citing Medicine, chapter 2; GOST R 7.0.5-2008."""

from __future__ import annotations

import pytest
from tests.citation.editions import KASYMOVA, OSPANOV, many

from aigaq.citation import Body, Person, people


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Saniya", "S."),
        ("Anna Maria", "A. M."),
        ("Anna-Maria", "A.-M."),
        ("A.B.", "A. B."),
        ("A.-M.", "A.-M."),
        ("әсем", "Ә."),
        ("Қайрат Ұланұлы", "Қ. Ұ."),
    ],
)
def test_a_given_name_gives_its_first_letters(given: str, told: str) -> None:
    assert people.initials(given) == told


def test_vancouver_takes_two_letters_at_most() -> None:
    assert people.two_letters("Anna-Maria Zhanar") == "AM"


def test_a_body_is_never_turned_round() -> None:
    body = Body("Committee of Mothers, Aqsai")
    assert people.apa([body]) == people.gost([body]) == people.plain([body]) == body.name


def test_apa_names_twenty_and_of_more_the_last() -> None:
    assert ", & BayalyshevT" in people.apa(many(20))
    assert "BayalyshevS, A.-M. Z., . . . BayalyshevU" in people.apa(many(21))


def test_ieee_names_six_and_of_more_the_first() -> None:
    assert people.ieee(many(6), last="and", others="et al.").endswith("and A.-M. Z. BayalyshevF")
    assert people.ieee(many(7), last="and", others="et al.") == "A.-M. Z. BayalyshevA et al."


def test_only_the_first_is_turned_round_where_names_are_whole() -> None:
    told = people.mla([KASYMOVA, OSPANOV], last="and", others="et al.")
    assert told == "Қасымова, Сания Болатқызы, and Erlan Ospanov"


def test_a_person_of_one_name_has_one() -> None:
    assert people.vancouver([Person("Дана")], others="et al.") == "Дана"
