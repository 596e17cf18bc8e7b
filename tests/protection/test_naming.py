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
