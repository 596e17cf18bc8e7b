"""The people behind voices, and whose words a voice may retract.

Invariant: nobody retracts the words of somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aigaq.records.clusters import Clusters
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.statements.modality import FIRM


@dataclass(frozen=True, slots=True)
class Voices:
    """Voices of a case, resolved by the cast (`is:`) and the decisions on who is the same."""

    subjects: Mapping[str, Subject]
    clusters: Clusters

    def canonical(self, voice: str) -> str:
        """Canonical id of the person or body behind a voice."""
        subject = self.subjects.get(voice)
        return self.clusters.canonical(subject.stands_for if subject and subject.stands_for else voice)

    def may_take_back(self, retraction: Statement, earlier: Statement) -> bool:
        """Whether a retraction, correction or reaffirmation has an effect on an earlier statement.

        It has if its origin is one of the voices through whom the earlier statement came, and if it is firm. Of an
        unnamed plural nobody knows whether it is the same people.
        """
        speakers = {self.canonical(link.voice) for link in earlier.chain}
        if earlier.predicate == "testified":
            speakers.add(self.canonical(earlier.subject))
        origin = self.subjects.get(self.canonical(retraction.origin)) or self.subjects.get(retraction.origin)
        unnamed = origin is not None and origin.plural
        sure = retraction.modality in FIRM and retraction.polarity == "affirms"
        return sure and not unnamed and self.canonical(retraction.origin) in speakers
