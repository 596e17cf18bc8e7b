"""Signs of life after a death. Invariant: only days that exclude each other make one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.counting.written import case

KILLED = "k: {killed: p, when: 2031-06-03}"
OWN = """vocabulary:
  codes:
    act:
      codes:
        roll-call: {en: roll call, ru: перекличка, kk: тізім бойынша тексеру, alive: "yes"}
  predicates:
    signed-for: {takes: text, about: person, en: signed for, ru: расписался за, kk: қол қойды, alive: "yes"}
"""


@pytest.mark.parametrize(
    "sign",
    [
        "s: {detained: p, when: 2031-07-01}",
        "s: {hurt: p, when: 2031-07}",
        "s: {ill-treated: p, as: torture, when: 2031-07-01}",
        "s: {testified: p, when: 2031-08-01}",
        "s: {convicted: p, when: 2031-09-01, sentence: 2 years}",
        "s: {charged: p, charge: disorder at the depot, when: 2031-07-01}",
        "s: [p, released-on, 2031-07-01]",
        "s: [p, seen-alive, 2031-07-01]",
        "s: [p, photographed, 2031-07-01]",
        "s: [p, transferred-to, jail, {when: 2031-07-01}]",
        "s: {detained: p, when: 2 weeks after ev}\\n    t: [ev, when, 2031-06-20]",
        "s: [p, signed-for, a parcel, {when: 2031-07-01}]",
        "s: [roll, type, roll-call]\\n    t: [roll, when, 2031-07-01]\\n    u: [p, victim-of, roll]",
    ],
)
def test_a_sign_of_life_after_the_last_day_of_the_death_is_a_contradiction(tmp_path: Path, sign: str) -> None:
    found = case(tmp_path, vocabulary=OWN, a=KILLED, b=sign.replace("\\n", "\n")).contradictions()
    assert [(one.rule, one.kind, one.result) for one in found] == [
        ("alive-after-death", "alive-after-death", "contradicts")
    ]


@pytest.mark.parametrize(
    ("death", "sign"),
    [
        (KILLED, "s: {detained: p, when: 2031-06}"),
        (KILLED, "s: {detained: p, when: 2031-06-03}"),
        (KILLED, "s: {detained: p, when: 2031-05-01/2031-07-01}"),
        (KILLED, "s: {detained: p}"),
        (KILLED, "s: [p, not seen-alive, 2031-07-01]"),
        (KILLED, "s: [p, seen-alive, 2031-07-01, {sure: counterfactual}]"),
        (KILLED, "s: {detained: q, when: 2031-07-01}"),
        ("k: {killed: p, when: 2031}", "s: {detained: p, when: 2031-07-01}"),
        ("k: {killed: p}", "s: {detained: p, when: 2031-07-01}"),
        ("k: {killed: p, when: 2031-06-03, died-when: 2031-08-01}", "s: {hurt: p, when: 2031-07-01}"),
        ("k: {killed: p, when: 2031-06-03, sure: counterfactual}", "s: {detained: p, when: 2031-07-01}"),
        ("k: [p, not died, 2031-06-03]", "s: {detained: p, when: 2031-07-01}"),
        ("k: {dead: men, when: 2031-06-03}", "s: {detained: men, when: 2031-07-01}"),
    ],
)
def test_days_that_both_can_be_are_none(tmp_path: Path, death: str, sign: str) -> None:
    rules = [one.rule for one in case(tmp_path, a=death, b=sign).contradictions()]
    assert "alive-after-death" not in rules


def test_what_somebody_holds_only_for_possible_makes_a_tension(tmp_path: Path) -> None:
    sign = "s: [p, seen-alive, 2031-07-01, {sure: possible}]"
    assert [one.result for one in case(tmp_path, a=KILLED, b=sign).contradictions()] == ["tension"]


def test_each_sign_is_one_contradiction_with_everybody_who_dates_the_death(tmp_path: Path) -> None:
    signs = "s: {detained: p, when: 2031-07-01}\nt: {testified: p, when: 2031-08-01}"
    found = case(tmp_path, a=KILLED, b=signs, m="d: {died: p, when: 2031-06-05}").contradictions()
    assert [[side.value for side in one.sides] for one in found if one.kind == "alive-after-death"] == [
        ["died: 2031-06-03", "died: 2031-06-05", "detention: 2031-07-01"],
        ["died: 2031-06-03", "died: 2031-06-05", "testified: 2031-08-01"],
    ]


def test_who_is_the_victim_of_a_massacre_is_dead_after_it(tmp_path: Path) -> None:
    told = "e: [ev, type, massacre]\nw: [ev, when, 2031-06-03]\nv: [p, victim-of, ev]"
    found = case(tmp_path, a=told, b="s: {testified: p, when: 2031-08-01}").contradictions()
    assert [one.rule for one in found] == ["alive-after-death"]
