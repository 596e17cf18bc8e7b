"""Judgements taken over from an earlier count equal those made anew, whatever was added in between."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import decision, evidence, killed, said
from tests.main_path.test_metamorphic import PERSONS, RULES, cases

from aigaq.counting import kept_judgements
from aigaq.counting.count_context import CountContext
from aigaq.counting.kept_judgements import KeptJudgements
from aigaq.counting.ladder import ladder
from aigaq.counting.people import judge
from aigaq.records.decisions import Decision
from aigaq.records.ladder import Excluded, Individual, Ladder
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.statements.dating import solve_dates

DECIDED = st.lists(
    st.one_of(
        st.builds(lambda two: decision("d", "same", *two), st.permutations(PERSONS).map(lambda who: who[:2])),
        st.builds(lambda who: decision("d", "exclude", who, as_="duplicate"), st.sampled_from(PERSONS)),
        st.builds(lambda who: decision("d", "include", who), st.sampled_from(PERSONS)),
    ),
    max_size=1,
)
AROUND = st.lists(
    st.sampled_from(
        [
            said("in1", "nurse", "shooting", of="e0.event", as_="part-of"),
            said("in2", "nurse", "shooting", of="jail.1", as_="part-of"),
            said("in3", "sister", "march", of="shooting", as_="part-of"),
            said("day1", "guard", "2031-04-03", of="shooting", as_="when"),
            said("day2", "nurse", "2031-06-01", of="shooting", as_="when"),
            said("day3", "nurse", "2 days after shooting", of="e0.event", as_="when"),
            said("day4", "nurse", "2031-06-01", of="march", as_="when"),
            said("day5", "nurse", "2 days after march", of="e1.event", as_="when"),
            said("day6", "nurse", "2 days after march", of="e0.event", as_="when"),
            said("arm1", "nurse", "firearm", of="shooting", as_="weapon"),
            said("men1", "sister", "dana", of="carried", as_="includes"),
            said("men2", "sister", "marat", of="carried", as_="includes"),
        ]
    ),
    max_size=4,
    unique_by=lambda one: one.id,
)


def counted(
    statements: Sequence[Statement],
    rule: CountRule,
    decisions: Sequence[Decision],
    kept: KeptJudgements | None = None,
) -> Ladder:
    gathered = evidence(statements, decisions=decisions)
    solution = solve_dates(gathered)
    return ladder(gathered, rule, solution=solution, decisions=decisions, anchor="shooting", kept=kept)


@settings(deadline=None)
@given(cases(), AROUND, RULES, DECIDED, st.randoms(use_true_random=False), st.integers(1, 4))
def test_a_count_with_kept_judgements_is_the_count_made_anew(
    case: list[Statement],
    around: list[Statement],
    rule: CountRule,
    decisions: list[Decision],
    dice: object,
    steps: int,
) -> None:
    statements = [*case, *around]
    dice.shuffle(statements)  # type: ignore[attr-defined]
    kept = KeptJudgements()
    for end in sorted({len(statements) * step // steps for step in range(1, steps + 1)}):
        assert counted(statements[:end], rule, decisions, kept) == counted(statements[:end], rule, decisions)
    # A statement that is no longer there, and other decisions, are noticed too.
    assert counted(statements[1:], rule, decisions, kept) == counted(statements[1:], rule, decisions)
    assert counted(statements[1:], rule, (), kept) == counted(statements[1:], rule, ())


def test_only_who_is_touched_is_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []

    def noted(person: str, reports: list[Statement], context: CountContext) -> Individual | Excluded:
        judged.append(person)
        return judge(person, reports, context)

    monkeypatch.setattr(kept_judgements, "judge", noted)
    before = [*killed("marat", "nurse", name="e1"), *killed("aset", "sister", name="e2")]
    kept, rule = KeptJudgements(), CountRule("deaths")
    counted(before, rule, (), kept)
    assert judged == ["aset", "marat"]
    judged.clear()
    counted([*before, said("a1", "nurse", "30", of="marat", as_="age-at")], rule, (), kept)
    assert judged == ["marat"]
    judged.clear()
    counted([*before, *killed("dana", "nurse", name="e3")], rule, (), kept)
    # Nothing is said of the age any more, so `marat` is judged again too.
    assert judged == ["dana", "marat"]


def when(of: str, written: str) -> Statement:
    return said(f"when.{of}.{written}", "nurse", written, of=of, as_="when")


def of_group(who: str) -> Statement:
    return said(f"of.{who}", "sister", who, of="carried", as_="includes")


def part(of: str, whole: str) -> Statement:
    return said(f"part.{of}", "nurse", whole, of=of, as_="part-of")


DEAD_GROUP = said("group", "nurse", "undated", of="carried", as_="died")
BLADE = said("arm", "sister", "blade", of="e1.event", as_="weapon")


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ([when("e1.event", "2 days after march")], when("march", "2031-06-01")),
        ([DEAD_GROUP, of_group("dana")], of_group("daulet")),
        ([DEAD_GROUP], of_group("marat")),
        ([part("e1.event", "march")], part("march", "fight")),
        ([], BLADE),
    ],
    ids=["day of another event", "member", "member who is counted", "whole around the whole", "weapon"],
)
def test_what_is_said_of_something_else_changes_a_judgement(
    before: list[Statement], added: Statement
) -> None:
    statements = [*killed("marat", "nurse", name="e1"), *killed("aset", "guard", name="e2"), *before]
    moved = []
    for rule in (CountRule("deaths"), CountRule("at-the-fight", scope="fight")):
        kept = KeptJudgements()
        earlier = counted(statements, rule, (), kept)
        now = counted([*statements, added], rule, (), kept)
        assert now == counted([*statements, added], rule, ())
        moved.append(now != earlier)
    assert any(moved)
