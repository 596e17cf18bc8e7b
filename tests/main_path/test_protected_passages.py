"""A passage that is protected stands in no file that a case in a folder gives out, however often it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from tests.dossier.sites import FIRST, site_of
from tests.guardedcase import CANARIES, LINE, OPEN, guarded_folder, safeguard
from tests.main_path.asking import SAMPLES, run

import aigaq
from aigaq.bundle.write import write_case
from aigaq.casework.clearing import clear_case, draft_of, texts_of
from aigaq.protection import Cleared, clear, guarded_against
from aigaq.records.releases import Attachment, ClearingRefusal, Draft, Guarded, Reason

DAY = date(2031, 9, 1)
WAYS = {
    "covered": (("first",), safeguard(covers="n-first")),
    "withheld": (("first",), safeguard(withholds="n-first")),
    "covered in a copy only": (("reader",), safeguard(covers="n-reader")),
    "covered in a translation only": (("english",), safeguard(covers="n-english")),
}


def folder(path: Path, way: str) -> Path:
    coded, guard = WAYS[way]
    return guarded_folder(path / "case", coded=coded, safeguard=guard)


def every_byte(path: Path) -> str:
    """Names and contents of all files of a folder."""
    found = sorted(one for one in path.rglob("*") if one.is_file())
    return "\n".join(
        f"{one.relative_to(path)}\n{one.read_bytes().decode('utf-8', 'replace')}" for one in found
    )


def words_told(text: str) -> list[str]:
    """The words that must not be told and are."""
    return sorted(word for word in {*CANARIES.values(), "reasonsotter"} if word in text)


@pytest.mark.parametrize("way", WAYS)
def test_an_edition_from_a_folder_holds_no_word_of_it_in_any_language(tmp_path: Path, way: str) -> None:
    code, _, err = run("release", "export", folder(tmp_path, way), tmp_path / "out")
    told = every_byte(tmp_path / "out")
    assert (code, err) == (0, "")
    assert OPEN in told
    assert words_told(told) == []


@pytest.mark.parametrize("way", WAYS)
def test_a_masked_copy_holds_neither_the_text_nor_a_digest_of_it(tmp_path: Path, way: str) -> None:
    case = aigaq.open(folder(tmp_path, way))
    texts = {key: one.encode() for key, one in texts_of(case).items()}
    write_case(case.records, tmp_path / "copy", texts=texts)
    told = every_byte(tmp_path / "copy")
    assert OPEN in told
    assert words_told(told) == []
    digests = [sha256(text).hexdigest() for key, text in texts.items() if key != "plain"]
    assert [one for one in digests if one in told] == []


def test_an_edition_tells_no_digest_of_a_text_as_it_came(tmp_path: Path) -> None:
    case = aigaq.open(SAMPLES / "aqsai")
    digests = [sha256(one).hexdigest() for one in texts_as_they_came(SAMPLES / "aqsai")]
    assert run("release", "export", SAMPLES / "aqsai", tmp_path / "out", "--languages", "en")[0] == 0
    told = every_byte(tmp_path / "out")
    assert [
        one
        for one in (*digests, *(each.sha256 for each in case.records.sources.values()))
        if one and one in told
    ] == []


def opened(path: Path, way: str) -> tuple[Draft, tuple[Guarded, ...], dict[str, str]]:
    case = aigaq.open(folder(path, way))
    draft = draft_of(case, rng=Random(1), at=DAY)
    return draft, guarded_against(draft, case.records, texts_of(case)), texts_of(case)


def against(draft: Draft, guarded: tuple[Guarded, ...]) -> list[Reason]:
    found = clear(draft, guarded)
    return list(found.reasons) if isinstance(found, ClearingRefusal) else []


@pytest.mark.parametrize("way", WAYS)
def test_the_gate_refuses_each_text_that_was_left_on_board_by_mistake(tmp_path: Path, way: str) -> None:
    draft, guarded, texts = opened(tmp_path, way)
    assert against(draft, guarded) == []
    for key in CANARIES:
        found = against(replace(draft, texts={**draft.texts, key: texts[key]}), guarded)
        assert {(one.code, one.about) for one in found} == {("protected-passage", "s1")}, key
        assert "scarred" not in str(found)


def test_the_gate_refuses_a_picture_of_such_a_text_and_words_that_repeat_it(tmp_path: Path) -> None:
    draft, guarded, _ = opened(tmp_path, "covered")
    scan = Attachment("scan.png", "picture", alt="a page", shows=(), remade=True, source="english")
    assert [one.code for one in against(replace(draft, files=(scan,)), guarded)] == ["protected-passage"]
    (subject,) = (one for one in draft.records.subjects.values() if one.id == "road")
    told = replace(subject, label="where a scarred left thumb opened the back gate")
    records = replace(draft.records, subjects={**draft.records.subjects, "road": told})
    (reason,) = against(replace(draft, records=records), guarded)
    assert reason.code == "protected-words"
    assert reason.spot is not None and reason.spot.id == "road"
    (reason,) = against(replace(draft, words={"credits/publisher": LINE}), guarded)
    assert reason.code == "protected-words"


def test_the_label_of_somebody_covered_is_found_in_what_is_shown_of_others(tmp_path: Path) -> None:
    """Two words are enough; what somebody else is called as well, or the wording that is told, is no hit."""
    cast = (
        "cast:\n  voices: {speaker: a resident, other: a neighbour}\n"
        "  persons: {p: Oraz Seitov, helper: limping clerk, shop: хромой кладовщик, zh: 跛脚店员, twin: old baker}\n"
        "  groups: {gg: those with the Limping clerk, bakers: old baker}\n"
        "  events: {ev: the shooting at the crossing}\n"
        "  places: {road: the road, yard: двор (хромой кладовщик), lane: 跛脚店员的院子}\n"
    )
    guards = safeguard(covers="helper, shop, zh, twin")
    case = aigaq.open(guarded_folder(tmp_path, coded=(), safeguard=guards, files={"cast.yaml": cast}))
    draft = draft_of(case, rng=Random(1), at=None)
    found = against(draft, guarded_against(draft, case.records, texts_of(case)))
    # A label in Chinese may be a name, and is looked for as one.
    codes = ("protected-words", "name-found")
    hits = {one.spot.id for one in found if one.code in codes and one.spot is not None}
    assert hits == {"gg", "yard", "lane"}


def test_two_worlds_with_and_without_what_is_protected_are_the_same_to_the_last_byte(tmp_path: Path) -> None:
    """Whoever reads it cannot tell a text with something protected from one that was never on board."""
    # That two texts are one is told, whether they are on board or not: here it has to be written down.
    same = "source:\n  key: first\n  is: talk first\n  file: {shipped: no}\n  derived-from: copy\n"
    files = {"sources/first/source.yaml": same}
    without = guarded_folder(tmp_path / "without", coded=(), off=CANARIES, files=files)
    for way in ("covered", "covered in a copy only", "covered in a translation only"):
        one, other = (site(case) for case in (folder(tmp_path / way, way), without))
        assert one == other
        assert len(one) > 40


def site(folder: Path) -> dict[str, bytes]:
    found = clear_case(aigaq.open(folder), rng=Random(1), at=DAY)
    assert isinstance(found, Cleared)
    return site_of(found, FIRST)


def texts_as_they_came(folder: Path) -> Iterator[bytes]:
    for one in sorted(folder.glob("sources/*/text.txt")):
        yield one.read_bytes()
