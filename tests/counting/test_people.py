"""Who is counted, unresolved or excluded, and why.

Invariant: everybody of whom the harm is said appears exactly once.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.builders import count, decision, held, killed, people, reasons, said, taken_back

from aigaq.records.ladder import Ladder
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement

Said = Iterable[Statement | Iterable[Statement]]


def kind(*statements: Statement | Iterable[Statement]) -> str:
    return count(*statements).individuals[0].kind


DIED = said("d", "nurse", "undated", as_="died")
LATER = said("l", "nurse", "after shooting", of="e.event", as_="when")
PART = said("p", "nurse", "shooting", of="e.event", as_="part-of")


# ---- the class of a death


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([killed("marat", "nurse")], "gunfire"),
        ([DIED, said("c", "nurse", "gunshot", as_="cause-of-death")], "gunfire"),
        ([killed("marat", "nurse", with_="rifle")], "gunfire"),
        ([killed("marat", "nurse", with_="blade")], "other"),
        ([killed("marat", "nurse", with_="rubber-bullet")], "other"),
        ([DIED], "cause-not-stated"),
        ([DIED, said("c", "nurse", "natural", as_="cause-of-death")], "other"),
        ([DIED, said("c", "nurse", "grief", as_="cause-of-death")], "indirect-claimed"),
        ([DIED, said("c", "nurse", "grief", as_="indirect-cause")], "indirect-claimed"),
        ([killed("marat", "nurse", name="e", with_="blade"), LATER], "later-homicide"),
        ([killed("marat", "nurse", name="e"), LATER, PART], "gunfire"),
        ([killed("marat", "nurse", name="e"), LATER], "later-homicide"),
        ([killed("marat", "nurse", act="homicide", with_="blade")], "later-homicide"),
        (
            [DIED, held("marat", "nurse", "jail"), said("c", "nurse", "beating", as_="cause-of-death")],
            "after-custody",
        ),
        (
            [said("d", "nurse", "soon after jail.release", as_="died"), held("marat", "nurse", "jail")],
            "after-custody",
        ),
        (
            [said("d", "nurse", "undated", as_="died", event="jail"), held("marat", "nurse", "jail")],
            "after-custody",
        ),
        ([DIED, held("marat", "nurse", "jail")], "cause-not-stated"),
        ([DIED, said("c", "nurse", "gunshot", as_="cause-certified")], "cause-not-stated"),
        ([DIED, said("c", "nurse", "gunshot", as_="cause-of-death", polarity="denies")], "cause-not-stated"),
    ],
)
def test_the_class_of_a_death_follows_from_what_is_said(statements: list[Statement], expected: str) -> None:
    assert kind(*statements) == expected


def test_the_weapon_of_an_event_in_which_several_died_is_the_weapon_of_each() -> None:
    found = count(killed("marat", "nurse", event="fight"), killed("aset", "nurse", event="fight", with_=""))
    assert [(one.id, one.kind) for one in found.individuals] == [("aset", "gunfire"), ("marat", "gunfire")]


def test_the_victim_of_a_killing_died_in_it_though_nobody_says_died() -> None:
    act = (
        said("t", "nurse", "killing", of="fight", as_="type"),
        said("w", "nurse", "rifle", of="fight", as_="weapon"),
    )
    found = count(said("v", "nurse", "fight", as_="victim-of"), act)
    assert [(one.id, one.kind, one.statements) for one in found.individuals] == [("marat", "gunfire", ("v",))]
    assert reasons(count(said("v", "nurse", "killing", as_="victim-of"))) == {}


# ---- states and thresholds


NURSE, SISTER = killed("marat", "nurse"), killed("marat", "sister", source="letter")
DENIAL = said("no", "guard", "undated", as_="died", polarity="denies")
CONFIRMED = decision("d1", "accept", "marat", as_="confirmed")


@pytest.mark.parametrize(
    ("statements", "state", "reason"),
    [
        ([NURSE], "reported", None),
        ([NURSE, SISTER], "corroborated", None),
        ([NURSE, killed("marat", "unknown-man", source="reprint")], "reported", None),
        ([NURSE, killed("marat", "speaker", via=["crowd"])], "reported", None),
        ([NURSE, DENIAL], "disputed", "disputed"),
        ([killed("marat", "nurse", modality="possible")], "pending", "not-sure"),
        ([killed("marat", "nurse", modality="possible"), SISTER], "reported", None),
    ],
)
def test_the_state_says_how_far_it_is_borne_out(
    statements: list[Statement], state: str, reason: str | None
) -> None:
    found = count(*statements)
    (one,) = (*found.individuals, *found.unresolved)
    assert (one.state, one.reason) == (state, reason)


@pytest.mark.parametrize(
    ("threshold", "counted"),
    [("reported", {"marat", "aset", "dana"}), ("corroborated", {"aset", "dana"}), ("confirmed", {"dana"})],
)
def test_a_threshold_counts_those_at_or_above_it_and_keeps_the_rest_in_sight(
    threshold: str, counted: set[str]
) -> None:
    told = [NURSE, killed("aset", "nurse"), killed("aset", "sister"), killed("dana", "nurse")]
    rule = CountRule("deaths", threshold=threshold)  # type: ignore[arg-type]  # a row of the table
    found = count(*told, rule=rule, decisions=[decision("d1", "accept", "dana", as_="confirmed")])
    assert {one.id for one in found.individuals} == counted
    assert {one.reason for one in found.unresolved} <= {"below-threshold"}
    assert people(found).keys() == {"marat", "aset", "dana"}


# ---- exclusion


CELL = [
    said("at", "nurse", "cell", of="jail", as_="held-at"),
    said("dead-at", "nurse", "cell", of="e.event", as_="where", qualifiers={"role": "death"}),
]
ELSEWHERE = said("w", "nurse", "yard", of="e.event", as_="where", qualifiers={"role": "injury"})
KILLED = killed("marat", "nurse", name="e")
ANOTHER_DAY = [
    *killed("marat", "nurse", name="e", when="2031-05-09"),
    said("w", "nurse", "2031-05-01", of="shooting", as_="when"),
]
BEATEN = [DIED, *held("marat", "nurse", "jail"), said("c", "nurse", "beating", as_="cause-of-death")]


@pytest.mark.parametrize(
    ("statements", "rule", "reason"),
    [
        ([DENIAL], {}, "not-dead"),
        ([KILLED, taken_back("r", "e.died", "retracted", voice="nurse")], {}, "support-withdrawn"),
        ([killed("marat", "nurse", modality="counterfactual")], {}, "not-dead"),
        ([KILLED], {"speakers": ("sister",)}, "other-speaker"),
        ([KILLED], {"origins": "first-hand"}, "origin-unknown"),
        ([killed("marat", "speaker", via=["crowd"])], {"origins": "known"}, "origin-unknown"),
        ([KILLED], {"population": "accused"}, "outside-population"),
        ([KILLED, ELSEWHERE], {"place": "gate"}, "outside-scope"),
        ([DIED], {"leave_out": ("cause-not-stated",)}, "cause-not-stated"),
        (
            [DIED, said("c", "nurse", "grief", as_="indirect-cause")],
            {"leave_out": ("indirect-claimed",)},
            "indirect",
        ),
        ([KILLED, LATER], {"leave_out": ("later-homicide",)}, "later-homicide"),
        ([KILLED], {"leave_out": ("gunfire",)}, "other-class"),
        ([KILLED], {"custody": "consequence"}, "other-class"),
        (
            [BEATEN],
            {"custody": "strict"},
            "other-class",
        ),
        ([said("v", "nurse", "torture", as_="victim-of")], {}, "outcome-not-stated"),
        ([held("marat", "nurse", "jail")], {}, None),
    ],
)
def test_each_reason_for_leaving_somebody_out_is_named(
    statements: list[Statement], rule: dict[str, object], reason: str | None
) -> None:
    found = count(*statements, rule=CountRule("deaths", **rule))  # type: ignore[arg-type]  # a row of the table
    assert (reasons(found), people(found)) == ({"marat": reason} if reason else {}, {})


@pytest.mark.parametrize(
    ("rule", "statements"),
    [
        ({"speakers": ("nurse",)}, [KILLED]),
        ({"origins": "first-hand"}, [killed("marat", "nurse", basis="eyewitness")]),
        ({"origins": "known"}, [KILLED]),
        ({"population": "accused"}, [KILLED, said("m", "nurse", "accused", as_="member-of")]),
        ({"place": "yard"}, [KILLED, ELSEWHERE]),
        ({"place": "town"}, [KILLED, ELSEWHERE, said("in", "nurse", "town", of="yard", as_="part-of")]),
        ({"custody": "strict"}, [KILLED, held("marat", "nurse", "jail"), CELL]),
        ({"custody": "consequence"}, [KILLED, held("marat", "nurse", "jail"), CELL]),
        ({"scope": "shooting"}, [KILLED, PART]),
    ],
)
def test_what_fits_the_rule_is_counted(rule: dict[str, object], statements: list[Statement]) -> None:
    found = count(*statements, rule=CountRule("deaths", **rule))  # type: ignore[arg-type]  # a row of the table
    assert [one.id for one in found.individuals] == ["marat"]


def test_a_place_that_nobody_names_is_unresolved_and_not_outside() -> None:
    found = count(KILLED, rule=CountRule("deaths", place="gate"))
    assert [(one.id, one.reason) for one in found.unresolved] == [("marat", "scope-not-stated")]


# ---- scope


@pytest.mark.parametrize(
    ("statements", "scope", "anchor", "counted"),
    [
        ([KILLED], "shooting", "shooting", "in"),
        ([KILLED], "shooting", "march", "unresolved"),
        ([KILLED, PART], "shooting", "march", "in"),
        (ANOTHER_DAY, "shooting", "shooting", "out"),
        ([KILLED], None, None, "in"),
    ],
)
def test_a_case_is_about_its_anchor_unless_something_speaks_against_it(
    statements: list[Statement], scope: str | None, anchor: str | None, counted: str
) -> None:
    found = count(*statements, rule=CountRule("deaths", scope=scope), anchor=anchor)
    where = {
        "in": [one.id for one in found.individuals],
        "unresolved": [one.id for one in found.unresolved],
        "out": [one.id for one in found.excluded],
    }
    assert where.pop(counted) == ["marat"]
    assert not any(where.values())


# ---- other harms


@pytest.mark.parametrize(
    ("harm", "act"),
    [("injured", "wounding"), ("detained", "detention"), ("ill-treated", "torture"), ("missing", "missing")],
)
def test_other_harms_are_counted_by_the_same_rules(harm: str, act: str) -> None:
    victim = said("v", "nurse", "jail", as_="victim-of"), said("t", "nurse", act, of="jail", as_="type")
    found = count(*victim, rule=CountRule(harm, harm=harm))
    assert [(one.id, one.state) for one in found.individuals] == [("marat", "reported")]
    assert count(*victim).individuals == ()


# ---- decisions


def test_a_confirmed_death_is_confirmed_by_decision_alone() -> None:
    assert people(count(NURSE, SISTER, decisions=[CONFIRMED])) == {"marat": "confirmed"}


def test_a_decision_about_another_harm_confirms_no_death() -> None:
    other = decision("d1", "accept", "marat", as_="confirmed", harm="injured")
    assert people(count(NURSE, decisions=[other])) == {"marat": "reported"}


def test_a_withdrawn_decision_is_no_decision() -> None:
    gone = decision("d2", "withdraw", "d1", at="2031-07-01")
    assert people(count(NURSE, decisions=[CONFIRMED, gone])) == {"marat": "reported"}
    again = decision("d3", "withdraw", "d2", at="2031-08-01")
    assert people(count(NURSE, decisions=[CONFIRMED, gone, again])) == {"marat": "confirmed"}


def test_somebody_may_be_left_out_by_decision_with_its_reason() -> None:
    assert reasons(count(NURSE, decisions=[decision("d1", "exclude", "marat", as_="duplicate")])) == {
        "marat": "duplicate"
    }


def test_the_later_decision_holds() -> None:
    out = decision("d9", "exclude", "marat", as_="duplicate", at="2031-05-01")
    assert people(count(NURSE, decisions=[out, CONFIRMED])) == {"marat": "confirmed"}


def test_a_decision_to_include_sets_aside_the_bounds_of_the_rule() -> None:
    rule = CountRule("deaths", leave_out=("gunfire",))
    found = count(NURSE, rule=rule, decisions=[decision("d1", "include", "marat")])
    assert people(found) == {"marat": "reported"}


def test_a_decision_is_not_known_before_its_day() -> None:
    from_june = count(NURSE, decisions=[CONFIRMED], as_of=CONFIRMED.at)
    before = count(NURSE, decisions=[CONFIRMED], as_of=CONFIRMED.at.replace(day=1, month=5))
    assert (people(from_june), people(before)) == ({"marat": "confirmed"}, {"marat": "reported"})


def merged(*decisions: object) -> Ladder:
    return count(killed("marat", "nurse"), killed("aset", "sister"), decisions=decisions)  # type: ignore[arg-type]


def test_two_entries_decided_to_be_one_person_are_one_and_corroborate() -> None:
    assert people(merged(decision("d1", "same", "marat", "aset"))) == {"aset": "corroborated"}


def test_a_later_difference_parts_them_again() -> None:
    apart = decision("d2", "different", "marat", "aset", at="2031-07-01")
    assert people(merged(decision("d1", "same", "marat", "aset"), apart)) == {
        "marat": "reported",
        "aset": "reported",
    }


# ---- when


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        (["2031-05-01"], "2031-05-01"),
        (["2031-05", "2031-05-01"], "2031-05-01"),
        (["2031-05-01", "2031-05-02"], "[2031-05-01,2031-05-02]"),
        (["2031-05-01", None], "2031-05-01"),
        ([None], None),
    ],
)
def test_dates_that_differ_are_shown_as_the_span_of_them_all(
    dates: list[str | None], shown: str | None
) -> None:
    voices = ("nurse", "sister")
    told = [killed("marat", voice, when=day) for voice, day in zip(voices, dates, strict=False)]
    assert [one.when for one in count(*told).individuals] == [shown]
