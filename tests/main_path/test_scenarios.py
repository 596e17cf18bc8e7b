"""The acceptance scenarios A1-A3, A5-A11 and A14 on the interview, by command line and Python alike."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from tests.main_path.asking import ZHANAOZEN, ask, run, zhanaozen

from aigaq.casework import views
from aigaq.casework.portraits import about_view, statement_view

SIX = {"kusherov", "kenzhebaev", "bozhenko", "asem", "mother-of-four", "kenzhebaev-wife"}


def by_id(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in rows}


def test_a1_six_individuals_in_five_classes() -> None:
    ladder = ask("ladder", ZHANAOZEN, "--rule", "deaths", "--evidence", "reported")
    assert {one["id"] for one in ladder["individuals"]} == SIX
    assert Counter(one["class"] for one in ladder["individuals"]) == {
        "gunfire": 2,
        "after-custody": 1,
        "later-homicide": 1,
        "indirect-claimed": 1,
        "cause-not-stated": 1,
    }
    assert {one["id"] for one in ladder["individuals"] if not one["named"]} == {
        "mother-of-four",
        "kenzhebaev-wife",
    }
    assert ladder["documented_min"] == 6
    assert (ladder["documented_max"], ladder["open_ended"]) == (None, True)
    assert ladder["estimate"]["refused"] is True
    assert ladder["estimate"]["reasons"] == ["too-few-lists"]


def test_a1_every_individual_opens_its_place() -> None:
    ladder = ask("ladder", ZHANAOZEN)
    for one in (*ladder["individuals"], *ladder["excluded"], *ladder["groups"]):
        assert one["passages"], one["id"]
        assert all(place["start"] < place["end"] and len(place["item"]) == 64 for place in one["passages"])


def test_a1_claimed_totals_stand_apart_from_our_count() -> None:
    claimed = ask("ladder", ZHANAOZEN)["claimed_totals"]
    assert [(one["low"], one["high"]) for one in claimed] == [(16, 16), (1, 1), (17, None)]
    speakers_own = claimed[2]
    assert speakers_own["claimant"] == "the one who answers"
    assert len({one["claimant"] for one in claimed}) == 2


def test_a1_two_are_hurt_and_their_outcome_is_not_stated() -> None:
    excluded = by_id(ask("ladder", ZHANAOZEN)["excluded"])
    assert {key: one["reason"] for key, one in excluded.items()} == {
        "aizhan": "outcome-not-stated",
        "slippers-man": "outcome-not-stated",
    }


def test_a1_without_our_readings_one_of_the_two_shot_is_undated() -> None:
    people = by_id(ask("ladder", ZHANAOZEN, "--rule", "deaths-source-only")["individuals"])
    assert people["kusherov"]["when"] is None
    assert people["mother-of-four"]["when"] == "2011-12-16"
    with_readings = by_id(ask("ladder", ZHANAOZEN)["individuals"])
    assert with_readings["kusherov"]["when"] == "2011-12-16~"


def test_a1_nobody_confirmed_is_never_a_documented_zero() -> None:
    ladder = ask("ladder", ZHANAOZEN, "--evidence", "confirmed")
    assert ladder["individuals"] == []
    assert {one["id"] for one in ladder["unresolved"]} == SIX
    assert ladder["sentence"]["en"].startswith("Six people are named or described; none is confirmed yet.")
    assert ladder["sentence"]["ru"].startswith("Названы или описаны шесть человек; ни один")
    assert ladder["sentence"]["kk"].startswith("Алты адам аталған не сипатталған")
    _, text, _ = run("ladder", ZHANAOZEN, "--evidence", "confirmed")
    assert "DOCUMENTED  none at this threshold yet" in text


def test_a2_no_certificate_is_invented() -> None:
    about = ask("about", ZHANAOZEN, "kusherov")
    assert "certified" in about["not_stated"]
    assert not [one for one in about["values"] if one["predicate"] == "cause-certified"]
    assert any(one["value"] == "the family agrees to a natural cause" for one in about["practices"])
    against_papers = [
        one for one in ask("contradictions", ZHANAOZEN) if one["class"] == "document-against-witness"
    ]
    assert against_papers == []


def test_a3_the_prosecutors_day_is_computed_from_two_lines() -> None:
    about = ask("about", ZHANAOZEN, "pg-statement")
    assert about["when"]["when"] == "[2011-12-17,2011-12-18]"
    assert about["when"]["computed"] and about["when"]["hedged"]
    assert {place["line"] for place in about["when"]["passages"]} == {25, 29}


def test_a3_moving_the_clips_moves_the_statement() -> None:
    changed = ask("what-if", ZHANAOZEN, "clips-date=2011-12-20", "--about", "pg-statement")
    assert changed["dates"][0]["after"]["when"] == "2011-12-19"
    case = zhanaozen()
    other = case.what_if({"clips-date": "2011-12-20"})
    assert views.date_view(other, "pg-statement") == changed["dates"][0]["after"]
    assert views.date_view(case, "pg-statement") == changed["dates"][0]["before"]


@pytest.mark.parametrize(("day", "there"), [("2011-12-17", True), ("2011-12-16", False), ("2011-12", True)])
def test_a3_a_date_finds_what_may_have_been_then(day: str, there: bool) -> None:
    found = ask("timeline", ZHANAOZEN, "--on", day)
    assert ("pg-statement" in {one["event"] for one in found}) is there
    assert [one["event"] for one in found] == [one.event for one in zhanaozen().timeline(on=day)]
    assert run("timeline", ZHANAOZEN, "--on", "soon")[0] == 3


def test_a5_the_rule_decides_who_died_in_custody_and_says_its_name() -> None:
    strict = ask("ladder", ZHANAOZEN, "--rule", "custody-strict")
    assert (strict["rule"], strict["individuals"]) == ("custody-strict", [])
    loose = ask("ladder", ZHANAOZEN, "--rule", "custody-consequence")
    assert [one["id"] for one in loose["individuals"]] == ["kenzhebaev"]
    blanks = ask("about", ZHANAOZEN, "kenzhebaev")["not_stated"]
    assert {"autopsy", "certified"} <= set(blanks)
    assert len(blanks) >= 5


def test_a6_two_explanations_by_one_voice_and_no_support() -> None:
    claimed = next(
        one for one in ask("ladder", ZHANAOZEN)["claimed_totals"] if one["low"] == one["high"] == 16
    )
    assert {one["modality"] for one in claimed["explanations"]} == {"possible", "certain"}
    assert {one["by"] for one in claimed["explanations"]} == {"the one who answers"}
    rivals = [one for one in ask("contradictions", ZHANAOZEN) if one["class"] == "rival-explanations"]
    assert len(rivals) == 1
    for why in claimed["explanations"]:
        view = ask("statement", ZHANAOZEN, why["statement"])
        assert view["how_do_they_know"]["basis"] == "inference"
        assert view["independent_origins"] == 1


def test_a7_the_grid_keeps_orders_and_decisions_apart() -> None:
    rows = by_id(ask("grid", ZHANAOZEN)["rows"])
    roles = {cell["role"]: cell for cell in rows["utegaliev"]["roles"]}
    assert roles["ordered"]["said_by"] and not roles["ordered"]["denied_by"]
    assert roles["decided"]["denied_by"] and not roles["decided"]["said_by"]
    assert roles["decided"]["denied_by"][0]["premises"]
    second = rows["myltykov"]
    assert [cell["role"] for cell in second["roles"]] == ["decided"]
    assert second["outcomes"][0]["of"] == "witness"


def test_a7_none_punished_stands_against_the_colonels_conviction() -> None:
    found = [
        one for one in ask("grid", ZHANAOZEN)["contradictions"] if one["class"] == "universal-against-member"
    ]
    assert len(found) == 1
    assert {said for side in found[0]["sides"] for said in side["statements"]} >= {
        "none-punished",
        "utegaliev.verdict",
    }


def test_a8_four_roles_in_time_order() -> None:
    roles = ask("about", ZHANAOZEN, "bozhenko")["roles"]
    wanted = [
        ("role-in-case", "anonymous-witness"),
        ("victim-of", "torture"),
        ("recants", ""),
        ("victim-of", "killing"),
    ]
    at = [
        next(i for i, role in enumerate(roles) if role["predicate"] == predicate and value in role["value"])
        for predicate, value in wanted
    ]
    assert at == sorted(at)
    assert roles[at[3]]["when"] is None
    assert roles[at[3]]["relative"] == "about 6 months after testimony-true"


def test_a8_the_earlier_testimony_is_kept_and_its_support_withdrawn() -> None:
    earlier = ask("statement", ZHANAOZEN, "bozhenko-first")
    assert earlier["status"]["state"] == "recanted-coerced"
    assert earlier["rests_on_it"]
    resting = ask("statement", ZHANAOZEN, earlier["rests_on_it"][0])
    assert resting["predicate"] == "charge"
    assert earlier["id"] in resting["support_withdrawn"]


def test_a9_groups_of_the_tortured_are_never_added() -> None:
    ladder = ask("ladder", ZHANAOZEN, "--rule", "ill-treated")
    assert {one["id"] for one in ladder["individuals"]} == {"kenzhebaev", "asem", "bozhenko"}
    groups = by_id(ladder["groups"])
    assert groups["held-garages"]["low"] <= 400 <= groups["held-garages"]["high"]
    assert (groups["accused-tortured"]["low"], groups["accused-tortured"]["high"]) == (19, 19)
    refused = ask("total", ZHANAOZEN, "held-garages", "accused-tortured")
    assert refused["refused"] and "overlap-unknown" in refused["reasons"]


def test_a10_the_release_is_the_editors_word() -> None:
    view = ask("statement", ZHANAOZEN, "utegaliev.released")
    assert [link["voice"] for link in view["who_says_so"]["chain"]] == ["editor"]
    assert view["value"] == "2014-09"
    assert view["independent_origins"] == 1
    assert view["how_do_they_know"]["document"] is False


def test_a10_time_served_is_a_range() -> None:
    served = [one for one in ask("grid", ZHANAOZEN)["time_served"] if one["subject"] == "utegaliev"]
    assert (served[0]["low_months"], served[0]["high_months"]) == (28, 30)


def test_a11_what_was_asked_and_not_answered() -> None:
    questions = by_id(ask("questions", ZHANAOZEN))
    assert questions["q-casualties"]["state"] == "asked-unanswered"
    assert questions["q-papers"]["state"] == "partly"
    assert questions["q-order"]["state"] == "partly"
    assert questions["q-casualties"]["passages"][0]["line"] == 17


def test_a14_first_hand_only_says_who_falls_out_and_why() -> None:
    ladder = ask("ladder", ZHANAOZEN, "--rule", "deaths-first-hand")
    assert ladder["individuals"] == []
    out = [one for one in ladder["excluded"] if one["reason"] == "origin-unknown"]
    assert {one["id"] for one in out} == SIX
    assert "no zero" in ladder["sentence"]["en"]


def test_command_line_and_python_give_the_same_answers() -> None:
    case = zhanaozen()
    assert views.ladder_view(case.ladder("deaths")) == ask("ladder", ZHANAOZEN, "--rule", "deaths")
    assert views.contradictions_view(case, case.contradictions()) == ask("contradictions", ZHANAOZEN)
    assert about_view(case, "bozhenko") == ask("about", ZHANAOZEN, "bozhenko")
    assert statement_view(case, "total-16") == ask("statement", ZHANAOZEN, "total-16")
    assert views.grid_view(case) == ask("grid", ZHANAOZEN)
    assert views.questions_view(case) == ask("questions", ZHANAOZEN)
    assert views.timeline_view(case) == ask("timeline", ZHANAOZEN)


EIGHT_AND_THE_RIVALS = [
    {"total-16.total", "more-than-16.total"},
    {"pg-version", "clips-deny"},
    {"tortured", "not-tortured"},
    {"police-version", "speaker-version"},
    {"none-punished", "utegaliev.verdict"},
    {"stray", "cars-aim"},
    {"scapegoats", "all-scapegoats"},
    {"no-threat", "drove-off"},
    {"why-16-a", "why-16-b"},
]


def test_the_eight_contradictions_and_the_rivals_are_found_and_at_most_one_more() -> None:
    found = [
        {said for side in one["sides"] for said in side["statements"]}
        for one in ask("contradictions", ZHANAOZEN)
    ]
    for wanted in EIGHT_AND_THE_RIVALS:
        assert any(wanted <= said for said in found), wanted
    assert len(found) <= len(EIGHT_AND_THE_RIVALS) + 1
