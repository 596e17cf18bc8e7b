"""How two answers to one question stand to each other, whichever of them comes first.

Invariant: what a machine cannot judge is never called a contradiction.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import cast, decision, evidence, said, value

from aigaq.records.values import Code, Ref, Unknown, Value, Words
from aigaq.records.vocab.vocabulary import standard
from aigaq.statements.compare import compare, falls_under, wider

PLAIN = evidence()
NESTED = evidence(said("s1", "nurse", "town", of="yard", as_="part-of"))

WRITTEN = {
    "when": [
        "undated",
        "2031",
        "2031-05",
        "2031-05-01",
        "2031-05-02",
        "[2031-05-01..2031-05-03]",
        "2 days after march",
    ],
    "size": ["3", "about 3", "5", "more than 4", "some", "many", "all", "none", "3 bodies"],
    "weapon": ["firearm", "rifle", "pistol", "blunt", "blade", "a home-made thing"],
    "cause-certified": ["gunshot", "natural", "heart-attack", "haemorrhage", "accident", "unknown to us"],
    "intent": ["kill", "aimed", "warn", "stray", "to frighten"],
    "where": ["gate", "yard", "town", "beside the wall"],
    "who-acted-first": ["guard", "marat", "captain"],
    "sentence-imposed": ["5 years", "3 years", "prison, how long not stated"],
    "punished": ["true"],
    "rank": ["captain", "colonel"],
    "name": ["Marat", "Murat"],
}
PAIRS = st.sampled_from(sorted(WRITTEN)).flatmap(
    lambda code: st.tuples(st.just(code), st.sampled_from(WRITTEN[code]), st.sampled_from(WRITTEN[code]))
)
ANY_VALUE = st.sampled_from(
    [value(written, code) for code, words in WRITTEN.items() for written in words]
    + [Unknown("withheld"), Words("in the words of the coder"), Ref("#s1"), Code("harm", "died")]
)


def result(code: str, a: str, b: str) -> str:
    return compare(value(a, code), value(b, code), standard().predicates[code], NESTED)


@pytest.mark.parametrize(
    ("code", "a", "b", "expected"),
    [
        ("when", "2031-05-01", "2031-05-01", "agrees"),
        ("when", "2031-05", "2031-05-01", "more-specific"),
        ("when", "2031-05-01", "2031-05-02", "contradicts"),
        ("when", "[2031-05-01..2031-05-03]", "[2031-05-02..2031-05-05]", "compatible"),
        ("when", "undated", "2031-05-02", "compatible"),
        ("when", "2 days after march", "2031-05-02", "not-comparable"),
        ("size", "3", "5", "contradicts"),
        ("size", "about 10", "11", "more-specific"),
        ("size", "3 bodies", "3 rooms", "not-comparable"),
        ("weapon", "firearm", "rifle", "more-specific"),
        ("weapon", "firearm", "blade", "tension"),
        ("weapon", "firearm", "a home-made thing", "not-comparable"),
        ("cause-certified", "heart-attack", "gunshot", "contradicts"),
        ("cause-certified", "heart-attack", "stroke", "compatible"),
        ("cause-certified", "haemorrhage", "gunshot", "tension"),
        ("intent", "kill", "warn", "contradicts"),
        ("intent", "kill", "aimed", "compatible"),
        ("where", "yard", "town", "more-specific"),
        ("where", "gate", "town", "tension"),
        ("where", "gate", "beside the wall", "not-comparable"),
        ("who-acted-first", "guard", "marat", "contradicts"),
        ("sentence-imposed", "5 years", "3 years", "contradicts"),
        ("sentence-imposed", "5 years", "prison, how long not stated", "not-comparable"),
        ("punished", "true", "true", "agrees"),
        ("name", "Marat", "Murat", "not-comparable"),
    ],
)
def test_two_answers_stand_as_the_table_says(code: str, a: str, b: str, expected: str) -> None:
    assert (result(code, a, b), result(code, b, a)) == (expected, expected)


@given(PAIRS)
def test_it_does_not_matter_which_answer_comes_first(pair: tuple[str, str, str]) -> None:
    code, a, b = pair
    assert result(code, a, b) == result(code, b, a)


@given(st.sampled_from(sorted(standard().predicates)), ANY_VALUE, ANY_VALUE)
def test_values_of_any_type_are_compared_alike_both_ways(code: str, a: Value, b: Value) -> None:
    predicate = standard().predicates[code]
    assert compare(a, b, predicate, NESTED) == compare(b, a, predicate, NESTED)


@given(st.sampled_from(sorted(standard().predicates)), ANY_VALUE)
def test_nothing_contradicts_itself(code: str, a: Value) -> None:
    assert compare(a, a, standard().predicates[code], NESTED) in ("agrees", "not-comparable")


def test_a_written_unknown_is_never_compared() -> None:
    died = standard().predicates["died"]
    assert compare(Unknown("withheld"), value("2031", "died"), died, PLAIN) == "not-comparable"


def test_the_same_words_agree_whatever_their_case_and_spaces() -> None:
    words = standard().predicates["occupation"]
    assert compare(Words("A  driver"), Words("a driver"), words, PLAIN) == "agrees"


def test_two_ids_that_a_decision_holds_to_be_one_agree() -> None:
    merged = evidence(decisions=[decision("d1", "same", "marat", "aset")])
    first = standard().predicates["who-acted-first"]
    assert compare(Ref("marat"), Ref("aset"), first, merged) == "agrees"
    assert compare(Ref("marat"), Ref("aset"), first, PLAIN) == "contradicts"


@pytest.mark.parametrize(
    ("code", "case", "whole", "expected"),
    [
        ("when", "2031-05-01", "2031-05", True),
        ("when", "2031-05", "2031-05-01", False),
        ("when", "2031-05-01", "undated", True),
        ("when", "undated", "2031-05-01", False),
        ("size", "20", "more than 16", True),
        ("size", "more than 10", "16", False),
        ("rank", "colonel", "colonel", True),
        ("weapon", "rifle", "firearm", True),
        ("weapon", "firearm", "rifle", False),
        ("where", "yard", "town", True),
        ("where", "town", "yard", False),
    ],
)
def test_a_case_falls_under_its_whole_and_not_the_other_way(
    code: str, case: str, whole: str, expected: bool
) -> None:
    assert falls_under(value(case, code), value(whole, code), NESTED) is expected


def test_places_within_each_other_in_a_ring_come_to_an_end() -> None:
    ring = evidence(
        said("s1", "nurse", "yard", of="town", as_="part-of"),
        said("s2", "nurse", "town", of="yard", as_="part-of"),
    )
    assert wider("town", ring) == {"yard"}


def test_the_cast_knows_what_lies_within_what() -> None:
    subjects = cast()
    assert wider("gate", evidence(subjects=subjects)) == set()
