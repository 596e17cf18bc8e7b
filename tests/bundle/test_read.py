"""What a folder becomes. Invariant: every place of a case is bound alike, whatever rests on it."""

from __future__ import annotations

from pathlib import Path

from tests.bundle.builders import CASE, write
from tests.main_path.asking import zhanaozen

from aigaq.bundle.read import read_case
from aigaq.records.values import Words


def test_places_of_questions_are_bound_by_the_pins_as_statements_are() -> None:
    records = zhanaozen().records
    pins = records.pins["interview"]
    places = [passage for one in records.questions for passage in one.passages]
    assert places
    assert all(one.start is not None and one.item == pins.item for one in places if one.pin in pins.places)
    assert all(one.pin is not None for one in places)


def test_the_post_that_somebody_held_is_written_as_it(tmp_path: Path) -> None:
    coding = "coding:\n  L3:\n    chief: {post: marat, as: head of the station}\n"
    (made,) = read_case(write(tmp_path, coding=coding)).statements
    assert (made.subject, made.predicate, made.value) == ("marat", "post", Words("head of the station"))


def test_a_court_that_speaks_for_itself_stands_once_in_the_chain(tmp_path: Path) -> None:
    coding = "coding:\n  L3:\n    verdict: {convicted: marat, of: [ordered, shooting], through: court, via: [court]}\n"
    records = read_case(write(tmp_path, coding=coding))
    (for_it,) = [one for one in records.statements if one.predicate == "ordered"]
    assert [link.voice for link in for_it.chain] == ["speaker", "court"]
    assert for_it.basis == "official-record"


def test_a_court_stands_behind_the_voice_that_tells_of_its_verdict(tmp_path: Path) -> None:
    coding = "coding:\n  L3:\n    verdict: {convicted: marat, of: [ordered, shooting]}\n"
    records = read_case(write(tmp_path, coding=coding, text=CASE["sources/talk/text.txt"]))
    (for_it,) = [one for one in records.statements if one.predicate == "ordered"]
    assert [link.voice for link in for_it.chain] == ["speaker", "court"]
