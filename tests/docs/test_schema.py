"""The JSON Schema takes every file of every case here, and refuses what it can see is wrong."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docs.schema import schemas
from jsonschema import Draft202012Validator
from tests.bundle.builders import CASE
from tests.bundle.test_write import MORE, SAFEGUARDS
from tests.docs.pages import cases_on
from tests.house import tree

from aigaq.bundle import sourcefile
from aigaq.records import yamltext
from aigaq.records.entries import Raw, RawMap, raw_of
from aigaq.records.vocab.vocabulary import standard

KINDS = {"decisions": "decisions", "rules": "rule", "answers": "answer"}
SAMPLES = ["tests/data/tasqora", "samples/aqsai", "samples/zhanaozen"]


@cache
def validator(kind: str) -> Draft202012Validator:
    schema = schemas(standard())[kind]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(raw: Raw) -> Any:
    """Words as JSON has them: every scalar a string."""
    if isinstance(raw, RawMap):
        return {key: plain(value) for key, value in raw.entries}
    return raw if isinstance(raw, str) else [plain(item) for item in raw]


def errors(kind: str, text: str) -> list[str]:
    read = json.loads(text) if kind == "pins" else plain(raw_of(yamltext.parse(text, name=kind)))
    return [error.message for error in validator(kind).iter_errors(read)]


def kind_of(path: Path) -> str:
    return KINDS.get(path.parent.name, path.stem)


def refused(folder: Path) -> dict[str, list[str]]:
    """What the schema says against the files of a case."""
    files = [*folder.rglob("*.yaml"), *folder.rglob("pins.json")]
    assert files
    found = {path.name: errors(kind_of(path), path.read_text(encoding="utf-8")) for path in files}
    return {name: said for name, said in found.items() if said}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_fits(name: str) -> None:
    assert refused(tree.ROOT / name) == {}


def test_the_cases_of_the_page_fit(tmp_path: Path) -> None:
    assert [refused(folder) for folder in cases_on("bundle.md", tmp_path)] == [{}, {}]


@pytest.mark.parametrize("kind", ["coding", "questions", "decisions", "answer", "rule", "vocabulary"])
def test_everything_that_a_case_may_hold_fits(kind: str) -> None:
    if kind == "decisions":
        decisions, readings = MORE[kind].splitlines()
        assert errors(kind, decisions) + errors(kind, readings) == []
    else:
        assert errors(kind, MORE[kind]) == []
    assert errors("safeguards", SAFEGUARDS) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("case", CASE["case.yaml"].replace("aigaq/1", "aigaq/9")),
        ("case", "bundle: aigaq/1\ncase: {key: a}\ncoder: {by: b}\n"),
        ("cast", "cast: {people: {a: b}}\n"),
        ("cast", "cast: {groups: {a: {label: b, overlap: maybe}}}\n"),
        ("source", "source: {key: a}\n"),
        ("source", "source: {key: a, is: b, turns: {x: [one]}}\n"),
        ("coding", "coding: {line3: {a: [b, c, d]}}\n"),
        ("coding", "coding: {L3: {a: [b, c]}}\n"),
        ("coding", "coding: {L3: {a: {killed: b, wth: gun}}}\n"),
        ("coding", "coding: {L3: {a: {killed: b, event: c}}}\n"),
        ("coding", "coding: {L3: {a: {killed: b, how: felt}}}\n"),
        ("questions", "questions: {q: {state: open}}\n"),
        ("decisions", "decisions: {d: {accept: a, by: b, reasons: c}}\n"),
        ("decisions", "decisions: {d: {by: b, at: 2031-05-01, reasons: c}}\n"),
        ("rule", "rule: {key: a, custody: maybe}\n"),
        ("safeguards", "safeguards: {s: {covers: a}}\n"),
        ("answer", "answer: {claims: []}\n"),
        ("pins", '{"format": "aigaq-pins/2", "item": "", "salt": "", "places": {}, "ids": {}}'),
    ],
)
def test_what_is_wrong_in_shape_is_refused(kind: str, text: str) -> None:
    assert errors(kind, text)


def test_the_schema_knows_the_fields_that_the_program_reads() -> None:
    source = schemas(standard())["source"]["properties"]["source"]["properties"]
    assert set(source) == set(sourcefile.FIELDS)


def test_closed_lists_are_taken_in_any_spelling() -> None:
    assert (
        errors(
            "coding", "coding: {L3: {a: [b, c, d, how: Eyewitness, sure: PROBABLE, aspect: nearly all]}}\n"
        )
        == []
    )
