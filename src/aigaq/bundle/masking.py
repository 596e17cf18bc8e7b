"""The case as it may be published: safeguards applied, together with everything that rests on protected records.

Invariant: no label, entry, question, decision or text tells what a safeguard covers. Records that depend on a dropped
entry are dropped too, so that nothing points at a gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from aigaq.bundle import castfile
from aigaq.bundle.offboard import off_board, pins_left, unpinned, without_media, without_texts
from aigaq.bundle.withheld_values import held_back
from aigaq.protection.overriding import is_override
from aigaq.records.cases import CaseRecords, holding
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry, Raw, RawMap, as_list, as_words
from aigaq.records.serialize import Plain, to_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Ref


def masked(
    records: CaseRecords, *, whole: CaseRecords | None = None, texts: Mapping[str, str] | None = None
) -> CaseRecords:
    """The records without pictures and without anything that safeguards cover; otherwise unchanged.

    Covered subjects have the safeguard's wording as label; withheld values are marked as withheld. Removed are:
    covered entries, names and cast facts of covered subjects, everything that rests on these, and the answers (they
    describe the whole case). A text is no longer on board if any part of it is covered, withheld or sealed; nor is
    any other text that holds its words.

    Args:
        whole: all records, including sealed ones, if `records` are only a part.
        texts: by source, the texts of the whole case, searched for passages that occur in a second source.
    """
    return applied(records, whole=whole, texts=texts).records


class Applied(NamedTuple):
    """The publishable records, and the sources whose text and picture must not be published."""

    records: CaseRecords
    off: frozenset[str]


def applied(
    records: CaseRecords, *, whole: CaseRecords | None = None, texts: Mapping[str, str] | None = None
) -> Applied:
    """As `masked`, together with the sources that must not be published."""
    records = replace(without_media(records), safeguards=holding(records.safeguards))
    known = records if whole is None else replace(whole, safeguards=records.safeguards)
    shown = without_unnamed(records, _masked(records)) if records.safeguards else records
    off = off_board(known, shown, _hidden(known, records), texts or {})
    return Applied(without_texts(shown, off), off)


def _hidden(whole: CaseRecords, shown: CaseRecords) -> frozenset[str]:
    """Ids of entries, and of records with a place in a source, that are not published exactly as they are.

    They are covered, withheld, rest on such a record, or are in `whole` only: sealed, or with a withheld field.
    """
    withheld = (one for safeguard in whole.safeguards for one in safeguard.withholds)
    records, changed, must = held_back(whole, withheld)
    covered = {one for safeguard in whole.safeguards for one in safeguard.covers} | must
    gone = _dropped_entries(records, covered) if covered else set()
    lost = gone | {one.id for one in whole.statements if one.entry in gone}
    lost |= {one for one in covered if one in whole.subjects}
    judged = {one.id for one in whole.readings if _named_in(one) & lost}
    judged |= {one.id for one in whole.questions if one.about in lost and not one.computed}
    return frozenset(gone | changed | judged | covered | _sealed(whole, shown))


def _sealed(whole: CaseRecords, shown: CaseRecords) -> set[str]:
    """Ids of records that are only in `whole`, or differ there."""
    if whole is shown:
        return set()
    sealed: set[str] = set()
    for every, some in (
        (whole.entries, shown.entries),
        (whole.statements, shown.statements),
        (whole.readings, shown.readings),
        (whole.questions, shown.questions),
    ):
        by_id = {one.id: one for one in some}
        sealed |= {one.id for one in every if by_id.get(one.id) != one}
    return sealed


def _masked(records: CaseRecords) -> CaseRecords:
    withheld = (one for safeguard in records.safeguards for one in safeguard.withholds)
    records, changed, whole = held_back(records, withheld)
    covered = {one for safeguard in records.safeguards for one in safeguard.covers} | whole
    gone = _dropped_entries(records, covered)
    hidden = {one for one in covered if one in records.subjects}
    kept = tuple(_pruned(one, gone) for one in records.entries if one.id not in gone)
    statements = tuple(_statements(records, gone, changed))
    lost = gone | hidden | ({one.id for one in records.statements} - {one.id for one in statements})
    return replace(
        records,
        subjects=_subjects(records, hidden),
        entries=kept,
        statements=statements,
        decisions=tuple(one for one in _decisions(records.decisions, lost) if not is_override(one)),
        readings=tuple(one for one in records.readings if not _named_in(one) & lost),
        questions=tuple(_questions(records.questions, lost)),
        pins=pins_left(records, kept, changed, gone),
        made_for={key: made for key, made in records.made_for.items() if key not in gone},
        unfilled={key: slots for key, slots in records.unfilled.items() if key not in gone},
        answers=(),
        safeguards=(),
    )


def _statements(records: CaseRecords, gone: set[str], changed: frozenset[str]) -> Iterator[Statement]:
    """Statements of the remaining entries; those of a changed entry lose the digest of their words."""
    left = (one for one in records.statements if one.entry not in gone)
    return (unpinned(one) if one.entry in changed else one for one in left)


def _named_in(reading: Reading) -> set[str]:
    return {reading.subject.removeprefix("#"), reading.value.text.removeprefix("#"), *reading.premises}


def _questions(questions: Iterable[Question], lost: set[str]) -> Iterator[Question]:
    """Questions that are not about a lost record, each with its remaining answers."""
    for question in questions:
        if question.about not in lost:
            yield replace(
                question, answers=tuple(answer for answer in question.answers if answer not in lost)
            )


def _dropped_entries(records: CaseRecords, covered: set[str]) -> set[str]:
    """Covered entries, cast facts of covered subjects, and all entries that refer to one of these."""
    by_statement = {one.id: one.entry for one in records.statements}
    gone = {by_statement.get(one) or one for one in covered} & {one.id for one in records.entries}
    gone |= {one.id for one in records.entries if as_words(one.who) in covered and _tells_who(one)}
    while True:
        more = {one.id for one in records.entries if one.id not in gone and _rests_on(one, gone, records)}
        if not more:
            return gone
        gone |= more


def _tells_who(entry: Entry) -> bool:
    # Other entries about a covered subject stay, under the safeguard's wording; these would tell who it is.
    return entry.file == "cast.yaml" or entry.predicate == "name"


def _rests_on(entry: Entry, gone: set[str], records: CaseRecords) -> bool:
    """Whether an entry refers to a dropped one, other than as one premise among several."""
    # `because` only lists premises: `_pruned` removes the dropped ones, and the entry stays.
    pointing = [entry.who, entry.value, *(value for name, value in entry.slots if name != "because")]
    return any(_means(word, gone, records) for raw in pointing for word in _tokens(raw))


def _means(word: str, gone: set[str], records: CaseRecords) -> bool:
    """Whether a word refers to a dropped entry: `marat.event` does; `marat` alone means the cast member, if any."""
    bare = word.removeprefix("#")
    if bare in gone:
        return bare not in records.subjects or word != bare
    return any(bare.startswith(f"{one}.") for one in gone)


def _tokens(raw: Raw) -> Iterator[str]:
    if isinstance(raw, str):
        yield from raw.split()
    elif isinstance(raw, RawMap):
        for key, value in raw.entries:
            yield key
            yield from _tokens(value)
    else:
        for item in raw:
            yield from _tokens(item)


def _pruned(entry: Entry, gone: set[str]) -> Entry:
    """The entry without dropped premises."""
    slots = []
    for name, value in entry.slots:
        left = tuple(one for one in as_list(value) if as_words(one).split(".")[0] not in gone)
        if name != "because" or len(left) == len(as_list(value)):
            slots.append((name, value))
        elif left:
            slots.append((name, left))
    return replace(entry, slots=tuple(slots))


def _subjects(records: CaseRecords, hidden: set[str]) -> dict[str, Subject]:
    wording = {one: safeguard.wording for safeguard in records.safeguards for one in safeguard.covers}
    subjects = {
        key: replace(subject, label=wording[key], named=False) if key in hidden else subject
        for key, subject in records.subjects.items()
    }
    for key, subject in subjects.items():
        # Also "The killing of ...": an event created by a form is named after its victim.
        for entry in hidden if subject.made_by is not None else ():
            called = records.subjects[entry].label
            if subject.label.endswith(called):
                subjects[key] = replace(subject, label=subject.label.removesuffix(called) + wording[entry])
    # "Wife of ..." is renamed after the wording, and so is anybody named after her, in any order.
    called_after = [
        fact
        for fact in records.entries
        if fact.file == "cast.yaml"
        and (whom := records.subjects.get(str(fact.who))) is not None
        and whom.id not in hidden
        and whom.label == castfile.relation_label(fact, records.subjects, records.vocabulary)
    ]
    # Limited, since a ring of relatives would never end; no chain is longer than the number of links.
    for _ in called_after:
        before = {key: subject.label for key, subject in subjects.items()}
        for fact in called_after:
            label = castfile.relation_label(fact, subjects, records.vocabulary)
            subjects[str(fact.who)] = replace(subjects[str(fact.who)], label=label or "")
        if all(subject.label == before[key] for key, subject in subjects.items()):
            break
    return subjects


def _decisions(decisions: Iterable[Decision], lost: set[str]) -> Iterator[Decision]:
    """Decisions that name nothing lost; a decision about a lost decision is lost too."""
    ordered = list(decisions)
    missing = set(lost)
    while True:
        more = {one.id for one in ordered if {target.removeprefix("#") for target in one.targets} & missing}
        if more <= missing:
            break
        missing |= more
    return (one for one in ordered if one.id not in missing)


def names_covered(records: CaseRecords) -> frozenset[str]:
    """The names that must not appear in anything published."""
    safeguards = holding(records.safeguards)
    covered = {one for safeguard in safeguards for one in safeguard.covers}
    named = {subject.label for key, subject in records.subjects.items() if key in covered and subject.named}
    named |= {name for safeguard in safeguards for name in safeguard.names}
    names = {
        as_words(entry.value)
        for entry in records.entries
        if entry.predicate == "name" and as_words(entry.who) in covered
    }
    return frozenset(named | names)


# Places and things that no published record names any more. Left in a list, they would reveal what the records
# withhold.

_KINDS = ("place", "thing")


def without_unnamed(before: CaseRecords, now: CaseRecords) -> CaseRecords:
    """The masked records without places and things that only removed records named.

    A place that nothing named in the whole case either belongs to the case's own list of places, and stays.

    Args:
        before: the whole case.
        now: the masked case.
    """
    unnamed = {key for key, one in now.subjects.items() if one.kind in _KINDS}
    lost = (unnamed & _named(before)) - _named(now)
    if not lost:
        return now
    left = replace(now, subjects={key: one for key, one in now.subjects.items() if key not in lost})
    # Repeat: the town of a removed street may now be named by nothing else.
    return without_unnamed(before, left)


def _named(records: CaseRecords) -> set[str]:
    """Every id that some record of the case refers to, even if only as the place that contains another."""
    words = {word for one in records.statements for word in _by(one)}
    for entry in records.entries:
        words.update(_words(to_plain((entry.who, entry.value, entry.slots))))
    judged = (records.anchor, records.decisions, records.readings, records.questions)
    words.update(_words(to_plain((*judged, tuple(records.rules.values()), tuple(records.sources.values())))))
    for subject in records.subjects.values():
        words.update(word for word in (subject.within, subject.stands_for) if word is not None)
    return words


def _by(statement: Statement) -> Iterator[str]:
    yield from (link.voice for link in statement.chain)
    yield statement.subject
    if statement.event is not None:
        yield statement.event
    for value in (statement.value, statement.said, *(value for _, value in statement.qualifiers)):
        if isinstance(value, Ref):
            yield value.id


def _words(part: Plain) -> Iterator[str]:
    if isinstance(part, str):
        yield from (word.removeprefix("#") for word in part.split())
    elif isinstance(part, list):
        for item in part:
            yield from _words(item)
    elif isinstance(part, dict):
        for inner in part.values():
            yield from _words(inner)
