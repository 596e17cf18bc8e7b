"""Places that were coded after the pins of a source were made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aigaq import open as open_case
from aigaq.bundle.binding import bindings
from aigaq.casework.case import Case
from aigaq.reading import read
from aigaq.records.cases import Pins

TASQORA = Path(__file__).parents[1] / "data" / "tasqora"
SALT = "0a" * 16
TEXT = (TASQORA / "sources" / "talk" / "text.txt").read_bytes()


@pytest.fixture
def pinned() -> tuple[Case, str]:
    """The case of Tasqora with all places of its talk pinned but one; and that one."""
    case = open_case(str(TASQORA))
    places = bindings(case.records, case.documents, salt=SALT)["talk"].bound
    later = sorted(places)[-1]
    pins = Pins(case.documents["talk"].item, SALT, {k: pin for k, pin in places.items() if k != later}, {})
    return Case(replace(case.records, pins={"talk": pins})), later


def test_in_the_very_file_they_stand_where_their_locator_says(pinned: tuple[Case, str]) -> None:
    case, later = pinned
    binding = bindings(case.records, {"talk": read(TEXT)})["talk"]
    assert binding.unbound == ()
    assert later in binding.bound and later in binding.lines


def test_in_another_file_they_are_named_as_unbound(pinned: tuple[Case, str]) -> None:
    case, later = pinned
    binding = bindings(case.records, {"talk": read(b"Another first line.\n" + TEXT)})["talk"]
    assert later not in binding.bound
    assert [str(error.parameters["value"]) for error in binding.unbound] == [f"talk {later}"]
