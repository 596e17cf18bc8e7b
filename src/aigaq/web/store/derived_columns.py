"""What the columns of a row say by its record. Invariant: it reads the record alone, never the columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aigaq.bundle.castfile import relation_label
from aigaq.records.entries import Entry, as_words
from aigaq.records.subjects import Subject
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.web.models import EntryRow, RecordRow
from aigaq.web.store.references import references_of


def columns_of(kind: type[RecordRow[Any]], record: Any) -> dict[str, Any]:
    """The columns of a row of its own, as its record says them."""
    return {**{name: getattr(record, name) for name in kind.columns}, **kind.made_from(record)}


def touches_of(row: RecordRow[Any], record: Any) -> list[str]:
    """What a record touches by itself; of an entry its statements too, as its row names them."""
    return references_of(record, row.made if isinstance(row, EntryRow) else ())


def is_relation(predicate: str, vocabulary: Vocabulary) -> bool:
    """Whether an entry of this predicate may call somebody after somebody else."""
    return predicate in vocabulary.lists["relation"].terms


def called_after(
    told: Iterable[Entry], subjects: Mapping[str, Subject], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Who is called after whom ("mother of ..."): the id, and the name that its record touches by that.

    Args:
        told: entries of relations.
        subjects: by id, at least those that they name.
    """
    for entry in told:
        who = subjects.get(as_words(entry.who))
        if who is not None and relation_label(entry, subjects, vocabulary) == who.label:
            yield who.id, f"subject:{as_words(entry.value)}"
