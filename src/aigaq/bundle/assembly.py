"""Assemble the statements of a case from its entries: expand the forms, collect all ids, resolve every word.

Invariant: the same entries give the same statements, whether they came from files or from a screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aigaq.bundle.problems import Problems
from aigaq.errors import DuplicateId, UnknownId
from aigaq.records.coding import expansion, resolution
from aigaq.records.coding.drafts import Expansion, where
from aigaq.records.coding.parse_values import Known, check_who
from aigaq.records.decisions import Question
from aigaq.records.entries import Entry, as_words
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Assembled:
    """The result of assembling entries.

    Args:
        known: every id that may be referred to, including subjects created by forms.
        unfilled: by entry, the empty slots of its form.
    """

    statements: tuple[Statement, ...]
    known: Known
    unfilled: Mapping[str, tuple[str, ...]]


def assemble(
    entries: Iterable[Entry],
    *,
    subjects: Mapping[str, Subject],
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
    questions: Iterable[Question],
    anchor: str | None,
    problems: Problems,
) -> Assembled:
    """The statements of all entries. Problems are collected, not raised."""
    listed = tuple(entries)
    _check_twice(listed, problems)
    expansions = _expand(listed, vocabulary, subjects, anchor, problems)
    _check_statements_twice(listed, expansions, problems)
    known = _known(subjects, expansions, vocabulary, questions)
    return Assembled(
        statements=tuple(_resolve(listed, expansions, sources, known, problems)),
        known=known,
        unfilled={key: found.unfilled for key, found in expansions.items() if found.unfilled},
    )


def assemble_one(
    entry: Entry, *, known: Known, source: Source | None, anchor: str | None, problems: Problems
) -> Assembled:
    """The statements of one more entry in a complete case; the same as if all entries were assembled together.

    Args:
        known: all ids that the entry may refer to; further ids do no harm.
        source: the entry's source; None if the case has no source of that key.
    """
    if entry.id in known.entries:
        problems.add(DuplicateId(**where(entry), value=entry.id))
    expansions = _expand((entry,), known.vocabulary, known.subjects, anchor, problems)
    for draft in expansions[entry.id].drafts if entry.id in expansions else ():
        if draft.id in known.statements:
            problems.add(DuplicateId(**where(entry), value=draft.id))
    mine = _known(known.subjects, expansions, known.vocabulary, ())
    grown = replace(
        known,
        subjects=mine.subjects,
        entries={**known.entries, **mine.entries},
        statements=known.statements | mine.statements,
    )
    sources = {} if source is None else {source.key: source}
    return Assembled(
        statements=tuple(_resolve((entry,), expansions, sources, grown, problems)),
        known=grown,
        unfilled={key: found.unfilled for key, found in expansions.items() if found.unfilled},
    )


def _check_twice(entries: Iterable[Entry], problems: Problems) -> None:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in seen:
            first = seen[entry.id]
            problems.add(DuplicateId(**where(entry), value=entry.id, first=f"{first.file}:{first.line}"))
        seen[entry.id] = entry


def _expand(
    entries: Iterable[Entry],
    vocabulary: Vocabulary,
    subjects: Mapping[str, Subject],
    anchor: str | None,
    problems: Problems,
) -> dict[str, Expansion]:
    labels = {key: subject.label for key, subject in subjects.items()}
    expansions: dict[str, Expansion] = {}
    for entry in entries:
        with problems.caught(**where(entry)):
            expansions[entry.id] = expansion.expand(entry, vocabulary, anchor=anchor, labels=labels)
    return expansions


def _check_statements_twice(
    entries: Iterable[Entry], expansions: Mapping[str, Expansion], problems: Problems
) -> None:
    """Refuse an entry whose id a form also uses: `marat.died` would collide with what the form of `marat` writes."""
    owner: dict[str, str] = {}
    for entry in entries:
        for draft in expansions[entry.id].drafts if entry.id in expansions else ():
            if owner.setdefault(draft.id, entry.id) != entry.id:
                problems.add(DuplicateId(**where(entry), value=draft.id))


def _known(
    subjects: Mapping[str, Subject],
    expansions: Mapping[str, Expansion],
    vocabulary: Vocabulary,
    questions: Iterable[Question],
) -> Known:
    made = {one.id: one for found in expansions.values() for one in found.made}
    made_for = {key: _main_first(found) for key, found in expansions.items()}
    return Known(
        vocabulary=vocabulary,
        subjects={**subjects, **made},
        entries=made_for,
        statements=frozenset(one for ids in made_for.values() for one in ids),
        questions=frozenset(question.id for question in questions),
    )


def _is_about_the_right(
    entry: Entry, expansions: Mapping[str, Expansion], known: Known, problems: Problems
) -> bool:
    """Whether the form has the right kind of subject. If not, skip it: each statement would be a further error."""
    form = expansions[entry.id].form if entry.id in expansions else None
    if form is None:
        return True
    with problems.caught(**where(entry)):
        check_who(as_words(entry.who), form.who, form.code, known)
        return True
    return False


def _main_first(expansion: Expansion) -> tuple[str, ...]:
    ids = [draft.id for draft in expansion.drafts]
    return (expansion.main, *(one for one in ids if one != expansion.main))


def _resolve(
    entries: Iterable[Entry],
    expansions: Mapping[str, Expansion],
    sources: Mapping[str, Source],
    known: Known,
    problems: Problems,
) -> Iterable[Statement]:
    for entry in entries:
        source = sources.get(entry.source)
        if source is None:
            problems.add(UnknownId(**where(entry), value=entry.source))
            continue
        if not _is_about_the_right(entry, expansions, known, problems):
            continue
        for draft in expansions[entry.id].drafts if entry.id in expansions else ():
            with problems.caught(**where(entry)):
                yield resolution.resolve(draft, source, known)
