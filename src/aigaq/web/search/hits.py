"""What is shown of what was found. Invariant: a hit is made of rows that the viewer may see, and opens at its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aigaq.names.folding import excerpt, marked
from aigaq.web.models import CaseRow, StatementRow, SubjectRow
from aigaq.web.store.index_entries import line_in
from aigaq.web.store.index_queries import Row
from aigaq.web.store.withheld_fields import Withheld, masked

_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, its words with those sought marked, and where its page is.

    Args:
        about: of a statement, whom or what it is about.
        predicate, polarity, modality: of a statement, the codes.
    """

    kind: str
    id: str
    pieces: tuple[tuple[str, bool], ...]
    source: str = ""
    line: int = 0
    about: str = ""
    predicate: str = ""
    polarity: str = "affirms"
    modality: str = "certain"

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece for piece, _ in self.pieces)


def hits(
    case: CaseRow, kind: str, rows: Sequence[Row], words: Sequence[str], hidden: Withheld
) -> Iterable[Hit]:
    """What rows of one kind show to whom some fields are withheld, in their order, the words sought marked."""
    if kind == "statement":
        return _statements(case, rows, words, hidden)
    return (_subjects if kind == "subject" else _passages)(rows, words)


def _subjects(rows: Sequence[Row], words: Sequence[str]) -> Iterable[Hit]:
    return (Hit("subject", row.ref, tuple(marked(row.shown, words))) for row in rows)


def _statements(case: CaseRow, rows: Sequence[Row], words: Sequence[str], hidden: Withheld) -> Iterable[Hit]:
    keys = [row.ref for row in rows]
    # Without an order: to keep that of the case SQLite would read every statement of it.
    said = {one.key: one for one in StatementRow.objects.filter(case=case, key__in=keys).order_by()}
    about = {one.subject for one in said.values()}
    named = SubjectRow.objects.filter(case=case, key__in=about).order_by().values_list("key", "label")
    labelled = {key: hidden.label(key, label) for key, label in named}
    for key in keys:
        one = said[key]
        record = masked(one.to_record(), hidden)
        text = " · ".join(part for part in (record.value.text, record.note) if part)
        yield Hit(
            "statement",
            key,
            tuple(marked(excerpt(text, words, most=_SHOWN), words)),
            source=one.source,
            line=one.line,
            about=labelled.get(one.subject, one.subject),
            predicate=one.predicate,
            polarity=record.polarity,
            modality=record.modality,
        )


def _passages(rows: Sequence[Row], words: Sequence[str]) -> Iterable[Hit]:
    for row in rows:
        line = line_in(row.number)
        shown = marked(excerpt(row.shown, words, most=_SHOWN), words)
        yield Hit("passage", f"L{line}", tuple(shown), source=row.ref, line=line)
