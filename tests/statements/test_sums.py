"""Whether sizes, ages, sentences and orders come out. Invariant: broken only where no reading lets it come out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import against, cast, evidence, killed, said
from tests.counting.written import case

from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.statements.arithmetic import arithmetic
from aigaq.statements.dating import solve_dates

Found = set[tuple[str, str, str, int | None]]


def size(group: str, written: str) -> Statement:
    return said(f"n-{group}", "nurse", written, of=group, as_="size")


def part(inner: str, outer: str) -> Statement:
    return said(f"in-{inner}", "nurse", outer, of=inner, as_="subset-of")


def checks(*statements: Statement | list[Statement], subjects: dict[str, Subject] | None = None) -> Found:
    found = evidence(*statements, subjects=subjects)
    return {(one.rule, one.subject, one.result, one.amount) for one in arithmetic(found, solve_dates(found))}


def apart(*groups: str) -> dict[str, Subject]:
    return {name: replace(cast()[name], overlap="none") for name in groups}


OFFICERS = [size("officers", "5"), part("gunners", "officers"), part("riders", "officers")]


def test_two_and_three_are_five() -> None:
    assert ("parts", "officers", "holds", None) in checks(OFFICERS, size("gunners", "2"), size("riders", "3"))


def test_thirteen_of_thirty_seven_leave_twenty_four() -> None:
    found = checks(size("accused", "37"), size("sentenced", "13"), part("sentenced", "accused"))
    assert ("parts", "accused", "unaccounted", 24) in found


def test_parts_that_may_overlap_are_never_added() -> None:
    both = [
        size("sentenced", "13"),
        part("sentenced", "accused"),
        size("tortured", "19"),
        part("tortured", "accused"),
    ]
    amounts = {amount for rule, _, _, amount in checks(size("accused", "37"), both) if rule == "parts"}
    assert amounts == {24, 18}


def test_parts_that_are_apart_leave_what_is_over() -> None:
    found = checks(OFFICERS, size("gunners", "1"), size("riders", "3"), subjects=apart("gunners", "riders"))
    assert ("parts", "officers", "unaccounted", 1) in found


def test_parts_that_are_apart_and_more_than_the_whole_are_broken() -> None:
    parts = size("gunners", "3"), size("riders", "3")
    assert ("parts", "officers", "broken", None) in checks(
        OFFICERS, *parts, subjects=apart("gunners", "riders")
    )
    assert "broken" not in {result for _, _, result, _ in checks(OFFICERS, *parts)}


def split(whole: str, **sizes: str) -> list[Statement]:
    """What the slot `split` of the form `tried` writes, in one entry."""
    parts = [said(f"n-{one}", "nurse", n, of=one, as_="size", entry="e") for one, n in sizes.items()]
    return [*parts, *(said(f"in-{one}", "nurse", whole, of=one, as_="subset-of", entry="e") for one in sizes)]


@pytest.mark.parametrize(
    ("riders", "result", "amount"),
    [("30", "broken", None), ("about 30", "broken", None), ("17", "holds", None), ("10", "short", 7)],
)
def test_what_one_entry_splits_is_apart(riders: str, result: str, amount: int | None) -> None:
    told = [size("accused", "37"), *split("accused", gunners="20", riders=riders)]
    assert {one for one in checks(told) if one[0] == "parts"} == {("parts", "accused", result, amount)}


def test_a_split_that_exceeds_its_whole_is_found_beside_other_parts() -> None:
    told = [size("accused", "37"), *split("accused", gunners="20", riders="30")]
    other = [size("sentenced", "13"), part("sentenced", "accused")]
    found = [one for one in against(told, other) if one.kind == "arithmetic"]
    assert [(one.rule, one.result) for one in found] == [("parts", "contradicts")]
    assert against(size("accused", "more than 37"), split("accused", gunners="20", riders="30")) == ()


def test_a_part_larger_than_its_whole_is_a_contradiction_of_its_own_class() -> None:
    found = against(size("accused", "37"), size("sentenced", "40"), part("sentenced", "accused"))
    assert [(one.kind, one.result, one.rule) for one in found] == [("arithmetic", "contradicts", "subset")]
    assert {name for side in found[0].sides for name in side.statements} == {
        "n-sentenced",
        "in-sentenced",
        "n-accused",
    }


def test_about_forty_of_thirty_seven_is_not_broken() -> None:
    found = checks(size("accused", "37"), size("sentenced", "about 40"), part("sentenced", "accused"))
    assert ("subset", "sentenced", "broken", None) not in found


def test_some_of_a_whole_says_nothing_either_way() -> None:
    assert checks(size("accused", "37"), size("sentenced", "some"), part("sentenced", "accused")) == set()


@pytest.mark.parametrize(
    ("served", "imposed", "result"),
    [
        ("2 years", "5 years", "holds"),
        ("28 months", "5 years", "holds"),
        ("7 years", "5 years", "broken"),
        ("5 years", "5 years", None),
        ("2 years", "prison, how long not stated", None),
    ],
)
def test_nobody_serves_more_than_was_imposed(served: str, imposed: str, result: str | None) -> None:
    found = checks(
        said("s", "nurse", served, as_="served"), said("i", "nurse", imposed, as_="sentence-imposed")
    )
    assert found == ({("served", "marat", result, None)} if result else set())


def test_what_was_served_in_another_case_is_another_matter() -> None:
    served = said("s", "nurse", "7 years", as_="served", qualifiers={"in": "trial"})
    imposed = said("i", "nurse", "5 years", as_="sentence-imposed", qualifiers={"in": "march"})
    assert checks(served, imposed) == set()


@pytest.mark.parametrize(
    ("age", "result"), [("19", "holds"), ("20", "holds"), ("25", "broken"), ("about 21", "holds")]
)
def test_an_age_fits_the_year_of_birth(age: str, result: str) -> None:
    born = said("b", "nurse", "2011", as_="birth")
    told = said("a", "nurse", age, as_="age-at", event="march")
    day = said("d", "nurse", "2031-05-01", of="march", as_="when")
    assert checks(born, told, day) == {("age", "marat", result, None)}


def test_an_age_at_an_undated_event_is_not_checked() -> None:
    born = said("b", "nurse", "2011", as_="birth")
    assert checks(born, said("a", "nurse", "40", as_="age-at", event="march")) == set()


def test_nobody_dies_before_they_are_born() -> None:
    born = said("b", "nurse", "2032", as_="birth")
    died = said("d", "nurse", "2031-05-01", as_="died")
    assert checks(born, died) == {("order", "marat", "broken", None)}


def test_nobody_is_released_before_the_verdict() -> None:
    verdict = said("v", "nurse", "convicted", as_="verdict", event="trial")
    day = said("w", "nurse", "2031-05", of="trial", as_="when")
    out = said("o", "nurse", "2030-01", as_="released-on", event="trial")
    assert checks(verdict, day, out) == {("order", "marat", "broken", None)}


def test_more_bodies_than_places_is_crowding_and_no_broken_sum() -> None:
    room = said("room", "nurse", "16 bodies", of="morgue", as_="capacity")
    there = said("at", "nurse", "morgue", of="deaths.event", as_="where", qualifiers={"role": "registration"})
    died = killed("carried", "nurse", name="deaths", act="death", with_="")
    assert checks(room, there, died, size("carried", "20")) == {("capacity", "morgue", "unaccounted", 4)}
    assert checks(room, there, died, size("carried", "9")) == {("capacity", "morgue", "holds", None)}


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        ("20, men: 4, lost: 3", "contradicts"),
        ("10, men: 4, lost: 3", "tension"),
        ("18, men: 4, lost: 3", None),
    ],
)
def test_sums_are_those_of_one_source_whatever_another_says_of_a_part(
    tmp_path: Path, parts: str, result: str | None
) -> None:
    told = f"t: {{tried: inner, n: 25, at: march, split: {{sub: {parts}}}}}"
    found = case(tmp_path, a=told, b="s: [sub, size, 2]")
    sums = [one.result for one in found.contradictions() if one.kind == "arithmetic"]
    assert sums == ([result] if result else [])
