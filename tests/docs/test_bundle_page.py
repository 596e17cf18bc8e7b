"""What `docs/reference/bundle.md` promises: its cases load, and answer what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.generate import pages
from tests.docs.pages import REFERENCE, cases_on

import aigaq
from aigaq.casework.case import Case
from aigaq.records import quantities
from aigaq.records.dates import edtf, relative
from aigaq.records.dates.anchoring import as_when
from aigaq.records.vocab.vocabulary import standard

PAGE = (REFERENCE / "bundle.md").read_text(encoding="utf-8")


@pytest.fixture
def ferry(tmp_path: Path) -> Case:
    return aigaq.open(cases_on("bundle.md", tmp_path)[0])


@pytest.fixture
def quarry(tmp_path: Path) -> Case:
    return aigaq.open(cases_on("bundle.md", tmp_path)[1])


def section(title: str) -> str:
    """The text under one heading, up to the next heading of any depth."""
    return re.split(r"^#{2,4} ", PAGE.split(f" {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(title: str) -> list[str]:
    """What stands in code in the first column of the table of a section."""
    rows = [line.split("|")[1] for line in section(title).splitlines() if line.startswith("| ")]
    return [word for row in rows for word in re.findall(r"`([^`]+)`", row)]


def test_the_smallest_case_gives_the_ladder_it_promises(ferry: Case) -> None:
    ladder = ferry.ladder()
    told = [(one.id, one.kind, one.state, one.when) for one in ladder.individuals]
    assert told == [("oraz", "gunfire", "reported", "2031-06-03")]
    assert [(one.id, one.reason) for one in ladder.excluded] == [("boy", "outcome-not-stated")]
    assert [(one.claimant, one.low) for one in ladder.claimed_totals] == [("the ministry", 0)]
    assert (ladder.documented_min, ladder.documented_max) == (1, 1)


def test_the_second_case_gives_the_ladder_it_promises(quarry: Case) -> None:
    ladder = quarry.ladder()
    told = [(one.id, one.kind, one.state, one.when, one.independent_origins) for one in ladder.individuals]
    assert told == [
        ("aidos", "disputed", "confirmed", "2031-08-21", 2),
        ("kamila", "after-custody", "reported", None, 1),
    ]
    assert [(one.id, one.low, one.high) for one in ladder.groups] == [("truck-dead", 5, 6)]
    assert (ladder.documented_min, ladder.documented_max) == (2, 8)


def test_the_second_case_has_the_contradictions_it_promises(quarry: Case) -> None:
    assert {(one.subject, one.kind) for one in quarry.contradictions()} == {
        ("clash", "official-against-witness"),
        ("aidos", "document-against-witness"),
        ("officers", "universal-against-member"),
    }


def test_the_walk_is_dated_by_the_clash(quarry: Case) -> None:
    dates = quarry.dates(readings=False)
    when = as_when(dates["walk"])
    assert when is not None
    assert when.text == "2031-08-20"


@pytest.mark.parametrize("written", first_cells("Dates"))
def test_every_date_of_the_page_is_read(written: str) -> None:
    assert edtf.parse(written).text == written


@pytest.mark.parametrize("written", first_cells("Relative dates"))
def test_every_relative_date_of_the_page_is_read(written: str) -> None:
    assert relative.parse(written.replace("X", "walk")) is not None


@pytest.mark.parametrize("written", first_cells("Quantities"))
def test_every_quantity_of_the_page_is_read(written: str) -> None:
    assert quantities.parse(written).text == written


def test_the_pages_made_from_the_vocabulary_are_not_stale() -> None:
    stale = [
        name
        for name, text in pages(standard(), PAGE).items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, "run `python docs/generate.py`"


def test_every_link_within_the_page_leads_to_a_heading() -> None:
    headings = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in headings}
    linked = set(re.findall(r"\]\(#([^)]+)\)", PAGE))
    assert sorted(linked - anchors) == []
