"""From quoted words to their place. Invariant: absent or ambiguous words are never pinned by guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import PassageUnbound, PlaceNotInSource, QuoteAmbiguous, QuoteNotFound
from aigaq.reading import read
from aigaq.records.statements import Place
from aigaq.statements.pin import pin

TEXT = """He was nineteen. He stood at the gate.
They shot him [the editor: on 1 May] and left him at the gate.
Two men carried him. Two men carried her.
"""
DOCUMENT = read(TEXT.encode())


@pytest.mark.parametrize(
    ("quote", "place"),
    [
        ("He was nineteen", Place(1, 1)),
        ("stood at the gate", Place(1, 2)),
        ("nineteen. He stood", Place(1, 1, 2)),
        ("on 1 May", Place(2, 1, editor=True)),
        ("carried\n her", Place(3, 2)),
    ],
)
def test_words_lead_to_line_sentence_and_bracket(quote: str, place: Place) -> None:
    found = pin(DOCUMENT, quote, source="talk")
    assert (found.place, found.item, found.source) == (place, DOCUMENT.item, "talk")
    assert DOCUMENT.text[found.start : found.end].split() == quote.split()


def test_words_that_stand_twice_are_refused_with_their_number() -> None:
    with pytest.raises(QuoteAmbiguous) as caught:
        pin(DOCUMENT, "Two men carried", source="talk")
    assert caught.value.parameters["count"] == 2


def test_a_line_makes_words_that_stand_twice_plain() -> None:
    assert pin(DOCUMENT, "at the gate", source="talk", line=2).line == 2
    with pytest.raises(QuoteAmbiguous):
        pin(DOCUMENT, "at the gate", source="talk")


def test_words_that_overlap_themselves_are_counted_each_time() -> None:
    with pytest.raises(QuoteAmbiguous):
        pin(read(b"no no no\n"), "no no", source="talk")


@pytest.mark.parametrize("quote", ["she was nineteen", "", "   ", "he was nineteen", "h. was"])
def test_words_that_are_not_there_are_not_found(quote: str) -> None:
    with pytest.raises(QuoteNotFound):
        pin(DOCUMENT, quote, source="talk")


def test_words_of_another_line_are_not_found_in_this_one() -> None:
    with pytest.raises(QuoteNotFound):
        pin(DOCUMENT, "He was nineteen", source="talk", line=2)


def test_without_a_text_nothing_is_pinned() -> None:
    with pytest.raises(PassageUnbound):
        pin(None, "He was nineteen", source="talk")


def test_a_line_that_is_not_there_is_named() -> None:
    with pytest.raises(PlaceNotInSource):
        pin(DOCUMENT, "He was nineteen", source="talk", line=9)


@given(st.data())
def test_whatever_is_pinned_is_what_was_quoted(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(DOCUMENT.text) - 1))
    end = data.draw(st.integers(start + 1, len(DOCUMENT.text)))
    quote = DOCUMENT.text[start:end]
    try:
        found = pin(DOCUMENT, quote, source="talk")
    except (QuoteAmbiguous, QuoteNotFound):
        words = " ".join(quote.split())
        assert not words or " ".join(DOCUMENT.text.split()).count(words) > 1
    else:
        assert DOCUMENT.text[found.start : found.end] == quote.strip()
