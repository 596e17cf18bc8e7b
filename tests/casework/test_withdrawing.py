"""Taking a coding back by a decision, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.main_path.asking import ROOT

import aigaq
from aigaq.casework.case import Case
from aigaq.records.decisions import Decision


def with_decisions(*decisions: Decision) -> Case:
    case = aigaq.open(ROOT / "tests" / "data" / "tasqora")
    return Case(replace(case.records, decisions=decisions), case.documents)


def withdrawal(name: str, target: str, day: int) -> Decision:
    return Decision(name, "withdraw", (target,), "dina", date(2031, 7, day), "coded from the wrong line")


def test_a_withdrawn_entry_counts_no_more_and_is_still_there() -> None:
    case = with_decisions(withdrawal("w1", "marat", 1))
    ladder = case.ladder("deaths")
    assert ladder.individuals == ()
    assert ("marat", "support-withdrawn") in {(one.id, one.reason) for one in ladder.excluded}
    assert case.evidence().status_of("marat.died").state == "withdrawn"
    assert case.statement("marat").id == "marat.died"


def test_withdrawing_the_withdrawal_brings_it_back() -> None:
    case = with_decisions(withdrawal("w1", "marat", 1), withdrawal("w2", "w1", 2))
    assert [one.id for one in case.ladder("deaths").individuals] == ["marat"]
    assert case.evidence().status_of("marat.died").state == "asserted"
