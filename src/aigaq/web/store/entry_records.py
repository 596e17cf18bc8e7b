"""Records that an entry names: the few it may point at, out of however many a case has.

Invariant: a record that the coder may not see is unknown here; an entry cannot point at it, nor reveal that it exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from aigaq.records.coding.resolution import Known
from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.serialize import from_plain
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.web.models import CaseRow, EntryRow, StatementRow, SubjectRow
from aigaq.web.store.case_heads import CaseHead
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.rows import keyed
from aigaq.web.store.visible import without_hidden_ties
from aigaq.web.store.withheld_fields import masked

_NEAR = 200
_ID = re.compile(r"[^\s,;:()\[\]{}#]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Records that an entry names, and the compartments required by each, by name."""

    known: Known
    seals: Mapping[str, frozenset[str]]

    def needed(self, names: Iterable[str]) -> frozenset[str]:
        """Compartments required by any of these names, together."""
        return reduce(or_, (self.seals[name] for name in names if name in self.seals), frozenset())


def named(
    row: CaseRow, held: frozenset[str], head: CaseHead, entry: Entry, added: Iterable[Subject] = ()
) -> Named:
    """Subjects, entries, statements and questions that an entry names, and the new subjects it adds.

    Args:
        added: people or places that the form creates.
    """
    words, source = set(_words_of(entry)), head.sources.get(entry.source)
    words |= set() if source is None else source.voices
    words |= {row.anchor} if row.anchor else set()
    words |= {f"{word}.event" for word in words}
    visible = _Visible(head.sets, held, dict(head.seals))
    hidden = head.hidden
    subjects = {
        key: masked(from_plain(Subject, body), hidden)
        for key, body in visible.rows("subject", keyed(SubjectRow, row, words, "key", "seal", "body"))
    }
    entries: dict[str, tuple[str, ...]] = {}
    for key, made in visible.rows("entry", keyed(EntryRow, row, words, "key", "seal", "made")):
        entries[key] = tuple(made)
        # An entry is seen whole or not at all.
        visible.seals |= {f"statement:{name}": visible.seals[f"entry:{key}"] for name in made}
    said = [key for (key,) in visible.rows("statement", keyed(StatementRow, row, words, "key", "seal"))]
    every = {one.id: one for one in (*BUILT_IN, *subjects.values(), *added)}
    known = Known(
        vocabulary=head.vocabulary,
        subjects={key: without_hidden_ties(one, every) for key, one in every.items()},
        entries=entries,
        statements=frozenset((*said, *(name for names in entries.values() for name in names))),
        questions=frozenset(one.id for one in head.questions),
    )
    return Named(known, visible.seals)


@dataclass(slots=True)
class _Visible:
    """Filter of hidden rows; it notes the compartments required by each visible row."""

    sets: Mapping[int, frozenset[str]]
    held: frozenset[str]
    seals: dict[str, frozenset[str]]

    def rows(self, kind: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Visible rows without their seal column. Input rows are key, seal and further columns."""
        for key, seal, *rest in rows:
            names = self.sets.get(seal) if seal is not None else frozenset()
            # A set of compartments created a moment ago is unknown here: rows that require it stay hidden.
            if names is not None and names <= self.held:
                self.seals[f"{kind}:{key}"] = names
                yield (key, *rest)


def spelt_alike(row: CaseRow, held: frozenset[str], words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Ids of subjects and entries with the same first two letters as a word: enough to recognise a misspelt id."""
    may = visible_q(row, held)
    return {
        key: ()
        for start in {word[:2] for word in words}
        for rows in (SubjectRow, EntryRow)
        for key in rows.objects.filter(may, case=row, key__startswith=start).values_list("key", flat=True)[
            :_NEAR
        ]
    }


def _words_of(entry: Entry) -> Iterator[str]:
    """Words of an entry that could be ids, with and without the `#` in front."""
    for raw in (entry.id, entry.who, entry.value, *(value for _, value in entry.slots)):
        for written in _strings(raw):
            for word in (written, *_ID.findall(written)):
                if len(word) <= 300:
                    yield word


def _strings(raw: Raw) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, RawMap):
        for key, value in raw.entries:
            yield key
            yield from _strings(value)
    else:
        for one in raw:
            yield from _strings(one)
