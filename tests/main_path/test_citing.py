"""A12: cite the whole and one statement. The seven citation lines of the input have six defects; ours have none.

Invariant: the words of the input are read from the reader's own copy; none of them stands here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest
from tests.main_path.asking import ZHANAOZEN, run
from tests.notshipped import INTERVIEW, needs_interview

from aigaq.citation import STYLES, Citable, Person, cite

AT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
"""The moment at which somebody's browser loaded the page."""
# L91 to L97 in the order of the input; it names no styles, their form does.
ORDER = ("apa", "mla", "harvard", "vancouver", "chicago", "ieee", "plain")
DEFECTS: Mapping[str, Callable[[str], bool]] = {
    "a: furniture beside the title": lambda line: "»" in line,
    "b: the moment of loading where a date of publication is due": lambda line: bool(re.search(AT, line)),
    "c: the site twice": lambda line: bool(re.search(r"(\b\w[\w ]+\w) \| \1\b", line)),
    "d: marks of parts that are missing": lambda line: bool(
        re.search(r"\.,|,<|<>|\| \||\[Internet\]\. \[|: \[", line)
    ),
    "e: no address in the text": lambda line: "http" not in line,
    "f: no revision": lambda line: "sha256:" not in line,
}


def theirs() -> dict[str, str]:
    return dict(zip(ORDER, INTERVIEW.read_text(encoding="utf-8").splitlines()[90:97], strict=True))


def edition() -> Citable:
    """An edition under the title and outlet that the input names, furniture and all, with what it leaves out."""
    title, outlet, *_ = (part.strip() for part in theirs()["plain"].split("|"))
    return Citable(
        key="interview",
        title=f"{title} | {outlet} | {outlet}",
        digest="1a2b3c4d5e6f" + "0" * 52,
        authors=(Person("Сейтова", "Әсем"),),
        publisher=outlet,
        published=date(2020, 1, 12),
        revised=date(2020, 1, 20),
        revision="2",
        address="https://dossier.example/interview/2",
    )


@needs_interview
@pytest.mark.parametrize("defect", DEFECTS)
def test_each_defect_of_the_seven_lines_is_gone(defect: str) -> None:
    wrong = DEFECTS[defect]
    assert any(wrong(line) for line in theirs().values()), "the detector sees it where it is"
    assert [style for style in ORDER if wrong(cite(edition(), style))] == []


@needs_interview
def test_no_line_of_the_input_is_without_defect() -> None:
    assert all(any(wrong(line) for wrong in DEFECTS.values()) for line in theirs().values())


@needs_interview
@pytest.mark.parametrize("style", STYLES)
def test_ours_names_its_author_its_outlet_and_its_days(style: str) -> None:
    line = cite(edition(), style, accessed=date(2022, 11, 27))
    assert "Сейтова" in line
    assert line.count(edition().publisher or "") == 1
    assert line.count(edition().title.split("|")[0].strip(" »").split(",")[0]) == 1
    for year in ("2020", "2022"):
        assert year in line


@pytest.mark.parametrize("style", STYLES)
def test_a12_the_whole_and_one_statement_twice_the_same(style: str) -> None:
    for words in ((), ("--statement", "total-16")):
        first, second = (run("cite", ZHANAOZEN, "--style", style, *words) for _ in "12")
        assert first == second
        assert first[0] == 0
