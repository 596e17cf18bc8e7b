"""Events in the order of time, each once. Invariant: two days that differ are never made one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import evidence, killed, said
from tests.main_path.asking import ROOT
from tests.smallcase import small

import aigaq
from aigaq.accountability.timeline import Dated, timeline
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.statements.dating import solve_dates


def lines(*told: Statement | list[Statement]) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(one.when, one.relative) for one in shown(*told)]


def shown(*told: Statement | list[Statement]) -> tuple[Dated, ...]:
    found = evidence(*told)
    return timeline(found, solve_dates(found))


def died(name: str, when: str, event: str) -> Statement:
    return said(name, "nurse", when, as_="died", event=event)


def test_a_killing_and_the_death_in_it_are_one_line() -> None:
    assert lines(killed("marat", "nurse", when="2031-05-01")) == [("2031-05-01", ())]


def test_a_killing_told_by_two_is_one_line_with_both_places() -> None:
    told = (
        killed("marat", "nurse", when="2031-05-01"),
        killed("marat", "guard", when="2031-05-01", source="letter"),
    )
    (one,) = shown(*told)
    assert {passage.source for passage in one.passages} == {"talk", "letter"}


def test_days_that_differ_stay_two_lines() -> None:
    told = killed("marat", "nurse", when="2031-05-01"), killed("marat", "guard", when="2031-05-02")
    assert [when for when, _ in lines(*told)] == ["2031-05-01", "2031-05-02"]


def test_a_day_told_only_by_its_month_adds_no_line_to_the_day() -> None:
    told = killed("marat", "nurse", when="2031-05-01"), killed("marat", "guard", when="2031-05")
    assert [when for when, _ in lines(*told)] == ["2031-05-01"]


def test_a_death_later_than_its_wound_has_a_line_of_its_own() -> None:
    act = [one for one in killed("marat", "nurse", name="e", when="2031-05-01") if one.predicate != "died"]
    assert lines(act, died("d", "2031-05-04", "e.event")) == [("2031-05-01", ()), ("2031-05-04", ())]


def test_a_relative_date_that_nothing_anchors_is_kept_beside_a_day() -> None:
    told = killed("marat", "nurse", when="2031-05-01"), killed("marat", "guard", when="soon after march")
    assert [when for when, _ in lines(*told)] == ["2031-05-01", None]


def test_a_copy_of_an_event_adds_no_line_and_an_event_of_its_own_does() -> None:
    told = killed("marat", "guard", name="e", when="2031-05-01")
    copied = killed("marat", "nurse", name="copy", when="2031-05-02", source="reprint")
    events = {one: Subject(one, "event", "the killing of Marat") for one in ("e.event", "copy.event")}
    both = evidence(told, copied, subjects=events)
    assert [one.when for one in timeline(both, solve_dates(both))] == ["2031-05-01"]
    assert [when for when, _ in lines(copied)] == ["2031-05-02"]


def test_each_death_of_the_invented_case_stands_there_once() -> None:
    case = aigaq.open(ROOT / "samples" / "aqsai")
    labels = [one.label for one in timeline(case.evidence(), case.dates()) if "killing" in one.label]
    assert len(labels) == len(set(labels)) == 5


# ---- days that exclude each other

TWO_DAYS = [
    said(f"s-{voice}", voice, day, of="march", as_="when")
    for voice, day in (("nurse", "2031-06-03"), ("guard", "2031-06-04"))
]


def test_a_day_that_two_dispute_is_shown_as_the_span_of_both() -> None:
    (march,) = shown(*TWO_DAYS)
    assert (march.when, march.disputed, march.premises) == (
        "[2031-06-03,2031-06-04]",
        True,
        ("s-guard", "s-nurse"),
    )
    assert (march.earliest, march.latest, len(march.passages)) == ("2031-06-03", "2031-06-04", 1)


def test_what_hangs_on_a_disputed_day_hangs_on_the_span() -> None:
    _, fight = shown(*TWO_DAYS, said("s3", "nurse", "2 days after march", of="fight", as_="when"))
    assert (fight.when, fight.disputed) == ("[2031-06-05,2031-06-06]", True)
    assert not any(one.disputed for one in shown(said("s4", "nurse", "2031-07-01", of="trial", as_="when")))


def test_days_that_only_together_have_no_calendar_keep_their_lines() -> None:
    told = [
        said("s1", "nurse", "2031-06-03", of="march", as_="when"),
        said("s2", "nurse", "2 days after march", of="fight", as_="when"),
        said("s3", "guard", "2031-06-09", of="fight", as_="when"),
    ]
    assert [(one.event, one.when, one.disputed) for one in shown(*told)] == [
        ("march", "2031-06-03", True),
        ("fight", "2031-06-09", True),
    ]
    assert shown(*told)[1].relative == ("2 days after march",)


@pytest.mark.parametrize("own", ["hurt-at: road", "when: 2031-05", "when: 2031"])
def test_the_day_that_only_a_copy_gives_stands_as_the_count_has_it(tmp_path: Path, own: str) -> None:
    files = {
        "sources/copy/source.yaml": "source: {key: copy, is: news, derived-from: talk}\n",
        "sources/copy/text.txt": "One.\n",
        "sources/copy/coding.yaml": "coding:\n  L1:\n    c: {killed: p, when: 2031-05-28}\n",
    }
    opened = small(tmp_path, f"k: {{killed: p, {own}}}", files=files)
    (counted,) = opened.ladder().individuals
    assert [one.when for one in opened.timeline()] == [counted.when] == ["2031-05-28"]
