"""Four words in a row of a source that is not ours are found, and never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bundle.builders import write

from aigaq.bundle.unshippable_text import shared_with, shared_words, words_of_case
from aigaq.errors import NotText
from aigaq.protection.lists import function_words

SOURCE = "The guards pushed seven old men behind the wall, and Marat Ospanov was there with them."
WORDS = st.lists(st.sampled_from(["stone", "water", "bridge", "night", "window"]), min_size=4, max_size=12)


def shared(text: str, *, names: tuple[str, ...] = ("Marat Ospanov",), file: str = "note.txt") -> list[int]:
    found = shared_words({file: text}, SOURCE, names=names)
    return [int(one.parameters["count"]) for one in found]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("they pushed seven old men aside", [4]),
        ("PUSHED SEVEN, old men behind!", [5]),
        ("pushed seven old people", []),
        ("pushed seven\nold men", []),
        ("the guards pushed 7 seven old men", [6]),
        ("pushed Marat seven old Ospanov men", [4]),
        ("Marat Ospanov was there", []),
        ("was there with them", []),
    ],
)
def test_a_run_of_four_is_one_too_many(text: str, counts: list[int]) -> None:
    assert shared(text) == counts


def test_values_of_yaml_stand_by_themselves() -> None:
    assert shared("a: pushed seven\nb: old men\n", file="c.yaml") == []
    assert shared("a: pushed seven\n  old men\n", file="c.yaml") == [4]
    assert shared("a: b  # pushed seven old men\n", file="c.yaml") == [4]
    assert shared("a: {pushed seven old men\n", file="c.yaml") == [4]


def test_what_is_found_is_told_without_its_words() -> None:
    (found,) = shared_words({"c.yaml": "a: b\nc: pushed seven old men\n"}, SOURCE, names=())
    assert found.parameters == {"file": "c.yaml", "line": 2, "count": 4}


def test_every_file_of_a_case_is_looked_at_but_texts_and_private(tmp_path: Path) -> None:
    folder = write(tmp_path, **{"private/notes.yaml": "a: pushed seven old men\n"})
    names = set(words_of_case(folder))
    assert {"case.yaml", "cast.yaml", "sources/talk/coding.yaml", "rules/deaths.yaml"} <= names
    assert not {"private/notes.yaml", "sources/talk/text.txt"} & names


def test_a_web_page_is_looked_at_without_its_markup(tmp_path: Path) -> None:
    folder = write(tmp_path, rule="rule: {key: deaths, title: pushed seven old men}\n")
    found = shared_with(folder, b"<p>pushed <b>seven</b> old men</p>")
    assert [one.parameters["file"] for one in found] == ["rules/deaths.yaml"]
    with pytest.raises(NotText):
        shared_with(folder, b"\xff\xfe\x00")


def test_function_words_alone_are_nobodys() -> None:
    assert {"the", "и", "және"} <= function_words()


@given(WORDS, WORDS)
def test_a_longer_run_that_is_asked_for_finds_no_more(ours: list[str], theirs: list[str]) -> None:
    def found(run: int) -> int:
        return len(shared_words({"a.txt": " ".join(ours)}, " ".join(theirs), names=(), run=run))

    assert found(4) >= found(5) >= found(12)
    assert len(shared_words({"a.txt": " ".join(ours)}, " ".join(ours), names=())) == 1
