"""Values of statements: a reference, code, date, quantity, words, yes, or a kind of unknown.

Invariant: a value keeps the words that were written (`text`), and two values with the same meaning are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a subject of the case, or to a statement if the id begins with `#`."""

    id: str

    @property
    def text(self) -> str:
        """The id, as the words of this value."""
        return self.id


@dataclass(frozen=True, slots=True)
class Code:
    """A code of one of the lists in `vocab/codes.yaml`."""

    list: str
    code: str

    @property
    def text(self) -> str:
        """The code, as the words of this value."""
        return self.code


@dataclass(frozen=True, slots=True)
class Words:
    """Free text of the coder, for things that no list holds."""

    text: str


@dataclass(frozen=True, slots=True)
class Yes:
    """A bare affirmation: the predicate holds, without a value."""

    @property
    def text(self) -> str:
        """The word for it in files."""
        return "true"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A written unknown (list `unknown`). "Not stated" is computed and never a value."""

    kind: str

    @property
    def text(self) -> str:
        """The code of this unknown."""
        return self.kind


Value = Ref | Code | When | Relative | Quantity | Words | Yes | Unknown

UNDATED = When("undated", None, None, None, None, False, False)
"""The date of something that happened, though nobody says when."""
