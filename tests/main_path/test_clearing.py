"""The sample cases on their way out, by command and from Python: blocked as coded, cleared when generalised."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.main_path.asking import SAMPLES, ZHANAOZEN, run
from tests.notshipped import INTERVIEW, needs_interview
from tests.smallcase import CAST, written

import aigaq
from aigaq.casework.case import Case
from aigaq.casework.clearing import clear_case, draft_of
from aigaq.protection import Cleared, clear, guarded
from aigaq.reading import read
from aigaq.records.documents import text_of
from aigaq.records.releases import ClearingRefusal, Draft

AQSAI = SAMPLES / "aqsai"
DAY = date(2034, 6, 1)
TRIED = '    intruder: {by: second, minutes: "45", sources: [the press], found: "no"}\n'
MOTHER = """safeguards:
  s1:
    covers: [mother-of-four]
    wording: a person killed in the town
    withholds: [mother.where-injury, mother.known-by]
    reasons: what is told of her fits one person
    by: first-coder
    at: 2026-11-22
"""


def asked(case: Path, *more: str) -> tuple[int, dict[str, Any]]:
    code, out, err = run("release", "clear", case, "--dry-run", "--json", *more)
    assert not err
    return code, json.loads(out)


def cleared(case: Case) -> Cleared | ClearingRefusal:
    return clear_case(case, rng=Random(1), at=DAY)


def copied(folder: Path, source: Path = ZHANAOZEN) -> Path:
    return Path(shutil.copytree(source, folder / source.name))


def guard(case: Path, text: str) -> None:
    (case / "private").mkdir(exist_ok=True)
    (case / "private" / "safeguards.yaml").write_text(text, encoding="utf-8")


def test_zhanaozen_is_blocked_and_the_mother_of_four_named_cell_by_cell() -> None:
    code, answer = asked(ZHANAOZEN)
    (reason,) = answer["reasons"]
    assert (code, answer["clear"]) == (1, False)
    assert (reason["code"], reason["about"]) == ("too-few-alike", "mother-of-four")
    cells = {one["kind"]: {place["id"] for place in one["places"]} for one in reason["cells"]}
    assert cells.keys() == {"sex", "kin", "date", "injury", "place"}
    assert "mother.known-by" in cells["kin"] and cells["place"] == {"mother.where-injury"}
    assert "neck" not in json.dumps(answer) and "cash" not in json.dumps(answer)


def test_the_generalised_version_passes_once_somebody_tried_to_find_her(tmp_path: Path) -> None:
    case = copied(tmp_path)
    guard(case, MOTHER)
    assert [one["code"] for one in asked(case)[1]["reasons"]] == ["intruder-missing"]
    guard(case, MOTHER + TRIED)
    code, answer = asked(case)
    assert (code, answer["clear"], answer["reasons"]) == (0, True, [])
    assert {one["code"] for one in answer["overridden"]} == {"not-weighed"}
    found = cleared(aigaq.open(case))
    assert isinstance(found, Cleared)
    assert any(one.id == "mother.died" for one in found.draft.records.statements)


def test_aqsai_publishes_whole_but_for_its_safeguards() -> None:
    assert asked(AQSAI)[0] == 0
    found = cleared(aigaq.open(AQSAI))
    assert isinstance(found, Cleared)
    whole = {one.id for one in aigaq.open(AQSAI).records.entries}
    covered = {one for each in aigaq.open(AQSAI).records.safeguards for one in each.covers}
    assert whole - {one.id for one in found.draft.records.entries} == whole & covered
    assert found.draft.slugs["p13"] != "p13" and "nurse" not in found.draft.slugs.values()


def test_the_rescuers_twin_is_caught_without_his_safeguard(tmp_path: Path) -> None:
    case = copied(tmp_path, AQSAI)
    shutil.rmtree(case / "private")
    code, answer = asked(case)
    twin = next(one for one in answer["reasons"] if one["about"] == "p13")
    assert code == 1 and {one["kind"] for one in twin["cells"]} >= {"job", "home", "mark"}


def test_a_draft_that_was_not_masked_is_refused() -> None:
    records = aigaq.open(AQSAI).records
    found = clear(Draft(replace(records, safeguards=())), guarded(records))
    assert isinstance(found, ClearingRefusal)
    assert {"d-gate-home", "n-let-hand"} <= {one.about for one in found.reasons if one.code == "not-applied"}


def test_texts_that_hold_what_is_covered_are_not_in_the_draft() -> None:
    draft = draft_of(aigaq.open(AQSAI), rng=Random(1), at=DAY)
    assert draft.texts and not {"driver", "driver-en", "nurse", "nurse-en"} & draft.texts.keys()


@needs_interview
@pytest.mark.parametrize("predicate", ["present-at", "of-unit", "occupation", "helped"])
def test_the_rescuer_of_line_45_is_caught_however_the_row_is_coded(tmp_path: Path, predicate: str) -> None:
    document = read(INTERVIEW.read_bytes())
    sentences = [one for one in document.sentences if one.line == 45]
    home = re.findall(r"[A-Z][a-z]+", text_of(document, sentences[4].span))[-1]
    case = copied(tmp_path)
    held = next(one for one in aigaq.open(case).records.statements if one.id == "daughter.held-at")
    cast = (case / "cast.yaml").read_text(encoding="utf-8")
    cast = cast.replace("  places:\n", f"  places:\n    x2: {home}\n", 1)
    (case / "cast.yaml").write_text(
        cast.replace("  persons:\n", "  persons:\n    x1: somebody\n", 1), "utf-8"
    )
    rows = f"  L45.5:\n    x-a: [x1, origin-place, x2]\n    x-b: [x1, {predicate}, {held.value.text}]\n"
    with (case / "sources" / "interview" / "coding.yaml").open("a", encoding="utf-8") as coding:
        coding.write(rows)
    code, answer = asked(case)
    found = next(one for one in answer["reasons"] if one["about"] == "x1")
    assert code == 1 and "home" in {one["kind"] for one in found["cells"]}
    assert home not in json.dumps(answer)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_reasons_are_said_in_three_languages(language: str) -> None:
    code, out, _ = run("release", "clear", ZHANAOZEN, "--dry-run", "--lang", language)
    assert code == 1 and "too-few-alike [mother-of-four]" in out and "{" not in out


def test_another_step_or_keeping_is_refused_in_one_sentence() -> None:
    assert run("release", "sign", ZHANAOZEN, "--dry-run")[0] == 2
    assert run("release", "clear", ZHANAOZEN)[0] == 2
    assert run("release", "clear", SAMPLES / "nowhere", "--dry-run")[0] == 3


@pytest.mark.parametrize(
    "name", ["Xo‘ja Sa‘dulla", "Хо", "راشد الكرباسي", "欧阳明", "Nu'ra", "O", "დათა ლორია"]
)
def test_no_protected_name_that_stands_in_a_text_is_cleared(tmp_path: Path, name: str) -> None:
    protected = {
        "private/safeguards.yaml": "safeguards:\n  s1:\n    covers: [q]\n    wording: a neighbour\n"
        f'    names: ["{name}"]\n'
        "    reasons: is in danger\n    by: dina\n    at: 2031-07-01\n"
        '    intruder: {by: bolat, minutes: "45", sources: [the press], found: "no"}\n',
        "sources/talk/source.yaml": "source: {key: talk, is: interview, file: {shipped: yes}}\n",
        "sources/talk/text.txt": f"They shot at the queue.\nI heard it from {name}, my neighbour.\n",
    }
    cast = CAST.replace("q: Aset Omarov, oraz: Oraz Bek", "q: a neighbour")
    case = written(tmp_path, "p: {killed: p}", cast=cast, files=protected)
    code, answer = asked(case)
    assert code == 1 and "name-found" in {one["code"] for one in answer["reasons"]}
    assert name not in json.dumps(answer, ensure_ascii=False)
