"""Answers as text for a terminal. Invariant: claimed, documented and estimated never stand in one line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from aigaq.bundle import locators
from aigaq.casework.case import Case
from aigaq.counting.figures import as_said, in_signs
from aigaq.records.ladder import ClaimedTotal, Group, Individual, Ladder, Refused
from aigaq.records.statements import Passage
from aigaq.records.values import Ref
from aigaq.records.vocab.messages import Language, say
from aigaq.statements.computed import LabelledSum

WIDTH = 100
View = dict[str, Any]
"""An answer of `casework.views`; its keys are documented in docs/reference/json.md."""


def ladder(case: Case, found: Ladder, language: Language) -> str:
    """The three rungs, each by itself, then everybody in or out."""
    label = case.records.vocabulary.label
    rule = say("rule-line", language, rule=found.rule, evidence=label("state", found.evidence, language))
    parts = [f"{case.records.title}  ·  {rule}", ""]
    parts += _claimed(found, language)
    parts += _documented(case, found, language)
    why = "; ".join(label("refusal", reason, language) for reason in found.estimate.reasons)
    parts += [*_wrapped(say("head-estimated", language), say("refused", language, why=why)), ""]
    parts += _rest(case, found, language)
    parts += textwrap.wrap(found.sentence[language], WIDTH)
    if found.undated_sources:
        undated = say(
            "undated-sources", language, sources=", ".join(found.undated_sources), day=str(found.as_of)
        )
        parts += ["", *textwrap.wrap(undated, WIDTH)]
    return "\n".join(parts)


def _claimed(found: Ladder, language: Language) -> list[str]:
    shown = {one.statement: _said(one) for one in (*found.claimed_totals, *found.claimed_apart)}
    width = max((15, *(len(figure) for figure in shown.values())))
    lines = [say("head-claimed", language)]
    lines += [_claim(one, shown[one.statement].ljust(width)) for one in found.claimed_totals]
    if not found.claimed_totals:
        lines.append(f"  {say('nobody-claims', language)}")
    if found.claimed_apart:
        lines.append(f"  {say('claimed-apart', language)}")
        lines += [f"  {_claim(one, shown[one.statement].ljust(width))}" for one in found.claimed_apart]
    if found.claimed_elsewhere:
        lines.append(f"  {say('claimed-elsewhere', language, number=found.claimed_elsewhere)}")
    return [*lines, ""]


def _said(one: ClaimedTotal) -> str:
    return as_said(one.text, one.low, one.high, about=one.about)


def _claim(one: ClaimedTotal, figure: str) -> str:
    gone = "" if one.status == "asserted" else f"  [{one.status}]"
    return f"  {figure} {one.claimant}: {one.scope}{gone}  {places(one.passages)}"


def _documented(case: Case, found: Ladder, language: Language) -> list[str]:
    # Never "0": that nobody reached the threshold says nothing about how many died.
    least = str(found.documented_min) if found.individuals else say("none-yet", language)
    bounds = ", ".join([least, *_most(found, language)])
    lines = [f"{say('head-documented', language)}  {bounds}"]
    return [*lines, *_people(case, found.individuals, language), ""]


def _most(found: Ladder, language: Language) -> list[str]:
    """The upper bound, where there is one to name."""
    if found.documented_max is None:
        return [say("open-above", language)]
    if any(group.overlap in ("possible", "unknown") for group in found.groups):
        # Those groups are in no number: "at most" would deny that they add to it.
        return [say("groups-beside", language)]
    if found.documented_max and not found.at_most:
        return [say("claims-beside", language)]
    return [say("at-most", language, number=found.documented_max)] if found.documented_max else []


def _people(case: Case, people: Iterable[Individual], language: Language) -> list[str]:
    label = case.records.vocabulary.label
    lines = []
    for one in people:
        when = one.when or say("undated", language)
        kind, state = label("death-class", one.kind, language), label("state", one.state, language)
        reason = f" ({label('unresolved', one.reason, language)})" if one.reason else ""
        if "weapon" in one.by_event:
            kind = f"{kind} ({say('by-the-event', language)})"
        lines.append(
            f"  {_fit(one.label, 32)}  {_fit(kind, 22)}  {when:<12} {state}{reason}  {places(one.passages)}"
        )
    return lines


def _fit(text: str, width: int) -> str:
    """Padded to a column; a longer text keeps all its letters and pushes the rest."""
    return text.ljust(width)


def _rest(case: Case, found: Ladder, language: Language) -> list[str]:
    label = case.records.vocabulary.label
    parts: list[str] = []
    if found.unresolved:
        parts += [say("head-unresolved", language), *_people(case, found.unresolved, language), ""]
    if found.groups:
        parts += [say("head-groups", language), *(_group(case, one, language) for one in found.groups)]
        if found.sum_of_groups is not None:
            why = "; ".join(label("refusal", reason, language) for reason in found.sum_of_groups.reasons)
            parts += _wrapped(" ", say("refused", language, why=why))
        parts.append("")
    if found.excluded:
        parts.append(say("head-excluded", language))
        for one in found.excluded:
            parts.append(
                f"  {_fit(one.label, 32)}  {label('excluded', one.reason, language)}  {places(one.passages)}"
            )
        parts.append("")
    return parts


def _group(case: Case, one: Group, language: Language) -> str:
    size = _size(one, language)
    overlap = case.records.vocabulary.label("overlap", one.overlap, language)
    return f"  {_fit(one.label, 32)}  {size}; {say('overlap-line', language, overlap=overlap)}  {places(one.passages)}"


def _size(one: Group, language: Language) -> str:
    if one.high is None and one.low <= 1:
        return say("no-size", language)
    if one.about is not None:
        return say("figure-about", language, number=one.about)
    return in_signs(one.low, one.high)


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=f"{head}  ", subsequent_indent="    ")


def places(found: Iterable[Passage]) -> str:
    """Locators, in square brackets."""
    return "[" + ", ".join(f"{one.source} {locators.write(one.place)}" for one in found) + "]"


def places_of(found: Iterable[View]) -> str:
    """Locators of an answer, in square brackets."""
    return "[" + ", ".join(f"{one['source']} {one['place']}" for one in found) + "]"


def contradictions(case: Case, found: Sequence[Any], language: Language) -> str:
    """Each contradiction with its sides beneath."""
    label = case.records.vocabulary.label
    parts: list[str] = []
    for number, one in enumerate(found, 1):
        kind = label("contradiction-class", one["class"], language)
        result = label("contradiction-result", one["result"], language)
        parts.append(
            f"{number}. {result}: {kind}  ·  {predicate_label(case, one['predicate'], language)}  ·  {one['label']}"
        )
        for side in one["sides"]:
            parts.append(f"     – {side['value']}")
            parts.append(f"         {'; '.join(side['voices'])}  {places_of(side['passages'])}")
        parts.append("")
    parts += not_compared(case, language)
    return "\n".join(parts).rstrip() if parts else say("none-found", language)


def not_compared(case: Case, language: Language) -> list[str]:
    """Words that no list holds, so that nothing was held against them; each with whom it is about and its place."""
    lines = []
    for one in case.not_compared():
        whom = case.evidence().label(one.about) if one.about else ""
        told = say("not-compared-line", language, label=whom, words=one.ask)
        lines.append(f"{told}  {places(one.passages)}")
    return lines


def predicate_label(case: Case, code: str, language: Language) -> str:
    """What people read for a predicate."""
    found = case.records.vocabulary.predicates.get(code)
    return found.labels[language] if found else code


def questions(case: Case, found: Sequence[Any], language: Language) -> str:
    """Questions that were written, then blanks by subject."""
    label = case.records.vocabulary.label
    parts = []
    for one in found:
        if one["state"] != "not-stated":
            state = label("question-state", one["state"], language)
            whom = f"{one['label']}: " if one["computed"] else ""
            parts.append(f"  {whom}{one['ask']}  ({state})  {places_of(one['passages'])}")
    blanks: dict[str, list[str]] = {}
    for one in found:
        if one["state"] == "not-stated":
            blanks.setdefault(one["label"] or one["about"] or one["id"].split("?")[0], []).append(one["ask"])
    for whom, slots in blanks.items():
        parts.append(f"  {whom}: {say('not-stated-list', language, slots=', '.join(slots))}")
    parts += _answered(case, language)
    return "\n".join(parts) if parts else say("none-found", language)


def _answered(case: Case, language: Language) -> list[str]:
    """Each question that was answered, what was answered, by whom and where."""
    evidence, lines = case.evidence(), []
    for question, said in case.answered():
        state = case.records.vocabulary.label("question-state", "answered", language)
        lines.append(f"  {question.ask}  ({state})  {places(question.passages)}")
        for one in said:
            chain = " < ".join(evidence.label(link.voice) for link in one.chain)
            denied = "✗ " if one.polarity == "denies" else ""
            told = predicate_label(case, one.predicate, language)
            value = evidence.label(one.value.id) if isinstance(one.value, Ref) else one.value.text
            whom = evidence.label(one.subject)
            lines.append(f"     – {whom}  ·  {denied}{told}: {value}  {chain}  {places(one.passages)}")
    return lines


def what_if(found: View, language: Language) -> str:
    """What would change."""
    lines = []
    for one in found["dates"]:
        before, after = (each["when"] or say("undated", language) for each in (one["before"], one["after"]))
        lines.append(say("what-if-line", language, label=one["before"]["label"], before=before, after=after))
    counts = found["documented_min"]
    if counts["before"] != counts["after"]:
        head = say("head-documented", language)
        lines.append(
            say("what-if-line", language, label=head, before=counts["before"], after=counts["after"])
        )
    lines += [f"  – {one}" for one in found["contradictions"]["gone"]]
    lines += [f"  + {one}" for one in found["contradictions"]["new"]]
    return "\n".join(lines) if lines else say("none-found", language)


def total(case: Case, found: int | LabelledSum | Refused, language: Language) -> str:
    """The sum, or why there is none; a sum of claims with each part, for it stays a claim."""
    if isinstance(found, LabelledSum):
        parts = " + ".join("; ".join(word for word in part if word) for part in found.parts)
        end = "" if found.high == found.low else f"–{found.high}"
        number = f"≥ {found.low}" if found.high is None else f"{found.low}{end}"
        return say("sum-claimed", language, number=number, parts=parts)
    if not isinstance(found, Refused):
        return str(found)
    why = "; ".join(case.records.vocabulary.label("refusal", reason, language) for reason in found.reasons)
    return say("refused", language, why=why)
