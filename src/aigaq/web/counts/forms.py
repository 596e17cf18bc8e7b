"""Which count an address asks for. Invariant: an address holds the whole question; junk in it is said, never obeyed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from django.http import QueryDict

from aigaq.casework.case import Case
from aigaq.errors import BadValue, TooLarge, UnknownCode
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS, CountRule
from aigaq.web.counts.actions import checked
from aigaq.web.layout.fields import day_of

UNSAVED = "new"
"""The key of a rule that has none yet."""
LONGEST = 300
_Word = TypeVar("_Word", bound=str)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the rule, the day it is asked of, and the role of the place that a table is by.

    Args:
        query: the same question as an address, without a page number.
    """

    rule: CountRule
    as_of: date | None
    role: str
    query: str


def asked(given: QueryDict, case: Case) -> Asked:
    """The question of an address: a rule of the case, or one written out in the address.

    Raises:
        UnknownId, UnknownCode, BadValue, BadDate, TooLarge: what is no rule, day or word.
    """
    unsaved = "harm" in given
    rule = rule_of(given, case) if unsaved else _saved(given, case)
    as_of = day_of(one(given, "as_of"))
    words = case.records.vocabulary
    role = one(given, "role")
    role = words.code("place-role", role) if role else rule.place_role
    fields: dict[str, list[str]] = (
        written(rule) if unsaved else {"rule": [rule.key], "evidence": [rule.threshold]}
    )
    fields["role"] = [role]
    if as_of is not None:
        fields["as_of"] = [as_of.isoformat()]
    return Asked(rule, as_of, role, address(fields))


def _saved(given: QueryDict, case: Case) -> CountRule:
    """A rule of the case, at the threshold that the address asks for."""
    rule = case.rule(one(given, "rule") or None)
    evidence = one(given, "evidence")
    return replace(rule, threshold=_of(THRESHOLDS, "evidence", evidence)) if evidence else rule


def rule_of(given: QueryDict, case: Case, *, key: str = UNSAVED, title: str | None = None) -> CountRule:
    """The rule that the fields of a form make; a field that is left out is as in a new rule.

    Raises:
        UnknownCode, UnknownId, BadValue, TooLarge: a word, a thing or a length that cannot be.
    """
    words, plain = case.records.vocabulary, CountRule(key)
    rule = CountRule(
        key=key,
        title=title,
        harm=words.code("harm", one(given, "harm") or plain.harm),
        scope=one(given, "scope") or None,
        place=one(given, "place") or None,
        place_role=words.code("place-role", one(given, "place-role") or plain.place_role),
        population=one(given, "population") or None,
        speakers=many(given, "speakers"),
        origins=_of(ORIGINS, "origins", one(given, "origins") or plain.origins),
        threshold=_of(THRESHOLDS, "threshold", one(given, "threshold") or plain.threshold),
        readings=_of(("yes", "no"), "readings", one(given, "readings") or "yes") == "yes",
        leave_out=tuple(words.code("death-class", kind) for kind in many(given, "leave-out")),
        custody=_of(CUSTODY, "custody", one(given, "custody") or plain.custody),
    )
    return checked(rule, case.records)


def written(rule: CountRule) -> dict[str, list[str]]:
    """A rule as the fields of an address, without key and title; what `rule_of` reads back."""
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


def address(fields: Mapping[str, list[str]]) -> str:
    """Fields as the query of an address."""
    query = QueryDict(mutable=True)
    for name, values in fields.items():
        query.setlist(name, values)
    return query.urlencode()


def one(given: QueryDict, name: str) -> str:
    """The last word that was written for a field; empty where none was.

    Raises:
        TooLarge: longer than a word may be. BadValue: control characters.
    """
    return (many(given, name) or ("",))[-1]


def many(given: QueryDict, name: str) -> tuple[str, ...]:
    """Every word that was written for a field, each once."""
    found = tuple(dict.fromkeys(word for text in given.getlist(name) if (word := text.strip())))
    if any(len(word) > LONGEST for word in found):
        raise TooLarge(limit=LONGEST)
    if any(not word.isprintable() for word in found):
        raise BadValue(key=name, value="", due="text")
    return found


def page_of(given: QueryDict) -> int:
    """The number of a page, from 1.

    Raises:
        BadValue: no such number.
    """
    text = one(given, "page") or "1"
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if number < 1:
        raise BadValue(key="page", value=text[:40], due="1, 2, 3 …")
    return number


def _of(known: tuple[_Word, ...], name: str, text: str) -> _Word:
    found = next((word for word in known if word == text), None)
    if found is None:
        raise UnknownCode(key=name, value=text[:40], known=", ".join(known))
    return found
