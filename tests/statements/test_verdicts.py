"""Days of verdicts, sentences in words, and time served. Invariant: what came later leaves the earlier as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.counting.written import case

from aigaq.casework.case import Case

RULED = "v: {convicted: p, when: 2033-04, at: march}"


def found(told: Case) -> list[tuple[str, str, str]]:
    return [(one.rule, one.predicate, one.result) for one in told.contradictions()]


@pytest.mark.parametrize(
    ("other", "due"),
    [
        ("w: {convicted: p, when: 2033-05-28, at: march}", "contradicts"),
        ("w: {judged: p, verdict: convicted, when: 2033-05-28, at: march}", "contradicts"),
        ("w: {convicted: p, when: 2033-05-28}", "contradicts"),
        ("w: {convicted: p, when: 2033-04-17, at: march}", None),
        ("w: {convicted: p, when: 2033-05-28, at: roll}", None),
        ("w: {convicted: p, at: march}", None),
        ("w: {convicted: q, when: 2033-05-28, at: march}", None),
        ("w: {judged: p, verdict: quashed, when: 2034-01-09, at: march}", None),
        ("w: {convicted: p, when: 2033-05-28, at: march, sure: opinion}", None),
    ],
)
def test_one_trial_has_one_day_of_the_verdict(tmp_path: Path, other: str, due: str | None) -> None:
    told = [one for one in found(case(tmp_path, a=RULED, b=other)) if one[0] == "verdict-days"]
    assert told == ([("verdict-days", "verdict", due)] if due else [])


def test_a_verdict_that_was_quashed_was_given(tmp_path: Path) -> None:
    told = "q1: {judged: p, verdict: отменён, at: march, when: 2034-01-09}".replace(
        "отменён", "приговор отменён"
    )
    assert found(case(tmp_path, a=RULED, b=told)) == []


@pytest.mark.parametrize(
    ("one", "other", "due"),
    [
        ("life sentence", "15 years", True),
        ("life sentence", "death penalty", True),
        ("смертная казнь", "15 years", True),
        ("пожизненное заключение", "life", False),
        ("15 years", "12 лет", True),
        ("15 years", "15 лет", False),
        ("15 years", "180 months", False),
        ("15 years", "120 months", True),
        ("15 years", "15 years in a penal colony", False),
        ("15 years", "10 years in a penal colony", True),
        ("15 years", "a long time", False),
        ("15 years", "a fine", False),
    ],
)
def test_sentences_of_one_trial_are_compared_by_what_they_mean(
    tmp_path: Path, one: str, other: str, due: bool
) -> None:
    a, b = (f'v: {{convicted: p, at: march, sentence: "{words}"}}' for words in (one, other))
    told = found(case(tmp_path, a=a, m=b.replace("v:", "w:")))
    assert told == ([("same-question", "sentence-imposed", "contradicts")] if due else [])


@pytest.mark.parametrize(
    ("served", "more", "broken"),
    [
        ("5 years", "", True),
        ("2 years", "", False),
        ("4 years", "", True),
        ("6 months", "", True),
        ("5 years", "h: {detained: p, when: 2030-05}", False),
        ("5 years", "h: {detained: p}", False),
        ("about 2 years", "", False),
    ],
)
def test_what_was_served_is_held_against_verdict_and_release(
    tmp_path: Path, served: str, more: str, broken: bool
) -> None:
    told = f"{RULED}\nr: [p, released-on, 2035-09]\ns: [p, served, {served}]\n{more}"
    rules = [one for one in found(case(tmp_path, a=told)) if one[0] == "served"]
    assert rules == ([("served", "served", "contradicts")] if broken else [])


def test_nobody_serves_more_than_the_appeal_left(tmp_path: Path) -> None:
    told = "v: {convicted: p, at: march, sentence: 9 years, appeal: 2 years, served: 5 years}"
    assert [one[0] for one in found(case(tmp_path, a=told))] == ["served"]


def test_a_charge_a_verdict_and_a_sentence_alone_take_a_day(tmp_path: Path) -> None:
    told = """c: {charged: p, charge: theft of grain, when: 2033-01-02}
        s: {sentenced: p, sentence: 2 years, when: 2033-04}"""
    days = {one.predicate: one.qualifier("when") for one in case(tmp_path, a=told).records.statements}
    assert {name: day.text for name, day in days.items() if day is not None} == {
        "charge": "2033-01-02",
        "sentence-imposed": "2033-04",
    }
