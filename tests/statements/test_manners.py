"""What papers and words say of how a death came. Invariant: both sides stay, each contradiction once."""

from __future__ import annotations

from tests.builders import against, killed, said

KILLED = killed("marat", "nurse", name="e")


def test_a_paper_and_whoever_was_shown_it_are_one_side_of_one_contradiction() -> None:
    paper = said("c", "ministry", "heart-attack", as_="cause-certified", source="file")
    shown = said("w", "sister", "heart-attack", as_="cause-certified", source="letter")
    (found,) = [one for one in against(KILLED, paper, shown) if one.rule == "manner"]
    assert [side.statements for side in found.sides] == [("c", "w"), ("e.weapon",)]
    assert found.kind == "document-against-witness"


def test_two_causes_of_one_manner_are_two_sides_of_one_contradiction() -> None:
    paper = said("c", "ministry", "heart-attack", as_="cause-certified", source="file")
    shown = said("w", "sister", "pneumonia", as_="cause-certified", source="letter")
    (found,) = [one for one in against(KILLED, paper, shown) if one.rule == "manner"]
    assert [side.statements for side in found.sides] == [("c",), ("w",), ("e.weapon",)]


def test_a_certificate_that_says_a_bullet_stands_against_nothing() -> None:
    paper = said("c", "ministry", "gunshot", as_="cause-certified", source="file")
    assert against(KILLED, paper) == ()
