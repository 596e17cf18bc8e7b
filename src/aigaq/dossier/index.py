"""What the pages look up, found once for all languages.

Invariant: one pass over the case for each table; no page walks the case again.
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
from aigaq.statements.origins import corroboration, voice_kind
from aigaq.statements.support import support_withdrawn

_ID = re.compile(r"[^/~=#]+")
"""An id within one that is made of several: `intent/mother~death/shooting`."""
Same = tuple[str, str, object, str]
"""Subject, predicate, value, polarity: who says the same."""


@dataclass
class Index:
    """One case, cleared, as the pages ask it.

    Args:
        slugs: by id of subject or source, the word that stands for it in an address and on a page.
    """

    records: CaseRecords
    texts: Mapping[str, str]
    slugs: Mapping[str, str]
    case: Case
    rule: str | None
    pictures: Pictures = field(default_factory=Pictures)

    def word(self, id: str) -> str:
        """The word that stands for a subject or a source: its id, or another where the id itself would tell."""
        return self.slugs.get(id, id)

    def words(self, id: str) -> str:
        """An id made of others, such as that of a contradiction, with the word that stands for each of them."""
        return _ID.sub(lambda found: self.word(found[0]), id)

    @cached_property
    def evidence(self) -> Evidence:
        """The statements that count."""
        return self.case.evidence()

    @cached_property
    def ladder(self) -> Ladder:
        """The count that stands in front."""
        return self.case.ladder(self.rule)

    @cached_property
    def standing(self) -> Mapping[str, Individual | Excluded]:
        """By person, how the count takes them."""
        found = self.ladder
        every: Iterable[Individual | Excluded] = (*found.individuals, *found.unresolved, *found.excluded)
        return {one.id: one for one in every}

    @cached_property
    def contradictions(self) -> Mapping[str, Contradiction]:
        """By id."""
        return {one.id: one for one in self.case.contradictions()}

    @cached_property
    def dated(self) -> Mapping[str, Dated]:
        """By event, when it was; the first where several days are told."""
        found: dict[str, Dated] = {}
        for one in self.case.timeline():
            found.setdefault(one.event, one)
        return found

    @cached_property
    def decisions(self) -> Mapping[str, list[Decision]]:
        """By target, what we decided and did not take back."""
        found: dict[str, list[Decision]] = {}
        for one in in_force(self.records.decisions):
            for target in one.targets:
                found.setdefault(target.removeprefix("#"), []).append(one)
        return found

    @cached_property
    def from_source(self) -> Mapping[str, list[Statement]]:
        """By source, its statements in the order of their places."""
        found: dict[str, list[Statement]] = {}
        for one in self.evidence.by_id.values():
            found.setdefault(one.source, []).append(one)
        return {key: sorted(said, key=_place) for key, said in found.items()}

    @cached_property
    def resting(self) -> Mapping[str, list[str]]:
        """By statement, what names it as a premise."""
        found: dict[str, list[str]] = {}
        for one in self.evidence.by_id.values():
            for premise in one.premises:
                found.setdefault(premise, []).append(one.id)
        return found

    @cached_property
    def without_support(self) -> Mapping[str, tuple[str, ...]]:
        """By statement, the withdrawn words that it rested on."""
        return support_withdrawn(self.evidence, self.records.decisions)

    @cached_property
    def _same(self) -> Mapping[Same, list[Statement]]:
        found: dict[Same, list[Statement]] = {}
        for one in self.evidence.live:
            found.setdefault(self._asks(one), []).append(one)
        return found

    @cached_property
    def _origins(self) -> dict[Same, int]:
        return {}

    def _asks(self, one: Statement) -> Same:
        return self.evidence.canonical(one.subject), one.predicate, one.value, one.polarity

    def origins(self, one: Statement) -> int:
        """How many independent origins say the same."""
        asked = self._asks(one)
        if asked not in self._origins:
            self._origins[asked] = corroboration(self._same.get(asked, ()), self.evidence).independent
        return self._origins[asked]

    def warm(self) -> None:
        """Work out what several pages need, before the work is shared out: each share would do it again."""
        case = self.case
        _ = self.ladder, self.standing, self.contradictions, self.dated, self.decisions, self.from_source
        _ = self.resting, self.without_support, self._same
        _ = case.against, case.touching, case.questions_about, case.questions()

    def touching(self, subject: str) -> list[Statement]:
        """The statements about a subject, its death, or that point at it."""
        return self.case.touching.get(self.evidence.canonical(subject).removesuffix("~death"), [])

    def against(self, statements: Iterable[str]) -> list[Contradiction]:
        """The contradictions that any of some statements takes part in."""
        found = {one.id: one for said in statements for one in self.case.against.get(said, ())}
        return [found[name] for name in sorted(found)]

    def voice(self, one: Statement) -> str:
        """The one meaning that colour has."""
        return voice_kind(one, self.evidence)


def _place(one: Statement) -> tuple[int, int, str]:
    first = one.passages[0].place if one.passages else None
    return (first.line, first.first or 0, one.id) if first else (0, 0, one.id)
