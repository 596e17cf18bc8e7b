"""Search index entries of a record, with their words. Invariant: they follow from the records alone.

A name in a statement leads to the person, but the entry is filed with the statement: a viewer who may not see the
statement does not find the person by that name. Marker tokens among the words are made of characters that folding
removes from any query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from aigaq.casework.opening import document_of
from aigaq.errors import CustodyBroken
from aigaq.names.folding import folded, index_words, trigrams
from aigaq.records.documents import is_content, line_text
from aigaq.records.serialize import to_plain
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.records.vocab.vocabulary import Vocabulary, standard
from aigaq.web.models import CaseRow, RecordRow, SourceRow, StatementRow, SubjectRow, TextRow
from aigaq.web.store.case_heads import decided, words_of
from aigaq.web.store.compartments import compartment_sets
from aigaq.web.store.withheld_fields import Kept, kept, masked

# The upper bits of an entry number are the kind: so each kind is one range, in the order of the case.
LABEL, NAME, STATEMENT, PASSAGE = (kind << 60 for kind in range(4))
RANGES = {
    "subject": (LABEL, STATEMENT - 1),
    "statement": (STATEMENT, PASSAGE - 1),
    "passage": (PASSAGE, (4 << 60) - 1),
}
_LINES = 1 << 28
SEARCHED: tuple[type[RecordRow[Any]], ...] = (SubjectRow, StatementRow)
"""Tables whose rows are indexed; the lines of sources come from their texts."""
_AT_ONCE = 500
_Seals = Callable[[frozenset[str]], int | None]
_NAMES = frozenset({"name"})
# Folding removes these characters, so a query cannot contain them.
_KIND, _NEAR, _MASK = "\u00b7", "\u00b8", "\u00b9"
NEW = -1
"""Stands for the key of a set of compartments that does not exist yet."""


@dataclass(frozen=True, slots=True)
class Findable:
    """One entry of the search index.

    Args:
        seal: set of compartments whose index holds it; None for the index of all members.
        number: unique within its index; hits come in this order.
        words: folded, each once, sorted.
        ref: id of the subject or statement, or key of the source.
        sort: folded label, by which subjects are sorted before their id.
        shown: the label, or the text of the line.
    """

    seal: int | None
    number: int
    words: tuple[str, ...]
    ref: str
    sort: str = ""
    shown: str = ""


def findable(
    case: CaseRow, rows: Sequence[RecordRow[Any]], *, seal_of: _Seals | None = None, new: Sequence[Any] = ()
) -> list[Findable]:
    """Index entries of rows of one table; none for tables that are not searched.

    A record with withheld fields gets two entries: one without them in the index of its row, and one with all words in
    the index of the compartments that open these fields.

    Args:
        seal_of: returns the key of a set of compartments, created if need be.
        new: subjects that will be written together with these rows.
    """
    twice = _Twice(case, seal_of)
    if rows and isinstance(rows[0], SubjectRow):
        return [
            one
            for row in rows
            if isinstance(row, SubjectRow)
            for one in twice.subject(row, row, (), (), LABEL + row.seq)
        ]
    if rows and isinstance(rows[0], StatementRow):
        said = [row for row in rows if isinstance(row, StatementRow)]
        return list(_statements(case, said, twice, {one.key: one for one in new}))
    return []


class _Twice:
    """Splitter of index entries: one entry if nothing of a record is withheld, otherwise two."""

    def __init__(self, case: CaseRow, seal_of: _Seals | None) -> None:
        self.kept: Kept = kept(case)
        self.sets = compartment_sets(case) if self.kept else {}
        known = {names: key for key, names in self.sets.items()}
        self.seal_of: _Seals = seal_of or (lambda names: known.get(names, NEW))

    def subject(
        self, row: SubjectRow, under: RecordRow[Any], names: Iterable[str], told: Iterable[str], number: int
    ) -> Iterator[Findable]:
        """Entries of a subject under its names, filed with the row `under`; `told` are the names not withheld."""
        whole = somebody(row.kind, row.label, names, Findable(under.seal_id, number, (), row.key))
        if not self.kept:
            yield whole
            return
        label = self.kept.hidden.label(row.key, row.label)
        fewer = somebody(row.kind, label, told, Findable(under.seal_id, number, (), row.key))
        own = self.kept.statement(under.key) if isinstance(under, StatementRow) else frozenset()
        yield from self.both(whole, fewer, own | self.kept.subject(row.key, row.label))

    def both(self, whole: Findable, fewer: Findable, takes: frozenset[str]) -> Iterator[Findable]:
        """The full entry, filed under the compartments `takes`, and the reduced one for everybody else."""
        own = self.sets[whole.seal] if takes and whole.seal is not None else frozenset()
        # Whoever may see the row holds all compartments that open its fields: one entry is enough.
        if takes <= own:
            yield whole
            return
        seal = self.seal_of(own | takes)
        yield replace(whole, seal=seal)
        yield replace(fewer, words=(*fewer.words, instead_for(seal)))

    def statement(self, row: StatementRow) -> Mapping[str, Any]:
        """Body of a statement without its withheld fields."""
        if not self.kept.statement(row.key):
            return dict(row.body)
        told: Any = to_plain(masked(row.to_record(), self.kept.hidden))
        return dict(told)


def _statements(
    case: CaseRow, rows: Sequence[StatementRow], twice: _Twice, new: Mapping[str, SubjectRow]
) -> Iterator[Findable]:
    named = {row.subject for row in rows if row.predicate in _NAMES}
    known = SubjectRow.objects.filter(case=case, key__in=named).order_by() if named else ()
    subjects = {**new, **{row.key: row for row in known}}
    vocabulary = _vocabulary(case, rows)
    for row in rows:
        told = twice.statement(row)
        if row.predicate in _NAMES and row.subject in subjects:
            names, others = (_texts(body["value"], vocabulary) for body in (row.body, told))
            yield from twice.subject(subjects[row.subject], row, names, others, NAME + row.seq)
        words, fewer = (index_words(_said(body, vocabulary)) for body in (row.body, told))
        if words:
            bare = Findable(row.seal_id, STATEMENT + row.seq, tuple(words), row.key)
            yield from twice.both(bare, replace(bare, words=tuple(fewer)), twice.kept.statement(row.key))


def _said(body: Mapping[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    """Texts of a statement: its value, the value as spoken, and the coder's note."""
    yield from _texts(body["value"], vocabulary)
    if body.get("said"):
        yield from _texts(body["said"], vocabulary)
    if body.get("note"):
        yield body["note"]


