"""What becomes of a word that is taken back, corrected or reaffirmed, as of any day.

Invariant: nothing is deleted, and the last word is never taken to be the true one.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import evidence, killed, said, taken_back

from aigaq.records.statements import Statement

WORD = said("s1", "speaker", "head")


def state(*later: Statement, of: str = "s1", as_of: date | None = None) -> str:
    return evidence(WORD, later, as_of=as_of).status_of(of).state


@pytest.mark.parametrize(
    ("kind", "becomes", "stands"),
    [
        ("corrected", "corrected", False),
        ("retracted", "retracted", False),
        ("coerced", "recanted-coerced", False),
        ("under-pressure", "recanted-under-pressure", True),
        ("reaffirmed", "reaffirmed", True),
    ],
)
def test_each_later_word_has_its_own_meaning(kind: str, becomes: str, stands: bool) -> None:
    found = evidence(WORD, taken_back("r1", "s1", kind)).status_of("s1")
    assert (found.state, found.still_counts, found.by) == (becomes, stands, ("r1",))


def test_a_word_nobody_touched_is_asserted() -> None:
    assert state() == "asserted"


def test_a_word_taken_back_is_kept_and_counts_no_more() -> None:
    found = evidence(WORD, taken_back("r1", "s1", "retracted"))
    assert ("s1" in found.by_id, [one.id for one in found.live]) == (True, ["r1"])


def test_a_recantation_that_was_itself_extorted_leaves_the_word_standing() -> None:
    assert state(taken_back("r1", "s1", "retracted"), taken_back("r2", "r1", "coerced")) == "asserted"


def test_a_recantation_of_a_recantation_of_a_recantation_takes_back_again() -> None:
    chain = [
        taken_back("r1", "s1", "retracted"),
        taken_back("r2", "r1", "coerced"),
        taken_back("r3", "r2", "coerced"),
    ]
    assert state(*chain) == "retracted"


def test_to_recant_a_recantation_under_pressure_changes_nothing() -> None:
    assert state(taken_back("r1", "s1", "retracted"), taken_back("r2", "r1", "under-pressure")) == "retracted"


def test_a_suspect_recantation_does_not_revive_what_was_freely_taken_back() -> None:
    freely = taken_back("r1", "s1", "retracted", said_on="2031-06-01")
    pressed = taken_back("r2", "s1", "under-pressure", said_on="2031-07-01")
    assert state(freely, pressed) == "retracted"


def test_a_word_taken_up_again_stands_again() -> None:
    freely = taken_back("r1", "s1", "retracted", said_on="2031-06-01")
    again = taken_back("r2", "s1", "reaffirmed", said_on="2031-07-01")
    assert state(again, freely) == "reaffirmed"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2031, 5, 31), "asserted"),
        (date(2031, 6, 1), "retracted"),
        (date(2031, 6, 30), "retracted"),
        (date(2031, 7, 1), "reaffirmed"),
        (None, "reaffirmed"),
    ],
)
def test_each_day_has_its_own_answer(day: date | None, expected: str) -> None:
    freely = taken_back("r1", "s1", "retracted", said_on="2031-06-01")
    again = taken_back("r2", "s1", "reaffirmed", said_on="2031-07-01")
    assert state(freely, again, as_of=day) == expected


def test_what_was_said_later_is_not_heard_on_an_earlier_day() -> None:
    later = said("s2", "nurse", "chest", said=said("x", "nurse", "2031-08-01", as_="when").value)
    assert [one.id for one in evidence(WORD, later, as_of=date(2031, 7, 31)).live] == ["s1"]
    assert [one.id for one in evidence(WORD, later, as_of=date(2031, 8, 1)).live] == ["s1", "s2"]


def test_taking_back_the_main_statement_takes_back_its_whole_entry() -> None:
    found = evidence(killed("marat", "speaker", name="e"), taken_back("r1", "e.died", "retracted"))
    assert [one.id for one in found.live] == ["r1"]


def test_taking_back_a_detail_leaves_the_rest_of_its_entry() -> None:
    found = evidence(killed("marat", "speaker", name="e"), taken_back("r1", "e.weapon", "retracted"))
    assert [one.id for one in found.live] == ["e.died", "e.act", "r1"]


def test_two_words_that_take_back_each_other_cancel_in_any_order() -> None:
    ring = [
        taken_back("r1", "r2", "retracted"),
        taken_back("r2", "r1", "retracted"),
        taken_back("r3", "s1", "retracted"),
    ]
    assert [state(*order, of=one) for order in (ring, ring[::-1]) for one in ("r1", "r2", "s1")] == [
        *("asserted", "asserted", "retracted"),
        *("asserted", "asserted", "retracted"),
    ]


def test_a_word_that_takes_back_itself_stays() -> None:
    assert state(taken_back("r1", "r1", "retracted"), of="r1") == "asserted"


@pytest.mark.parametrize(("links", "expected"), [(3000, "asserted"), (3001, "retracted")])
def test_a_chain_of_thousands_of_recantations_is_followed_to_its_end(links: int, expected: str) -> None:
    targets = ["s1", *(f"r{n}" for n in range(links - 1))]
    assert state(
        *(taken_back(f"r{n}", target, "coerced" if n else "retracted") for n, target in enumerate(targets))
    ) == (expected)


@given(st.permutations(["retracted", "coerced", "under-pressure", "reaffirmed"]))
def test_words_of_one_day_settle_alike_whatever_their_ids(kinds: list[str]) -> None:
    words = [taken_back(f"r{n}", "s1", kind, said_on="2031-06-01") for n, kind in enumerate(kinds)]
    assert state(*words) == "reaffirmed"


# ---- copies


COPY = killed("marat", "unknown-man", name="copy", source="reprint", via=["speaker"])


def fallen(*statements: Statement | list[Statement]) -> set[str]:
    found = evidence(*statements)
    return {one for one in found.by_id if not found.status_of(one).still_counts}


def test_a_copy_falls_with_the_words_it_repeats() -> None:
    original, back = killed("marat", "speaker", name="e"), taken_back("r1", "e.died", "retracted")
    assert {"copy.died", "copy.act", "copy.weapon"} <= fallen(original, COPY, back)


def test_a_copy_of_a_copy_falls_too() -> None:
    original, back = killed("marat", "speaker", name="e"), taken_back("r1", "e.died", "retracted")
    far = killed("marat", "unknown-man", name="far", source="post", via=["speaker"])
    assert "far.died" in fallen(original, far, back)


def test_another_voice_in_the_copy_does_not_fall() -> None:
    original, back = killed("marat", "speaker", name="e"), taken_back("r1", "e.died", "retracted")
    other = killed("marat", "unknown-man", name="other", source="reprint", via=["nurse"])
    assert "other.died" not in fallen(original, other, back)


def test_a_bare_copy_stands_while_somebody_in_its_original_still_says_so() -> None:
    original, back = killed("marat", "speaker", name="e"), taken_back("r1", "e.died", "retracted")
    bare = killed("marat", "unknown-man", name="bare", source="reprint")
    still = killed("marat", "nurse", name="n")
    assert "bare.died" in fallen(original, bare, back)
    assert "bare.died" not in fallen(original, still, bare, back)


def test_another_source_that_says_the_same_does_not_fall() -> None:
    original, back = killed("marat", "speaker", name="e"), taken_back("r1", "e.died", "retracted")
    letter = killed("marat", "speaker", name="letter", source="letter")
    assert "letter.died" not in fallen(original, letter, back)
