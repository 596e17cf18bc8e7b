"""How sure and how factual a statement is: the sets of modalities that rules ask for."""

from __future__ import annotations

from aigaq.records.statements import Statement

FIRM = frozenset({"certain", "probable"})
"""Sure enough to settle something."""
UNSURE = frozenset({"possible", "doubtful"})
NOT_FACTUAL = frozenset({"counterfactual", "opinion"})
"""What would have been, and what somebody thinks, tells of no real case."""


def affirms_fact(statement: Statement) -> bool:
    """Whether a statement affirms something as a fact, sure or not."""
    return statement.polarity == "affirms" and statement.modality not in NOT_FACTUAL


def affirms_firmly(statement: Statement) -> bool:
    """Whether a statement affirms something as certain or probable."""
    return statement.polarity == "affirms" and statement.modality in FIRM
