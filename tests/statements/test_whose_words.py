"""Words taken back, answers, readings, and what holds by the event. Invariant: each voice keeps what is its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.counting.written import case, counted, kinds, outcome
from tests.main_path.asking import run
from tests.smallcase import small

from aigaq.bundle.files import files_of
from aigaq.records.vocab.messages import LANGUAGES

TOLD = "t: {testified: q, when: 2031-06-10, says: saw the lorry leave}\nk: {killed: p, when: 3 days after t.event}"


@pytest.mark.parametrize("kind", ["retracted", "coerced", "corrected"])
def test_who_takes_back_testimony_leaves_the_day_on_which_it_was_given(tmp_path: Path, kind: str) -> None:
    back = f"r: {{recants: t.testified, kind: {kind}, via: [q]}}"
    found = case(tmp_path, a=TOLD, b=back)
    status = found.evidence().status_of
    assert not status("t.testified").still_counts
    assert status("t.when").still_counts and status("t.act").still_counts
    assert [one.when for one in found.ladder().individuals] == ["2031-06-13"]


def test_a_reporter_who_takes_back_a_report_takes_back_the_day_too(tmp_path: Path) -> None:
    found = case(tmp_path, a=f"{TOLD}\nr: {{recants: t, kind: corrected}}")
    assert not found.evidence().status_of("t.when").still_counts


def test_an_order_that_a_reporter_gives_stays_when_the_words_are_taken_back(tmp_path: Path) -> None:
    told = "t: {testified: q, at: march, says: saw it}"
    found = case(tmp_path, a=told, b="r: {recants: t, kind: retracted, via: [q]}")
    assert found.evidence().status_of("t.part-of").still_counts


QUESTION = {"questions.yaml": "questions:\n  n: {ask: how many fell, about: ev, state: STATE, L: talk L1}\n"}


@pytest.mark.parametrize(
    ("state", "answer", "is_open"),
    [
        ("asked-unanswered", "a: {claimed: dead, n: 12, answers: n}", False),
        ("open", "a: [ev, size, 12, {answers: n}]", False),
        ("open", "a: {killed: p, with: firearm, answers: n}", False),
        ("partly", "a: [ev, size, 12, {answers: n}]", True),
        ("open", "a: [ev, cannot-say size, 12, {answers: n}]", True),
        ("open", "a: [ev, decided-by, speaker-cannot-say, {answers: n}]", True),
        ("open", "a: [ev, size, 12]", True),
    ],
)
def test_an_entry_that_answers_a_question_closes_it(
    tmp_path: Path, state: str, answer: str, is_open: bool
) -> None:
    files = {name: text.replace("STATE", state) for name, text in QUESTION.items()}
    found = small(tmp_path, answer, files=files)
    assert ("n" in {one.id for one in found.questions()}) is is_open
    assert [one.id for one, _ in found.answered()] == ([] if is_open else ["n"])


def test_an_answer_is_told_with_its_voice_and_place_and_ends_when_it_is_taken_back(tmp_path: Path) -> None:
    files = {name: text.replace("STATE", "open") for name, text in QUESTION.items()}
    small(tmp_path / "one", "a: [g, size, 12, {answers: n}]", files=files)
    _, out, _ = run("questions", tmp_path / "one")
    assert "how many fell  (answered)" in out
    assert "men  ·  how many: 12  a resident  [talk L1]" in out
    back = small(
        tmp_path / "two", "a: [g, size, 12, {answers: n}]", "r: {recants: a, kind: retracted}", files=files
    )
    assert "n" in {one.id for one in back.questions()}


def test_a_reading_can_deny(tmp_path: Path) -> None:
    told = "k: {killed: p}"
    reading = 'r1: {says: [p, "not died", undated], because: [k], sure: certain}'
    found = case(tmp_path, a=told, readings=reading)
    assert [one.polarity for one in found.records.readings] == ["denies"]
    # On the way out of a case and back it denies still.
    written = b"".join(files_of(found.records, {}).values()).decode()
    assert "[p, not died, undated]" in written
    assert outcome(found.ladder()) == {"p": "open: disputed"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_denies_is_not_called_a_death(tmp_path: Path, language: str) -> None:
    told = "d: {detained: p, at: jail}"
    found = counted(tmp_path, rule="harm: detained", a=told, b="n: [p, not victim-of, detention]")
    assert outcome(found) == {"p": "open: disputed"}
    words = case(tmp_path, a=told).records.vocabulary.label("unresolved", "disputed", language)  # type: ignore[arg-type]
    assert not any(word in words for word in ("death", "смерт", "өлім"))


@pytest.mark.parametrize(
    ("denial", "due"),
    [
        ("n: [p, not held-at, jail]", True),
        ("n: [p, not held-at, road]", False),
        ("n: [q, not held-at, jail]", False),
        ("n: [p, not held-at, jail, {sure: opinion}]", False),
    ],
)
def test_who_denies_a_place_of_a_person_meets_the_place_of_the_detention(
    tmp_path: Path, denial: str, due: bool
) -> None:
    found = case(tmp_path, a="d: {detained: p, at: jail}", b=denial).contradictions()
    assert [(one.rule, one.predicate) for one in found] == ([("of-victims", "held-at")] if due else [])


EVENT = "e: [ev, weapon, rifle]\nw: [ev, where, road, {role: injury}]\nb: [ev, agent, min]"


@pytest.mark.parametrize(
    ("killing", "kind", "due"),
    [
        ("k: {killed: p, in: ev}", "gunfire", "in"),
        ("k: {killed: p, in: ev, with: mine, hurt-at: yard}", "other", "out: outside-scope"),
        ("k: {killed: p, in: march}\nm: [march, part-of, ev]", "gunfire", "in"),
        ("k: {killed: p, in: ev}\nn: [k.event, not weapon, firearm]", "other", "in"),
        ("k: {killed: p}", "other", "open: scope-not-stated"),
        ("k: [p, died, undated, {event: ev}]", "gunfire", "in"),
    ],
)
def test_what_is_said_of_an_event_holds_for_its_victims_unless_said_otherwise_of_them(
    tmp_path: Path, killing: str, kind: str, due: str
) -> None:
    found = counted(
        tmp_path, rule="place: road", a=f"{EVENT}\n{killing.replace('with: mine', 'with: blade')}"
    )
    assert outcome(found) == {"p": due}
    if kinds(found):
        assert kinds(found) == {"p": kind}


def test_what_the_event_tells_is_not_asked_again(tmp_path: Path) -> None:
    found = case(tmp_path, a=f"{EVENT}\nk: {{killed: p, in: ev}}")
    asked = {one.slot for one in found.questions()}
    assert not asked & {"with", "hurt-at", "agent"}
    assert {"dead-at", "certified"} <= asked


def test_what_holds_only_by_the_event_is_marked_so(tmp_path: Path) -> None:
    found = case(tmp_path, a=f"{EVENT}\nk: {{killed: p, in: ev, hurt-at: yard}}")
    (one,) = found.ladder().individuals
    assert one.by_event == ("agent", "weapon")
    _, ladder, _ = run("ladder", tmp_path)
    _, about, _ = run("about", tmp_path, "p")
    assert "by gunfire (by the event)" in ladder
    assert "weapon (by the event)" in about


def test_a_count_as_of_a_day_names_the_sources_that_say_no_day(tmp_path: Path) -> None:
    found = case(tmp_path, a="k: {killed: p}", b="l: {killed: p, said: 2031-07-01}")
    assert found.ladder(as_of=date(2032, 1, 1)).undated_sources == ("a",)
    assert found.ladder().undated_sources == ()
    _, out, _ = run("ladder", tmp_path, "--as-of", "2032-01-01")
    assert "These sources say no day and are taken to have spoken by 2032-01-01: a." in out
