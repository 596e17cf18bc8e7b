"""Counts as addresses and forms. Invariant: an address holds the whole question; junk in it is refused, not guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.http import QueryDict

from aigaq.casework.case import Case
from aigaq.errors import BadValue, TooLarge, UnknownCode
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS, CountRule
from aigaq.records.vocab.messages import Language, say
from aigaq.statements.origins import voice_of
from aigaq.web.counts.actions import check_rule
from aigaq.web.layout.fields import day_of

UNSAVED = "new"
"""The key of a rule that is not saved."""
LONGEST = 300
"""Letters of one value."""
LISTED = 200
"""Choices that a field lists; others are written by name."""
_SEVERAL = ("leave-out", "speakers")
"""Fields in which several choices can be made."""
_Word = TypeVar("_Word", bound=str)


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the form of a rule.

    Args:
        choices: code or id, label, and whether it is chosen.
        several: several choices can be made.
        cut: there are more choices than listed, to be written by name.
        beyond: a chosen value that is not listed.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str, bool]]
    several: bool
    cut: bool
    beyond: str


@dataclass(frozen=True, slots=True)
class CountQuestion:
    """A count that somebody asks for: the rule, the day as of which, and the role of the place for a table by place.

    Args:
        query: the same question as the query of an address, without a page number.
    """

    rule: CountRule
    as_of: date | None
    role: str
    query: str


def question_of(given: QueryDict, case: Case) -> CountQuestion:
    """The question of an address: a rule of the case, or a rule written out in the address.

    Raises:
        UnknownId, UnknownCode, BadValue, BadDate, TooLarge: a word that is no rule, day or code.
    """
    unsaved = "harm" in given
    rule = rule_of(given, case) if unsaved else _saved_rule(given, case)
    as_of = day_of(value_of(given, "as_of"))
    words = case.records.vocabulary
    role = value_of(given, "role")
    role = words.code("place-role", role) if role else rule.place_role
    fields: dict[str, list[str]] = (
        rule_fields(rule) if unsaved else {"rule": [rule.key], "evidence": [rule.threshold]}
    )
    fields["role"] = [role]
    if as_of is not None:
        fields["as_of"] = [as_of.isoformat()]
    return CountQuestion(rule, as_of, role, query_string(fields))


def _saved_rule(given: QueryDict, case: Case) -> CountRule:
    """A rule of the case, at the threshold that the address asks for."""
    rule = case.rule(value_of(given, "rule") or None)
    evidence = value_of(given, "evidence")
    return replace(rule, threshold=_choice(THRESHOLDS, "evidence", evidence)) if evidence else rule


def rule_of(given: QueryDict, case: Case, *, key: str = UNSAVED, title: str | None = None) -> CountRule:
    """The rule that the fields of a form make; a field that is left out has the value of a new rule.

    Raises:
        UnknownCode, UnknownId, BadValue, TooLarge: a code, a subject or a length that cannot be.
    """
    words, plain = case.records.vocabulary, CountRule(key)
    rule = CountRule(
        key=key,
        title=title,
        harm=words.code("harm", value_of(given, "harm") or plain.harm),
        scope=value_of(given, "scope") or None,
        place=value_of(given, "place") or None,
        place_role=words.code("place-role", value_of(given, "place-role") or plain.place_role),
        population=value_of(given, "population") or None,
        speakers=values_of(given, "speakers"),
        origins=_choice(ORIGINS, "origins", value_of(given, "origins") or plain.origins),
        threshold=_choice(THRESHOLDS, "threshold", value_of(given, "threshold") or plain.threshold),
        readings=_choice(("yes", "no"), "readings", value_of(given, "readings") or "yes") == "yes",
        leave_out=tuple(words.code("death-class", kind) for kind in values_of(given, "leave-out")),
        custody=_choice(CUSTODY, "custody", value_of(given, "custody") or plain.custody),
    )
    return check_rule(rule, case.records)


def rule_fields(rule: CountRule) -> dict[str, list[str]]:
    """A rule as the fields of an address, without key and title; `rule_of` reads them back."""
    fields: dict[str, list[str]] = {
        "harm": [rule.harm],
        "scope": [rule.scope or ""],
        "place": [rule.place or ""],
        "place-role": [rule.place_role],
        "population": [rule.population or ""],
        "speakers": list(rule.speakers),
        "origins": [rule.origins],
        "threshold": [rule.threshold],
        "readings": ["yes" if rule.readings else "no"],
        "leave-out": list(rule.leave_out),
        "custody": [rule.custody],
    }
    return {name: values for name, values in fields.items() if any(values)}


def query_string(fields: Mapping[str, list[str]]) -> str:
    """Fields as the query string of an address."""
    query = QueryDict(mutable=True)
    for name, values in fields.items():
        query.setlist(name, values)
    return query.urlencode()


def value_of(given: QueryDict, name: str) -> str:
    """The last value of a field; empty if there is none.

    Raises:
        TooLarge: longer than a word may be. BadValue: control characters.
    """
    return (values_of(given, name) or ("",))[-1]


def values_of(given: QueryDict, name: str) -> tuple[str, ...]:
    """The values of a field, each once."""
    values = tuple(dict.fromkeys(word for text in given.getlist(name) if (word := text.strip())))
    if any(len(word) > LONGEST for word in values):
        raise TooLarge(limit=LONGEST)
    if any(not word.isprintable() for word in values):
        raise BadValue(key=name, value="", due="text")
    return values


def page_of(given: QueryDict) -> int:
    """The number of the page, from 1.

    Raises:
        BadValue: it is no number of a page.
    """
    text = value_of(given, "page") or "1"
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if number < 1:
        raise BadValue(key="page", value=text[:40], due="1, 2, 3 …")
    return number


def _choice(known: tuple[_Word, ...], name: str, text: str) -> _Word:
    for word in known:
        if word == text:
            return word
    raise UnknownCode(key=name, value=text[:40], known=", ".join(known))


def form_fields(given: QueryDict, case: Case, language: Language) -> list[FormField]:
    """The fields of the form of a rule, each with its choices; a choice made in the address stays."""
    # A field that the address leaves out shows the value with which it is counted.
    defaults = rule_fields(CountRule("new", scope=None if "harm" in given else case.records.anchor))
    chosen = defaults | {name: [word.strip() for word in given.getlist(name)] for name in given}
    return [
        _form_field(name, known, chosen.get(name, []), language) for name, known in _choices(case, language)
    ]


def _choices(case: Case, language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each field with all its choices: a code or id, and its label."""
    words = case.records.vocabulary

    def codes(listed: str, known: Iterable[str] | None = None) -> list[tuple[str, str]]:
        return [(code, words.label(listed, code, language)) for code in known or words.lists[listed].terms]

    def said(name: str, known: Iterable[str]) -> list[tuple[str, str]]:
        return [(code, say(f"{name}-{code}", language)) for code in known]

    def things(name: str, *kinds: str) -> list[tuple[str, str]]:
        return [("", say(f"rule-any-{name}", language)), *_things(case, kinds)]

    return [
        ("harm", codes("harm")),
        ("scope", things("scope", "event")),
        ("place", things("place", "place")),
        ("place-role", codes("place-role")),
        ("population", things("population", "group", "body")),
        ("threshold", codes("state", THRESHOLDS)),
        ("origins", said("origins", ORIGINS)),
        ("readings", said("readings", ("yes", "no"))),
        ("custody", said("custody", CUSTODY)),
        ("leave-out", codes("death-class")),
        ("speakers", _speakers(case)),
    ]


