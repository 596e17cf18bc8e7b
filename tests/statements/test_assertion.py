"""New statements and what voices later do to them. Invariant: a statement is only ever added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from tests.builders import evidence, said

from aigaq.errors import DuplicateId, MissingField, UnknownId
from aigaq.records.statements import Link, Passage, Place, Statement
from aigaq.records.values import Words
from aigaq.statements.assertion import (
    Saying,
    added,
    assert_,
    reaffirm,
    recant_coerced,
    recant_under_pressure,
    retract,
)

HERE = (Passage("talk", Place(4)),)
NURSE = (Link("speaker"), Link("nurse"))
WORD = said("s1", "nurse", "head")


def saying(name: str = "s2") -> Saying:
    return Saying(name, NURSE, HERE, by="bolat", at=date(2031, 6, 1))


def test_an_assertion_carries_who_wrote_it_down_and_when() -> None:
    made = assert_(saying(), "marat", "injury", Words("chest"), basis="eyewitness")
    assert (made.id, made.origin, made.source, made.by, made.at) == (
        "s2",
        "nurse",
        "talk",
        "bolat",
        date(2031, 6, 1),
    )
    assert made.basis == "eyewitness"


@pytest.mark.parametrize(
    ("take_back", "state"),
    [
        (retract, "retracted"),
        (recant_coerced, "recanted-coerced"),
        (recant_under_pressure, "recanted-under-pressure"),
        (reaffirm, "reaffirmed"),
    ],
)
def test_each_way_of_taking_back_has_its_state(
    take_back: Callable[[Saying, Statement], Statement], state: str
) -> None:
    later = take_back(saying("r1"), WORD)
    assert evidence(WORD, later).status_of("s1").state == state
    assert (later.subject, later.by) == ("nurse", "bolat")


@pytest.mark.parametrize(
    ("subject", "chain", "passages", "key"),
    [("", NURSE, HERE, "subject"), ("marat", (), HERE, "chain"), ("marat", NURSE, (), "passages")],
)
def test_nothing_is_asserted_of_nobody_by_nobody_or_from_nowhere(
    subject: str, chain: tuple[Link, ...], passages: tuple[Passage, ...], key: str
) -> None:
    with pytest.raises(MissingField) as caught:
        assert_(Saying("s2", chain, passages, "bolat", date(2031, 6, 1)), subject, "injury", Words("chest"))
    assert caught.value.parameters["key"] == key


def test_adding_leaves_the_earlier_statements_as_they_were() -> None:
    before = (WORD,)
    after = added(before, retract(saying("r1"), WORD))
    assert (before, after[0], len(after)) == ((WORD,), WORD, 2)


def test_an_id_that_is_taken_is_refused() -> None:
    with pytest.raises(DuplicateId):
        added((WORD,), said("s1", "nurse", "chest"))


def test_a_word_that_is_not_there_cannot_be_taken_back() -> None:
    with pytest.raises(UnknownId):
        added((), retract(saying("r1"), WORD))


def test_a_premise_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownId):
        added((WORD,), said("s2", "nurse", "chest", premises=("s9",)))
