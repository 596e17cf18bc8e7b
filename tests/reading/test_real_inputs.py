"""Texts that nobody here wrote: what reading must find in them, by line and number, without their words.

Invariant: no word of these texts stands in the repository.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from tests.notshipped import held

from aigaq.reading import read
from aigaq.records.documents import Document, is_content, role_of, sentences_of

TAG = re.compile(r"<[^>]*>")
QUESTIONS = {7, 13, 17, 23, 27, 41, 49, 59, 65, 69, 77, 83}
BRACKETS = {
    "note": [(7, 2)],
    "identification": [(7, 1), (9, 1), (9, 2), (47, 1), (71, 1)],
    "gloss": [(9, 3), (21, 1)],
    "completion": [(3, 1), (23, 1), (39, 1), (47, 2), (55, 1), (71, 2), (71, 3), (79, 1), (81, 1), (85, 1)],
}


@pytest.fixture(scope="module")
def interview() -> Document:
    return read(held("zhanaozen-interview.txt").read_bytes())


def test_the_lines_are_those_of_the_file(interview: Document) -> None:
    assert len(interview.lines) == 98


def test_every_question_is_found_and_nothing_else_is_taken_for_one(interview: Document) -> None:
    assert {n for n in range(1, 99) if role_of(interview, n) == "interviewer"} == QUESTIONS


def test_headings_and_the_pages_own_lines_are_found(interview: Document) -> None:
    assert [n for n in range(1, 99) if role_of(interview, n) == "heading"] == [1, 31]
    assert [n for n in range(1, 99) if role_of(interview, n) == "citation"] == list(range(91, 98))
    assert [n for n in range(86, 99) if is_content(interview, n)] == []


def test_every_bracket_is_of_the_kind_a_person_gave_it(interview: Document) -> None:
    found = [b for b in interview.insertions if is_content(interview, b.line)]
    kinds = {kind: [(b.line, b.number) for b in found if b.kind == kind] for kind in BRACKETS}
    assert kinds == BRACKETS


def test_the_long_note_is_a_sentence_of_its_own(interview: Document) -> None:
    note = next(b for b in interview.insertions if b.kind == "note")
    assert sentences_of(interview, 7)[note.sentence - 1].span == note.span


def test_sentences_are_counted_as_by_hand(interview: Document) -> None:
    by_hand = {1: 1, 3: 4, 5: 3, 7: 4, 9: 6, 11: 5, 13: 2, 15: 3, 29: 2, 35: 6, 37: 4, 43: 5, 45: 8, 57: 5}
    by_hand |= {65: 1, 67: 8, 69: 3, 71: 4, 73: 10, 79: 5, 81: 6}
    assert {line: len(sentences_of(interview, line)) for line in by_hand} == by_hand


def test_the_text_begins_in_the_middle(interview: Document) -> None:
    assert (interview.start_missing, interview.end_missing) == (True, False)


def test_the_newswire_pages_are_read_without_loss() -> None:
    documents = [read(path.read_bytes()) for path in sorted(held("muc3-jesuits").glob("*.xhtml"))]
    assert len(documents) == 141
    assert all(document.media_type == "text/html" and document.title for document in documents)


def test_every_word_of_the_newswire_pages_comes_through() -> None:
    """Another way to the same words: cut the tags out of the body by hand."""
    for path in sorted(held("muc3-jesuits").glob("*.xhtml")):
        body = path.read_text(encoding="utf-8").partition("<body>")[2]
        assert read(path.read_bytes()).text.split() == unescape(TAG.sub(" ", body)).split(), path.name


def test_named_voices_of_the_newswire_interviews_are_suggested() -> None:
    document = read((held("muc3-jesuits") / "DEV-MUC3-0811.xhtml").read_bytes())
    assert Counter(turn.role for turn in document.turns) == {"body": 1, "interviewer": 1, "interviewee": 2}


def test_the_long_testimony_is_known_to_be_wrapped() -> None:
    documents = [read(path.read_bytes()) for path in sorted(held("peoples-verdict").glob("0[4-9]*.md"))]
    assert sum("hard-wrapped" in document.warnings for document in documents) >= 5
    assert all(document.title for document in documents)
