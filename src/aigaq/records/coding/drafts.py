"""Statements in words, on their way to becoming typed ones.

Invariant: a draft keeps the entry it came from, so that every error can say where.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.coding.forms import Form
from aigaq.records.entries import Entry, Raw
from aigaq.records.subjects import Subject


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """One statement in words. `through_court`: the court stands behind the voice, by its record."""

    id: str
    entry: Entry
    subject: str
    predicate: str
    value: Raw
    event: str | None = None
    qualifiers: tuple[tuple[str, Raw], ...] = ()
    through_court: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """What an entry gives: drafts, events (and described people) it makes, what a reference to it means."""

    drafts: tuple[StatementDraft, ...]
    made: tuple[Subject, ...]
    main: str
    form: Form | None
    unfilled: tuple[str, ...] = ()


def where(entry: Entry) -> dict[str, str | int]:
    """File, line and id of an entry, as parameters of an error."""
    return {"file": entry.file, "line": entry.line, "id": entry.id}
