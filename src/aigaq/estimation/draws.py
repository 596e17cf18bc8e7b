"""Draws of a linkage: which records are of the same person is uncertain, so there are several tables.

Invariant: every draw has the same lists.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from aigaq.errors import TableEmpty, TableInvalid
from aigaq.estimation.table import Table


@dataclass(frozen=True, slots=True)
class Draws:
    """Tables with the same lists, one per draw; `thresholds`, if any, holds the threshold of each draw."""

    tables: tuple[Table, ...]
    thresholds: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.tables:
            raise TableEmpty()
        if len({table.lists for table in self.tables}) > 1 or (
            self.thresholds and len(self.thresholds) != len(self.tables)
        ):
            raise TableInvalid()

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists."""
        return self.tables[0].lists

    @property
    def digest(self) -> str:
        """Digest of the draws, independent of their order."""
        said = "\n".join(sorted(table.digest for table in self.tables))
        return hashlib.sha256(f"aigaq-draws-1\n{said}".encode()).hexdigest()