def _form_field(
    name: str, known: Sequence[tuple[str, str]], chosen: Sequence[str], language: Language
) -> FormField:
    """One field. A long list of choices is cut, but keeps the chosen ones."""
    listed = [*known[:LISTED], *(choice for choice in known[LISTED:] if choice[0] in chosen)]
    codes = {code for code, _ in listed}
    beyond = next((word for word in reversed(chosen) if word and word not in codes), "")
    return FormField(
        name=name,
        label=say(f"rule-field-{name}", language),
        choices=[(code, label, code in chosen) for code, label in listed],
        several=name in _SEVERAL,
        cut=len(known) > LISTED or bool(beyond),
        beyond=beyond,
    )


def _things(case: Case, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Subjects of some kinds, by label. Events that the form of one entry made are left out: nobody counts by them."""
    subjects = [one for one in case.records.subjects.values() if one.kind in kinds and one.made_by is None]
    return [(one.id, one.label) for one in sorted(subjects, key=lambda one: (one.label.casefold(), one.id))]


def _speakers(case: Case) -> list[tuple[str, str]]:
    """The voices that say something, by label; if there are too many to list, by the number of statements."""
    evidence = case.evidence(readings=False)
    spoken = Counter(voice_of(link.voice, evidence) for one in evidence.live for link in one.chain)
    voices = [voice for voice, _ in spoken.most_common() if voice in case.records.subjects]
    if len(voices) <= LISTED:
        voices.sort(key=lambda voice: evidence.label(voice).casefold())
    return [(voice, evidence.label(voice)) for voice in voices]
