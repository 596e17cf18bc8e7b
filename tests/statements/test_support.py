"""What rested on words that no longer stand. Invariant: a conclusion is flagged, never cleaned up in silence."""

from __future__ import annotations

from datetime import date

from tests.builders import decision, evidence, said, taken_back, value

from aigaq.records.decisions import Reading
from aigaq.statements.support import support_withdrawn

WORD = said("s1", "speaker", "head")
BACK = taken_back("r1", "s1", "retracted")


def test_a_statement_loses_the_premise_it_rests_on_near_or_far() -> None:
    near = said("s2", "speaker", "chest", premises=("s1",))
    far = said("s3", "speaker", "arm", premises=("s2",))
    assert support_withdrawn(evidence(WORD, near, far, BACK)) == {"s2": ("s1",), "s3": ("s1",)}


def test_nothing_is_flagged_while_every_premise_stands() -> None:
    assert support_withdrawn(evidence(WORD, said("s2", "speaker", "chest", premises=("s1",)))) == {}


def test_a_reading_of_ours_is_flagged() -> None:
    read = Reading("x", "marat", "died", value("undated", "died"), ("s1",), (), "dina", date(2031, 6, 1))
    assert support_withdrawn(evidence(WORD, BACK, readings=[read])) == {"reading:x": ("s1",)}


def test_a_decision_about_a_withdrawn_statement_is_flagged() -> None:
    decisions = [decision("d1", "accept", "#s1"), decision("d2", "withdraw", "d1")]
    assert support_withdrawn(evidence(WORD, BACK), decisions) == {"d1": ("s1",), "d2": ("s1",)}


def test_premises_in_a_ring_come_to_an_end() -> None:
    ring = [
        said("s2", "speaker", "chest", premises=("s1", "s3")),
        said("s3", "speaker", "arm", premises=("s2",)),
    ]
    assert support_withdrawn(evidence(WORD, ring, BACK)) == {"s2": ("s1",), "s3": ("s1",)}


def test_a_chain_of_thousands_of_premises_is_followed() -> None:
    chain = [
        said(f"p{n}", "speaker", "arm", premises=("s1" if n == 0 else f"p{n - 1}",)) for n in range(3000)
    ]
    assert support_withdrawn(evidence(WORD, chain, BACK))["p2999"] == ("s1",)
