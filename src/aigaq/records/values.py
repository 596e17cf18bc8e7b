"""What a statement can say: a reference, a code, a date, a quantity, words, yes, or a kind of unknown.

Invariant: a value keeps the words that were written (`text`), and two values with the same meaning are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Ref:
    """Points at a subject of the case, or at a statement when the id begins with `#`."""

    id: str

    @property
    def text(self) -> str:
        """The id, as the words of this value."""
        return self.id


@dataclass(frozen=True, slots=True)
class Code:
    """A word of one of the lists in `vocab/codes.yaml`."""

    list: str
    code: str

    @property
    def text(self) -> str:
        """The code, as the words of this value."""
        return self.code


@dataclass(frozen=True, slots=True)
class Words:
    """The coder's own words, where no list holds the thing."""

    text: str


@dataclass(frozen=True, slots=True)
class Yes:
    """The predicate holds; nothing more is said."""

    @property
    def text(self) -> str:
        """The word that stands for it in files."""
        return "true"


@dataclass(frozen=True, slots=True)
class Unknown:
    """One of the written unknowns (list `unknown`); "not stated" is computed and never a value."""

    kind: str

    @property
    def text(self) -> str:
        """The code of the kind."""
        return self.kind


Value = Ref | Code | When | Relative | Quantity | Words | Yes | Unknown

UNDATED = When("undated", None, None, None, None, False, False)
"""It happened; nobody says when."""
