"""Releases: dated by the form that tells of them. Invariant: a release has one date, whoever counts from it."""

from __future__ import annotations

from pathlib import Path

from tests.smallcase import small

from aigaq.accountability.timeline import timeline

HELD = "h: {detained: p, when: 2033-01-01, released: 2033-03-10, out: let go}"


def test_the_day_of_a_release_dates_what_came_after_it(tmp_path: Path) -> None:
    case = small(tmp_path, HELD, "p: {died: p, when: 4 days after h.release}")
    assert case.ladder().individuals[0].when == "2033-03-14"


def test_the_timeline_names_a_release(tmp_path: Path) -> None:
    case = small(tmp_path, HELD, "i: {detained: q, released: 2033-05-05}")
    lines = [(one.when, one.label) for one in timeline(case.evidence(), case.dates())]
    assert lines == [
        ("2033-01-01", "the detention of Oraz Seitov"),
        ("2033-03-10", "the release of Oraz Seitov"),
        ("2033-05-05", "the release of Aset Omarov"),
    ]
