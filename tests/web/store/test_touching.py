"""Every field by which a record can name another is looked at, or stands in a list with the reason why not."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from tests.protection.test_published_text import BARE, DAY

from aigaq.records.cases import Safeguard
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.documents import Turn
from aigaq.records.entries import Entry
from aigaq.records.rules import CountRule
from aigaq.records.sources import Media, Source
from aigaq.records.statements import Link, Passage, Place, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Ref
from aigaq.web.store.references import references_of

NAMED = "kovylnik"
OWN, WORDS, NUMBER, TEAM = "its own id", "words or codes, no id", "no words", "an account"
SEEN = "cut off for who may not see the other (queries/visible.py)"
MADE = "read out of the entry that its statements are made of"
NAMES_NOBODY: dict[type, dict[str, str]] = {
    Subject: {
        **{
            "id": OWN,
            "kind": WORDS,
            "label": WORDS,
            "overlap": WORDS,
            "all_with": "a predicate and its values",
        },
        **dict.fromkeys(("named", "plural", "official", "document"), NUMBER),
        **dict.fromkeys(("stands_for", "within"), SEEN),
    },
    Source: {
        "key": OWN,
        **dict.fromkeys(("what", "title", "kind", "language", "file", "derivation", "said", "sha256"), WORDS),
        **dict.fromkeys(("default_basis", "warnings"), WORDS),
        **dict.fromkeys(("lines", "shipped", "guessed", "official", "document"), NUMBER),
    },
    Statement: {
        "id": OWN,
        **dict.fromkeys(
            ("predicate", "basis", "polarity", "modality", "aspect", "conditions", "note"), WORDS
        ),
        **dict.fromkeys(("hedge", "at"), NUMBER),
        "by": TEAM,
    },
    Entry: {
        "id": OWN,
        **dict.fromkeys(("form", "predicate", "file"), WORDS),
        **dict.fromkeys(("place", "line"), NUMBER),
        **dict.fromkeys(("who", "value", "slots"), MADE),
    },
    Decision: {
        "id": OWN,
        **dict.fromkeys(("kind", "reasons", "value", "harm"), WORDS),
        **{"rule": "a rule is seen by all of a case", "at": NUMBER, "by": TEAM},
    },
    Reading: {
        "id": OWN,
        **dict.fromkeys(("predicate", "modality", "polarity"), WORDS),
        **{"at": NUMBER, "by": TEAM},
    },
    Question: {
        "id": OWN,
        **dict.fromkeys(("ask", "state", "slot"), WORDS),
        **dict.fromkeys(("leading", "computed"), NUMBER),
    },
    CountRule: {
        "key": OWN,
        **dict.fromkeys(("harm", "place_role", "origins", "threshold", "custody", "title"), WORDS),
        **{"readings": NUMBER, "leave_out": WORDS},
    },
    Safeguard: {
        "id": OWN,
        **dict.fromkeys(("wording", "reasons", "names"), WORDS),
        **dict.fromkeys(("alike", "at", "intruder", "consent"), NUMBER),
        "by": TEAM,
    },
}
SHAPES: dict[str, Any] = {
    "str": NAMED,
    "str | None": NAMED,
    "tuple[str, ...]": (NAMED,),
    "Value": Ref(NAMED),
    "Value | None": Ref(NAMED),
    "tuple[tuple[str, Value], ...]": (("why", Ref(NAMED)),),
    "tuple[Link, ...]": (Link("voice", NAMED),),
    "tuple[Passage, ...]": (Passage(NAMED, Place(1)),),
    "tuple[Turn, ...]": (Turn(NAMED, 1, 1),),
    "Media | None": Media("picture", shows=(NAMED,)),
}
RECORDS = {**BARE, Safeguard: Safeguard("s", (), "x", "x", "dina", DAY)}


@pytest.mark.parametrize("kind", NAMES_NOBODY, ids=lambda kind: kind.__name__)
def test_a_record_touches_whom_any_of_its_fields_names(kind: type) -> None:
    bare = NAMES_NOBODY[kind]
    assert not set(bare) - {one.name for one in fields(kind)}
    for one in fields(kind):
        if one.name not in bare:
            record = replace(RECORDS[kind], **{one.name: SHAPES[str(one.type)]})
            assert any(name.endswith((f":{NAMED}", f":#{NAMED}")) for name in references_of(record)), one.name
