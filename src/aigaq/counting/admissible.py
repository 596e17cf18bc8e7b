"""Which words a rule hears: for a harm, and against it.

Invariant: a word that speaks of no case (what would have been, a practice of killing) neither adds nor disputes.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.counting.causes import FIRM, event_of, lies_in
from aigaq.counting.count_context import CountContext
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref, Unknown
from aigaq.statements.compare import falls_under
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.origins import origin_of, voice_of


def not_retracted(statements: Iterable[Statement], evidence: Evidence) -> list[Statement]:
    """What was not taken back; of our readings those that still rest on something that somebody says."""
    return [one for one in statements if _stands(one, evidence)]


def _stands(statement: Statement, evidence: Evidence) -> bool:
    if not evidence.status_of(statement.id).still_counts:
        return False
    rests = statement.source != OURS or not statement.premises
    return rests or any(evidence.status_of(premise).still_counts for premise in statement.premises)


def reports(live: Iterable[Statement]) -> list[Statement]:
    """What affirms the harm; our readings only where no source does, for a reading is no origin."""
    affirmed = [one for one in live if one.polarity == "affirms" and one.modality != "counterfactual"]
    return [one for one in affirmed if one.source != OURS] or affirmed


def of_actual_deaths(affirmed: Iterable[Statement], harm: str) -> list[Statement]:
    """Without what tells of a practice ("they used to kill people like him"), and what nobody could say.

    Whether somebody died "was asked and not answered" is no word that they did.
    """
    if harm != "died":
        return list(affirmed)
    return [one for one in affirmed if one.aspect != "practice" and not isinstance(one.value, Unknown)]


def disputed(affirmed: list[Statement], live: Iterable[Statement], context: CountContext) -> bool:
    """Whether a voice that the rule hears denies the harm itself, surely and of this case."""
    denials = [
        statement
        for statement in live
        if statement.polarity == "denies"
        and statement.modality in FIRM
        and statement.aspect == "single"
        and speaker_fits(statement, context)
    ]
    if context.rule.harm == "died":
        # Who denies a date denies the date: "not on the third" leaves the death as it is.
        return any(one.value == UNDATED for one in denials)
    return all(any(_denied(one, denial, context.evidence) for denial in denials) for one in affirmed)


def _denied(statement: Statement, denial: Statement, evidence: Evidence) -> bool:
    """Whether a denial is of the same event, of one around it, or of what it was: who denies a rape denies no blow."""
    if isinstance(denial.value, Code):
        return falls_under(statement.value, denial.value, evidence)
    if not isinstance(denial.value, Ref):
        return True
    event, against = event_of(statement.value, evidence), event_of(denial.value, evidence)
    return event is not None and against is not None and lies_in(event, against, evidence)


def speaker_fits(statement: Statement, context: CountContext) -> bool:
    """Whether one of the rule's speakers says it, as the nearest voice or as the origin."""
    if not context.rule.speakers:
        return True
    voices = {voice_of(link.voice, context.evidence) for link in statement.chain} | {
        link.voice for link in statement.chain[:1]
    }
    return bool(voices & set(context.rule.speakers))


def origin_fits(statement: Statement, context: CountContext) -> bool:
    """Whether the word comes from as near as the rule asks."""
    if context.rule.origins == "any":
        return True
    origin = origin_of(statement, context.evidence)
    return origin.first_hand if context.rule.origins == "first-hand" else origin.known
