"""Draft an edition of a case with safeguards applied, and decide whether it may be published.

Invariant: the draft is made from records that need no compartment; the names to search for come from all records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from aigaq.bundle.masking import applied
from aigaq.bundle.offboard import without_digests
from aigaq.casework.case import Case
from aigaq.protection.clearing import Cleared, clear
from aigaq.protection.guarding import guarded_against
from aigaq.protection.pseudonyms import pseudonyms, slug
from aigaq.protection.quasi_identifiers import unnamed_people
from aigaq.records.cases import CaseRecords
from aigaq.records.releases import Attachment, ClearingRefusal, Draft, Release
from aigaq.records.subjects import Subject
from aigaq.records.vocab.messages import Language
from aigaq.records.voice_decisions import is_about_lines

_QUOTES = (("‘", "’"), ("«", "»"))
"""Quotation marks around the source's key in the label of a source's voice."""


def draft_of(
    case: Case,
    *,
    rng: Random,
    at: date | None,
    whole: Case | None = None,
    language: Language = "en",
    files: Sequence[Attachment] = (),
    words: Mapping[str, str] | None = None,
    kept: Mapping[str, int] | None = None,
) -> Draft:
    """The draft of an edition of the case.

    Args:
        case: with its safeguards, which are applied here.
        whole: the case with all records, if `case` holds only those visible without any compartment.
        rng: draws the numbers of people without a name; `random.SystemRandom()` outside tests.
        at: the day of the edition.
        files, words: attachments and further words published beside the records.
        kept: the numbers that earlier editions assigned.
    """
    every = whole or case
    masked, off = applied(case.records, whole=every.records, texts=texts_of(every))
    texts = {key: one.text for key, one in case.documents.items() if masked.sources[key].shipped}
    slugs = _slugs(masked, rng, kept)
    decided = tuple(one for one in masked.decisions if not is_about_lines(one))
    called = replace(masked, subjects=_called_by_slug(masked.subjects, slugs), decisions=decided)
    records = without_digests(called)
    return Draft(
        records=records,
        language=language,
        texts=texts,
        files=tuple(one for one in files if one.source not in off),
        slugs=slugs,
        words=dict(words or {}),
        at=at,
        decided=case.records.decisions,
    )


def texts_of(case: Case) -> dict[str, str]:
    """By source, the available texts of a case."""
    return {key: one.text for key, one in case.documents.items()}


def _slugs(records: CaseRecords, rng: Random, kept: Mapping[str, int] | None) -> dict[str, str]:
    """Address words for unnamed people and for their sources, since an internal id may reveal a name."""
    people = {one for ids in unnamed_people(records).values() for one in ids if one in records.subjects}
    theirs = {key for key, one in records.sources.items() if {one.rest, *_turns(records, key)} & people}
    numbers = pseudonyms(people | theirs, taken=_taken(records), rng=rng, kept=kept)
    return {
        id: slug("person" if id in people else "source", number) for id, number in sorted(numbers.items())
    }


def _called_by_slug(subjects: Mapping[str, Subject], slugs: Mapping[str, str]) -> dict[str, Subject]:
    """The subjects; a voice named after its source is renamed after the source's address word."""
    called = dict(subjects)
    for key, subject in subjects.items():
        if subject.source is not None and subject.source in slugs:
            label = subject.label
            for opening, closing in _QUOTES:
                label = label.replace(
                    f"{opening}{subject.source}{closing}", f"{opening}{slugs[subject.source]}{closing}"
                )
            called[key] = replace(subject, label=label)
    return called


def _turns(records: CaseRecords, source: str) -> set[str]:
    return {turn.role for turn in records.sources[source].turns}


def _taken(records: CaseRecords) -> Iterator[str]:
    for subject in records.subjects.values():
        yield subject.label


def clear_case(
    case: Case,
    *,
    earlier: Sequence[Release] = (),
    rng: Random,
    at: date | None,
    language: Language = "en",
    files: Sequence[Attachment] = (),
    words: Mapping[str, str] | None = None,
) -> Cleared | ClearingRefusal:
    """Clear a case for publication, or refuse with reasons.

    Args:
        case: with its safeguards and without compartments, as in a folder; otherwise use `dossier.drafts.next_draft`.
        earlier: every edition ever published.
        rng, at, language, files, words: as for `draft_of`; files come from `casework.attachments.attachments`.
    """
    draft = draft_of(case, rng=rng, at=at, language=language, files=files, words=words)
    return clear(draft, guarded_against(draft, case.records, texts_of(case)), earlier)
