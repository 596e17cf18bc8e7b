"""What nobody can weigh refuses: words of one's own, predicates of the case's own, whatever stands on no list."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.protection.builders import PEOPLE, TRIED, codes, drafted, edition, reasons, safeguard

from aigaq.protection import lists
from aigaq.protection.lists import not_identifying, traits
from aigaq.records import yamltext
from aigaq.records.vocab.vocabulary import standard

OWN = (
    "vocabulary:\n  predicates:\n    shop: {takes: text, about: person, en: shop, ru: лавка, kk: дүкен}\n"
    "    bell: {takes: 'yes', about: person, en: rings the bell, ru: звонит, kk: қоңырау соғады}\n"
    "    grave: {takes: code act, about: event, en: grave, ru: тяжкое, kk: ауыр}\n"
)


def test_every_predicate_of_the_register_has_its_place() -> None:
    words = standard()
    register = set(words.predicates) - set(words.lists["relation"].terms)
    # Nobody knows how many people have the same.
    nobody = yamltext.read(Path(lists.__file__).parent / "nobody.yaml")
    unweighable = set(nobody.texts("cannot-weigh"))
    placed = (set(traits().predicates), set(not_identifying()), unweighable)
    assert register == set().union(*placed), (
        "say in lists/nobody.yaml or traits.yaml what it tells of a person"
    )
    assert sum(map(len, placed)) == len(register), "a predicate stands in two lists"
    assert all(why.strip() for why in not_identifying().values())


def test_what_is_called_sensitive_never_tells_nobody() -> None:
    sensitive = {code for code, one in standard().predicates.items() if one.sensitivity != "open"}
    assert not sensitive & set(not_identifying())


@pytest.mark.parametrize(
    "entry",
    [
        "a: [q, described-as, a man with a limp]",
        "a: [q, tried-in, the case of the seven bakers]",
        "a: [q, name, Oqan]",
        "a: [q, shop, the blue one]",
        "a: [q, bell, 'yes']",
        "a: [q, charge, theft of a bell]",
        "a: [q, sentence-imposed, 7 years]",
    ],
)
def test_what_nobody_can_weigh_refuses_and_says_of_whom(tmp_path: Path, entry: str) -> None:
    (reason,) = reasons(*drafted(tmp_path, entry, vocabulary=OWN))
    assert (reason.code, reason.about, reason.whom) == ("not-weighed", "q", "one of the guards")
    assert [spot.id for cell in reason.cells for spot in cell.spots] == ["a"]
    assert {one.code for one in reason.offers} == {"offer-withhold", "offer-say-alike", "offer-decide"}
    assert "bell" not in repr(reason) and "limp" not in repr(reason)


@pytest.mark.parametrize(
    "entry",
    [
        "a: [q, role-in-case, defendant]",
        "a: [q, not described-as, a man with a limp]",
        "a: [p, described-as, a man with a limp]",
        "a: [ev, described-as, a grey morning]",
    ],
)
def test_a_list_with_reasons_a_denial_and_what_is_told_of_others_do_not(tmp_path: Path, entry: str) -> None:
    assert "not-weighed" not in codes(*drafted(tmp_path, entry))


def test_it_is_told_through_what_befell_somebody(tmp_path: Path) -> None:
    told = drafted(tmp_path, "k: {killed: q, in: raid}", "m: [k.event, method, with a bell rope]")
    assert [one.about for one in reasons(*told) if one.code == "not-weighed"] == ["q"]


def test_withholding_it_two_people_or_who_knows_the_place_let_it_pass(tmp_path: Path) -> None:
    told = "a: [q, described-as, a man with a limp]"
    held = safeguard(more=f"withholds: [a]\n    {TRIED}")
    assert codes(*drafted(tmp_path / "a", told, safeguards=held)) == set()
    known = safeguard(more=f'alike: "40"\n    {TRIED}')
    assert codes(*drafted(tmp_path / "b", told, safeguards=known)) == set()
    by = "{{resolve: [q], as: not-weighed, reasons: seen, by: {}, at: 2031-07-01}}"
    decided = f"decisions: {{d1: {by.format('dina')}, d2: {by.format('bolat')}}}\n"
    assert codes(*drafted(tmp_path / "c", told, decisions__d=decided)) == set()
    alone = f"decisions: {{d1: {by.format('dina')}}}\n"
    assert codes(*drafted(tmp_path / "d", told, decisions__d=alone)) == {"not-weighed"}


def test_a_label_with_a_protected_name_is_not_repeated(tmp_path: Path) -> None:
    cast = PEOPLE.replace("q: one of the guards", "q: uncle of Tesmuhan, oraz: a neighbour")
    held = safeguard("oraz", f"names: [Tesmuhan Kovyl]\n    {TRIED}")
    found = reasons(*drafted(tmp_path, "a: [q, described-as, tall]", cast=cast, safeguards=held))
    (reason,) = [one for one in found if one.code == "not-weighed"]
    assert reason.whom is None


def test_traits_told_by_three_editions_add_up(tmp_path: Path) -> None:
    one, _ = drafted(tmp_path / "a", "a: [q, rank, sergeant]")
    two, _ = drafted(tmp_path / "b", "b: [q, injury, in the arm]")
    now, listed = drafted(tmp_path / "c", "c: [q, age-at, 31]")
    first, second = edition(one, "r1"), edition(two, "r2")
    assert codes(now, listed, (first,)) == codes(now, listed, (second,)) == set()
    found = reasons(now, listed, (first, second))
    assert [(one.code, one.about, one.edition) for one in found] == [("adds-up", "q", "r2")]


def test_what_a_reading_of_ours_tells_is_weighed_like_what_a_source_says(tmp_path: Path) -> None:
    reading = "readings:\n  r1: {{says: [q, {}], sure: probable, because: [a], by: dina, at: 2031-07-01}}\n"
    free = drafted(tmp_path / "a", "a: [q, sex, male]", decisions__r=reading.format("outcome, lost a leg"))
    (reason,) = reasons(*free)
    assert (reason.code, reason.about) == ("not-weighed", "q")
    assert [spot.kind for cell in reason.cells for spot in cell.spots] == ["reading"]
    two = ("a: [q, rank, sergeant]", "b: [q, origin-place, road]")
    (reason,) = reasons(*drafted(tmp_path / "b", *two, decisions__r=reading.format("known-by, a burnt hand")))
    assert reason.code == "too-few-alike" and "mark" in {cell.kind for cell in reason.cells}


@pytest.mark.parametrize("predicate", ["ordered", "decided", "failed-to-prevent"])
def test_who_answers_for_an_event_is_told_by_its_day_and_place(tmp_path: Path, predicate: str) -> None:
    event = ("w: [raid, where, jail]", "d: [raid, when, 2031-05-14]", "o: [q, rank, sergeant]")
    (reason,) = reasons(*drafted(tmp_path / "a", *event, f"a: [q, {predicate}, raid]"))
    assert (reason.code, {cell.kind for cell in reason.cells}) == ("too-few-alike", {"place", "date", "job"})
    words = reasons(*drafted(tmp_path / "b", f"a: [q, {predicate}, what the baker saw]"))
    assert [one.code for one in words] == ["not-weighed"]


@pytest.mark.parametrize("whom", ["q", "p"], ids=["without a name", "named and protected"])
def test_a_predicate_of_the_cases_own_about_somebody_protected_refuses(tmp_path: Path, whom: str) -> None:
    called = OWN.replace("about: person, en: shop", "about: person, sensitivity: protected, en: shop")
    held = safeguard(whom, f"names: [Tesmuhan Kovyl]\n    {TRIED}")
    told = drafted(tmp_path, f"a: [{whom}, shop, the blue one]", safeguards=held, vocabulary=called)
    assert "not-weighed" in codes(*told)
