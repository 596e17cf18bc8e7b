"""Broken fields are mended as documented, or refused with one coded error; nothing of the web runs code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.citation.editions import DRAFT, FIRST, FULL, WORD

from aigaq.citation import STYLES, Body, Person, cite
from aigaq.citation.cleaning import cleaned, one_line
from aigaq.errors import AigaqError, BadValue, MissingField, ReversedRange, TooLarge

TITLES = [
    ("The\r\ncrossing\u2028at\tAqsai", "The crossing at Aqsai"),
    ("The \u202ecrossing\u202c at\u200b Aqsai\x00\x1b[31m", "The crossing at Aqsai[31m"),
    (" » The crossing at Aqsai", "The crossing at Aqsai"),
    ("The crossing at Aqsai «", "The crossing at Aqsai"),
    ("«The crossing» at Aqsai", "«The crossing» at Aqsai"),
    ("The crossing at Aqsai | Residents’ Commission | Residents’ Commission", "The crossing at Aqsai"),
    ("Killed in the U.S.", "Killed in the U.S."),
    ("And then ...", "And then ..."),
    ("How it was.", "How it was"),
    ("Who?", "Who?"),
    ("a" + "\u0301" * 900, "á" + "\u0301" * 4),
    ("И\u0306 и Ә", "Й и Ә"),
]


@pytest.mark.parametrize(("written", "told"), TITLES)
def test_a_title_is_mended_as_documented(written: str, told: str) -> None:
    assert cleaned(replace(FIRST, title=written)).title == told


BAD = [
    ({"title": "x" * 1_000_000}, TooLarge),
    ({"title": " \n » "}, MissingField),
    ({"title": "half \ud800 a letter"}, BadValue),
    ({"authors": (Body("\x00"),)}, MissingField),
    ({"authors": (Person("Bek", "y" * 500),)}, TooLarge),
    ({"authors": (Body("one"),) * 1001}, TooLarge),
    ({"publisher": "p" * 301}, TooLarge),
    ({"digest": "not a digest"}, BadValue),
    ({"revised": date(2031, 9, 1)}, ReversedRange),
    ({"statement": replace(WORD, id=" ")}, MissingField),
    ({"statement": replace(WORD, source="s" * 2000)}, TooLarge),
    ({"address": "https://aqsai.example/" + "a" * 2000}, TooLarge),
]


@pytest.mark.parametrize(("fields", "error"), BAD)
@pytest.mark.parametrize("style", STYLES)
def test_a_broken_field_is_one_coded_error(
    fields: dict[str, Any], error: type[AigaqError], style: str
) -> None:
    with pytest.raises(error):
        cite(replace(FIRST, **fields), style)


ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt://aqsai.example/%0aalert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://aqsai.example/",
    "//aqsai.example/",
    "aqsai.example/e/3",
    "https://",
    "https:///e/3",
    "https://lead:password@aqsai.example/",
    "https://aqsai.example/a b",
    "https://aqsai.example/<script>",
    'https://aqsai.example/"x',
    "https://aqsai.example/{x}",
    "https://aqsai.example/x\\y",
    "https://aqsai.example/\u202ex",
]


@pytest.mark.parametrize("address", [*ADDRESSES, "https://aqsai.example/\nx", ""])
def test_an_address_that_is_none_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(BadValue) as caught:
        cite(replace(FIRST, address=address), "plain")
    assert "password" not in str(caught.value)


def test_an_address_stays_as_it_was_written() -> None:
    for address in ("https://aqsai.example/ақсай/3?a=1&b=_%20#L3", "http://[::1]:8000/e"):
        assert address in cite(replace(FIRST, address=address), "apa")


def test_a_day_before_the_publication_was_not_when_she_saw_it() -> None:
    with pytest.raises(ReversedRange):
        cite(FULL, "apa", accessed=date(2031, 9, 3))


@pytest.mark.parametrize("fields", [{"published": date(2031, 9, 2)}, {"address": "https://aqsai.example/"}])
def test_a_draft_has_neither_date_nor_address(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="draft"):
        cleaned(replace(DRAFT, **fields))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_one_line_is_one_line_and_stays_so(text: str) -> None:
    told = one_line(text)
    assert len(told.splitlines()) <= 1
    assert one_line(told) == told
