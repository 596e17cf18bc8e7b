"""Successive editions of a case: the next draft, its changes, and its stored form.

Invariant: a stored draft is restored to the last letter, so that its digest is the one that people signed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

from aigaq.bundle import yamlout
from aigaq.casework.case import Case
from aigaq.casework.clearing import draft_of
from aigaq.dossier.changes import changes, words_of
from aigaq.dossier.edition import Change
from aigaq.records import yamltext
from aigaq.records.cases import CaseRecords
from aigaq.records.entries import RawMap
from aigaq.records.releases import Draft, Release
from aigaq.records.serialize import Plain, from_plain, hints_of, to_plain
from aigaq.records.vocab.vocabulary import Vocabulary, extended, standard

_NOT_KEPT = ("decided", "at")
"""Fields of a draft that are determined anew each time it is cleared."""


def next_draft(
    case: Case,
    shown: Case,
    out: Sequence[Release],
    *,
    number: int,
    at: date,
    rng: Random,
    kept: Mapping[str, int] | None = None,
    language: str = "en",
    **more: Any,
) -> Draft:
    """Draft of the next edition.

    Args:
        case: with every safeguard and all records.
        shown: the case as visible without any compartment.
        out: every edition ever published.
        number, at: of the next edition.
        rng, kept, language, more: as for `draft_of`.
    """
    # A safeguard of a sealed record is sealed with it, so it must be taken from the whole case.
    records = replace(shown.records, safeguards=case.records.safeguards)
    draft = draft_of(
        Case(records, shown.documents),
        rng=rng,
        at=at,
        whole=case,
        language=language,  # type: ignore[arg-type]  # checked by whoever took the word
        kept=kept,
        **more,
    )
    words = words_of(history(out, draft.records, number=number, at=at))
    return replace(draft, words={**draft.words, **words}, decided=case.records.decisions)


def history(out: Sequence[Release], now: CaseRecords, *, number: int, at: date) -> tuple[Change, ...]:
    """Changes from edition to edition up to this one, newest first.

    Withdrawn editions are skipped: nothing is told of them, not even by comparison with their neighbours.

    Args:
        out: every edition ever published, in any order.
        now: the records of the edition with this number and day.
    """
    before = sorted((one for one in out if one.state != "withdrawn"), key=lambda release: release.revision)
    shown = [*((one.revision, one.at, one.draft.records) for one in before), (number, at, now)]
    steps = [
        changes(earlier, later, revision=str(revision), at=day)
        for (_, _, earlier), (revision, day, later) in pairwise(shown)
    ]
    return tuple(change for some in reversed(steps) for change in some)


def stored(draft: Draft) -> str:
    """A draft as text for storage: the same draft gives the same text."""
    fields_of = {
        name: to_plain(getattr(draft, name)) for name in _names(Draft, _NOT_KEPT) if name != "records"
    }
    fields_of["records"] = {
        name: to_plain(getattr(draft.records, name)) for name in _names(CaseRecords, ("vocabulary",))
    }
    return json.dumps(fields_of, ensure_ascii=False, separators=(",", ":"))


def restored(text: str, *, at: date | None = None) -> Draft:
    """The draft stored as `text`. Decisions of the case (`Draft.decided`) are not stored with it.

    Args:
        at: the day on which consent must be valid.
    Raises:
        ValueError: not a text that `stored` wrote.
    """
    kept = json.loads(text)
    records = _read(CaseRecords, kept.pop("records"))
    vocabulary = _vocabulary(records.get("added_words"))
    return Draft(records=CaseRecords(vocabulary=vocabulary, **records), at=at, **_read(Draft, kept))


def digest(text: str) -> str:
    """SHA-256 of a stored draft."""
    return hashlib.sha256(text.encode()).hexdigest()


def numbers(slugs: Mapping[str, str]) -> dict[str, int]:
    """By id, the numbers that an edition gave to unnamed people and sources; the next edition gives the same."""
    return {id: int(word.rpartition("-")[2]) for id, word in slugs.items()}


def _names(kind: type, without: Sequence[str]) -> Iterator[str]:
    return (field.name for field in fields(kind) if field.name not in without)


def _read(kind: type, values: dict[str, Plain]) -> dict[str, Any]:
    hints = hints_of(kind)
    return {name: from_plain(hints[name], value) for name, value in values.items()}


def _vocabulary(added: RawMap | None) -> Vocabulary:
    if added is None:
        return standard()
    node = yamltext.parse(f"vocabulary: {yamlout.flow(added)}\n", name="vocabulary.yaml")
    return extended(standard(), node.mapping("vocabulary"))
