"""The ladder in one sentence, in three languages.

Invariant: never "documented: 0", for unknown is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from aigaq.counting.figures import in_a_sentence
from aigaq.records.ladder import ClaimedTotal, Group, Individual
from aigaq.records.vocab.messages import LANGUAGES, Language, say


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


def plural(number: int, language: Language) -> str:
    """Plural form of a noun after a number: one, few or many, as CLDR has them."""
    return PLURALS[language](number)


def _russian(number: int) -> str:
    last, two = number % 10, number % 100
    if last == 1 and two != 11:
        return "one"
    return "few" if 2 <= last <= 4 and not 12 <= two <= 14 else "many"


PLURALS: Mapping[Language, Callable[[int], str]] = {
    "en": lambda number: "one" if number == 1 else "many",
    "ru": _russian,
    # Kazakh has one form after any number.
    "kk": lambda number: "many",
}


def _number(number: int, language: Language) -> str:
    """Small numbers in words, larger ones in digits."""
    words = say("numbers", language).split(", ")
    return words[number - 1] if 1 <= number <= len(words) else str(number)


def _figure(claim: ClaimedTotal, language: Language) -> str:
    return in_a_sentence(claim.low, claim.high, language, about=claim.about)
