"""The examples of docs/reference/lines-and-sentences.md, run: people count sentences by that page.

Invariant: these numbers never change; coded cases hold them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.reading.sentences import split
from aigaq.records.documents import Span

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "lines-and-sentences.md"
BOXES = re.findall(r"^```sentences\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
EXAMPLES = [line for box in BOXES for line in box.splitlines()]


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text, Span(0, len(text)))]


@pytest.mark.parametrize("example", EXAMPLES)
def test_sentences_are_counted_as_the_reference_says(example: str) -> None:
    assert parts(example.replace(" | ", " ")) == example.split(" | ")


def test_the_reference_gives_examples_of_every_rule() -> None:
    assert len(BOXES) == 6 and len(EXAMPLES) > 25


def test_a_blank_line_has_no_sentence() -> None:
    assert parts(" \t\u00a0 ") == []


def test_a_sentence_is_found_by_its_line_alone() -> None:
    text = "One. Two.\nThree. Four."
    assert [text[s.start : s.end] for s in split(text, Span(10, 22))] == ["Three.", "Four."]


LETTERS = st.text(alphabet='аАbB1 .!?…"“”»)]([–\t\u00a0ж' + "\u0301", max_size=80)


@given(LETTERS)
def test_sentences_tile_their_line(text: str) -> None:
    spans = list(split(text, Span(0, len(text))))
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    assert edges == sorted(edges)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in spans)
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))


@given(LETTERS, LETTERS)
def test_other_lines_change_nothing(before: str, line: str) -> None:
    start = len(before) + 1
    whole = split(f"{before}\n{line}", Span(start, start + len(line)))
    alone = split(line, Span(0, len(line)))
    assert [(span.start - start, span.end - start) for span in whole] == [(s.start, s.end) for s in alone]
