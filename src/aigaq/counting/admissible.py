"""Which statements of a harm are admissible under a count rule, and which dispute it.

Invariant: what speaks of no real case (a hypothetical, a practice of killing) neither supports nor disputes.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.counting.causes import event_of, lies_in
from aigaq.counting.count_context import CountContext
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref, Unknown
from aigaq.statements.compare import falls_under
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import FIRM
from aigaq.statements.origins import origin_of, voice_of


def not_retracted(statements: Iterable[Statement], evidence: Evidence) -> list[Statement]:
    """Statements that are not retracted. A reading of ours needs at least one premise that is not."""

    def counts(statement: Statement) -> bool:
        if not evidence.status_of(statement.id).still_counts:
            return False
        rests_on_premises = statement.source == OURS and bool(statement.premises)
        return not rests_on_premises or any(
            evidence.status_of(one).still_counts for one in statement.premises
        )

    return [one for one in statements if counts(one)]


def affirming(live: Iterable[Statement]) -> list[Statement]:
    """Statements that affirm the harm; readings of ours only where no source does, for a reading is no origin."""
    affirmed = [one for one in live if one.polarity == "affirms" and one.modality != "counterfactual"]
    return [one for one in affirmed if one.source != OURS] or affirmed


def of_actual_deaths(affirmed: Iterable[Statement], harm: str) -> list[Statement]:
    """The statements that tell of a death that happened.

    Left out are practices ("they used to kill people like him") and unknown values: that a question about the death
    was not answered does not say that somebody died. Of another harm all are kept.
    """
    if harm != "died":
        return list(affirmed)
    return [one for one in affirmed if one.aspect != "practice" and not isinstance(one.value, Unknown)]


def is_disputed(affirmed: list[Statement], live: Iterable[Statement], context: CountContext) -> bool:
    """Whether an admissible speaker firmly denies the harm itself, of this case."""
    denials = [
        statement
        for statement in live
        if statement.polarity == "denies"
        and statement.modality in FIRM
        and statement.aspect == "single"
        and speaker_fits(statement, context)
    ]
    if context.rule.harm == "died":
        # A denial of a date is no denial of the death: "not on the third".
        return any(one.value == UNDATED for one in denials)
    return all(any(_denied(one, denial, context.evidence) for denial in denials) for one in affirmed)


def _denied(statement: Statement, denial: Statement, evidence: Evidence) -> bool:
    """Whether a denial is of the same event, of one around it, or of its kind. To deny a rape denies no beating."""
    if isinstance(denial.value, Code):
        return falls_under(statement.value, denial.value, evidence)
    if not isinstance(denial.value, Ref):
        return True
    event, against = event_of(statement.value, evidence), event_of(denial.value, evidence)
    return event is not None and against is not None and lies_in(event, against, evidence)


def speaker_fits(statement: Statement, context: CountContext) -> bool:
    """Whether a speaker of the rule is in the statement's chain; always where the rule names none."""
    if not context.rule.speakers:
        return True
    voices = {voice_of(link.voice, context.evidence) for link in statement.chain}
    voices |= {link.voice for link in statement.chain[:1]}
    return bool(voices & set(context.rule.speakers))


def origin_fits(statement: Statement, context: CountContext) -> bool:
    """Whether the origin is as near to the event as the rule asks: any, known, or first-hand."""
    if context.rule.origins == "any":
        return True
    origin = origin_of(statement, context.evidence)
    return origin.first_hand if context.rule.origins == "first-hand" else origin.known
