"""Who is behind a voice, and whose words a voice may take back.

Invariant: nobody takes back the words of somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aigaq.records.clusters import Clusters
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject

_SURE = frozenset({"certain", "probable"})


@dataclass(frozen=True, slots=True)
class Voices:
    """The voices of a case, through the cast (`is:`) and the decisions on who is the same."""

    subjects: Mapping[str, Subject]
    clusters: Clusters

    def canonical(self, voice: str) -> str:
        """The person or body that a voice is, under the one id that decisions gave it."""
        subject = self.subjects.get(voice)
        return self.clusters.canonical(subject.stands_for if subject and subject.stands_for else voice)

    def may_take_back(self, word: Statement, earlier: Statement) -> bool:
        """Whether a recantation, correction or reaffirmation touches the earlier word.

        It does if its origin is one of those through whom the earlier word came, and if it is no mere
        possibility. Of several people who are not told apart nobody knows whether they are the same.
        """
        own = {self.canonical(link.voice) for link in earlier.chain}
        if earlier.predicate == "testified":
            own.add(self.canonical(earlier.subject))
        origin = self.subjects.get(self.canonical(word.origin)) or self.subjects.get(word.origin)
        unnamed = origin is not None and origin.plural
        sure = word.modality in _SURE and word.polarity == "affirms"
        return sure and not unnamed and self.canonical(word.origin) in own
