"""A case that grew answers as one made anew from the same records, whatever was added and in which order."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from tests.main_path.asking import SAMPLES

import aigaq
from aigaq.casework.case import Case
from aigaq.records.cases import CaseRecords
from aigaq.records.rules import CountRule


def with_entries(records: CaseRecords, entries: set[str]) -> CaseRecords:
    """The records as they were when only these entries were saved; what no entry made is always there."""
    return replace(
        records,
        entries=tuple(one for one in records.entries if one.id in entries),
        statements=tuple(one for one in records.statements if one.entry is None or one.entry in entries),
        subjects={key: one for key, one in records.subjects.items() if one.made_by in (None, *entries)},
        made_for={key: made for key, made in records.made_for.items() if key in entries},
        unfilled={key: slots for key, slots in records.unfilled.items() if key in entries},
    )


def answers(case: Case) -> list[object]:
    """Everything that is worked out of a case and kept from one version to the next."""
    rules = [*case.records.rules.values(), CountRule("deaths"), CountRule("hurt", harm="ill-treated")]
    ladders = [case.count(rule) for rule in rules]
    dates = {key: case.dates()[key] for key in case.dates()}
    return [*ladders, dates, case.contradictions(), case.questions(), case.timeline(), case.grid()]


@pytest.mark.parametrize("sample", ["aqsai", "zhanaozen"])
def test_a_case_that_grew_answers_as_one_made_anew(sample: str) -> None:
    records = aigaq.open(SAMPLES / sample).records
    for seed in range(2):
        dice = Random(seed)
        order = [one.id for one in records.entries]
        dice.shuffle(order)
        saved = len(order) // 2
        case = Case(with_entries(records, set(order[:saved])))
        answers(case)
        for added in (1, 1, 1, 3, 1, 1, 20, 1, 1):
            saved += added
            now = with_entries(records, set(order[:saved]))
            case = case.grown(now)
            assert answers(case) == answers(Case(now))
