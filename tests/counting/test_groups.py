"""Which groups stand beside the individuals, and which figures had been said by a day.

Invariant: to lie within a larger group says nothing of overlap until that group is listed too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.builders import cast, count, evidence, held, reasons, said
from tests.counting.written import counted, outcome

from aigaq.counting.groups import group_of, total
from aigaq.records.ladder import Ladder, Refused
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject


def dead(group: str, size: str = "5") -> list[Statement]:
    """What the form `dead` writes."""
    event = f"{group}-dead.event"
    return [
        said(f"{group}.died", "nurse", "undated", of=group, as_="died", event=event),
        said(f"{group}.act", "nurse", "death", of=event, as_="type"),
        said(f"{group}.size", "nurse", size, of=group, as_="size"),
    ]


def within(inner: str, outer: str) -> dict[str, Subject]:
    return {inner: replace(cast()[inner], within=outer)}


def overlaps(found: Ladder) -> dict[str, str]:
    return {one.id: one.overlap for one in found.groups}


def test_a_group_within_one_that_is_not_listed_overlaps_as_nobody_knows() -> None:
    found = count(dead("carried"), subjects=within("carried", "riders"))
    assert overlaps(found) == {"carried": "unknown"}


def test_a_group_within_one_that_is_listed_is_contained() -> None:
    found = count(dead("carried", "some"), dead("riders", "9"), subjects=within("carried", "riders"))
    assert overlaps(found) == {"carried": "contained", "riders": "unknown"}
    assert found.open_ended is False


@pytest.mark.parametrize("predicate", ["subset-of", "member-of"])
def test_what_somebody_says_of_a_group_makes_it_contained_too(predicate: str) -> None:
    part = said("p", "nurse", "riders", of="carried", as_=predicate)
    assert overlaps(count(dead("carried"), dead("riders"), part))["carried"] == "contained"
    assert overlaps(count(dead("carried"), dead("riders"), replace(part, polarity="denies")))["carried"] == (
        "unknown"
    )


def test_of_two_groups_said_to_hold_each_other_one_stays() -> None:
    ring = [
        said("p", "nurse", "riders", of="carried", as_="subset-of"),
        said("q", "guard", "carried", of="riders", as_="subset-of"),
    ]
    assert sorted(overlaps(count(dead("carried"), dead("riders"), ring)).values()) == ["contained", "unknown"]


def test_a_group_and_its_part_are_not_added() -> None:
    apart = {one: replace(cast()[one], overlap="none") for one in ("carried", "riders")}
    apart["carried"] = replace(apart["carried"], within="riders")
    found = evidence(dead("carried"), dead("riders"), subjects=apart)
    listed = ("carried", "riders")
    assert isinstance(total(group_of(one, listed, found) for one in listed), Refused)


@pytest.mark.parametrize("custody", ["consequence", "strict"])
def test_a_rule_on_custody_leaves_out_dead_whom_nothing_ties_to_it(custody: str) -> None:
    rule = CountRule("custody", custody=custody)  # type: ignore[arg-type]  # each of the two is tried
    found = count(dead("carried", "some"), rule=rule)
    assert (found.groups, found.open_ended, reasons(found)) == ((), False, {"carried": "other-class"})


def test_a_rule_on_custody_lists_dead_of_a_detention() -> None:
    part = said("p", "nurse", "jail", of="carried-dead.event", as_="part-of")
    jail = held("carried", "nurse", "jail")
    found = count(dead("carried"), jail, part, rule=CountRule("custody", custody="strict"))
    assert [one.id for one in found.groups] == ["carried"]


def test_a_kind_that_a_rule_leaves_out_is_left_out_of_the_groups_too() -> None:
    found = count(dead("carried"), rule=CountRule("known", leave_out=("cause-not-stated",)))
    assert (found.groups, reasons(found)) == ((), {"carried": "cause-not-stated"})


def test_a_figure_does_not_show_before_it_was_said() -> None:
    sources = {
        "decree-1": Source("decree-1", "statement", said="2031-05-02"),
        "decree-2": Source("decree-2", "statement", said="2031-05-20"),
    }
    harm = {"harm": "died"}
    told = [
        said(f"t-{key}", "ministry", number, of="shooting", as_="claimed-total", source=key, qualifiers=harm)
        for key, number in (("decree-1", "2"), ("decree-2", "4"))
    ]
    early = count(told, sources=sources, as_of=date(2031, 5, 10))
    assert [one.low for one in early.claimed_totals] == [2]
    assert [one.low for one in count(told, sources=sources).claimed_totals] == [2, 4]


# ---- as a coder writes them


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ("n: 5, sure: counterfactual", "not-dead"),
        ("n: 5, sure: opinion", "not-dead"),
        ("n: none", "not-dead"),
        ("n: 5, aspect: practice", "outcome-not-stated"),
    ],
)
def test_what_speaks_of_no_death_makes_no_group_of_dead(tmp_path: Path, more: str, reason: str) -> None:
    found = counted(tmp_path, a=f"g: {{dead: lost, {more}}}")
    assert (found.groups, found.documented_max, outcome(found)) == ((), 0, {"lost": f"out: {reason}"})


def test_a_denied_group_is_no_group_and_a_disputed_one_is(tmp_path: Path) -> None:
    assert counted(tmp_path / "1", m="n: [lost, not died, undated]").groups == ()
    (group,) = counted(tmp_path / "2", m="n: {dead: lost, n: none}", a="g: [lost, died, undated]").groups
    assert (group.low, group.high) == (0, None)


NAMED = "g: {dead: lost, n: 5}\ni: [lost, includes, p]"


def test_who_is_named_of_the_dead_is_said_to_be_dead_by_whoever_names_them(tmp_path: Path) -> None:
    found = counted(tmp_path, a=NAMED)
    assert [(one.id, one.state, one.statements) for one in found.individuals] == [("p", "reported", ("i",))]
    assert (found.documented_min, found.documented_max) == (1, 5)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"a": NAMED, "b": "x: {killed: p}"}, "corroborated"),
        ({"a": f"{NAMED}\nx: {{killed: p}}"}, "reported"),
        ({"a": "g: {dead: lost}", "b": "i: [p, member-of, lost]"}, "reported"),
        ({"a": "g: {dead: lost}\ni: [lost, includes, p, sure: possible]"}, "pending"),
        ({"a": "g: {dead: lost, sure: possible}\ni: [lost, includes, p]"}, "pending"),
    ],
)
def test_to_name_somebody_of_the_dead_is_one_report(tmp_path: Path, told: dict[str, str], state: str) -> None:
    found = counted(tmp_path, **told)
    assert {one.id: one.state for one in (*found.individuals, *found.unresolved)} == {"p": state}


@pytest.mark.parametrize("back", ["g", "i"])
def test_who_was_named_of_dead_that_are_taken_back_stays_in_sight(tmp_path: Path, back: str) -> None:
    told = f"{NAMED}\nback: {{recants: {back}, kind: retracted}}"
    assert outcome(counted(tmp_path, a=told))["p"] == "out: support-withdrawn"


def test_who_shares_a_property_with_some_who_died_is_not_named_dead(tmp_path: Path) -> None:
    some = "g: {dead: men, aspect: some}\ni: [men, includes, p]"
    assert "p" not in outcome(counted(tmp_path, a=some))


def test_figures_of_one_line_stand_in_one_order_however_they_are_written(tmp_path: Path) -> None:
    lines = [f"t{n}: {{claimed: lost, harm: died, n: {n}}}" for n in (3, 1, 2)]
    told = [counted(tmp_path / str(n), a="\n".join(lines[n:] + lines[:n])) for n in range(3)]
    assert [[one.low for one in found.claimed_totals] for found in told] == [[1, 2, 3]] * 3
