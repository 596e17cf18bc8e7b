"""Lookup tables for the pages, computed once for all languages.

Invariant: each table takes one pass over the case; no page walks the case again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from aigaq.accountability.timeline import Dated
from aigaq.casework.case import Case
from aigaq.dossier.pictures import Pictures
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Decision, in_force
from aigaq.records.ladder import Excluded, Individual, Ladder
from aigaq.records.statements import Statement
from aigaq.statements.contradictions import Contradiction
from aigaq.statements.evidence import Evidence
from aigaq.statements.origins import voice_kind
from aigaq.statements.support import Relations

_ID = re.compile(r"[^/~=#]+")
"""A single id within a compound one: `intent/mother~death/shooting`."""


@dataclass
class Index:
    """Lookup tables over one cleared case.

    Args:
        slugs: by id of subject or source, the word that replaces it in addresses and on pages.
    """

    records: CaseRecords
    texts: Mapping[str, str]
    slugs: Mapping[str, str]
    case: Case
    rule: str | None
    pictures: Pictures = field(default_factory=Pictures)

    def word(self, id: str) -> str:
        """The word for a subject or source: its id, or another word if the id itself would reveal something."""
        return self.slugs.get(id, id)

    def words(self, id: str) -> str:
        """A compound id, such as that of a contradiction, with each part replaced by its word."""
        return _ID.sub(lambda match: self.word(match[0]), id)

    @cached_property
    def evidence(self) -> Evidence:
        """The statements in force."""
        return self.case.evidence()

    @property
    def relations(self) -> Relations:
        """Ties between the statements."""
        return self.case.relations

    @cached_property
    def ladder(self) -> Ladder:
        """The main count of the edition."""
        return self.case.ladder(self.rule)

    @cached_property
    def standing(self) -> Mapping[str, Individual | Excluded]:
        """By person, their status in the count."""
        ladder = self.ladder
        every: Iterable[Individual | Excluded] = (*ladder.individuals, *ladder.unresolved, *ladder.excluded)
        return {one.id: one for one in every}

    @cached_property
    def contradictions(self) -> Mapping[str, Contradiction]:
        """Contradictions by id."""
        return {one.id: one for one in self.case.contradictions()}

    @cached_property
    def dated(self) -> Mapping[str, Dated]:
        """By event, its date; the first one if several days are reported."""
        by_event: dict[str, Dated] = {}
        for dated in self.case.timeline():
            by_event.setdefault(dated.event, dated)
        return by_event

    @cached_property
    def decisions(self) -> Mapping[str, list[Decision]]:
        """By target, our decisions in force."""
        by_target: dict[str, list[Decision]] = {}
        for decision in in_force(self.records.decisions):
            for target in decision.targets:
                by_target.setdefault(target.removeprefix("#"), []).append(decision)
        return by_target

    @cached_property
    def from_source(self) -> Mapping[str, list[Statement]]:
        """By source, its statements in the order of their places."""
        by_source: dict[str, list[Statement]] = {}
        for statement in self.evidence.by_id.values():
            by_source.setdefault(statement.source, []).append(statement)
        return {key: sorted(said, key=_place) for key, said in by_source.items()}

    def warm(self) -> None:
        """Compute shared tables before the work is split between processes: each would compute them again."""
        case = self.case
        _ = self.ladder, self.standing, self.contradictions, self.dated, self.decisions, self.from_source
        self.relations.prepare()
        _ = case.against, case.touching, case.questions_about, case.questions()

    def touching(self, subject: str) -> list[Statement]:
        """Statements about a subject or its death, or that refer to it."""
        return self.case.touching.get(self.evidence.canonical(subject).removesuffix("~death"), [])

    def voice(self, statement: Statement) -> str:
        """The kind of voice of a statement, the only thing that colour stands for."""
        return voice_kind(statement, self.evidence)


def _place(statement: Statement) -> tuple[int, int, str]:
    first = statement.passages[0].place if statement.passages else None
    return (first.line, first.first or 0, statement.id) if first else (0, 0, statement.id)
