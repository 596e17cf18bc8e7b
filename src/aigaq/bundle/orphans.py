"""Places and things that nothing names any more, once what named them is withheld.

Invariant: what is told nowhere else gives nothing away by standing in a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aigaq.records.cases import CaseRecords
from aigaq.records.serialize import Plain, to_plain
from aigaq.records.statements import Statement
from aigaq.records.values import Ref

_KINDS = ("place", "thing")


def without_unnamed(before: CaseRecords, now: CaseRecords) -> CaseRecords:
    """The masked records without places and things that only what was taken out named.

    What nobody named in the whole case either is the case's own list of places: it stays as it was.

    Args:
        before: the whole case.
        now: the case, masked.
    """
    unnamed = {key for key, one in now.subjects.items() if one.kind in _KINDS}
    lost = (unnamed & _named(before)) - _named(now)
    if not lost:
        return now
    left = replace(now, subjects={key: one for key, one in now.subjects.items() if key not in lost})
    # The town of a street that is gone may be named by nothing else.
    return without_unnamed(before, left)


def _named(records: CaseRecords) -> set[str]:
    """Every id that anything of the case names, be it only as the place of a place."""
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
