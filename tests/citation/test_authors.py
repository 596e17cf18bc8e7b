"""A line of an author is the person or the body that somebody typed, with particles, suffixes and commas."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.citation.editions import FULL, SEEN

from aigaq.citation import cite, people
from aigaq.citation.authors import author
from aigaq.citation.citable import Body, Person


@pytest.mark.parametrize(
    ("line", "apa"),
    [
        *[
            ("Vries, Ada de", "Vries, A. de"),
            ("Meer, Kees van der", "Meer, K. van der"),
            ("Salah, Omar ibn", "Salah, O. ibn"),
        ],
        *[
            ("Reed, Ann Mary, Jr.", "Reed, A. M., Jr."),
            ("Reed, Ann, III", "Reed, A., III"),
            ("Reed, Jr., Ann", "Reed, A., Jr."),
        ],
        *[("Reed, Ann, Ph.D.", "Reed, A."), ("Reed, Ann, M.D., Jr", "Reed, A., Jr"), ("Dana", "Dana")],
        *[("Оспанов, Ерлан, к.ю.н.", "Оспанов, Е."), ("de Vries, Ada", "de Vries, A.")],
    ],
)
def test_a_person_is_cited_by_initials_particle_and_suffix(line: str, apa: str) -> None:
    assert people.apa([author(line)]) == apa


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Steppe, Centre for Memory",
            "Union of Mothers, Aqsai",
            "Law, Rights and People Network",
            "Комитет матерей, Ақсай",
        ),
        *("Азаматтық қоғам институты, Ақсай", "{Reed, Ann}", "Reed, Ospanov, Vries and Partners"),
    ],
)
def test_a_body_stays_whole_whatever_commas_it_holds(line: str) -> None:
    found = author(line)
    assert isinstance(found, Body)
    assert people.vancouver([found], others="") == line.strip("{}")


def test_files_for_programs_keep_the_suffix_apart() -> None:
    what = replace(FULL, authors=(Person("Reed", "Ann", "Jr."),))
    (told,) = json.loads(cite(what, "csl-json", accessed=SEEN))
    assert told["author"] == [{"family": "Reed", "given": "Ann", "suffix": "Jr."}]
    assert "{Reed}, {Jr.}, Ann" in cite(what, "bibtex", accessed=SEEN)
    assert "AU  - Reed, Ann, Jr." in cite(what, "ris", accessed=SEEN)
