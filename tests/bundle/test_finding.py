"""Words that stand more than once are never bound to another place than their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aigaq.bundle.binding import Finder
from aigaq.reading import read
from aigaq.records.cases import Pin, Pins
from aigaq.records.documents import Document, sentences_of

SALT = "0a" * 16
TALK = """Was the captain in the yard?
He was.
Who opened the door?
I cannot say.
Did the captain speak to them?
He was.
Do you swear to it?
He was.
The lorry came at six and nobody had called for it.
"""


def pins_of(text: str, *lines: int) -> Pins:
    document = read(text.encode())
    finder = Finder(document, SALT)
    places = {}
    for line in lines:
        span = sentences_of(document, line)[0].span
        places[f"L{line}"] = finder.pinned(span, span)
    return Pins(document.item, SALT, places, {})


def lines_found(pins: Pins, text: str) -> dict[str, int]:
    document = read(text.encode())
    found = Finder(document, SALT).found(pins)
    return {place: _line(document, pin) for place, pin in found.items()}


def _line(document: Document, pin: Pin) -> int:
    return document.text.count("\n", 0, pin.start) + 1


def bare(pins: Pins) -> Pins:
    """As in a copy that left the house: nothing of the sentences beside."""
    return replace(pins, places={key: replace(pin, before="", behind="") for key, pin in pins.places.items()})


def first_made(pins: Pins) -> Pins:
    """As pins were made before anybody counted."""
    places = {key: Pin(*(getattr(p, n) for n in Pin.__slots__[:5])) for key, p in pins.places.items()}
    return replace(pins, places=places)


@pytest.mark.parametrize("kind", [lambda pins: pins, bare, first_made], ids=["whole", "bare", "first"])
@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Did the captain speak to them?\nHe was.\n", "Did the captain speak to them?\n[not heard]\n"),
        ("Did the captain speak to them?\nHe was.\n", "Did the captain speak to them?\n"),
        ("Did the captain speak to them?\nHe was.\n", ""),
        ("Did the captain speak to them?\nHe was.\nDo", "Did the captain speak to them?\nNot I.\nHm.\nDo"),
        (
            "Did the captain speak to them?\nHe was.\nDo you swear to it?\nHe was.\n",
            "Do you swear to it?\nHe was.\n",
        ),
    ],
)
def test_an_answer_is_never_bound_to_another_question(kind, was: str, now: str) -> None:  # type: ignore[no-untyped-def]
    assert was in TALK
    assert "L6" not in lines_found(kind(pins_of(TALK, 2, 6)), TALK.replace(was, now))


def test_what_moved_with_its_neighbours_is_found() -> None:
    moved = "A line that was put before all.\n\n" + TALK.replace("I cannot say.", "I cannot say, truly.")
    assert lines_found(pins_of(TALK, 2, 4, 6, 8, 9), moved) == {"L2": 4, "L6": 8, "L8": 10, "L9": 11}


def test_one_sentence_beside_it_is_enough() -> None:
    changed = TALK.replace("Did the captain speak to them?", "Did he speak?")
    assert lines_found(pins_of(TALK, 6), changed) == {"L6": 6}
    assert lines_found(pins_of(TALK, 6), changed.replace("Do you swear", "Will you swear")) == {}


def test_a_copy_without_neighbours_binds_what_stands_once_and_what_has_not_moved() -> None:
    assert lines_found(bare(pins_of(TALK, 2, 4, 6, 9)), TALK + "More.\n") == {
        "L2": 2,
        "L4": 4,
        "L6": 6,
        "L9": 9,
    }
    assert lines_found(bare(pins_of(TALK, 4, 6, 9)), TALK.replace("He was.", "", 1)) == {"L4": 4, "L9": 9}


def test_pins_of_before_anybody_counted_bind_long_sentences_that_moved() -> None:
    assert lines_found(first_made(pins_of(TALK, 4, 9)), "One more.\n" + TALK) == {"L9": 10}
    assert lines_found(first_made(pins_of(TALK, 4, 6)), TALK) == {"L4": 4, "L6": 6}


def test_a_refrain_is_told_apart_by_its_number_alone_where_all_of_it_is_there() -> None:
    song = "Who knocks?\nNobody.\n" * 3
    assert lines_found(pins_of(song, 4), "Before.\n" + song) == {"L4": 5}
    assert lines_found(pins_of(song, 4), song[: len(song) * 2 // 3]) == {}


def test_a_sentence_that_is_cut_otherwise_is_found_near() -> None:
    joined = TALK.replace("nobody had called for it.\n", "nobody had called for it.\n").replace(
        "He was.\nThe lorry", "He was; The lorry"
    )
    assert lines_found(pins_of(TALK, 9), joined) == {"L9": 8}
