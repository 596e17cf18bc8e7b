"""Every field of every record is searched for names, or stands in a list with the reason why not."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from tests.protection.builders import drafted

from aigaq.protection.published_text import WITHOUT_WORDS, published_fields
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry, RawMap
from aigaq.records.releases import Attachment, Draft
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Place, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Words
from aigaq.records.vocab.vocabulary import standard

DAY, WORD = date(2031, 7, 1), "Kovylnik"
BARE: dict[type, Any] = {
    CaseRecords: CaseRecords("k", "t", None, "bolat", None, standard(), {}, {}, (), ()),
    Subject: Subject("p", "person", "somebody"),
    Source: Source("talk", "interview"),
    Statement: Statement("a", "p", "type", Words("x"), (), (), "talk"),
    Entry: Entry("a", "talk", Place(1), None, "p"),
    Decision: Decision("d", "accept", ("p",), "dina", DAY, "seen"),
    Reading: Reading("r", "p", "type", Words("x"), (), (), "dina", DAY),
    Question: Question("q", "who?", "open"),
    CountRule: CountRule("deaths"),
    Attachment: Attachment("one.jpg", "picture"),
}
SHAPES = {
    "str": WORD,
    "str | None": WORD,
    "tuple[str, ...]": (WORD,),
    "Raw": WORD,
    "RawMap | None": RawMap((("x", WORD),)),
    "Value": Words(WORD),
    "Value | None": Words(WORD),
    "tuple[tuple[str, Value], ...]": (("why", Words(WORD)),),
    "tuple[tuple[str, Raw], ...]": (("why", WORD),),
}
HELD = {Subject: "subjects", Source: "sources", CountRule: "rules"}
LISTED = {
    Statement: "statements",
    Entry: "entries",
    Decision: "decisions",
    Reading: "readings",
    Question: "questions",
}


def shown(record: Any) -> Draft:
    """A draft that shows one record."""
    records = BARE[CaseRecords]
    if isinstance(record, CaseRecords):
        return Draft(record)
    if isinstance(record, Attachment):
        return Draft(records, files=(record,))
    if type(record) in HELD:
        return Draft(replace(records, **{HELD[type(record)]: {"x": record}}))
    return Draft(replace(records, **{LISTED[type(record)]: (record,)}))


@pytest.mark.parametrize("kind", BARE, ids=lambda kind: kind.__name__)
def test_a_word_in_any_field_is_searched_or_the_field_is_listed_with_its_reason(kind: type) -> None:
    bare = WITHOUT_WORDS[kind]
    assert not set(bare) - {one.name for one in fields(kind)} and all(bare.values())
    for one in fields(kind):
        if one.name not in bare:
            assert one.type in SHAPES, f"{kind.__name__}.{one.name}: how is it searched?"
            told = shown(replace(BARE[kind], **{one.name: SHAPES[str(one.type)]}))
            assert any(WORD in field.text for field in published_fields(told)), f"{kind.__name__}.{one.name}"


@pytest.mark.parametrize("kind", [*HELD, *LISTED])
def test_the_address_of_a_record_is_searched(kind: type) -> None:
    key = "key" if kind in (Source, CountRule) else "id"
    records = BARE[CaseRecords]
    record = replace(BARE[kind], **{key: WORD})
    told = replace(records, **{HELD[kind]: {WORD: record}}) if kind in HELD else None
    draft = Draft(told) if told is not None else shown(record)
    if kind is not Entry:
        assert any(WORD in field.text for field in published_fields(draft))


def test_every_record_of_a_case_has_its_list(tmp_path: Any) -> None:
    draft, _ = drafted(tmp_path, "p: {killed: p}")
    held = {
        type(one)
        for name in (*HELD.values(), *LISTED.values())
        for one in _each(getattr(draft.records, name))
    }
    assert held <= set(WITHOUT_WORDS)


def _each(held: Any) -> list[Any]:
    return list(held.values()) if isinstance(held, dict) else list(held)
