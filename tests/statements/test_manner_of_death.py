"""What papers and words say of how a death came. Invariant: both sides stay, each contradiction once."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import against, killed, said
from tests.counting.written import case
from tests.main_path.asking import run

from aigaq.casework.case import Case
from aigaq.errors import CaseInvalid

KILLED = killed("marat", "nurse", name="e")
SLING = """vocabulary:
  codes:
    weapon:
      codes:
        sling: {en: sling, ru: праща, kk: сақпан, manner: violent}
"""


def results(found: Case) -> list[tuple[str, str]]:
    """By which rule, and how surely."""
    return [(one.rule, one.result) for one in found.contradictions()]


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


def test_a_violent_act_stands_against_a_natural_cause_in_words_and_weapons_by_their_parents(
    tmp_path: Path,
) -> None:
    told = "k: {killed: p, with: sling}"
    found = case(tmp_path, vocabulary=SLING, a=told, b="d: {died: p, cause: stroke}")
    assert results(found) == [("manner", "contradicts")]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("d: {died: q, cause: инсульт}", [("manner", "contradicts")]),
        ("d: {died: q, cause: жазатайым оқиға}", [("manner", "contradicts")]),
        ("d: {died: q, certified: suicide}", [("manner", "contradicts")]),
        ('d: [q, autopsy, "heart failure"]', [("manner", "contradicts")]),
        ("d: {died: q, cause: beating}", []),
        ("d: {died: q, certified: pending}", []),
        ("d: {died: q, cause: grief, sure: opinion}", []),
        ("d: {died: q, cause: stroke, sure: possible}", [("manner", "tension")]),
        ("d: {died: q, certified: haemorrhage}", []),
    ],
)
def test_what_another_says_of_the_manner_is_held_against_a_killing(
    tmp_path: Path, words: str, due: list[tuple[str, str]]
) -> None:
    assert results(case(tmp_path, a="k: {killed: q, with: blunt, as: homicide}", b=words)) == due


def test_a_killing_told_of_the_event_alone_has_its_manner_too(tmp_path: Path) -> None:
    told = "e: [ev, type, massacre]\nv: [q, victim-of, ev]"
    assert results(case(tmp_path, a=told, b="d: {died: q, cause: accident}")) == [("manner", "contradicts")]


def test_what_one_voice_says_of_blows_and_of_the_heart_is_a_tension_and_one_entry_is_one_account(
    tmp_path: Path,
) -> None:
    both = "k: {killed: q, with: fists}\nd: {died: q, cause: heart attack}"
    assert results(case(tmp_path / "two", a=both)) == [("manner", "tension")]
    one = "d: {died: q, cause: beating, certified: stroke}"
    assert results(case(tmp_path / "one", a=one)) == []


def test_three_voices_of_two_manners_are_one_contradiction(tmp_path: Path) -> None:
    found = case(
        tmp_path,
        a="k: {killed: q, with: knife}",
        b="d: {died: q, cause: pneumonia}",
        m="c: {died: q, certified: stroke}",
    )
    (one,) = [one for one in found.contradictions() if one.rule == "manner"]
    assert [side.value for side in one.sides] == ["stroke", "pneumonia", "blade"]


def test_certified_words_that_no_list_holds_stand_against_violence_by_default_and_are_told(
    tmp_path: Path,
) -> None:
    found = case(tmp_path, a="k: {killed: q, with: rifle}", m='c: [q, cause-certified, "отёк лёгких"]')
    assert results(found) == [("manner-by-default", "tension")]
    assert [(one.about, one.ask, one.state) for one in found.not_compared()] == [
        ("q", "“отёк лёгких”", "not-compared")
    ]
    assert found.not_compared()[0] in found.questions()


@pytest.mark.parametrize(
    ("first", "then", "due"),
    [
        ("k: {killed: q, with: rifle}", 'd: {died: q, cause: "fell from the dam"}', ["“fell from the dam”"]),
        ('d: {died: q, cause: "fell from the dam"}', "d2: {died: q}", []),
        ('d: {died: q, cause: "fell from the dam"}', 'd2: {died: q, cause: "Fell  from the dam"}', []),
        ('k: {killed: q, with: "a rope"}', "k2: {killed: q}", ["“a rope”"]),
        ("k: {killed: q, with: rifle}", "d: {died: q, autopsy: refused}", []),
        (
            "k: {killed: q, with: rifle}",
            'd: {died: q, autopsy: "water in the lungs"}',
            ["“water in the lungs”"],
        ),
    ],
)
def test_words_in_no_list_are_told_where_they_could_have_been_compared(
    tmp_path: Path, first: str, then: str, due: list[str]
) -> None:
    assert [one.ask for one in case(tmp_path, a=first, b=then).not_compared()] == due


def test_check_and_the_contradictions_say_what_was_not_compared(tmp_path: Path) -> None:
    case(tmp_path, a="k: {killed: q, with: rifle}", b='d: {died: q, cause: "fell from the dam"}')
    for command in ("check", "contradictions"):
        code, out, _ = run(command, tmp_path)
        assert code == 0
        assert "“fell from the dam”: these words are in no list" in out


def test_a_manner_that_is_misspelt_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseInvalid) as caught:
        case(tmp_path, vocabulary=SLING.replace("violent", "vilent"), a="k: {killed: q}")
    assert caught.value.problems[0].code == "unknown-code"
