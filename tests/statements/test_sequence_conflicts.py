"""What came first, told both ways. Invariant: one voice that says both means one day."""

from __future__ import annotations

from tests.builders import against, said

from aigaq.records.statements import Statement


def first(name: str, voice: str, one: str, then: str, **more: str) -> Statement:
    source = more.get("source", "talk")
    return said(
        name, voice, then, of=one, as_="before", source=source, modality=more.get("modality", "certain")
    )


def found(*told: Statement) -> list[tuple[str, str, set[str]]]:
    return [
        (one.kind, one.result, {said for side in one.sides for said in side.statements})
        for one in against(*told)
    ]


A = first("a", "nurse", "march", "shooting")
BACK = first("b", "guard", "shooting", "march")


def test_two_voices_that_turn_the_order_round_are_a_tension() -> None:
    assert found(A, BACK) == [("dates", "tension", {"a", "b"})]
    assert found(BACK, A) == found(A, BACK)


def test_one_voice_that_says_both_means_one_day() -> None:
    assert found(A, first("b", "nurse", "shooting", "march")) == []


def test_an_order_that_turns_back_through_others_is_found_once() -> None:
    ring = A, first("b", "guard", "shooting", "fight"), first("c", "guard", "fight", "march")
    beside = first("d", "sister", "trial", "march"), first("e", "sister", "shooting", "practice")
    assert found(*ring, *beside) == [("dates", "tension", {"a", "b", "c"})]
    assert found(*ring[:2], *beside) == []


def test_after_is_the_order_turned_round() -> None:
    assert found(A, said("b", "guard", "before shooting", of="march", as_="when")) == []
    assert found(A, said("b", "guard", "after shooting", of="march", as_="when")) == [
        ("dates", "tension", {"a", "b"})
    ]
    days_later = said("b", "guard", "2 days after shooting", of="march", as_="when")
    assert [(kind, result) for kind, result, _ in found(A, days_later)] == [("dates", "contradicts")]


def test_an_order_that_was_only_imagined_turns_nothing_back() -> None:
    assert found(A, first("b", "guard", "shooting", "march", modality="counterfactual")) == []
