"""Days of one death by several voices. Invariant: a death may follow the wound, and never comes before it."""

from __future__ import annotations

import pytest
from tests.builders import against, killed, said

from aigaq.records.statements import Statement

MARCH = said("march", "sister", "2031-06-03", of="march", as_="when")


def died(voice: str, when: str, *, name: str = "d") -> list[Statement]:
    """What the form `died` writes."""
    event = f"{name}.event"
    return [
        said(f"{name}.died", voice, when, as_="died", event=event, entry=name),
        said(f"{name}.act", voice, "death", of=event, as_="type", entry=name),
    ]


def found(*told: Statement | list[Statement]) -> list[tuple[str, str, str]]:
    return [(one.rule, one.kind, one.result) for one in against(MARCH, *told)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2031-06-02", [("death-days", "inside-one-source", "contradicts")]),
        ("2031-06-02~", [("death-days", "inside-one-source", "tension")]),
        ("1 day before march", [("death-days", "inside-one-source", "contradicts")]),
        ("2031-06-03", []),
        ("2031-07-01", []),
        ("2031-06", []),
        ("soon after march", []),
        ("undated", []),
    ],
)
def test_nobody_dies_before_the_act_that_killed_them(day: str, expected: list[tuple[str, str, str]]) -> None:
    act = killed("marat", "nurse", name="k", when="2031-06-03")
    assert found(act, died("guard", day)) == expected
    plain = said("d", "guard", day, as_="died")
    assert found(act, plain) == expected


def test_days_told_by_another_thing_are_held_against_days_on_the_calendar() -> None:
    relative = killed("marat", "nurse", name="k", when="2 days after march")
    assert found(relative, killed("marat", "guard", when="2031-06-09")) == [
        ("death-days", "inside-one-source", "contradicts")
    ]
    assert found(relative, killed("marat", "guard", when="2031-06-05")) == []
    assert found(died("nurse", "2 days after march", name="k"), died("guard", "2031-06-09")) == [
        ("death-days", "inside-one-source", "contradicts")
    ]
    assert found(relative, killed("marat", "guard", when="4 days after march")) != []


def test_what_nothing_dates_is_held_against_nothing() -> None:
    relative = killed("marat", "nurse", name="k", when="2 days after fight")
    assert found(relative, killed("marat", "guard", when="2031-06-09")) == []


def test_plain_days_that_differ_are_found_once() -> None:
    acts = killed("marat", "nurse", name="k", when="2031-06-03"), killed("marat", "guard", when="2031-06-09")
    deaths = died("nurse", "2031-06-03", name="k"), died("guard", "2031-06-09")
    once = [("same-question", "inside-one-source", "contradicts")]
    assert (found(*acts), found(*deaths)) == (once, once)


def test_one_entry_that_dates_a_death_before_its_act_is_found_once() -> None:
    act = [one for one in killed("marat", "nurse", name="k", when="2031-06-03") if one.predicate != "died"]
    death = said("k.died", "nurse", "2031-06-02", as_="died", event="k.event", entry="k")
    assert [rule for rule, _, _ in found(act, death)] == ["dates"]
