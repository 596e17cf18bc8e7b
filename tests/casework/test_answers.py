"""A case's own answers are held against the program's, part by part."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.pages import cases_on

import aigaq
from aigaq.casework.answers import check_answers


def differing(folder: Path, answer: str) -> list[tuple[str, str]]:
    """What differs when the second case of the page is asked for this answer: key, and what came."""
    case = cases_on("bundle.md", folder)[1]
    (case / "answers" / "deaths.yaml").write_text(f"answer: {answer}\n", encoding="utf-8")
    found = check_answers(aigaq.open(case))
    return [(str(one.parameters["key"]), str(one.parameters["value"])) for one in found]


@pytest.mark.parametrize(
    "answer",
    [
        "{claimed: [{by: ministry, n: 2}, {by: the ministry, n: two}, {by: many, n: more than 8}]}",
        "{documented: {individuals: [kamila, aidos], unresolved: [], excluded: [], groups: [truck-dead]}}",
        "{documented: {confirmed: [aidos], reported: kamila, undated: [kamila], min: 2, max: 8}}",
        "{evidence: confirmed, documented: {individuals: [aidos], unresolved: [kamila], min: 1}}",
        "{refuses: {estimate: too few lists, sum: size unknown}}",
        "{contradictions: [[aidos, cert-cause], [acc-two, nine], [unpunished, acc-major.verdict]]}",
        "{not: [[first, acc-first], [acc-two, acc-two], [kamila, aidos]], questions: [q-truck]}",
    ],
)
def test_an_answer_that_holds_is_silent(tmp_path: Path, answer: str) -> None:
    assert differing(tmp_path, answer) == []


@pytest.mark.parametrize(
    ("answer", "differs"),
    [
        ("{claimed: [{by: ministry, n: 3}]}", ("claimed", "the ministry: 2, people on the road: 9 to open")),
        ("{claimed: [{by: nobody, n: 2}]}", ("claimed", "the ministry: 2, people on the road: 9 to open")),
        ("{documented: {confirmed: []}}", ("documented confirmed", "aidos")),
        ("{documented: {unresolved: [kamila]}}", ("documented unresolved", "nobody")),
        ("{documented: {excluded: [{kamila: indirect}]}}", ("documented excluded", "nobody")),
        ("{documented: {max: open}}", ("documented max", "8")),
        ("{documented: {least: 2}}", ("documented least", "least")),
        ("{contradictions: [[first, acc-first]]}", ("contradictions", "not found")),
        ("{not: [[nine, acc-two]]}", ("not", "found")),
        ("{questions: [q-order]}", ("questions", "not open")),
    ],
)
def test_an_answer_that_does_not_hold_is_told(tmp_path: Path, answer: str, differs: tuple[str, str]) -> None:
    assert differing(tmp_path, answer) == [differs]


def test_the_sum_of_few_sure_groups_is_no_refusal(tmp_path: Path) -> None:
    case = cases_on("bundle.md", tmp_path)[0]
    (case / "answers").mkdir()
    (case / "answers" / "deaths.yaml").write_text("answer: {refuses: {sum: overlap}}\n", encoding="utf-8")
    (found,) = check_answers(aigaq.open(case))
    assert (found.parameters["file"], found.parameters["value"]) == ("answers/deaths.yaml", "no refusal")


@pytest.mark.parametrize("folder", ["tests/data/tasqora", "samples/aqsai", "samples/zhanaozen"])
def test_the_samples_answer_as_they_say(folder: str) -> None:
    assert check_answers(aigaq.open(Path(__file__).parents[2] / folder)) == ()
