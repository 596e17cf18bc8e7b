"""Head of a case: its sources, decisions, readings, questions, rules and words. Small, and cached until one changes.

Invariant: a case head holds only records that its viewer's compartments open, and is shown to no other viewer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from aigaq.casework.opening import document_of
from aigaq.casework.recent import Recent
from aigaq.casework.same_text import alike, copies_of, same_key
from aigaq.records import yamltext
from aigaq.records.clusters import Clusters
from aigaq.records.decisions import Decision, Question, Reading, charsets
from aigaq.records.documents import Document
from aigaq.records.entries import RawMap, raw_of
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.subjects import Subject
from aigaq.records.vocab.vocabulary import Vocabulary, extended, standard
from aigaq.web.models import (
    CaseRow,
    DecisionRow,
    QuestionRow,
    ReadingRow,
    RecordRow,
    RuleRow,
    SourceRow,
    SubjectRow,
    TextRow,
    WordsRow,
)
from aigaq.web.store.compartments import compartment_sets, kind_of, visible_q
from aigaq.web.store.rows import having
from aigaq.web.store.withheld_fields import Withheld, masked, withheld

_R = TypeVar("_R")
_heads: Recent[tuple[str, int, frozenset[str]], CaseHead] = Recent(16)
_texts: Recent[tuple[UUID, str, str | None], Document] = Recent(256)
_texts_alike: Recent[tuple[UUID, str], str] = Recent(20_000)


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The small part of a case, as holders of one set of compartments see it.

    `sources` are as entered, for saving. `with_copies` are the same sources for showing, where one with the text of an
    earlier source is a copy of it.
    `by_property` are the groups that a property defines: only a cast has them, no form makes one.
    `seals`: the compartments required by each source or question, by name. `sets`: every set of compartments that some
    record needs, by key; `open`: those of them that are held. `hidden`: the withheld fields.
    """

    vocabulary: Vocabulary
    added_words: RawMap | None
    sources: Mapping[str, Source]
    with_copies: Mapping[str, Source]
    decisions: tuple[Decision, ...]
    readings: tuple[Reading, ...]
    questions: tuple[Question, ...]
    rules: Mapping[str, CountRule]
    clusters: Clusters
    by_property: tuple[Subject, ...]
    seals: Mapping[str, frozenset[str]]
    sets: Mapping[int, frozenset[str]]
    open: frozenset[int]
    hidden: Withheld

    @property
    def whole(self) -> bool:
        """Whether no record is sealed from these holders."""
        return len(self.open) == len(self.sets)


def case_head(row: CaseRow, held: frozenset[str]) -> CaseHead:
    """The head of a case for the holders of some compartments."""
    return _heads.once((str(row.pk), row.shelf, held), lambda: _read(row, held))


def _read(row: CaseRow, held: frozenset[str]) -> CaseHead:
    vocabulary, words = words_of(row)
    sets, hidden = compartment_sets(row), withheld(row, held)
    decisions = tuple(_of(DecisionRow, row, held, hidden))
    sources = {one.key: one for one in _of(SourceRow, row, held, hidden)}
    return CaseHead(
        vocabulary=vocabulary,
        added_words=words,
        sources=sources,
        with_copies=copies_of(sources, alike(_same_keys(row, sources))),
        decisions=decisions,
        readings=tuple(_of(ReadingRow, row, held, hidden)),
        questions=tuple(_of(QuestionRow, row, held, hidden)),
        rules={one.key: one for one in _of(RuleRow, row, held, hidden)},
        clusters=Clusters(decisions),
        by_property=tuple(
            one for one in _of(SubjectRow, row, held, hidden, kind="group") if one.all_with is not None
        ),
        seals=_seals(row, sets, SourceRow, QuestionRow),
        sets=sets,
        open=frozenset(key for key, names in sets.items() if names <= held),
        hidden=hidden,
    )


def _of(
    rows: type[RecordRow[_R]], row: CaseRow, held: frozenset[str], hidden: Withheld, **asked: str
) -> list[_R]:
    found: Any = rows._default_manager.filter(visible_q(row, held), case=row, **asked).order_by("seq")
    return [masked(one.to_record(), hidden) for one in found]


def _seals(
    row: CaseRow, sets: Mapping[int, frozenset[str]], *kinds: type[RecordRow[Any]]
) -> dict[str, frozenset[str]]:
    return {
        f"{kind_of(kind)}:{key}": sets[seal]
        for kind in kinds
        for key, seal in kind._default_manager.filter(case=row, seal__isnull=False).values_list("key", "seal")
        if seal in sets
    }


def _same_keys(row: CaseRow, sources: Mapping[str, Source]) -> dict[str, str]:
    """Key of the text of each source, equal for equal texts. Only one text is in memory at a time."""
    keys: dict[str, str] = {}
    for source in (key for key, one in sources.items() if one.media is None):
        key = _texts_alike.get((row.pk, source))
        if key is None:
            for (data,) in having(TextRow, row, "source", [source], "data"):
                key = _texts_alike.keep(
                    (row.pk, source), same_key(bytes(data).decode("utf-8-sig", errors="replace"))
                )
        if key is not None:
            keys[source] = key
    return keys


def words_of(row: CaseRow) -> tuple[Vocabulary, RawMap | None]:
    """Vocabulary of a case (standard words and its own), and its own words as they were written."""
    added = WordsRow.objects.filter(case=row).first()
    if added is None:
        return standard(), None
    node = yamltext.parse(added.text, name="vocabulary.yaml")
    words = node.mapping("vocabulary")
    return extended(standard(), words), RawMap(tuple((key.text, raw_of(value)) for key, value in words))


def documents(row: CaseRow, sources: Mapping[str, Source]) -> dict[str, Document]:
    """Parsed texts of some sources. A text is never edited, so each is parsed once and kept."""
    chosen = decided(row)
    kept = {key: _texts.get((row.pk, key, chosen.get(key))) for key in sources}
    found = {key: document for key, document in kept.items() if document is not None}
    missing = {key for key, source in sources.items() if source.media is None} - found.keys()
    for key, data in having(TextRow, row, "source", missing, "source", "data"):
        source, charset = sources[key], chosen.get(key)
        document = document_of(source, bytes(data), charset=charset)
        found[key] = _texts.keep((row.pk, key, charset), document)
    return found


def decided(case: CaseRow) -> dict[str, str]:
    """Charset that a decision chose, by source."""
    taken = DecisionRow.objects.filter(case=case, kind__in=("read-as", "withdraw"))
    if not taken.filter(kind="read-as").exists():
        return {}
    return charsets(row.to_record() for row in taken)
