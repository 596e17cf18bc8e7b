"""Statements that cannot all hold, found by question; and all the pairs that raise no alarm.

Invariant: every side is shown with its statements; none is preferred.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import against, evidence, killed, said, taken_back

from aigaq.records.statements import Link, Statement
from aigaq.statements.findings import contradictions


def kinds(*statements: Statement | list[Statement]) -> list[tuple[str, str]]:
    return [(one.kind, one.result) for one in against(*statements)]


def age(name: str, voice: str, written: str, **more: Any) -> Statement:
    return said(name, voice, written, as_="age-at", **more)


# ---- classes


def test_two_sources_that_differ_are_a_contradiction_between_sources() -> None:
    found = against(age("s1", "nurse", "19"), age("s2", "sister", "25", source="letter"))
    assert [(one.kind, one.result) for one in found] == [("between-sources", "contradicts")]
    assert [(side.value, side.statements) for side in found[0].sides] == [("19", ("s1",)), ("25", ("s2",))]


def test_two_voices_of_one_source_are_a_contradiction_inside_it() -> None:
    assert kinds(age("s1", "nurse", "19"), age("s2", "sister", "25")) == [
        ("inside-one-source", "contradicts")
    ]


def test_an_authority_against_a_resident_is_official_against_witness() -> None:
    found = kinds(age("s1", "nurse", "19"), age("s2", "speaker", "25", via=["ministry"]))
    assert found == [("official-against-witness", "contradicts")]


def test_a_paper_against_a_voice_is_document_against_witness() -> None:
    found = kinds(age("s1", "nurse", "19"), age("s2", "speaker", "25", through="paper"))
    assert found == [("document-against-witness", "contradicts")]


def test_a_rank_without_a_date_is_a_tension_over_time() -> None:
    ranks = [said(f"s{n}", "nurse", rank, as_="rank") for n, rank in enumerate(("captain", "colonel"))]
    assert kinds(ranks) == [("over-time", "tension")]


def test_ranks_of_different_years_are_a_promotion() -> None:
    first = said("s1", "nurse", "captain", as_="rank", qualifiers={"when": "2030"})
    then = said("s2", "nurse", "colonel", as_="rank", qualifiers={"when": "2032"})
    assert kinds(first, then) == []


def test_two_ranks_of_one_day_contradict() -> None:
    first = said("s1", "nurse", "captain", as_="rank", qualifiers={"when": "2031-05-01"})
    then = said("s2", "nurse", "colonel", as_="rank", qualifiers={"when": "2031-05-01"})
    assert kinds(first, then) == [("over-time", "contradicts")]


@pytest.mark.parametrize(("source", "kind"), [("talk", "inside-one-source"), ("letter", "between-sources")])
def test_two_voices_that_date_no_rank_plainly_disagree(source: str, kind: str) -> None:
    first = said("s1", "nurse", "captain", as_="rank")
    assert kinds(first, said("s2", "guard", "colonel", as_="rank", source=source)) == [(kind, "tension")]


def test_a_copy_changes_the_class_of_no_contradiction() -> None:
    ages = [age("s1", "nurse", "19"), age("s2", "nurse", "20")]
    copied = [age("c1", "unknown-man", "19", source="reprint"), age("c2", "nurse", "20", source="post")]
    assert kinds(ages) == kinds(ages, copied) == [("inside-one-source", "contradicts")]


def test_a_copy_makes_no_tension_of_what_one_voice_leaves_open() -> None:
    places = [
        said(f"s-{place}", "nurse", place, of="shooting", as_="where", qualifiers={"role": "injury"})
        for place in ("gate", "cell")
    ]
    copied = replace(places[0], id="copy", chain=(Link("unknown-man"),), source="reprint")
    assert kinds(places, copied) == []


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("[2031-06-03,2031-06-05]", "2031-06-04", ["contradicts"]),
        ("2031-XX-16", "2031-06-15", ["contradicts"]),
        ("2031-XX-16", "2031-06-16", []),
        ("2031-06-04~", "2031-06-05", ["tension"]),
        ("2031-06-04~", "2031-06-09", ["contradicts"]),
    ],
)
def test_dates_are_compared_day_by_day(first: str, then: str, expected: list[str]) -> None:
    one = said("s1", "nurse", first, of="shooting", as_="when")
    assert [
        result for _, result in kinds(one, said("s2", "guard", then, of="shooting", as_="when"))
    ] == expected


# ---- what is no alarm


def test_what_certificates_say_as_a_rule_is_no_certificate() -> None:
    practice = said("p", "nurse", "heart-attack", as_="cause-certified", aspect="practice")
    assert kinds(killed("marat", "guard"), practice) == []
    assert kinds(said("c", "guard", "gunshot", as_="cause-certified"), practice) == []


def test_one_voice_that_is_about_right_twice_is_no_alarm() -> None:
    days = [
        said(f"s{n}", "nurse", day, of="shooting", as_="when")
        for n, day in enumerate(("2031-06-04~", "2031-06-05"))
    ]
    assert kinds(days) == []


def test_places_in_different_roles_are_different_questions() -> None:
    shot = said("s1", "nurse", "gate", of="shooting", as_="where", qualifiers={"role": "injury"})
    dead = said("s2", "guard", "cell", of="shooting", as_="where", qualifiers={"role": "death"})
    assert kinds(shot, dead) == []


def test_places_in_one_role_are_a_tension() -> None:
    places = [
        said(f"s-{voice}", voice, place, of="shooting", as_="where", qualifiers={"role": "injury"})
        for voice, place in (("nurse", "gate"), ("guard", "cell"))
    ]
    assert kinds(places) == [("inside-one-source", "tension")]


def test_places_that_one_voice_leaves_open_are_none() -> None:
    places = [
        said(f"s-{place}", "nurse", place, of="shooting", as_="where", qualifiers={"role": "injury"})
        for place in ("gate", "cell")
    ]
    assert kinds(places) == []


def test_totals_of_different_days_are_different_questions() -> None:
    totals = [
        said(f"s{n}", "ministry", str(n), of="shooting", as_="claimed-total", qualifiers={"day": day})
        for n, day in ((16, "2031-05-01"), (1, "2031-05-02"))
    ]
    assert kinds(totals) == []


def test_who_cannot_say_beside_their_own_affirmation_hedges_it() -> None:
    sure = said("s1", "nurse", "shooting", of="captain", as_="ordered")
    hedge = said("s2", "nurse", "shooting", of="captain", as_="ordered", polarity="cannot-say")
    assert kinds(sure, hedge) == []


@pytest.mark.parametrize("modality", ["opinion", "counterfactual"])
def test_an_opinion_is_no_fact_to_contradict(modality: str) -> None:
    assert kinds(age("s1", "nurse", "19"), age("s2", "sister", "25", modality=modality)) == []


def test_to_order_is_not_to_decide() -> None:
    ordered = said("s1", "nurse", "shooting", of="captain", as_="ordered")
    not_decided = said("s2", "nurse", "shooting", of="captain", as_="decided", polarity="denies")
    assert kinds(ordered, not_decided) == []


def test_what_was_taken_back_contradicts_nothing_any_more() -> None:
    both = [age("s1", "nurse", "19"), age("s2", "sister", "25")]
    assert kinds(both, taken_back("r1", "s2", "retracted", voice="sister")) == []


def test_one_entry_that_names_two_wounds_names_two_and_not_one_against_the_other() -> None:
    weapons = [
        said(f"s-{weapon}", "nurse", weapon, of="shooting", as_="weapon", entry="e1")
        for weapon in ("blunt", "blade")
    ]
    assert kinds(weapons) == []


# ---- denial


def test_saying_and_denying_the_same_contradict() -> None:
    says = said("s1", "nurse", "shooting", of="captain", as_="ordered")
    denies = said("s2", "guard", "shooting", of="captain", as_="ordered", polarity="denies")
    found = against(says, denies)
    assert [(one.kind, one.result) for one in found] == [("inside-one-source", "contradicts")]
    assert [side.denies for side in found[0].sides] == [False, True]


def test_a_doubtful_denial_is_a_tension() -> None:
    says = said("s1", "nurse", "shooting", of="captain", as_="ordered")
    denies = said(
        "s2", "guard", "shooting", of="captain", as_="ordered", polarity="denies", modality="possible"
    )
    assert kinds(says, denies) == [("inside-one-source", "tension")]


def test_to_deny_a_death_is_to_deny_it_on_any_day() -> None:
    denial = said("s9", "guard", "undated", as_="died", polarity="denies")
    dated = said("s1", "nurse", "2031-05-01", as_="died")
    assert kinds(dated, denial) == [("inside-one-source", "contradicts")]


def test_to_deny_one_day_leaves_the_death_undenied() -> None:
    denial = said("s9", "guard", "2031-05-01", as_="died", polarity="denies")
    assert kinds(killed("marat", "nurse"), denial) == []


def test_a_day_contradicts_the_denial_of_its_month_and_not_the_other_way() -> None:
    day = said("s1", "nurse", "2031-05-01", of="march", as_="when")
    no_month = said("s2", "guard", "2031-05", of="march", as_="when", polarity="denies")
    month = said("s3", "nurse", "2031-05", of="march", as_="when")
    no_day = said("s4", "guard", "2031-05-01", of="march", as_="when", polarity="denies")
    assert (kinds(day, no_month), kinds(month, no_day)) == ([("inside-one-source", "contradicts")], [])


def test_two_deaths_told_with_two_events_are_one_question() -> None:
    by_nurse = killed("marat", "nurse", with_="", name="n")
    no = said("s9", "guard", "undated", as_="died", polarity="denies", event="march")
    assert [one.predicate for one in against(by_nurse, no)] == ["died"]


def test_weapons_of_one_death_told_twice_are_compared() -> None:
    shot, stabbed = killed("marat", "nurse"), killed("marat", "guard", with_="blade")
    assert [(one.predicate, one.result) for one in against(shot, stabbed)] == [("weapon", "tension")]


def test_two_people_killed_in_one_event_are_not_one_death() -> None:
    both = killed("marat", "nurse", event="fight"), killed("aset", "nurse", event="fight", with_="")
    found = evidence(*both)
    assert (found.deaths, kinds(*both)) == ({}, [])


# ---- paper against wound


def test_a_natural_cause_on_paper_stands_against_a_bullet() -> None:
    paper = said("p1", "speaker", "pneumonia", as_="cause-certified", through="paper")
    found = against(killed("marat", "nurse"), paper)
    assert [(one.kind, one.rule) for one in found] == [("document-against-witness", "manner")]


@pytest.mark.parametrize("cause", ["gunshot", "haemorrhage"])
def test_a_paper_that_allows_the_wound_raises_no_alarm(cause: str) -> None:
    paper = said("p1", "speaker", cause, as_="cause-certified", through="paper")
    assert kinds(killed("marat", "nurse"), paper) == []


# ---- dates


def test_dates_that_only_together_have_no_calendar_clash() -> None:
    march = said("s1", "nurse", "2031-05-01", of="march", as_="when")
    after = said("s2", "nurse", "2 days after march", of="fight", as_="when")
    fight = said("s3", "guard", "2031-05-01", of="fight", as_="when")
    assert kinds(march, after, fight) == [("dates", "contradicts")]


def test_two_plain_dates_that_differ_are_one_alarm_and_not_two() -> None:
    days = [said(f"s{n}", "nurse", f"2031-05-0{n}", of="march", as_="when") for n in (1, 2)]
    assert kinds(days) == [("inside-one-source", "contradicts")]


# ---- order


MIXED = [
    *killed("marat", "nurse", when="2031-05-01"),
    *killed("marat", "guard", with_="blade", when="2031-05-02"),
    said("a1", "nurse", "19", as_="age-at"),
    said("a2", "sister", "25", as_="age-at", source="letter"),
    said("c1", "speaker", "stroke", as_="cause-certified", through="paper"),
    said("o1", "nurse", "shooting", of="captain", as_="ordered"),
    said("o2", "guard", "shooting", of="captain", as_="ordered", polarity="denies"),
    said("e1", "nurse", "practice", of="fight", as_="example-of"),
    said("e2", "nurse", "stray", of="fight", as_="intent"),
    said("e3", "nurse", "kill", of="practice", as_="intent"),
    said("e4", "guard", "aimed", of="practice", as_="intent"),
]


@given(st.permutations(MIXED))
def test_the_order_of_statements_changes_nothing(order: list[Statement]) -> None:
    assert contradictions(evidence(order)) == contradictions(evidence(MIXED))
