"""Groups, claimed totals and the refusals. Invariant: claimed, documented and estimated are never mixed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import against, cast, count, evidence, killed, reasons, said, taken_back

from aigaq.counting.groups import total
from aigaq.records.ladder import Group, Ladder, Refused
from aigaq.records.statements import Statement
from aigaq.records.subjects import Overlap, Subject

DEAD = said("g", "nurse", "undated", of="carried", as_="died")


def subjects(overlap: Overlap) -> dict[str, Subject]:
    return {"carried": replace(cast()["carried"], overlap=overlap)}


def with_group(overlap: Overlap, size: str | None) -> Ladder:
    told: list[Statement] = [*killed("marat", "nurse"), DEAD]
    if size:
        told.append(said("n", "nurse", size, of="carried", as_="size"))
    return count(told, subjects=subjects(overlap))


@pytest.mark.parametrize(
    ("overlap", "size", "low", "high", "most"),
    [
        ("none", "5", 5, 5, 6),
        ("none", "2..4", 2, 4, 5),
        ("none", "about 10", 9, 11, 12),
        ("none", "more than 5", 6, None, None),
        ("none", "some", 1, None, None),
        ("none", None, 1, None, None),
        ("unknown", None, 1, None, None),
        ("contained", "5", 5, 5, 1),
        ("contained", None, 1, None, 1),
    ],
)
def test_a_group_is_never_added_to_the_least_and_opens_the_most(
    overlap: Overlap, size: str | None, low: int, high: int | None, most: int | None
) -> None:
    found = with_group(overlap, size)
    assert [(one.id, one.low, one.high, one.overlap) for one in found.groups] == [
        ("carried", low, high, overlap)
    ]
    assert (found.documented_min, found.documented_max, found.open_ended) == (1, most, most is None)


def test_sizes_that_differ_give_the_widest_range() -> None:
    sizes = [
        said(f"n{n}", voice, str(n), of="carried", as_="size") for voice, n in (("nurse", 3), ("guard", 7))
    ]
    (group,) = count(DEAD, sizes).groups
    assert (group.low, group.high) == (3, 7)


def test_a_group_whose_death_was_taken_back_is_no_group_of_dead() -> None:
    assert count(DEAD, taken_back("r", "g", "retracted", voice="nurse")).groups == ()


def test_a_group_that_holds_a_counted_person_but_is_not_said_dead_is_left_out() -> None:
    told = [
        said("n", "nurse", "3", of="carried", as_="size"),
        said("i", "nurse", "marat", of="carried", as_="includes"),
    ]
    assert reasons(count(killed("marat", "nurse"), told)) == {"carried": "not-dead"}


# ---- refusals


def group(name: str, low: int, high: int | None, overlap: str = "none") -> Group:
    return Group(name, name, low, high, overlap)


@pytest.mark.parametrize(
    ("groups", "answer"),
    [
        ([group("a", 400, 400), group("b", 19, 19)], 419),
        ([group("a", 400, 400, "unknown"), group("b", 19, 19)], ("overlap-unknown",)),
        ([group("a", 400, 400), group("b", 1, None)], ("size-unknown",)),
        ([group("a", 360, 440, "possible"), group("b", 19, 19)], ("overlap-unknown", "size-range")),
        ([group("a", 400, 400, "unknown")], 400),
        ([], 0),
    ],
)
def test_groups_are_added_only_where_that_means_something(
    groups: list[Group], answer: int | tuple[str, ...]
) -> None:
    found = total(groups)
    assert (found.reasons if isinstance(found, Refused) else found) == answer


def test_a_refused_sum_names_the_groups() -> None:
    found = total([group("a", 2, 2, "unknown"), group("b", 3, 3, "unknown")])
    assert isinstance(found, Refused)
    assert found.needed == ("a", "b")


def test_an_estimate_is_refused_with_its_reason() -> None:
    assert count(killed("marat", "nurse")).estimate.reasons == ("too-few-lists",)


# ---- claimed totals


def claim(name: str, number: str, voice: str = "ministry", **more: str) -> Statement:
    return said(name, voice, number, of="shooting", as_="claimed-total", qualifiers={"harm": "died", **more})


def test_a_claimed_total_is_never_so_many_people() -> None:
    found = count(claim("t", "16"))
    assert (found.documented_min, found.individuals, found.groups) == (0, (), ())
    assert [(one.claimant, one.low, one.high) for one in found.claimed_totals] == [("the ministry", 16, 16)]


def test_totals_of_two_days_stay_two() -> None:
    found = count(claim("t1", "16", day="2031-05-01"), claim("t2", "1", day="2031-05-02"))
    assert [(one.low, one.scope) for one in found.claimed_totals] == [
        (16, "Shooting; 2031-05-01"),
        (1, "Shooting; 2031-05-02"),
    ]


def test_a_corrected_figure_stays_in_sight() -> None:
    corrects = said("c", "ministry", "#t1", of="ministry", as_="corrects")
    found = count(claim("t1", "16"), claim("t2", "17"), corrects)
    assert [(one.low, one.status) for one in found.claimed_totals] == [(16, "corrected"), (17, "asserted")]
    assert against(claim("t1", "16"), claim("t2", "17"), corrects) == ()


def test_a_total_of_another_harm_is_no_claim_of_deaths() -> None:
    other = said("t", "ministry", "40", of="shooting", as_="claimed-total", qualifiers={"harm": "injured"})
    assert count(other).claimed_totals == ()


def test_explanations_stand_with_the_figure_and_do_not_correct_it() -> None:
    why = said("w", "speaker", "#t", of="morgue", as_="explains", modality="possible")
    (found,) = count(claim("t", "16"), why).claimed_totals
    assert [(one.statement, one.modality) for one in found.explanations] == [("w", "possible")]
    assert found.low == 16


def test_the_ladder_leads_back_to_every_passage() -> None:
    found = count(killed("marat", "nurse", line=4), killed("marat", "sister", source="letter", line=9))
    assert [(one.source, one.line) for one in found.individuals[0].passages] == [("letter", 9), ("talk", 4)]
    assert found.individuals[0].statements == ("marat-by-nurse.died", "marat-by-sister.died")


def test_somebody_described_and_not_named_is_told_apart_and_marked() -> None:
    unnamed = {"aset": replace(cast()["aset"], named=False)}
    found = count(killed("marat", "nurse"), killed("aset", "nurse"), subjects=unnamed)
    assert {one.id: one.named for one in found.individuals} == {"marat": True, "aset": False}


def test_nothing_at_all_is_no_zero() -> None:
    found = count()
    assert (found.documented_min, found.documented_max, found.individuals) == (0, 0, ())
    assert "0" not in found.sentence["en"]
    assert evidence().live == ()
