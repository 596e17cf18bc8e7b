"""A count for people to read, in three languages: its numbers, the ladder in one sentence, the rule in one sentence.

Invariant: "about" and "at least" are never lost; never "documented: 0", for unknown is not zero. Every field of the
rule that moves the count is in its sentence, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from aigaq.records.ladder import ClaimedTotal, Group, Individual
from aigaq.records.rules import CountRule
from aigaq.records.vocab.messages import LANGUAGES, Language, catalogue, plural, say
from aigaq.records.vocab.vocabulary import Vocabulary


def in_signs(low: int | None, high: int | None, *, about: bool = False) -> str:
    """A number in signs: 16, ≥ 10, ≤ 4, 2–5, ≈ 400; empty where no number was stated."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {low}"
    if low == high:
        return f"≈ {high}" if about else str(high)
    return f"≤ {high}" if not low else f"{low}–{high}"


def as_said(text: str | None, low: int | None, high: int | None, *, about: bool = False) -> str:
    """The quoted words of a figure, with the number in signs where the words do not show it.

    Without words there is nothing to quote, and the number stands alone.
    """
    number = in_signs(low, high, about=about)
    if text is None:
        return number or "?"
    is_in_words = number in ("", text) or (about and str(high) in text)
    return f"“{text}”" if is_in_words else f"“{text}” ({number})"


def in_a_sentence(low: int | None, high: int | None, language: Language, *, about: bool = False) -> str:
    """A number within a sentence: "at least 10", "about 400", "at most 4"."""
    if low is None and high is None:
        return "–"
    if high is None:
        return say("figure-at-least", language, number=low)
    if low == high:
        return say("figure-about", language, number=high) if about else str(high)
    return f"{low}–{high}" if low else say("figure-at-most", language, number=high)


def sentence(
    harm: str,
    individuals: Sequence[Individual],
    unresolved: Sequence[Individual],
    groups: Sequence[Group],
    claimed: Sequence[ClaimedTotal],
) -> dict[Language, str]:
    """The ladder as a sentence in each language of the interface."""
    people = [*individuals, *unresolved]
    confirmed = sum(one.state == "confirmed" for one in people)
    open_ended = any(group.high is None and group.overlap != "contained" for group in groups)
    return {
        language: " ".join(_parts(language, len(people), confirmed, bool(groups), open_ended, claimed))
        for language in LANGUAGES
    }


def _parts(
    language: Language,
    people: int,
    confirmed: int,
    groups: bool,
    open_ended: bool,
    claimed: Sequence[ClaimedTotal],
) -> list[str]:
    parts = [_documented(language, people, confirmed)]
    if groups:
        parts.append(say("ladder-open" if open_ended else "ladder-groups", language))
    standing = [one for one in claimed if one.status != "corrected"]
    if standing:
        figures = ", ".join(f"{_figure(one, language)} ({one.claimant})" for one in standing)
        parts.append(say("ladder-claimed", language, figures=figures))
    for claim in standing:
        if claim.documented is not None:
            parts.append(
                say(
                    "ladder-claimed-below",
                    language,
                    claimant=claim.claimant,
                    figure=_figure(claim, language),
                    number=claim.documented,
                )
            )
    parts.append(say("ladder-no-estimate", language))
    return parts


def _documented(language: Language, people: int, confirmed: int) -> str:
    if people == 0:
        return say("ladder-nobody", language)
    number = _number(people, language)
    if confirmed == 0:
        text = say(f"ladder-none-confirmed-{plural(people, language)}", language, people=number)
    elif confirmed == people:
        text = say(f"ladder-all-confirmed-{_form(people, language)}", language, people=number)
    else:
        some = _number(confirmed, language)
        text = say(
            f"ladder-some-confirmed-{plural(people, language)}", language, people=number, confirmed=some
        )
    return text[:1].upper() + text[1:]


def _form(people: int, language: Language) -> str:
    """Grammatical form of the sentence: `one` person, a number that ends like one (`ones`, Russian 21), few or many."""
    if people == 1:
        return "one"
    form = plural(people, language)
    return "ones" if form == "one" else form


def _number(number: int, language: Language) -> str:
    """Small numbers in words, larger ones in digits."""
    words = say("numbers", language).split(", ")
    return words[number - 1] if 1 <= number <= len(words) else str(number)


def _figure(claim: ClaimedTotal, language: Language) -> str:
    return in_a_sentence(claim.low, claim.high, language, about=claim.about)


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
