"""Disputed retractions: somebody retracts or corrects the words of somebody else. The words still count.

Invariant: a retraction without effect is still shown, beside the words that it is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.statements.compare import TENSION
from aigaq.statements.contradictions import Contradiction, Side, kind_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import affirms_fact
from aigaq.statements.status import retraction_target
from aigaq.statements.voices import Voices

_STAND_BY = frozenset({"reaffirmed", "under-pressure"})


def disputed_retractions(evidence: Evidence) -> Iterator[Contradiction]:
    """Statements that still count, each against those who call it wrong or retracted without a right to retract it."""
    voices = Voices(evidence.subjects, evidence.clusters)
    retracting: dict[str, list[Statement]] = {}
    for predicate in ("recants", "corrects"):
        for retraction in evidence.by_predicate.get(predicate, ()):
            earlier = retraction_target(retraction, evidence.by_id)
            if (
                earlier is None
                or not evidence.status_of(earlier.id).still_counts
                or OURS in (retraction.source, earlier.source)
            ):
                continue
            if _speaks_against(retraction) and not voices.may_take_back(retraction, earlier):
                retracting.setdefault(earlier.id, []).append(retraction)
    for target, words in sorted(retracting.items()):
        yield _shown(evidence.by_id[target], sorted(words, key=lambda statement: statement.id), evidence)


def _speaks_against(retraction: Statement) -> bool:
    kind = retraction.qualifier("kind")
    stands_by = kind is not None and kind.text in _STAND_BY
    return affirms_fact(retraction) and not stands_by


def _shown(earlier: Statement, retractions: list[Statement], evidence: Evidence) -> Contradiction:
    answers = [(earlier.value, "affirms", [earlier]), (retractions[0].value, "denies", retractions)]
    sides = (
        Side(f"{earlier.predicate}: {earlier.value.text}", (earlier.id,)),
        Side(
            f"{retractions[0].predicate}: {retractions[0].value.text}", tuple(one.id for one in retractions)
        ),
    )
    name = f"taken-back/{earlier.id}"
    kind = kind_of(answers, evidence)
    return Contradiction(name, earlier.subject, earlier.predicate, kind, TENSION, sides, "taken-back")
