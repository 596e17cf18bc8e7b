"""Either spelling is the same word, whatever it is typed with."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.names.folding import alike, excerpt, folded, index_words, marked, words_of

PAIRS = ("ёе", "әа", "ғг", "қк", "ңн", "өо", "ұу", "үу", "һх", "іи")


@pytest.mark.parametrize("pair", PAIRS)
def test_either_letter_is_the_same_small_or_large_composed_or_not(pair: str) -> None:
    kazakh, russian = list(pair)
    apart = unicodedata.normalize("NFD", kazakh)
    assert {folded(one) for one in (kazakh, kazakh.upper(), apart, russian.upper())} == {russian}


def test_other_letters_stay_apart() -> None:
    assert folded("Й") == "й" != folded("и")
    assert words_of("Ақсай, Жаңаөзенде!") == ["аксай", "жанаозенде"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        *[("Jürgen Böll", "Jurgen Boll"), ("Zoë Ångström", "Zoe Angstrom"), ("Şükrü Çağlı", "Sukru Cagli")],
        *[
            ("Wałęsa", "Walesa"),
            ("Đặng Văn Ngữ", "Dang Van Ngu"),
            ("Strauß", "Strauss"),
            ("Søren Ørsted", "Soren Orsted"),
        ],
        *[("ÍÑIGO", "inigo"), ("Ğülşat Qūanyş", "Gulsat Quanys"), ("Έλλη", "Ελλη")],
    ],
)
def test_accents_do_not_matter_in_latin_and_greek(written: str, typed: str) -> None:
    assert words_of(written) == words_of(unicodedata.normalize("NFD", written)) == words_of(typed)


def test_an_accent_does_not_cut_a_word_in_two() -> None:
    assert words_of("за\u0301мок, мұ\u00adнай") == ["замок", "мунай"]


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_a_word_is_letters_and_digits_alone(text: str) -> None:
    assert all(word and word.isalnum() and word == folded(word) for word in index_words([text]))


@given(st.text(), st.text(max_size=3))
def test_marking_loses_no_letter(text: str, sought: str) -> None:
    pieces = marked(text, words_of(sought))
    assert "".join(piece for piece, _ in pieces) == unicodedata.normalize("NFC", text)


def test_what_is_sought_is_marked_in_the_letters_it_was_written_in() -> None:
    assert marked("Бұл Жаңаөзенде.", ["жанаозен"]) == [("Бұл ", False), ("Жаңаөзенде", True), (".", False)]


def test_an_excerpt_shows_the_word_sought() -> None:
    text = "one " * 200 + "needle " + "two " * 200
    shown = excerpt(text, ["needle"], most=120)
    assert "needle" in shown and len(shown) < 130 and shown.startswith("… one") and shown.endswith(" …")
    assert excerpt("short", ["x"], most=120) == "short"


def test_likeness_is_that_of_pg_trgm() -> None:
    # SELECT similarity('word', 'two words') of one word each, from the manual of pg_trgm: `word` and `words`.
    assert alike("word", "words") == pytest.approx(4 / 7)
    assert (alike("кенжебаев", "кенжебаев"), alike("абв", "где")) == (1.0, 0.0)
