"""Earlier editions, charges without a conviction, faces and voices, consent, tries to find somebody, overrides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.protection.builders import TRIED, codes, drafted, edition, reasons, safeguard

from aigaq.protection import Cleared, clear, pseudonyms
from aigaq.protection.overriding import overridden
from aigaq.records.decisions import Decision
from aigaq.records.releases import Attachment, Reason, Spot

TOLD = ("a: [q, rank, sergeant]", "b: [q, origin-place, road]")


def test_what_an_earlier_edition_told_cannot_be_kept_back_now(tmp_path: Path) -> None:
    before, _ = drafted(tmp_path / "a", *TOLD[:1])
    now, listed = drafted(
        tmp_path / "b", *TOLD[:1], safeguards=safeguard(more=f"withholds: [a]\n    {TRIED}")
    )
    (reason,) = reasons(now, listed, (edition(before),))
    assert (reason.code, reason.about, reason.edition) == ("shown-before", "a", "r1")


def test_a_name_that_an_earlier_edition_showed_is_told(tmp_path: Path) -> None:
    before, _ = drafted(tmp_path / "a", "k: {killed: p}")
    now, listed = drafted(tmp_path / "b", "k: {killed: p}", safeguards=safeguard("p"))
    assert codes(now, listed, (edition(before),)) == {"shown-before"}


def test_two_editions_that_tell_different_things_add_up(tmp_path: Path) -> None:
    before, _ = drafted(tmp_path / "a", TOLD[0])
    now, _ = drafted(tmp_path / "b", TOLD[1])
    assert codes(before) == codes(now) == codes(now, (), (edition(now),)) == set()
    (reason,) = reasons(now, (), (edition(before),))
    assert (reason.code, reason.about) == ("adds-up", "q")
    assert {one.kind for one in reason.cells} == {"home"}


ACCUSED = [
    "[p, ordered, ev]",
    "[p, charge, organising riots]",
    "[ev, agent, p]",
    "[p, role-in-case, defendant]",
]


@pytest.mark.parametrize("said", ACCUSED)
def test_a_named_person_accused_and_not_convicted_blocks(tmp_path: Path, said: str) -> None:
    (reason,) = reasons(*drafted(tmp_path / "a", f"e: {said}"))
    assert (reason.code, reason.about) == ("unconvicted", "p")
    assert codes(*drafted(tmp_path / "b", f"e: {said}", "c: {convicted: p}")) == set()


@pytest.mark.parametrize("said", ["[p, not ordered, ev]", "[p, role-in-case, witness]", "[q, ordered, ev]"])
def test_a_denial_a_witness_and_an_unnamed_person_are_no_accused(tmp_path: Path, said: str) -> None:
    assert "unconvicted" not in codes(*drafted(tmp_path, f"e: {said}"))


FILES = [
    (Attachment("a.jpg", "picture", shows=("q",), remade=True), {"face"}),
    (Attachment("a.jpg", "picture", shows=("q",), covered=("q",), remade=True), set()),
    (Attachment("a.ogg", "sound", hears=("q",), remade=True), {"voice"}),
    (Attachment("a.jpg", "picture", remade=True), {"not-looked-at"}),
    (Attachment("a.pdf", "paper", shows=()), {"original-file"}),
    (Attachment("a.mp4", "video", shows=("p",), hears=("p",), remade=True), set()),
]


@pytest.mark.parametrize(("file", "found"), FILES)
def test_faces_voices_and_originals_block(tmp_path: Path, file: Attachment, found: set[str]) -> None:
    draft, listed = drafted(tmp_path, safeguards=safeguard())
    assert codes(replace(draft, files=(file,)), listed) == found


AGREED = [
    ("consent: {uses: [public]}", set()),
    ("consent: {uses: [court]}", {"consent-scope"}),
    ("consent: {uses: [public], until: 2031-06-30}", {"consent-over"}),
    ("consent: {uses: [public], until: 2031-07-01}", set()),
    ("consent: {uses: [public], withdrawn: 2031-06-01}", {"consent-withdrawn"}),
]


@pytest.mark.parametrize(("agreed", "found"), AGREED)
def test_consent_holds_for_the_use_and_the_day(tmp_path: Path, agreed: str, found: set[str]) -> None:
    assert codes(*drafted(tmp_path, safeguards=safeguard(more=f"{TRIED}\n    {agreed}"))) == found


TRIES = [
    ("", "intruder-missing"),
    ('intruder: {by: dina, minutes: "29", sources: [a], found: "no"}', "intruder-short"),
    ('intruder: {by: dina, minutes: "90", sources: [a], found: "yes"}', "intruder-found"),
]


@pytest.mark.parametrize(("tried", "code"), TRIES)
def test_somebody_must_have_tried_long_enough_and_found_nobody(tmp_path: Path, tried: str, code: str) -> None:
    assert codes(*drafted(tmp_path, safeguards=safeguard(more=tried))) == {code}


def decided(*by: str, value: str = "unconvicted") -> str:
    rows = (
        f"  d{n}: {{resolve: p, as: {value}, reasons: court papers, by: {one}, at: 2031-07-01}}"
        for n, one in enumerate(by)
    )
    return "\n".join(["decisions:", *rows, ""])


def test_two_people_override_and_their_decisions_stay_in_the_house(tmp_path: Path) -> None:
    found = clear(*drafted(tmp_path, "e: [p, ordered, ev]", decisions__d=decided("dina", "bolat")))
    assert isinstance(found, Cleared)
    assert [one.code for one in found.overridden] == ["unconvicted"]
    assert found.draft.records.decisions == ()


@pytest.mark.parametrize(("by", "value"), [(("dina",), "unconvicted"), (("dina", "dina"), "unconvicted"),
                                           (("dina", "bolat"), "name-found")])  # fmt: skip
def test_one_alone_or_for_another_reason_overrides_nothing(
    tmp_path: Path, by: tuple[str, ...], value: str
) -> None:
    assert codes(*drafted(tmp_path, "e: [p, ordered, ev]", decisions__d=decided(*by, value=value))) == {
        "unconvicted"
    }


def test_who_is_protected_after_two_people_overrode_a_name_is_not_overridden() -> None:
    made = Decision("d1", "resolve", ("a",), "dina", date(2031, 6, 3), "x", value="name-found")
    both = (made, replace(made, id="d2", by="bolat"))
    found = Reason("name-found", "s2", Spot("statement", "a", "value"))
    for day, taken in ((date(2031, 6, 3), True), (date(2031, 6, 4), False)):
        assert overridden([found], both, {"s2": day}) == (((found,), ()) if taken else ((), (found,)))


@given(
    st.sets(st.text("abc", min_size=1), max_size=8),
    st.integers(0, 99),
    st.lists(st.integers(0, 30), max_size=5),
)
def test_numbers_are_one_each_and_none_that_the_case_uses(
    people: set[str], seed: int, used: list[int]
) -> None:
    taken = [f"witness no. {one}" for one in used]
    numbers = pseudonyms(people, taken=taken, rng=Random(seed))
    assert numbers.keys() == people
    assert len(set(numbers.values())) == len(people) and not set(numbers.values()) & set(used)


def test_numbers_stay_for_later_editions_and_tell_no_order() -> None:
    first = pseudonyms("abcdefgh", taken=(), rng=Random(1))
    again = pseudonyms("abcdefghij", taken=(), rng=Random(2), kept=first)
    assert {one: again[one] for one in first} == first
    drawn = {tuple(pseudonyms("abcdefgh", taken=(), rng=Random(n)).values()) for n in range(20)}
    assert len(drawn) == 20 and date.min not in drawn


def test_a_text_in_which_a_hit_is_somebody_elses_is_released_by_its_source(tmp_path: Path) -> None:
    named = safeguard(more=f"names: [Bolat Jusanov]\n    {TRIED}")
    rows = decided("dina", "bolat", value="name-found").replace("resolve: p", "resolve: talk")
    draft, listed = drafted(tmp_path, "k: {killed: p}", safeguards=named, decisions__d=rows)
    assert codes(replace(draft, texts={"talk": "Jusanov street"}), listed) == set()
    assert codes(replace(draft, texts={"talk": "Jusanov street"}, decided=()), listed) == {"name-found"}
    assert draft.records.decisions == (), "no copy holds them"
