"""Who is said to have done it stands first; whom a court only heard stands elsewhere. Invariant: both voices stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.counting.written import case
from tests.smallcase import small

from aigaq.casework.case import Case


def roles(opened: Case) -> dict[str, list[tuple[str, int, int]]]:
    return {
        row.label: [(cell.role, len(cell.said_by), len(cell.denied_by)) for cell in row.roles]
        for row in opened.grid()
    }


def test_who_carried_it_out_is_the_first_of_the_roles(tmp_path: Path) -> None:
    opened = case(
        tmp_path,
        a="k: {killed: p, agent: men}\no: [men, ordered, k.event]",
        b="n: [k.event, not agent, men]",
    )
    assert roles(opened) == {"the men of the depot": [("agent", 1, 1), ("ordered", 1, 0)]}


@pytest.mark.parametrize(
    ("first", "second", "rivals"),
    [
        ("agent: men", "agent: q", True),
        ("agent: men", "agent: men", False),
        ("agent: men", "agent: sub", False),
        ("agent: [men, q]", "agent: q", False),
        ("agent: men", "agent: q, sure: counterfactual", False),
        ("agent: men in masks", "agent: soldiers of the guard", True),
        ("agent: men", "with: rifle", False),
    ],
)
def test_voices_that_name_others_are_a_tension(tmp_path: Path, first: str, second: str, rivals: bool) -> None:
    opened = case(tmp_path, a=f"x: {{killed: p, {first}}}", b=f"y: {{killed: p, {second}}}")
    found = [one for one in opened.contradictions() if one.rule == "rival-agents"]
    assert [(one.predicate, one.result, len(one.sides)) for one in found] == (
        [("agent", "tension", 2)] if rivals else []
    )


@pytest.mark.parametrize(
    "entry",
    [
        "j: {judged: p, verdict: convicted}",
        "j: {charged: p, charge: taking part in a riot}",
        "j: [p, role-in-case, witness]",
        "j: {sentenced: g, sentence: 5 years}",
    ],
)
def test_whom_a_court_heard_or_judged_answers_for_no_act(tmp_path: Path, entry: str) -> None:
    opened = small(tmp_path, entry)
    assert opened.grid() == ()
    assert len(opened.proceedings()) == 1


def test_an_officer_who_is_judged_stays_among_those_who_answer(tmp_path: Path) -> None:
    opened = small(tmp_path, "r: [p, rank, colonel]", "j: {judged: p, verdict: acquitted}")
    assert [row.subject for row in opened.grid()] == ["p"]
    assert opened.proceedings() == ()


@pytest.mark.parametrize("ids", ["[p, boy]", "[boy, p]"])
def test_of_ids_that_are_one_the_name_is_shown(tmp_path: Path, ids: str) -> None:
    opened = case(
        tmp_path,
        a="o: [boy, ordered, ev]\nk: {killed: boy, when: 2031-05-02}",
        decisions=f"d: {{same: {ids}}}",
    )
    assert [row.label for row in opened.grid()] == ["Pavel Orlov"]
    assert [one.label for one in opened.timeline()] == ["the killing of Pavel Orlov"]
