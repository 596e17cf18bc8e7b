"""Brackets: whose words they are is certain, their kind is a documented guess.

Invariant: a bracket that has no partner is named, never a crash.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.reading import read
from aigaq.records.documents import Document, insertions_of, line_of, sentences_of, text_of


def plain(text: str) -> Document:
    return read(text.encode(), media_type="text/plain", charset="utf-8")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He was told. [Note. It was on 4 May.]", "note"),
        ("He was told [Ed.: on 4 May] twice.", "note"),
        ("Он ушёл [Прим. ред.: 4 мая] утром.", "note"),
        ("Ол кетті [Ескерту: 4 мамыр] таңертең.", "note"),
        ("He stopped. [weeps]", "note"),
        ("Он [неразборчиво] ушёл.", "note"),
        ("He left.[3] She stayed.", "note"),
        ("Then [the head of the depot] Ospanov came.", "identification"),
        ("Then Ospanov [a captain of the guard] came.", "identification"),
        ("Daulet [Serikov] came.", "identification"),
        ("Then he [Serikov] came.", "identification"),
        ("Пришёл Оспанов [начальник депо].", "identification"),
        ("Содан соң Оспанов [депо бастығы] келді.", "identification"),
        ("They slept in yurts [tents of felt] there.", "gloss"),
        ("Они жили в юртах [войлочные дома].", "gloss"),
        ("The hearing [of the guards] was long.", "completion"),
        ("The men [who were accused] spoke.", "completion"),
        ("That night, [grey] cars came.", "completion"),
        ("Суд [над охраной] шёл долго.", "completion"),
    ],
)
def test_the_kind_of_a_bracket_is_guessed(text: str, kind: str) -> None:
    assert plain(text).insertions[0].kind == kind


def test_brackets_are_counted_within_their_line_and_know_their_sentence() -> None:
    document = plain("No bracket.\nOne [a]. Two [b] and [c].")
    places = [(found.line, found.number, found.sentence) for found in document.insertions]
    assert places == [(2, 1, 1), (2, 2, 2), (2, 3, 2)]
    assert [text_of(document, found.span) for found in insertions_of(document, 2)] == ["[a]", "[b]", "[c]"]


@pytest.mark.parametrize(
    ("text", "warnings", "brackets"),
    [
        ("He [the [old] guard] left.", ("nested-bracket",), ["[the [old] guard]"]),
        ("He [the guard left.", ("unclosed-bracket",), []),
        ("He the guard] left.", ("unopened-bracket",), []),
        ("He [the guard\nand his] son left.", ("unclosed-bracket", "unopened-bracket"), []),
        ("He [the guard [at the gate] left.", ("unclosed-bracket",), ["[at the gate]"]),
        ("He [] left.", (), ["[]"]),
    ],
)
def test_odd_brackets_are_named(text: str, warnings: tuple[str, ...], brackets: list[str]) -> None:
    document = plain(text)
    assert document.warnings == warnings
    assert [text_of(document, found.span) for found in document.insertions] == brackets


@given(st.text(alphabet="[]aB. ?\n3", max_size=60))
def test_every_bracket_lies_within_one_sentence_of_its_line(text: str) -> None:
    document = plain(text)
    for found in document.insertions:
        words = text_of(document, found.span)
        sentence = sentences_of(document, found.line)[found.sentence - 1]
        assert words.startswith("[") and words.endswith("]")
        assert sentence.span.start <= found.span.start and found.span.end <= sentence.span.end
        assert line_of(document, found.span.start) == found.line
