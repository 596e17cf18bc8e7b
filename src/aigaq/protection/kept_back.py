"""What of a whole case an edition keeps back, and in which sources the words of it stand.

It is found by holding the draft against the case, record by record: whatever the case holds and the draft does not
tell as it stands is kept back, for whatever reason (a safeguard, a compartment, a field that is withheld, or that it
rests on one of these). So nobody has to say of a new way of protecting somebody that it protects.

Invariant: it is worked out from the case and the draft alone, never from what the draft was made by.
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
"""Of a source that is shown, what its pages tell; how it is bound, and its pictures, are told otherwise."""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One record that is kept back.

    Args:
        id: of the record; of a source its key.
        words: what it says, and the passages that it stands in.
        told: what it says and the draft tells, where only a part is kept back.
        texts: of a source, the whole of it.
        sources: where it stands.
        label: of a subject, what it is called.
    """

    id: str
    words: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    label: str = ""


def kept_back(whole: CaseRecords, draft: Draft, texts: Mapping[str, str]) -> tuple[KeptRecord, ...]:
    """Every record of a case that a draft does not tell as it stands.

    Args:
        whole: everything, behind every seal.
        texts: by source, the texts of the whole case.
    """
    shown = draft.records
    return (*_sources(whole, shown, texts), *_labels(whole, shown), *_said(whole, shown, texts))


def _sources(whole: CaseRecords, shown: CaseRecords, texts: Mapping[str, str]) -> Iterator[KeptRecord]:
    for key, source in whole.sources.items():
        told = shown.sources.get(key)
        if told is None:
            own = texts.get(key)
            yield KeptRecord(key, tuple(_phrases(to_plain(source))), (), (own,) if own else (), (key,))
            continue
        words = [getattr(source, name) for name in _TOLD if getattr(source, name) != getattr(told, name)]
        if words:
            yield KeptRecord(key, tuple(word for word in words if word))


def _labels(whole: CaseRecords, shown: CaseRecords) -> Iterator[KeptRecord]:
    """Labels of subjects; names among them are looked for as names are."""
    for key, subject in whole.subjects.items():
        told = shown.subjects.get(key)
        # A voice that is called after its source is called after another word than its key, and that is all.
        if told is not None and subject.source is not None:
            continue
        if (told is None or told.label != subject.label) and not subject.named:
            others = (told.label,) if told is not None else ()
            yield KeptRecord(key, (subject.label,), others, label=subject.label)


def _said(whole: CaseRecords, shown: CaseRecords, texts: Mapping[str, str]) -> Iterator[KeptRecord]:
    kin = same_text_sources(whole.sources, texts)
    for every, some in (
        (whole.entries, shown.entries),
        (whole.statements, shown.statements),
        (whole.readings, shown.readings),
        (whole.questions, shown.questions),
        (whole.decisions, shown.decisions),
    ):
        told = {one.id: _bare(one) for one in some}
        for one in every:
            if told.get(one.id) != _bare(one):
                yield _kept(one, told.get(one.id), texts, kin)


def _bare(one: Any) -> Any:
    """A record without what a draft never has: where exactly it is bound; and without its premises, which may go."""
    if isinstance(one, Entry):
        return replace(one, slots=tuple(slot for slot in one.slots if slot[0] != "because"))
    gone: dict[str, Any] = {}
    if getattr(one, "passages", ()):
        gone["passages"] = tuple((each.source, each.place) for each in one.passages)
    gone |= {name: () for name in ("premises", "answers") if isinstance(getattr(one, name, None), tuple)}
    return replace(one, **gone) if gone else one


def _kept(one: Any, told: Any, texts: Mapping[str, str], kin: Mapping[str, frozenset[str]]) -> KeptRecord:
    left = tuple(_phrases(to_plain(told)))
    words = [word for word in _phrases(to_plain(_bare(one))) if word not in left]
    passages: tuple[Passage, ...] = getattr(one, "passages", ())
    sources = {passage.source for passage in passages}
    words += (word for word in words_at(passages, texts, kin) if word)
    if isinstance(one, Entry):
        sources.add(one.source)
    return KeptRecord(one.id, tuple(words), left, (), tuple(sorted(sources)))


def words_at(
    passages: Iterable[Passage], texts: Mapping[str, str], kin: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """The words of some passages; of one that is not bound, its whole line.

    A translation or copy with as many lines tells the same on the line of the same number.
    """
    for passage in passages:
        text = texts.get(passage.source, "")
        bound = passage.start is not None and passage.end is not None
        yield text[passage.start : passage.end] if bound else _line(text, passage.line)
        for other in sorted(kin.get(passage.source, frozenset()) - {passage.source}):
            if (told := texts.get(other, "")).count("\n") == text.count("\n"):
                yield _line(told, passage.line)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _phrases(plain: Plain) -> Iterator[str]:
    """The texts in a plain value that are more than one word; ids and codes are none."""
    if isinstance(plain, str):
        if any(letter.isspace() for letter in plain) or not plain.isascii():
            yield plain
    elif isinstance(plain, list):
        for one in plain:
            yield from _phrases(one)
    elif isinstance(plain, dict):
        for one in plain.values():
            yield from _phrases(one)


def same_text_sources(sources: Mapping[str, Source], texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By source, all that hold its text in some form, itself among them.

    A copy, an original, a translation, in either direction and over any number of steps; the same bytes or words.
    """
    groups: dict[str, set[str]] = {key: {key} for key in sources}
    for one, other in _pairs(sources, texts):
        if groups.get(one) is not None and groups.get(other) is not None and groups[one] is not groups[other]:
            groups[one] |= groups[other]
            for each in groups[other]:
                groups[each] = groups[one]
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
