"""The ladder in one sentence of three languages. Invariant: it never says "documented: 0"."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.counting.wording import sentence
from aigaq.records.ladder import ClaimedTotal, Group, Individual
from aigaq.records.vocab.messages import LANGUAGES, plural


def persons(number: int, state: str = "reported") -> list[Individual]:
    return [Individual(f"p{n}", f"p{n}", True, "gunfire", state, None, (), (), 1) for n in range(number)]


def claimed(low: int | None, high: int | None, status: str = "asserted") -> ClaimedTotal:
    return ClaimedTotal("t", "the ministry", low, high, "", None, status, (), (), "official")


def say(
    language: str, people: list[Individual], groups: list[Group] | None = None, *totals: ClaimedTotal
) -> str:
    return {str(key): text for key, text in sentence("died", people, [], groups or [], totals).items()}[
        language
    ]


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (1, "One person is named or described", "Назван или описан один человек"),
        (2, "Two people are named or described", "Названы или описаны два человека"),
        (5, "Five people are named or described", "Названы или описаны пять человек"),
        (11, "Eleven people are named or described", "Названы или описаны одиннадцать человек"),
        (21, "21 people are named or described", "Назван или описан 21 человек"),
        (22, "22 people are named or described", "Названы или описаны 22 человека"),
        (25, "25 people are named or described", "Названы или описаны 25 человек"),
        (111, "111 people are named or described", "Названы или описаны 111 человек"),
        (112, "112 people are named or described", "Названы или описаны 112 человек"),
        (121, "121 people are named or described", "Назван или описан 121 человек"),
    ],
)
def test_numbers_take_the_form_of_their_language(number: int, english: str, russian: str) -> None:
    assert say("en", persons(number)).startswith(f"{english}; none is confirmed yet.")
    assert say("ru", persons(number)).startswith(f"{russian}; ни один случай пока не установлен.")


@pytest.mark.parametrize(("number", "words"), [(1, "Бір адам"), (5, "Бес адам"), (21, "21 адам")])
def test_a_kazakh_noun_has_one_form_after_any_number(number: int, words: str) -> None:
    assert say("kk", persons(number)).startswith(
        f"{words} аталған не сипатталған; әзірге бірде-бірі анықталмаған."
    )


def test_who_is_confirmed_is_said_beside_who_is_named() -> None:
    some = [*persons(2, "confirmed"), *persons(3)]
    assert say("en", some).startswith("Five people are named or described; confirmed: two.")
    assert say("en", persons(2, "confirmed")).startswith("Two people are named or described, all confirmed.")


@pytest.mark.parametrize(
    ("language", "number", "text"),
    [
        ("ru", 1, "Назван или описан один человек, случай установлен."),
        ("ru", 2, "Названы или описаны два человека, все случаи установлены."),
        ("ru", 21, "Назван или описан 21 человек, все случаи установлены."),
        ("en", 21, "21 people are named or described, all confirmed."),
        ("kk", 1, "Бір адам аталған не сипатталған, ол анықталған."),
        ("kk", 21, "21 адам аталған не сипатталған, бәрі анықталған."),
    ],
)
def test_only_one_alone_is_confirmed_in_the_singular(language: str, number: int, text: str) -> None:
    assert say(language, persons(number, "confirmed")).startswith(text)


def test_nobody_is_no_zero() -> None:
    assert say("en", []).startswith("Nobody is named or described whom this rule counts; that is no zero")


def test_groups_open_the_number_or_stand_beside_it() -> None:
    open_, closed = Group("g", "g", 1, None, "unknown"), Group("g", "g", 2, 2, "none")
    within = Group("g", "g", 1, None, "contained")
    assert "open above" in say("en", persons(1), [open_])
    assert "not added" in say("en", persons(1), [closed])
    assert "not added" in say("en", persons(1), [within])


def test_claimed_figures_stand_with_their_claimant_and_corrected_ones_do_not() -> None:
    text = say(
        "en", persons(1), [], claimed(16, 16), claimed(17, None), claimed(2, 4), claimed(9, 9, "corrected")
    )
    assert "Claimed: 16 (the ministry), at least 17 (the ministry), 2–4 (the ministry)." in text
    assert "9" not in text


@given(st.integers(0, 300), st.integers(0, 300))
def test_no_language_ever_says_zero(reported: int, confirmed: int) -> None:
    for text in sentence("died", [*persons(reported), *persons(confirmed, "confirmed")], [], [], []).values():
        assert not re.search(r"(?<!\d)0(?!\d)", text)


@given(st.integers(0, 10_000))
def test_every_number_has_a_form_in_every_language(number: int) -> None:
    assert {plural(number, language) for language in LANGUAGES} <= {"one", "few", "many"}
