"""Assemble the statements of a case from its entries: expand the forms, collect all ids, resolve every word.

Invariant: the same entries give the same statements, whether they came from files or from a screen, all together or
one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aigaq.bundle.problems import Problems
from aigaq.errors import DuplicateId, HarmNotStated, HarmsDiffer, UnknownId
from aigaq.records.coding.expansion import Expansion, expand
from aigaq.records.coding.resolution import Known, check_who, resolve
from aigaq.records.entries import Entry, as_list, as_words
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
    known: Known,
    sources: Mapping[str, Source],
    anchor: str | None,
    problems: Problems,
) -> Assembled:
    """The statements of some entries, of a whole case or one more in a complete case. Problems are collected.

    Args:
        known: all ids that the entries may refer to besides those that they make; further ids do no harm.
        sources: at least those of the entries, by key.
        anchor: the event that the case is about.
    """
    listed = tuple(entries)
    _check_twice(listed, known, problems)
    expansions: dict[str, Expansion] = {}
    for entry in listed:
        with problems.caught(**entry.where):
            expansions[entry.id] = expand(entry, known.vocabulary, anchor=anchor, subjects=known.subjects)
    _check_statements_twice(listed, expansions, known, problems)
    made_for = {key: expansion.ids for key, expansion in expansions.items()}
    made = {subject.id: subject for expansion in expansions.values() for subject in expansion.made}
    known = replace(
        known,
        subjects={**known.subjects, **made},
        entries={**known.entries, **made_for},
        statements=known.statements.union(*made_for.values()),
    )
    statements: list[Statement] = []
    for entry in listed:
        source, expansion = sources.get(entry.source), expansions.get(entry.id)
        if source is None:
            problems.add(UnknownId(**entry.where, value=entry.source))
        if source is None or expansion is None:
            continue
        with problems.caught(**entry.where):
            # About the wrong kind of subject each statement would be a further error: all are skipped.
            check_who(entry, expansion.form, known)
            for draft in expansion.drafts:
                with problems.caught(**entry.where):
                    statements.append(resolve(draft, source, known))
    unfilled = {key: expansion.unfilled for key, expansion in expansions.items() if expansion.unfilled}
    return Assembled(tuple(statements), known, unfilled)


def _check_twice(entries: Iterable[Entry], known: Known, problems: Problems) -> None:
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in seen:
            first = seen[entry.id]
            problems.add(DuplicateId(**entry.where, value=entry.id, first=f"{first.file}:{first.line}"))
        elif entry.id in known.entries:
            problems.add(DuplicateId(**entry.where, value=entry.id))
        seen[entry.id] = entry


def _check_statements_twice(
    entries: Iterable[Entry], expansions: Mapping[str, Expansion], known: Known, problems: Problems
) -> None:
    """Refuse an entry whose id a form also uses: `marat.died` would collide with what the form of `marat` writes."""
    owner: dict[str, str] = {}
    for entry in entries:
        for draft in expansions[entry.id].drafts if entry.id in expansions else ():
            if draft.id in known.statements or owner.setdefault(draft.id, entry.id) != entry.id:
                problems.add(DuplicateId(**entry.where, value=draft.id))


# The harm that a claimed figure counts: killed, wounded, held. "Sixty-four" may be wounded, dead or held; nobody is
# counted among the dead because a word was left out.


def check_claim(entry: Entry, vocabulary: Vocabulary, subjects: Mapping[str, Subject]) -> None:
    """Refuse a claimed figure that names no harm, or two different ones.

    A plain statement about an event without a harm is kept, but compared with no count: its harm is unknown.

    Raises:
        HarmNotStated: no slot `harm`, and no harm in place of the group.
        HarmsDiffer: both are given and they differ.
    """
    form = vocabulary.forms.get(entry.form) if entry.form is not None else None
    claims = form is not None and form.who == "group-or-harm"
    if not claims and not _claims_plainly(entry, subjects):
        return
    named = vocabulary.find("harm", as_words(entry.who)) if claims else None
    written = entry.slot("harm")
    if written is None and named is None:
        harms = ", ".join(vocabulary.lists["harm"].terms)
        raise HarmNotStated(**entry.where, key="harm", known=harms)
    if written is not None and named is not None and vocabulary.find("harm", as_words(written)) != named:
        raise HarmsDiffer(**entry.where, key=named, value=as_words(written))


def _claims_plainly(entry: Entry, subjects: Mapping[str, Subject]) -> bool:
    if entry.form is not None or entry.predicate.removeprefix("not ") != "claimed-total":
        return False
    claimed = (subjects.get(as_words(who)) for who in as_list(entry.who))
    return any(subject is not None and subject.kind in ("group", "body", "person") for subject in claimed)
