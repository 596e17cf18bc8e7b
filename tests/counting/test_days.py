"""Dates that clash, deaths that follow an act, and days in custody.

Invariant: no date of one voice decides alone who belongs to what a rule counts.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.counting.written import case, counted, kinds, outcome

from aigaq.counting.days import hull

EV = "e: [ev, when, 2031-06-03]"
OTHER = "e2: [ev, when, 2031-06-04]"
SHOT = "h: {hurt: p, in: ev, with: firearm}"


@pytest.mark.parametrize(
    ("day", "due"),
    [("2030-01-01", "out: outside-scope"), ("2031-06-04", "in"), ("2031-06-05", "out: outside-scope")],
)
def test_two_dates_of_the_event_counted_make_a_span_and_no_open_door(
    tmp_path: Path, day: str, due: str
) -> None:
    told = f"{EV}\nx: {{killed: p, when: {day}}}"
    assert outcome(counted(tmp_path, rule="scope: ev", a=told, b=OTHER)) == {"p": due}


def test_a_date_told_by_another_event_is_one_of_the_dates_in_dispute(tmp_path: Path) -> None:
    told = f"{EV}\nmr: [march, when, 2031-06-04]\nx: {{killed: p, when: 2031-06-05}}"
    found = counted(tmp_path, rule="scope: ev", a=told, b="e2: [ev, when, 1 day after march]")
    assert outcome(found) == {"p": "in"}


def test_a_killing_months_later_stays_later_though_the_first_date_is_disputed(tmp_path: Path) -> None:
    told = f"{EV}\nx: {{killed: p, when: 2031-09-01}}"
    assert kinds(counted(tmp_path, a=told, b=OTHER)) == {"p": "later-homicide"}


def test_one_later_date_of_several_makes_no_later_homicide(tmp_path: Path) -> None:
    told = f"{EV}\nx: {{killed: p, when: 2031-06-03}}"
    assert kinds(counted(tmp_path, a=told, b="y: {killed: p, when: 2031-09-01}")) == {"p": "other"}


@pytest.mark.parametrize(
    "told",
    [
        "x: {died: p, when: 2031-07-01, cause: ev}",
        f"{SHOT}\nx: {{died: p, when: 2031-07-01, cause: h.event}}",
        f"{SHOT}\nx: {{died: p, when: 2031-07-01, cause: h}}",
        "x: {died: p, when: 2031-07-01, in: ev}",
        "h: {hurt: p, when: 2031-06-03}\nx: {died: p, when: 2031-07-01, cause: h.event}",
        "h: {hurt: p}\nx: {died: p, when: 2031-07-01, cause: h.event}",
    ],
)
def test_a_death_of_wounds_belongs_to_what_caused_it(tmp_path: Path, told: str) -> None:
    found = case(tmp_path, rule="scope: ev", a=f"{EV}\n{told}")
    assert outcome(found.ladder()) == {"p": "in"}
    assert found.contradictions() == ()


@pytest.mark.parametrize(
    ("told", "due"),
    [
        ("x: {died: p, when: 2031-07-01}", "out: outside-scope"),
        ("x: [p, died, 2031-07-01]", "out: outside-scope"),
        ("h: {hurt: p}\nx: {died: p, when: 2031-05-01, cause: h.event}", "out: outside-scope"),
        (
            "h: {hurt: p, when: 2031-06-20}\nx: {died: p, when: 2031-07-01, cause: h.event}",
            "out: outside-scope",
        ),
        ("x: {died: p, when: 2031-07-01, cause: ev, sure: possible}", "open: not-sure"),
    ],
)
def test_another_death_keeps_its_day(tmp_path: Path, told: str, due: str) -> None:
    assert outcome(counted(tmp_path, rule="scope: ev", a=f"{EV}\n{told}")) == {"p": due}


def test_who_died_of_gunshot_wounds_weeks_later_died_by_the_gunfire_of_the_event(tmp_path: Path) -> None:
    told = f"{EV}\n{SHOT}\nx: {{died: p, when: 2031-07-01, cause: h.event}}"
    assert kinds(counted(tmp_path, a=told)) == {"p": "gunfire"}


@pytest.mark.parametrize(
    ("first", "due"), [("2031-06-03", "in"), ("2031-06", "in"), ("2031-05-04", "out: outside-scope")]
)
def test_a_dissenting_date_takes_nobody_out_while_one_fits(tmp_path: Path, first: str, due: str) -> None:
    told = f"{EV}\nx: {{killed: p, when: {first}}}"
    found = counted(tmp_path, rule="scope: ev", a=told, m="y: {died: p, when: 2031-05-05}")
    assert outcome(found) == {"p": due}


HELD = "d: {detained: p, when: 2031-06-01/2031-06-10}"
TAKEN = "d: {detained: p, when: 2031-06-01}"


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (f"{HELD}\nx: {{died: p, when: 2031-06-05}}", "in"),
        (f"{HELD}\nx: {{died: p, when: 2031-06}}", "out: other-class"),
        (f"{HELD}\nx: {{died: p, when: 2031-06-12}}", "out: other-class"),
        (f"{HELD}\nr: [p, released-on, 2031-06-10, event: d.event]\nx: {{died: p, when: 2031-06-10}}", "out"),
        (f"{TAKEN}\nr: [p, released-on, 2031-06-10, event: d.event]\nx: {{died: p, when: 2031-06-05}}", "in"),
        (
            f"{TAKEN}\nr: [p, released-on, 2031-06-10, event: d.event]\nx: {{died: p, when: 2031-05-05}}",
            "out",
        ),
        (f"{TAKEN}\nx: {{died: p, when: 2 days after d.event}}", "out"),
        (f"{TAKEN}\nx: {{died: p, when: 2031-06-01}}", "out"),
        (f"{HELD}\nx: {{died: p, when: 2031-06-05}}".replace("d: {", "d: {sure: counterfactual, "), "out"),
    ],
)
def test_a_death_in_custody_is_one_that_the_dates_put_there_for_certain(
    tmp_path: Path, told: str, due: str
) -> None:
    if "sure" in told:
        told = told.replace("{sure: counterfactual, detained: p,", "{detained: p, sure: counterfactual,")
    assert outcome(counted(tmp_path, rule="custody: strict", a=told))["p"].startswith(due)


def test_a_tie_that_is_denied_or_would_have_been_ties_nothing(tmp_path: Path) -> None:
    for number, more in enumerate(("", "not ")):
        told = (
            f"x: {{killed: p}}\nt: [x.event, {more}part-of, march{'' if more else ', sure: counterfactual'}]"
        )
        assert outcome(counted(tmp_path / str(number), rule="scope: ev", a=told)) == {"p": "in"}
        assert outcome(counted(tmp_path / f"m{number}", rule="scope: march", a=told)) == {
            "p": "open: scope-not-stated"
        }


def test_a_span_around_dates_is_open_wherever_one_of_them_is() -> None:
    early, late = date(2031, 6, 3), date(2031, 6, 9)
    assert hull([(early, early), (late, late)]) == (early, late)
    assert hull([(None, early), (late, late)]) == (None, late)
    assert hull([(early, None), (late, late)]) == (early, None)
    assert hull([]) == (None, None)
