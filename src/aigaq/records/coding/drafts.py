"""Statement drafts: statements still in the coder's words, before they are typed.

Invariant: a draft keeps the entry it came from, so that every error can name the place.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.coding.forms import Form
from aigaq.records.entries import Entry, Raw
from aigaq.records.subjects import Subject


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement whose parts are still words. `through_court`: the court stands behind the voice, by its record."""

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
    """The result of expanding an entry: drafts, created events and described people, the statement its id refers to."""

    drafts: tuple[StatementDraft, ...]
    made: tuple[Subject, ...]
    main: str
    form: Form | None
    unfilled: tuple[str, ...] = ()


def where(entry: Entry) -> dict[str, str | int]:
    """File, line and id of an entry, as parameters of an error."""
    return {"file": entry.file, "line": entry.line, "id": entry.id}
