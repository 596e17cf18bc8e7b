"""What the dossier asks of a case, said as types: the case itself lives a floor above.

Invariant: whatever answers here was made from the cleared records, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from aigaq.accountability.timeline import Dated
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Question
from aigaq.records.ladder import Ladder
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.statements.contradictions import Contradiction
from aigaq.statements.evidence import Evidence


class Answers(Protocol):
    """A case that can be asked."""

    @property
    def against(self) -> Mapping[str, list[Contradiction]]:
        """By statement, the contradictions that it takes part in."""

    @property
    def touching(self) -> Mapping[str, list[Statement]]:
        """By subject, the statements that touch it."""

    @property
    def questions_about(self) -> Mapping[str, list[Question]]:
        """By subject, the questions about it."""

    def evidence(self) -> Evidence:
        """The statements that count, indexed."""

    def ladder(self, rule: str | None = None) -> Ladder:
        """Claimed, documented, estimated."""

    def rule(self, key: str | None = None) -> CountRule:
        """The rule of a count."""

    def contradictions(self) -> tuple[Contradiction, ...]:
        """What cannot all hold."""

    def questions(self) -> tuple[Question, ...]:
        """What is not known."""

    def timeline(self) -> tuple[Dated, ...]:
        """What happened, by date."""


class Joins(Protocol):
    """Makes a case that can be asked from cleared records."""

    def __call__(self, records: CaseRecords) -> Answers:
        """The case."""
