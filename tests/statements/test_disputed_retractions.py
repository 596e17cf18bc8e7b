"""Whose words may be taken back, by whom. Invariant: nobody takes back the words of somebody else."""

from __future__ import annotations

import pytest
from tests.builders import against, cast, decision, evidence, killed, said, taken_back

from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject

WORD = said("s1", "nurse", "19", as_="age-at")


def state(word: Statement, back: Statement) -> str:
    return evidence(word, back).status_of(word.id).state


@pytest.mark.parametrize("kind", ["retracted", "coerced", "reaffirmed"])
def test_nobody_takes_back_the_words_of_somebody_else(kind: str) -> None:
    assert state(WORD, taken_back("r", "s1", kind, voice="ministry", source="decree")) == "asserted"


def test_who_reports_that_a_voice_took_its_word_back_is_heard() -> None:
    back = said("r", "editor", "#s1", of="nurse", as_="recants", via=["nurse"], source="letter")
    assert state(WORD, back) == "retracted"
    assert state(WORD, said("r", "nurse", "#s1", of="nurse", as_="recants", via=["sister"])) == "asserted"


def test_who_passed_a_word_on_may_take_it_back() -> None:
    told = said("s1", "speaker", "19", as_="age-at", via=["nurse"])
    assert state(told, taken_back("r", "s1", "retracted", voice="speaker")) == "retracted"


def test_a_voice_and_whoever_it_is_are_one() -> None:
    subjects = {**cast(), "k7": Subject("k7", "voice", "a witness", stands_for="marat")}
    found = evidence(said("s1", "k7", "19", as_="age-at"), taken_back("r", "s1", "retracted", voice="marat"))
    assert found.status_of("s1").state == "asserted"
    word, back = said("s1", "k7", "19", as_="age-at"), taken_back("r", "s1", "retracted", voice="marat")
    assert evidence(word, back, subjects=subjects).status_of("s1").state == "retracted"
    same = decision("d", "same", "nurse", "sister")
    sister = taken_back("r", "s1", "retracted", voice="sister")
    assert evidence(WORD, sister, decisions=[same]).status_of("s1").state == "retracted"


@pytest.mark.parametrize("modality", ["possible", "doubtful", "opinion", "counterfactual"])
def test_who_may_have_taken_it_back_did_not(modality: str) -> None:
    assert state(WORD, taken_back("r", "s1", "retracted", voice="nurse", modality=modality)) == "asserted"
    assert state(WORD, taken_back("r", "s1", "retracted", voice="nurse", modality="probable")) == "retracted"


def test_an_unnamed_crowd_takes_nothing_back() -> None:
    assert state(
        said("s1", "crowd", "19", as_="age-at"), taken_back("r", "s1", "retracted", voice="crowd")
    ) == ("asserted")


def test_whose_testimony_it_was_may_take_it_back_whoever_tells_of_it() -> None:
    told = said("s1", "speaker", "heard the order", of="marat", as_="testified")
    assert state(told, said("r", "speaker", "#s1", of="marat", as_="recants", via=["marat"])) == "retracted"


def test_a_body_corrects_its_own_figure_and_no_other() -> None:
    old = said("old", "ministry", "2", of="shooting", as_="claimed-total", source="decree")
    new = said("new", "ministry", "4", of="shooting", as_="claimed-total", source="decree")
    own = said("c", "ministry", "#old", of="#new", as_="corrects", source="decree")
    other = said("c", "nurse", "#old", of="#new", as_="corrects")
    assert (state(old, own), state(old, other)) == ("corrected", "asserted")
    assert against(old, new, own) == ()


def test_words_that_another_takes_back_stand_against_each_other() -> None:
    (found,) = against(WORD, taken_back("r", "s1", "retracted", voice="ministry", source="decree"))
    assert (found.kind, found.result, found.rule) == ("official-against-witness", "tension", "taken-back")
    assert [side.statements for side in found.sides] == [("s1",), ("r",)]


def test_a_word_that_another_corrects_is_found_once() -> None:
    old = said("old", "ministry", "2", of="shooting", as_="claimed-total", source="decree")
    new = said("new", "nurse", "4", of="shooting", as_="claimed-total")
    (found,) = against(old, new, said("c", "nurse", "#old", of="#new", as_="corrects"))
    assert (found.predicate, found.result) == ("claimed-total", "contradicts")


def test_who_stands_by_the_words_of_another_contradicts_nobody() -> None:
    back = taken_back("r", "s1", "reaffirmed", voice="sister")
    assert against(WORD, back) == against(WORD, taken_back("r", "s1", "retracted", voice="nurse")) == ()


# ---- copies


def of_copies(*statements: Statement | list[Statement]) -> set[str]:
    """What no longer stands."""
    found = evidence(*statements)
    return {one for one in found.by_id if not found.status_of(one).still_counts}


FIRST = killed("marat", "nurse", name="x")
BACK = taken_back("r", "x.died", "retracted", voice="nurse")
COPY = killed("marat", "unknown-man", name="y", source="reprint")


def test_a_bare_copy_of_a_bare_copy_falls() -> None:
    far = killed("marat", "unknown-man", name="z", source="post")
    assert {"y.died", "z.died", "z.weapon"} <= of_copies(FIRST, BACK, COPY, far)


def test_a_copy_keeps_no_weapon_of_words_that_were_taken_back() -> None:
    still = said("x1", "nurse", "undated", as_="died")
    assert of_copies(FIRST, still, BACK, COPY) == {
        *("x.died", "x.act", "x.weapon"),
        *("y.act", "y.weapon"),
    }


def test_a_copy_that_adds_a_day_falls_with_the_death() -> None:
    dated = said("y", "unknown-man", "2031-05-01", as_="died", source="reprint")
    other = said("y", "unknown-man", "2031-05-01", as_="died", source="reprint", via=["sister"])
    word, back = said("x", "nurse", "undated", as_="died"), taken_back("r", "x", "retracted", voice="nurse")
    assert of_copies(word, back, dated) == {"x", "y"}
    assert of_copies(word, back, other) == {"x"}


def test_a_translation_in_the_same_voices_follows_each_voice() -> None:
    """Two voices of one talk; one takes her word back, in the translation too she no longer says it."""
    other = killed("marat", "guard", name="g")
    translated = [
        killed("marat", voice, name=f"en-{voice}", source="reprint") for voice in ("nurse", "guard")
    ]
    gone = of_copies(FIRST, other, BACK, *translated)
    assert "en-nurse.died" in gone and "en-guard.died" not in gone


def test_of_what_may_be_many_a_copy_that_says_another_does_not_fall() -> None:
    word, back = (
        said("x", "nurse", "running", as_="behaviour"),
        taken_back("r", "x", "retracted", voice="nurse"),
    )
    other = said("y", "unknown-man", "standing", as_="behaviour", source="reprint")
    assert of_copies(word, back, other) == {"x"}
