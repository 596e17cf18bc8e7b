"""A protected name blocks an edition wherever it stands, and no reason repeats it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.protection.builders import PEOPLE, TRIED, drafted, reasons, safeguard, titled

from aigaq.records.releases import Attachment, Draft, Guarded

NAMED = safeguard(more=f"names: [Bolat Jusanov]\n    {TRIED}")
Case = tuple[Draft, tuple[Guarded, ...]]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return drafted(tmp_path, "p: {killed: p}", safeguards=NAMED)


def with_file(draft: Draft, **told: str) -> Draft:
    file = Attachment("one.jpg", "picture", shows=(), remade=True)
    return replace(draft, files=(replace(file, **told),))  # type: ignore[arg-type]


PLACES: dict[str, Callable[[Draft], Draft]] = {
    "case title": lambda draft: titled(draft, "Разговор с Болатом Жусановым"),
    "case slug": lambda draft: replace(draft, records=replace(draft.records, key="jusanov")),
    "subject slug": lambda draft: replace(draft, slugs={"p": "bolat-jusanov"}),
    "source slug": lambda draft: replace(draft, slugs={"talk": "talk-with-zhusanov"}),
    "text text": lambda draft: replace(draft, texts={"talk": "Line.\nБолат Жусановтың сөзі"}),
    "words text": lambda draft: replace(draft, words={"summary": "As B. Zhusanov says"}),
    "file name": lambda draft: with_file(draft, name="BolatZhusanov2.jpg"),
    "file alt": lambda draft: with_file(draft, alt="Жусанова видно слева"),
    "file caption": lambda draft: with_file(draft, caption="Jusanov, on the left"),
    "file text": lambda draft: with_file(draft, text="ЖУСАНОВ Б."),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_in_every_place(case: Case, place: str) -> None:
    draft, listed = case
    (reason,) = reasons(PLACES[place](draft), listed)
    assert reason.code == "name-found" and reason.spot is not None and reason.offers
    assert f"{reason.spot.kind} {reason.spot.part}" == place
    assert "usanov" not in repr(reason).casefold() and "усанов" not in repr(reason).casefold()


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ("e: [ev, described-as, as Jusanov saw it]", "value"),
        ("e: [ev, type, killing, note: told by Zhusanov]", "note"),
        ("jusanov: [ev, type, killing]", "slug"),
    ],
)
def test_a_name_is_found_in_what_is_coded_and_told_once(tmp_path: Path, entry: str, part: str) -> None:
    (reason,) = reasons(*drafted(tmp_path, entry, safeguards=NAMED))
    assert reason.spot is not None and reason.spot.part == part
    assert "jusanov" not in repr(reason)


def test_questions_decisions_and_labels_are_searched(tmp_path: Path) -> None:
    found = reasons(
        *drafted(
            tmp_path,
            "p: {killed: p}",
            safeguards=NAMED,
            cast=PEOPLE.replace("the raid", "the raid at Jusanov's house"),
            questions="questions: {q1: {ask: who is Zhusanov, state: open}}\n",
            decisions__d="decisions: {d1: {accept: p, reasons: Жусанов сказал, by: dina, at: 2031-07-01}}\n",
        )
    )
    assert {one.spot.kind for one in found if one.spot} == {"subject", "question", "decision"}


def test_a_given_name_alone_is_only_perhaps_theirs(case: Case) -> None:
    draft, listed = case
    (reason,) = reasons(titled(draft, "Болат пришёл"), listed)
    assert (reason.code, reason.how) == ("name-maybe", "part")


def test_the_name_that_a_label_or_a_statement_had_is_looked_for(tmp_path: Path) -> None:
    draft, listed = drafted(tmp_path, "e: [p, name, Оразбек Сеитов, script: Cyrl]", safeguards=safeguard("p"))
    assert "Seitov" in " ".join(listed[0].names) and "Оразбек Сеитов" in listed[0].names
    assert [one.code for one in reasons(titled(draft, "О Сеитове"), listed)] == ["name-found"]


def guarding(name: str) -> str:
    return safeguard(more=f"names: ['{name}']\n    {TRIED}")


# By name, a line of a text with it and the code with which it is refused.
LINES = {
    "Xo‘ja Sa‘dulla": ("It was Xo'ja Sa'dulla who called.", "name-found"),
    "Хо": ("Позвонил Хо.", "name-found"),
    "Хо Мин": ("хо, мин и все", "name-found"),
    "راشد الكرباسي": ("He met راشد الكرباسي there.", "name-found"),
    "欧阳明": ("我看见欧阳明了", "name-found"),
    "Ra’no Jo’rayeva": ("Rano Jorayeva came", "name-found"),
    "Ni": ("ni fallait, ni", "name-word"),
    "Pieter van der Oeverhof": ("Van that day on a van", "name-word"),
    "Жеңісбек Тұрлан": ("Келген Жеңіс-\nбектің інісі", "name-maybe"),
    "Zhandos Kovyl": ("said Zh. K. to me", "name-maybe"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_name_of_any_convention_blocks_with_its_code(tmp_path: Path, name: str) -> None:
    line, code = LINES[name]
    draft, listed = drafted(tmp_path, "p: {killed: p}", safeguards=guarding(name.replace("'", "''")))
    found = reasons(replace(draft, texts={"talk": f"A line.\n{line}\nAnother."}), listed)
    assert code in {one.code for one in found if one.spot is not None and one.spot.kind == "text"}


def test_a_short_word_is_told_once_a_text_with_its_first_place(tmp_path: Path) -> None:
    draft, listed = drafted(tmp_path, "p: {killed: p}", safeguards=guarding("An"))
    (reason,) = reasons(replace(draft, texts={"talk": "A gate.\nan old man\nand an axe"}), listed)
    assert (reason.code, reason.how) == ("name-word", "word")
    assert reason.spot is not None and reason.spot.line == 2


def test_the_number_of_a_description_is_no_name(tmp_path: Path) -> None:
    cast = PEOPLE.replace("p: Oraz Seitov", "p: witness 2 of the NKVD")
    draft, listed = drafted(tmp_path, "e: [p, sex, male]", safeguards=safeguard("p"), cast=cast)
    found = reasons(titled(draft, "In ward 2 the NKVD came"), listed)
    assert not [one for one in found if one.code.startswith("name")]


@pytest.mark.parametrize("name", ["—", "♥ ♥", "ـ", "'"])
def test_a_name_that_cannot_be_looked_for_refuses(tmp_path: Path, name: str) -> None:
    draft, listed = drafted(tmp_path, "p: {killed: p}", safeguards=guarding(name.replace("'", "''")))
    assert [one.code for one in reasons(draft, listed)] == ["name-unsearchable"]


def test_a_name_known_in_no_letters_of_the_text_refuses(tmp_path: Path) -> None:
    draft, listed = drafted(tmp_path, "p: {killed: p}", safeguards=NAMED)
    assert reasons(replace(draft, texts={"talk": "Болат емес"}), listed) != []
    (reason,) = reasons(replace(draft, texts={"talk": "A line.\nقال الحارس"}), listed)
    assert reason.code == "name-script" and reason.spot is not None and reason.spot.line == 2


@pytest.mark.parametrize("label", ["Seitov, Oraz (Dosan)", "Oraz «Dosan» Seitov", "Oraz Seitov alias Dosan"])
@pytest.mark.parametrize("part", ["Seitov", "Oraz", "Dosan"])
def test_a_label_of_several_names_is_searched_by_each(tmp_path: Path, label: str, part: str) -> None:
    cast = PEOPLE.replace("p: Oraz Seitov", f"p: {{label: '{label}', named: yes}}")
    draft, listed = drafted(tmp_path, "e: [p, occupation, fisherman]", safeguards=safeguard("p"), cast=cast)
    found = {one.code for one in reasons(titled(draft, f"with {part}, there"), listed)}
    assert found & {"name-found", "name-maybe"}


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("欧阳明", "我看见欧阳明了"),
        ("de la Tórrema", "then Torrema came"),
        ("mother of Tesmuhan", "with Tesmuhan"),
    ],
)
def test_a_label_that_is_taken_for_a_description_is_searched_where_it_may_name(
    tmp_path: Path, label: str, line: str
) -> None:
    cast = PEOPLE.replace("p: Oraz Seitov", f"p: {label}")
    draft, listed = drafted(tmp_path, "e: [p, occupation, fisherman]", safeguards=safeguard("p"), cast=cast)
    assert "name-found" in {one.code for one in reasons(titled(draft, line), listed)}
