"""Records of a case that an edition keeps back, with their words and the sources that hold these.

Draft and case are compared record by record. Whatever the case holds and the draft does not show unchanged is kept
back, for whatever reason: a safeguard, a compartment, a withheld field, or because it rests on one of these. So a new
way of protecting somebody is covered without being listed here.

Invariant: computed from the case and the draft alone, never from the rules by which the draft was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aigaq.names.folding import words_of
from aigaq.records.cases import CaseRecords
from aigaq.records.entries import Entry
from aigaq.records.releases import Draft
from aigaq.records.serialize import Plain, to_plain
from aigaq.records.sources import Source
from aigaq.records.statements import Passage

_TOLD = ("title", "what", "kind", "derivation")
"""Fields that the pages of a shown source tell. Its text and its pictures are checked elsewhere."""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record that the draft does not show, or shows only in part.

    Args:
        id: of the record; of a source its key.
        words: texts that are kept back: its own, and the passages it is bound to.
        told: texts of it that the draft shows.
        texts: of a source, its whole text.
        sources: keys of the sources that it is bound to.
        label: of a subject.
    """

    id: str
    words: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    label: str = ""


def kept_back(whole: CaseRecords, draft: Draft, texts: Mapping[str, str]) -> tuple[KeptRecord, ...]:
    """Every record of a case that a draft does not show unchanged.

    Args:
        whole: everything, behind every seal.
        texts: by source, the texts of the whole case.
    """
    shown = draft.records
    return (
        *_sources(whole, shown, texts),
        *_labels(whole, shown),
        *_statements(whole, shown, texts),
    )


def _sources(whole: CaseRecords, shown: CaseRecords, texts: Mapping[str, str]) -> Iterator[KeptRecord]:
    for key, source in whole.sources.items():
        shown_source = shown.sources.get(key)
        if shown_source is None:
            text = texts.get(key)
            yield KeptRecord(key, tuple(_phrases(to_plain(source))), (), (text,) if text else (), (key,))
            continue
        words = [
            getattr(source, name) for name in _TOLD if getattr(source, name) != getattr(shown_source, name)
        ]
        if words:
            yield KeptRecord(key, tuple(word for word in words if word))


def _labels(whole: CaseRecords, shown: CaseRecords) -> Iterator[KeptRecord]:
    """Labels of subjects that the draft replaces. Labels that are names are left to the name search."""
    for key, subject in whole.subjects.items():
        shown_subject = shown.subjects.get(key)
        # A voice labelled after its source only changes with the key of the source: nothing is kept back.
        if shown_subject is not None and subject.source is not None:
            continue
        if (shown_subject is None or shown_subject.label != subject.label) and not subject.named:
            others = (shown_subject.label,) if shown_subject is not None else ()
            yield KeptRecord(key, (subject.label,), others, label=subject.label)


def _statements(whole: CaseRecords, shown: CaseRecords, texts: Mapping[str, str]) -> Iterator[KeptRecord]:
    kin = same_text_sources(whole.sources, texts)
    for all_records, shown_records in (
        (whole.entries, shown.entries),
        (whole.statements, shown.statements),
        (whole.readings, shown.readings),
        (whole.questions, shown.questions),
        (whole.decisions, shown.decisions),
    ):
        shown_as = {record.id: _bare(record) for record in shown_records}
        for record in all_records:
            if shown_as.get(record.id) != _bare(record):
                yield _kept(record, shown_as.get(record.id), texts, kin)


def _bare(record: Any) -> Any:
    """A record without exact positions, which a draft never has, and without premises, which may be dropped alone."""
    if isinstance(record, Entry):
        return replace(record, slots=tuple(slot for slot in record.slots if slot[0] != "because"))
    dropped: dict[str, Any] = {}
    if getattr(record, "passages", ()):
        dropped["passages"] = tuple((passage.source, passage.place) for passage in record.passages)
    dropped |= {
        name: () for name in ("premises", "answers") if isinstance(getattr(record, name, None), tuple)
    }
    return replace(record, **dropped) if dropped else record


def _kept(
    record: Any, shown_record: Any, texts: Mapping[str, str], kin: Mapping[str, frozenset[str]]
) -> KeptRecord:
    shown_phrases = tuple(_phrases(to_plain(shown_record)))
    words = [word for word in _phrases(to_plain(_bare(record))) if word not in shown_phrases]
    passages: tuple[Passage, ...] = getattr(record, "passages", ())
    sources = {passage.source for passage in passages}
    words += (word for word in words_at(passages, texts, kin) if word)
    if isinstance(record, Entry):
        sources.add(record.source)
    return KeptRecord(record.id, tuple(words), shown_phrases, (), tuple(sorted(sources)))


def words_at(
    passages: Iterable[Passage], texts: Mapping[str, str], kin: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """The words of passages; of one that is bound to a line only, the whole line.

    A copy or translation with as many lines says the same on the line of the same number.
    """
    for passage in passages:
        text = texts.get(passage.source, "")
        bound = passage.start is not None and passage.end is not None
        yield text[passage.start : passage.end] if bound else _line(text, passage.line)
        for other in sorted(kin.get(passage.source, frozenset()) - {passage.source}):
            if (other_text := texts.get(other, "")).count("\n") == text.count("\n"):
                yield _line(other_text, passage.line)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _phrases(plain: Plain) -> Iterator[str]:
    """Texts of more than one word in a serialised value: ids and codes are left out."""
    if isinstance(plain, str):
        if any(letter.isspace() for letter in plain) or not plain.isascii():
            yield plain
    elif isinstance(plain, list):
        for part in plain:
            yield from _phrases(part)
    elif isinstance(plain, dict):
        for part in plain.values():
            yield from _phrases(part)


def same_text_sources(sources: Mapping[str, Source], texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By source, all sources that hold its text in some form, itself included.

    Copies, originals and translations in either direction and over any number of steps; the same bytes or words.
    """
    groups: dict[str, set[str]] = {key: {key} for key in sources}
    for first, second in _pairs(sources, texts):
        if (
            groups.get(first) is not None
            and groups.get(second) is not None
            and groups[first] is not groups[second]
        ):
            groups[first] |= groups[second]
            for member in groups[second]:
                groups[member] = groups[first]
    return {key: frozenset(group) for key, group in groups.items()}


def _pairs(sources: Mapping[str, Source], texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    same: dict[object, str] = {}
    for key, source in sources.items():
        if source.derived_from is not None:
            yield key, source.derived_from
        marks: Iterable[object] = (source.sha256, tuple(words_of(texts.get(key, ""))))
        for mark in marks:
            if mark:
                yield key, same.setdefault(mark, key)
