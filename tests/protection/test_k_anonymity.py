"""Who can be found from what is told of them: the more is told, the fewer are alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protection.builders import PEOPLE, TRIED, codes, drafted, reasons, safeguard

from aigaq.protection.k_anonymity import AnonymitySet, k_of, shown_identifiers
from aigaq.records.releases import IDENTIFIER_KINDS, IdentifierKind, QuasiIdentifier, Spot

TOLD = ("a: [q, rank, sergeant]", "b: [q, origin-place, road]", "c: [q, known-by, a burnt hand]")
TRAITS = {"a": "rank, sergeant", "b": "origin-place, road", "c": "known-by, a burnt hand"}
CELLS = st.lists(
    st.builds(
        lambda kind, value: QuasiIdentifier("q", kind, value, Spot("statement", value, "value")),
        st.sampled_from(IDENTIFIER_KINDS),
        st.text("abc ", min_size=1, max_size=4),
    ),
    max_size=12,
)


def cell(kind: IdentifierKind, value: str = "x") -> QuasiIdentifier:
    return QuasiIdentifier("q", kind, value, Spot("statement", value, "value"))


@given(CELLS, CELLS)
def test_telling_more_never_makes_more_alike(
    told: list[QuasiIdentifier], more: list[QuasiIdentifier]
) -> None:
    assert 0 <= k_of([*told, *more], AnonymitySet(10_000)) <= k_of(told, AnonymitySet(10_000)) <= 10_000


@given(CELLS)
def test_leaving_a_kind_out_never_makes_fewer_alike(told: list[QuasiIdentifier]) -> None:
    assert all(
        one.without >= k_of(told, AnonymitySet(10_000))
        for one in shown_identifiers(told, AnonymitySet(10_000))
    )


def test_what_everybody_shares_tells_nobody_apart() -> None:
    assert k_of([cell("place")], AnonymitySet(100, frozenset({("place", "x")}))) == 100
    assert k_of([cell("kin", "children"), cell("kin", "four children")], AnonymitySet(100)) == 5


def test_three_traits_block_and_each_is_named_with_its_way_out(tmp_path: Path) -> None:
    (reason,) = reasons(*drafted(tmp_path, *TOLD))
    assert (reason.code, reason.about, reason.least) == ("too-few-alike", "q", 5)
    named = {one.kind: {spot.id for spot in one.spots} for one in reason.cells}
    assert named == {"job": {"a"}, "home": {"b"}, "mark": {"c"}}
    assert {one.code for one in reason.offers} >= {"offer-together", "offer-job", "offer-home", "offer-mark"}
    assert "burnt" not in repr(reason) and "sergeant" not in repr(reason)


def test_one_trait_alone_does_not_block(tmp_path: Path) -> None:
    assert codes(*drafted(tmp_path, TOLD[0])) == set()


def test_withholding_what_is_offered_together_is_enough(tmp_path: Path) -> None:
    (reason,) = reasons(*drafted(tmp_path / "a", *TOLD))
    ids = ", ".join(reason.offers[0].ids)
    told = safeguard(more=f"withholds: [{ids}]\n    {TRIED}")
    assert codes(*drafted(tmp_path / "b", *TOLD, safeguards=told)) == set()


@pytest.mark.parametrize(("said", "found"), [("4", {"too-few-alike"}), ("5", set())])
def test_who_knows_the_place_is_believed(tmp_path: Path, said: str, found: set[str]) -> None:
    told = safeguard(more=f'alike: "{said}"\n    {TRIED}')
    assert codes(*drafted(tmp_path, *TOLD, safeguards=told)) == found


def test_a_named_person_is_not_looked_up_by_traits(tmp_path: Path) -> None:
    told = [one.replace("[q,", "[p,") for one in TOLD]
    assert codes(*drafted(tmp_path, *told)) == set()


def test_traits_are_found_through_events_relations_and_those_who_are_the_same(tmp_path: Path) -> None:
    same = "decisions: {d1: {same: [q, other], reasons: voice, by: dina, at: 2031-07-01}}\n"
    (reason,) = reasons(
        *drafted(
            tmp_path,
            "k: {killed: q, hurt-at: jail, when: 2031-05-14, hit: neck}",
            "r: [other, occupation, baker]",
            decisions__d=same,
        )
    )
    assert {one.kind for one in reason.cells} == {"place", "date", "injury", "job"}


def test_five_in_the_draft_of_whom_the_same_is_told_hide_each_other(tmp_path: Path) -> None:
    for many, found in ((4, {"too-few-alike"}), (5, set())):
        people = ", ".join(f"u{n}: one of the guards" for n in range(many))
        told = [f"{name}{n}: [u{n}, {said}]" for n in range(many) for name, said in TRAITS.items()]
        cast = PEOPLE.replace("q: one of the guards", people)
        assert codes(*drafted(tmp_path / str(many), *told, cast=cast)) == found
