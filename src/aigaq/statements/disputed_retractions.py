"""Words that somebody else, or nobody for certain, takes back: they stand, and the two are shown together.

Invariant: what takes back nothing is still seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.statements.compare import TENSION
from aigaq.statements.contradictions import Contradiction, Side, kind_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.status import retraction_target
from aigaq.statements.voices import Voices

_STAND_BY = frozenset({"reaffirmed", "under-pressure"})
_NO_FACT = frozenset({"opinion", "counterfactual"})


def disputed_retractions(evidence: Evidence) -> Iterator[Contradiction]:
    """A word that stands, against whoever says that it was wrong or taken back."""
    voices = Voices(evidence.subjects, evidence.clusters)
    found: dict[str, list[Statement]] = {}
    for predicate in ("recants", "corrects"):
        for word in evidence.by_predicate.get(predicate, ()):
            earlier = retraction_target(word, evidence.by_id)
            if (
                earlier is None
                or not evidence.status_of(earlier.id).still_counts
                or OURS in (word.source, earlier.source)
            ):
                continue
            if _speaks_against(word) and not voices.may_take_back(word, earlier):
                found.setdefault(earlier.id, []).append(word)
    for target, words in sorted(found.items()):
        yield _shown(evidence.by_id[target], sorted(words, key=lambda statement: statement.id), evidence)


def _speaks_against(word: Statement) -> bool:
    kind = word.qualifier("kind")
    stands_by = kind is not None and kind.text in _STAND_BY
    return word.polarity == "affirms" and word.modality not in _NO_FACT and not stands_by


def _shown(earlier: Statement, words: list[Statement], evidence: Evidence) -> Contradiction:
    answers = [(earlier.value, "affirms", [earlier]), (words[0].value, "denies", words)]
    sides = (
        Side(f"{earlier.predicate}: {earlier.value.text}", (earlier.id,)),
        Side(f"{words[0].predicate}: {words[0].value.text}", tuple(one.id for one in words)),
    )
    name = f"taken-back/{earlier.id}"
    kind = kind_of(answers, evidence)
    return Contradiction(name, earlier.subject, earlier.predicate, kind, TENSION, sides, "taken-back")
