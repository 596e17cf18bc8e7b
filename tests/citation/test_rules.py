"""What holds of every line, whatever a citation has or lacks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.citation.editions import COMMISSION, DRAFT, FIRST, FULL, KASYMOVA, OSPANOV, SEEN, WORD

from aigaq.citation import STYLES, Author, Body, Citable, cite
from aigaq.errors import UnknownCode
from aigaq.records.vocab.messages import LANGUAGES, Language

LINES = tuple(style for style in STYLES if style not in ("bibtex", "ris", "csl-json"))
# The manuals' own: initials ("Ospanov, E., & ..."), "et al.,", a month cut short, the ellipsis of APA.
OURS = re.compile(r"\b[^\W\d_]\.,|al\.,|др\.,|т\.б\.,|қыр\.,|\. \. \.")
BROKEN = re.compile(r"\.,|\.\.|,,|;;|::|<>|\(\)|\[\]|“”|«»|\s\s| [.,;:)\]]|[(\[] |,\.|;\.|:\.|,;|None|–")
titles = st.sampled_from(
    ["The crossing at Aqsai", "Who gave the order?", "Ақсай: ұлы қайғы", "It was “so”", "How it went."]
)
AUTHORS: list[Author] = [KASYMOVA, OSPANOV, Body(COMMISSION), Body("Committee, Aqsai")]
people = st.lists(st.sampled_from(AUTHORS), max_size=12)


@st.composite
def editions(draw: st.DrawFn) -> Citable:
    """Any of the fields there or not, a draft now and then."""
    kept = replace(
        FULL,
        title=draw(titles),
        authors=tuple(draw(people)),
        publisher=draw(st.sampled_from([None, COMMISSION])),
        place=draw(st.sampled_from([None, "Aqsai"])),
        statement=draw(st.sampled_from([None, WORD])),
        published=draw(st.sampled_from([None, date(2031, 9, 2)])),
        revised=draw(st.sampled_from([None, date(2031, 9, 9)])),
    )
    if draw(st.booleans()):
        return kept
    return replace(kept, revision=None, published=None, revised=None, address=None)


asked = st.tuples(
    editions(), st.sampled_from(LINES), st.sampled_from(LANGUAGES), st.sampled_from([None, SEEN])
)


@given(asked)
def test_no_part_that_is_missing_leaves_its_mark(one: tuple[Citable, str, Language, date | None]) -> None:
    what, style, language, seen = one
    line = OURS.sub("x", cite(what, style, language=language, accessed=seen))
    assert BROKEN.search(line) is None, line


@given(asked)
def test_a_line_has_its_title_once_its_digest_and_its_address(
    one: tuple[Citable, str, Language, date | None],
) -> None:
    what, style, language, seen = one
    line = cite(what, style, language=language, accessed=seen)
    words = re.sub(r"[“”«»‘’„]", "", line)
    assert words.count(re.sub(r"[“”.]", "", what.title)) == 1
    assert what.short in line
    assert what.address is None or line.count(what.address) == 1


@given(asked)
def test_asked_twice_it_is_the_same_text(one: tuple[Citable, str, Language, date | None]) -> None:
    what, style, language, seen = one
    assert cite(what, style, language=language, accessed=seen) == cite(
        what, style, language=language, accessed=seen
    )


@pytest.mark.parametrize("style", STYLES)
def test_the_three_dates_stay_three(style: str) -> None:
    dates = {"published": "2", "revised": "9", "accessed": "27"}
    figures = [set(re.findall(r"\d+", day)) for day in dates.values()]
    told = set(re.findall(r"\d+", re.sub(r"0+(\d)", r"\1", cite(FULL, style, accessed=SEEN))))
    assert all(day <= told for day in figures)
    assert "27" not in set(re.findall(r"\d+", cite(FULL, style))), "nobody said when she saw it"


@pytest.mark.parametrize("style", STYLES)
def test_two_readers_without_a_day_get_the_same_line(style: str) -> None:
    assert cite(FIRST, style) == cite(FIRST, style)
    assert "ccessed" not in cite(FIRST, style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_so_and_invents_nothing(style: str, language: Language) -> None:
    told = cite(DRAFT, style, language=language)
    word = {"en": "draft, not published", "ru": "черновик, не опубликовано", "kk": "жоба, жарияланбаған"}
    assert word[language] in told.lower()
    assert not re.search(r"https?:|20[0-9][0-9]", told.replace(DRAFT.digest, ""))


def test_a_style_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(UnknownCode) as caught:
        cite(FULL, "turabian")
    assert "apa" in str(caught.value.parameters["known"])