def _texts(value: Mapping[str, Any], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Texts of a value. A code has its labels in all languages; a reference has none (its subject has an entry)."""
    kind = value["is"]
    if kind in ("Code", "Unknown"):
        name, code = (value["list"], value["code"]) if kind == "Code" else ("unknown", value["kind"])
        if name not in vocabulary.lists:
            return (code,)
        return (code, *(vocabulary.label(name, code, language) for language in LANGUAGES))
    text = value.get("text")
    return (text,) if text and text != "undated" else ()


def _vocabulary(case: CaseRow, rows: Iterable[StatementRow]) -> Vocabulary:
    """Standard vocabulary, or that of the case if a value needs it: few cases add words."""
    known = standard().lists
    values = [row.body["value"] for row in rows if row.body["value"]["is"] == "Code"]
    if all(value["list"] in known and value["code"] in known[value["list"]].terms for value in values):
        return standard()
    return words_of(case)[0]


def lines_of(case: CaseRow, source: str) -> Iterator[Findable]:
    """Index entries of the lines of a source; none if its text is missing or is not the sealed one."""
    row = SourceRow.objects.filter(case=case, key=source).first()
    text = TextRow.objects.filter(case=case, source=source).first()
    if row is None or text is None or row.to_record().media is not None:
        return
    try:
        document = document_of(row.to_record(), bytes(text.data), charset=decided(case).get(source))
    except CustodyBroken:
        return  # `verify` reports it; a text that is not the sealed one is no evidence, so it is not found
    first = PASSAGE + row.seq * _LINES
    for number in range(1, len(document.lines) + 1):
        if not is_content(document, number):
            continue
        line = line_text(document, number).replace("\x00", " ")
        words = index_words([line])
        if words:
            yield Findable(row.seal_id, first + number, tuple(words), source, shown=line)


def line_in(number: int) -> int:
    """Line number within an entry number of a passage."""
    return number % _LINES


def lines_range(row: SourceRow) -> tuple[int, int]:
    """First and last entry number of the lines of a source."""
    first = PASSAGE + row.seq * _LINES
    return first, first + _LINES - 1


def everything(case: CaseRow, *, seal_of: _Seals | None = None) -> Iterator[list[Findable]]:
    """All index entries of a case, in chunks."""
    for kind in SEARCHED:
        last = -1
        while rows := list(kind._default_manager.filter(case=case, pk__gt=last).order_by("pk")[:_AT_ONCE]):
            yield findable(case, rows, seal_of=seal_of)
            last = rows[-1].pk
    for source in TextRow.objects.filter(case=case).order_by("pk").values_list("source", flat=True):
        lines = lines_of(case, source)
        while some := list(islice(lines, _AT_ONCE)):
            yield some


def of_kind(kind: str) -> str:
    """Marker token of a kind of subject."""
    return f"{_KIND}{kind}"


def near(word: str) -> list[str]:
    """Marker tokens of the trigrams of a word, for finding similar spellings."""
    return sorted(_NEAR + part.replace(" ", _KIND) for part in trigrams(word))


def without_markers(words: Iterable[str]) -> list[str]:
    """Words of an entry without its marker tokens."""
    return [word for word in words if word[0] not in (_KIND, _NEAR, _MASK)]


def instead_for(seal: int | None) -> str:
    """Marker token of a reduced entry; the full entry is in the index of this set of compartments."""
    return f"{_MASK}{seal}"


def somebody(kind: str, label: str, names: Iterable[str], bare: Findable) -> Findable:
    """Entry of a subject, under the words of its label and other names."""
    words = index_words((label, *names))
    # No trigrams for events: their labels contain the names of their victims, and each entry may make an event.
    nearly = {mark for word in words for mark in near(word)} if kind != "event" else set()
    marks = {of_kind(kind), *nearly}
    return replace(bare, words=(*words, *sorted(marks)), sort=folded(label)[:200], shown=label)
