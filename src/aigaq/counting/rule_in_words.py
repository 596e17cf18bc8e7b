"""A counting rule as one sentence, in three languages.

Invariant: every field of the rule that moves the count is in the sentence, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from aigaq.records.rules import CountRule
from aigaq.records.vocab.messages import Language, catalogue, say
from aigaq.records.vocab.vocabulary import Vocabulary


def in_words(
    rule: CountRule,
    *,
    label: Callable[[str], str],
    vocabulary: Vocabulary,
    language: Language,
    as_of: date | None = None,
) -> str:
    """A rule as a sentence: "Deaths in the event …, reported by at least one voice, …".

    Args:
        label: the safe label of a subject.
        as_of: the day as of which to count; None is now.
    """
    clauses = ", ".join(_clauses(rule, label, vocabulary, language))
    sentence = f"{_harm(rule, vocabulary, language)} {clauses}."
    return (
        sentence if as_of is None else f"{sentence} {say('inwords-as-of', language, day=as_of.isoformat())}"
    )


def _harm(rule: CountRule, vocabulary: Vocabulary, language: Language) -> str:
    code = f"inwords-{rule.harm}"
    if code in catalogue():
        return say(code, language)
    # A harm of the case's own vocabulary has a label, but no form for the head of a sentence.
    return say("inwords-other", language, harm=vocabulary.label("harm", rule.harm, language))


def _clauses(
    rule: CountRule, label: Callable[[str], str], vocabulary: Vocabulary, language: Language
) -> Iterator[str]:
    yield from _whom(rule, label, vocabulary, language)
    # Custody and classes move a count of deaths only.
    if rule.harm == "died" and rule.custody != "any":
        yield say(f"inwords-{rule.custody}", language)
    yield say(f"inwords-{rule.threshold}", language)
    if rule.speakers:
        names = ", ".join(say("inwords-quoted", language, words=label(one)) for one in rule.speakers)
        yield say("inwords-speakers", language, names=names)
    yield say(f"inwords-{rule.origins}", language)
    yield say("inwords-readings" if rule.readings else "inwords-no-readings", language)
    if rule.harm == "died" and rule.leave_out:
        kinds = (vocabulary.label("death-class", one, language) for one in rule.leave_out)
        kinds_left_out = ", ".join(say("inwords-quoted", language, words=kind) for kind in kinds)
        yield say("inwords-leave-out", language, kinds=kinds_left_out)


def _whom(
    rule: CountRule, label: Callable[[str], str], vocabulary: Vocabulary, language: Language
) -> Iterator[str]:
    if rule.scope is None:
        yield say("inwords-everywhere", language)
    else:
        yield say("inwords-scope", language, event=label(rule.scope))
    if rule.place is not None:
        role = vocabulary.label("place-role", rule.place_role, language)
        yield say("inwords-place", language, place=label(rule.place), role=role)
    if rule.population is not None:
        yield say("inwords-population", language, group=label(rule.population))
