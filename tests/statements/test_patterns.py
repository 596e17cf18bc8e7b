"""Contradictions between different questions: all against one, case against practice, opposed, rivals, hedges.

Invariant: each names its class, so that a reader sees why two things stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.builders import against, cast, said

from aigaq.records.statements import Statement
from aigaq.statements.contradictions import Contradiction

NONE_PUNISHED = said(
    "rule", "speaker", "true", of="officers", as_="punished", polarity="denies", aspect="all"
)
MEMBER = said("in", "speaker", "officers", of="captain", as_="member-of")


def only(kind: str, *statements: Statement | Iterable[Statement]) -> list[Contradiction]:
    return [one for one in against(*statements) if one.kind == kind]


def sides(found: list[Contradiction]) -> list[set[str]]:
    return [{name for side in one.sides for name in side.statements} for one in found]


# ---- a rule for all


@pytest.mark.parametrize(
    "broken_by",
    [
        said("one", "nurse", "convicted", of="captain", as_="verdict"),
        said("one", "nurse", "5 years", of="captain", as_="sentence-imposed"),
        said("one", "nurse", "true", of="captain", as_="punished"),
    ],
    ids=lambda one: str(one.predicate),
)
def test_one_who_was_punished_stands_against_none_was(broken_by: Statement) -> None:
    found = only("universal-against-member", NONE_PUNISHED, MEMBER, broken_by)
    assert sides(found) == [{"rule", "one"}]
    assert found[0].result == "contradicts"


def test_an_acquittal_is_no_punishment() -> None:
    acquitted = said("one", "nurse", "acquitted", of="captain", as_="verdict")
    assert only("universal-against-member", NONE_PUNISHED, MEMBER, acquitted) == []


def test_one_exception_to_nearly_all_is_a_tension() -> None:
    nearly = replace(NONE_PUNISHED, aspect="nearly-all")
    punished = said("one", "nurse", "true", of="captain", as_="punished")
    assert [one.result for one in only("universal-against-member", nearly, MEMBER, punished)] == ["tension"]


def test_one_who_is_in_no_such_group_breaks_no_rule() -> None:
    punished = said("one", "nurse", "true", of="captain", as_="punished")
    assert only("universal-against-member", NONE_PUNISHED, punished) == []


def test_a_group_may_be_defined_by_a_rank() -> None:
    subjects = cast()
    subjects["officers"] = replace(subjects["officers"], all_with=("rank", ("colonel",)))
    rank = said("rank", "nurse", "colonel", of="colonel", as_="rank")
    punished = said("one", "nurse", "convicted", of="colonel", as_="verdict")
    found = against(NONE_PUNISHED, rank, punished, subjects=subjects)
    assert sides(list(found)) == [{"rule", "one"}]


def test_a_member_of_a_part_is_a_member_of_the_whole() -> None:
    part = said("part", "speaker", "officers", of="gunners", as_="subset-of")
    member = said("in", "speaker", "gunners", of="captain", as_="member-of")
    punished = said("one", "nurse", "true", of="captain", as_="punished")
    assert sides(only("universal-against-member", NONE_PUNISHED, part, member, punished)) == [{"rule", "one"}]


def test_what_all_are_said_to_have_stands_against_one_who_has_another() -> None:
    all_five = said("rule", "speaker", "5 years", of="officers", as_="served", aspect="all")
    one_two = said("one", "nurse", "2 years", of="captain", as_="served")
    assert sides(only("universal-against-member", all_five, MEMBER, one_two)) == [{"rule", "one"}]


# ---- a case and its pattern


def test_a_stray_bullet_stands_against_the_practice_it_is_an_example_of() -> None:
    example = said("x", "speaker", "practice", of="fight", as_="example-of")
    stray = said("stray", "speaker", "stray", of="fight", as_="intent")
    aimed = said("aimed", "speaker", "aimed", of="practice", as_="intent")
    found = only("case-against-pattern", example, stray, aimed)
    assert (sides(found), found[0].result) == ([{"stray", "aimed"}], "tension")


def test_a_case_has_a_day_of_its_own_within_its_practice() -> None:
    example = said("x", "speaker", "practice", of="fight", as_="example-of")
    days = [
        said(f"d-{e}", "speaker", d, of=e, as_="when")
        for e, d in (("fight", "2031-05-01"), ("practice", "2031-06"))
    ]
    assert only("case-against-pattern", example, days) == []


# ---- words that exclude each other


def test_to_drive_off_stands_against_threatening_nobody() -> None:
    drove = said("drove", "speaker", "guard", of="accused", as_="drove-off")
    nobody = said("nobody", "nurse", "guard", of="accused", as_="threatened", polarity="denies")
    assert sides(only("opposed", drove, nobody)) == [{"drove", "nobody"}]


def test_to_have_threatened_somebody_else_is_not_opposed() -> None:
    drove = said("drove", "speaker", "guard", of="accused", as_="drove-off")
    other = said("nobody", "nurse", "nurse", of="accused", as_="threatened", polarity="denies")
    assert only("opposed", drove, other) == []


# ---- rivals


def test_two_explanations_of_one_figure_are_rivals() -> None:
    total = said("t", "ministry", "16", of="shooting", as_="claimed-total")
    why = [said(f"why-{of}", "speaker", "#t", of=of, as_="explains") for of in ("morgue", "paper")]
    found = only("rival-explanations", total, why)
    assert (sides(found), found[0].result) == ([{"why-morgue", "why-paper"}], "tension")


def test_one_explanation_told_twice_has_no_rival() -> None:
    total = said("t", "ministry", "16", of="shooting", as_="claimed-total")
    why = [said(f"why-{voice}", voice, "#t", of="morgue", as_="explains") for voice in ("speaker", "nurse")]
    assert only("rival-explanations", total, why) == []


# ---- the doubt that was lost


def test_a_doubt_about_some_that_becomes_a_yes_about_all_is_shown() -> None:
    part = said("part", "nurse", "officers", of="gunners", as_="subset-of")
    some = said("some", "speaker", "true", of="gunners", as_="blamed-falsely", modality="possible")
    all_ = said("all", "speaker", "true", of="officers", as_="blamed-falsely", aspect="all")
    assert sides(only("hedge-lost", part, some, all_)) == [{"some", "all"}]


def test_another_voice_that_is_sure_lost_no_doubt() -> None:
    some = said("some", "nurse", "true", of="officers", as_="blamed-falsely", modality="possible")
    all_ = said("all", "speaker", "true", of="officers", as_="blamed-falsely", aspect="all")
    assert only("hedge-lost", some, all_) == []
