"""Which words count for a harm, which against it, and which for neither.

Invariant: a word about something else never takes a person out, and what nobody said of a case never adds one.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bundle.builders import problems
from tests.counting.written import case, counted, kinds, outcome

from aigaq.errors import CaseInvalid

DEAD = "x: {died: p, when: 2031-06-05}"
KILLED = "x: {killed: p, with: firearm}"


# ---- denials


@pytest.mark.parametrize(
    ("denial", "due"),
    [
        ("n: [p, not died, undated]", "open: disputed"),
        ("n: [p, not died, yes]", "open: disputed"),
        ("n: [p, not died, undated, sure: probable]", "open: disputed"),
        ("n: [p, not died, 2031-06-03]", "in"),
        ("n: [p, not died, 2031-06-05]", "in"),
        ("n: [p, not died, undated, sure: counterfactual]", "in"),
        ("n: [p, not died, undated, sure: opinion]", "in"),
        ("n: [p, not died, undated, sure: doubtful]", "in"),
        ("n: [p, not died, undated, aspect: practice]", "in"),
    ],
)
def test_only_who_denies_the_death_itself_for_sure_disputes_it(tmp_path: Path, denial: str, due: str) -> None:
    assert outcome(counted(tmp_path, a=DEAD, m=denial)) == {"p": due}


def test_a_rule_that_hears_one_voice_hears_no_denial_of_another(tmp_path: Path) -> None:
    told = {"a": DEAD, "m": "n: [p, not died, undated]"}
    assert outcome(counted(tmp_path / "1", rule="speakers: [w1]", **told)) == {"p": "in"}
    assert outcome(counted(tmp_path / "2", rule="speakers: [w1, min]", **told)) == {"p": "open: disputed"}


def test_who_denies_one_detention_leaves_the_other(tmp_path: Path) -> None:
    told, denial = "d: {detained: p}", "n: [p, not victim-of, d.event]"
    rule = "harm: detained"
    assert outcome(counted(tmp_path / "1", rule=rule, a=told, m=denial)) == {"p": "open: disputed"}
    other = f"{denial}\nd2: {{detained: p}}"
    assert outcome(counted(tmp_path / "2", rule=rule, a=told, b=other)) == {"p": "in"}


# ---- readings


READING = "r: {says: [p, died, undated], because: [g]}"


def test_a_death_that_only_we_read_is_not_sure_and_no_word_taken_back(tmp_path: Path) -> None:
    said = "g: [p, injury, head]"
    found = counted(tmp_path / "1", a=said, readings=READING)
    assert outcome(found) == {"p": "open: not-sure"}
    assert found.unresolved[0].independent_origins == 0
    assert outcome(counted(tmp_path / "2", rule="readings: no", a=said, readings=READING)) == {}


def test_a_reading_falls_with_all_that_it_rests_on(tmp_path: Path) -> None:
    said = "g: [p, injury, head]\nback: {recants: g, kind: retracted}"
    assert outcome(counted(tmp_path, a=said, readings=READING)) == {"p": "out: support-withdrawn"}


# ---- practices and possibilities


def test_a_practice_of_killing_is_nobodys_death(tmp_path: Path) -> None:
    practice = "x: {killed: p, aspect: practice}"
    assert outcome(counted(tmp_path / "1", a=practice, b=practice.replace("x", "y"))) == {
        "p": "out: outcome-not-stated"
    }
    found = counted(tmp_path / "2", a=KILLED, b=practice.replace("x", "y"))
    assert [one.state for one in found.individuals] == ["reported"]


def test_a_practice_of_certificates_stands_against_no_witness(tmp_path: Path) -> None:
    paper = "c: [p, cause-certified, heart attack{}]"
    found = [
        case(tmp_path / str(n), a=KILLED, m=paper.format(more)).contradictions()
        for n, more in enumerate((", aspect: practice", ""))
    ]
    assert [len(one) for one in found] == [0, 1]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("x: {killed: p}\ng: [x.event, weapon, firearm, sure: possible]", "other"),
        ("x: {killed: p}\ng: [x.event, weapon, firearm, sure: counterfactual]", "other"),
        ("x: {killed: p}\ng: [x.event, weapon, firearm, sure: probable]", "gunfire"),
        ("x: {died: p}\ng: [p, cause-of-death, gunshot, sure: doubtful]", "other"),
        ("x: {died: p}\ng: [p, cause-of-death, gunshot, sure: counterfactual]", "cause-not-stated"),
        ("x: {died: p}\ng: [p, indirect-cause, grief, sure: possible]", "cause-not-stated"),
    ],
)
def test_what_is_only_possible_settles_no_class(tmp_path: Path, told: str, kind: str) -> None:
    assert kinds(counted(tmp_path, a=told)) == {"p": kind}


# ---- places and populations


@pytest.mark.parametrize(
    ("place", "due"), [("town", "open: scope-not-stated"), ("road", "in"), ("yard", "out: outside-scope")]
)
def test_a_wider_place_may_hold_the_place_that_is_counted(tmp_path: Path, place: str, due: str) -> None:
    found = counted(tmp_path, rule="place: road", a=f"x: {{killed: p, hurt-at: {place}}}")
    assert outcome(found) == {"p": due}


@pytest.mark.parametrize("group", ["men", "sub", "inner"])
def test_a_part_of_the_population_by_the_cast_belongs_to_it(tmp_path: Path, group: str) -> None:
    told = f"{DEAD}\nof: [p, member-of, {group}]"
    assert outcome(counted(tmp_path, rule="population: men", a=told)) == {"p": "in"}


def test_what_holds_of_all_holds_of_a_part_by_the_cast(tmp_path: Path) -> None:
    told = "of: [p, member-of, inner]\nn: [men, not punished, true, aspect: all]\ny: [p, punished, true]"
    assert [one.kind for one in case(tmp_path, a=told).contradictions()] == ["universal-against-member"]


# ---- decisions


def test_a_death_that_a_decision_keeps_open_says_so(tmp_path: Path) -> None:
    found = counted(tmp_path, a=DEAD, decisions="d1: {accept: p, as: pending}")
    assert outcome(found) == {"p": "open: pending"}


@pytest.mark.parametrize("target", ["p", "x"])
def test_a_decision_may_name_the_entry_of_somebodys_death(tmp_path: Path, target: str) -> None:
    found = counted(tmp_path, a=DEAD, decisions=f"d1: {{accept: {target}}}")
    assert [one.state for one in found.individuals] == ["confirmed"]


@pytest.mark.parametrize("target", ["h", "town", "w1", "h.weapon", "lost"])
def test_a_decision_on_what_nobody_died_of_is_refused(tmp_path: Path, target: str) -> None:
    with pytest.raises(CaseInvalid):
        case(tmp_path, a=f"{DEAD}\nh: {{hurt: p, with: firearm}}", decisions=f"d1: {{accept: {target}}}")
    (found,) = problems(tmp_path)
    assert (found.code, found.parameters["id"], found.parameters["value"]) == ("bad-value", "d1", target)


def test_a_group_may_be_left_out_by_decision(tmp_path: Path) -> None:
    found = counted(tmp_path, a="g: {dead: lost, n: 5}", decisions="d1: {exclude: lost, as: decision}")
    assert (found.groups, outcome(found)) == ((), {"lost": "out: decision"})


def test_of_two_ids_of_one_person_the_name_is_shown_and_the_other_id_listed(tmp_path: Path) -> None:
    told = "x: {killed: boy}\ny: {killed: q}"
    found = counted(tmp_path, a=told, decisions="d1: {same: [boy, q]}")
    assert [(one.id, one.label, one.named) for one in found.individuals] == [("boy", "Qanat Ermek", True)]
    assert [(one.id, one.label, one.reason) for one in found.excluded] == [("q", "Qanat Ermek", "duplicate")]


def test_one_id_left_out_as_a_duplicate_takes_nobody_with_it(tmp_path: Path) -> None:
    decided = "d1: {same: [boy, q]}\nd2: {exclude: q, as: duplicate}"
    found = counted(tmp_path, a="x: {killed: boy}\ny: {killed: q}", decisions=decided)
    assert outcome(found) == {"boy": "in", "q": "out: duplicate"}
