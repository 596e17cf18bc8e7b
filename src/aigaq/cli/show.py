"""Answers as text for a terminal. Invariant: claimed, documented and estimated never appear in one line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from aigaq.casework.case import Case
from aigaq.casework.localizer import Localizer
from aigaq.counting.wording import as_said, in_signs
from aigaq.records.ladder import ClaimedTotal, Group, Individual, Ladder, Refused
from aigaq.records.statements import Passage
from aigaq.records.values import Ref
from aigaq.records.vocab.messages import Language, say
from aigaq.statements.computed import LabelledSum

WIDTH = 100
View = dict[str, Any]
"""An answer of `casework.views`; its keys are documented in docs/reference/json.md."""


def ladder(case: Case, ladder: Ladder, language: Language) -> str:
    """The three rungs, each by itself, then everybody counted or left out."""
    label = case.records.vocabulary.label
    rule = say("rule-line", language, rule=ladder.rule, evidence=label("state", ladder.evidence, language))
    parts = [f"{case.records.title}  ·  {rule}", ""]
    parts += _claimed(ladder, language)
    parts += _documented(case, ladder, language)
    why = "; ".join(label("refusal", reason, language) for reason in ladder.estimate.reasons)
    parts += [*_wrapped(say("head-estimated", language), say("refused", language, why=why)), ""]
    parts += _rest(case, ladder, language)
    parts += textwrap.wrap(ladder.sentence[language], WIDTH)
    if ladder.undated_sources:
        undated = say(
            "undated-sources", language, sources=", ".join(ladder.undated_sources), day=str(ladder.as_of)
        )
        parts += ["", *textwrap.wrap(undated, WIDTH)]
    return "\n".join(parts)


def _claimed(ladder: Ladder, language: Language) -> list[str]:
    shown = {one.statement: _said(one) for one in (*ladder.claimed_totals, *ladder.claimed_apart)}
    width = max((15, *(len(figure) for figure in shown.values())))
    lines = [say("head-claimed", language)]
    lines += [_claim(one, shown[one.statement].ljust(width), language) for one in ladder.claimed_totals]
    if not ladder.claimed_totals:
        lines.append(f"  {say('nobody-claims', language)}")
    if ladder.claimed_apart:
        lines.append(f"  {say('claimed-apart', language)}")
        lines += [
            f"  {_claim(one, shown[one.statement].ljust(width), language)}" for one in ladder.claimed_apart
        ]
    if ladder.claimed_elsewhere:
        lines.append(f"  {say('claimed-elsewhere', language, number=ladder.claimed_elsewhere)}")
    return [*lines, ""]


def _said(claim: ClaimedTotal) -> str:
    return as_said(claim.text, claim.low, claim.high, about=claim.about)


def _claim(claim: ClaimedTotal, figure: str, language: Language) -> str:
    kind = say(f"dossier-voice-{claim.voice}", language)
    gone = "" if claim.status == "asserted" else f"  [{claim.status}]"
    return f"  {figure} {claim.claimant} ({kind}): {claim.scope}{gone}  {places(claim.passages)}"


def _documented(case: Case, ladder: Ladder, language: Language) -> list[str]:
    # Never "0": if nobody reached the threshold, that says nothing about the number of dead.
    least = str(ladder.documented_min) if ladder.individuals else say("none-yet", language)
    bounds = ", ".join([least, *_most(ladder, language)])
    lines = [f"{say('head-documented', language)}  {bounds}"]
    return [*lines, *_people(case, ladder.individuals, language), ""]


def _most(ladder: Ladder, language: Language) -> list[str]:
    """The upper bound, if there is one."""
    if ladder.documented_max is None:
        return [say("open-above", language)]
    if any(group.overlap in ("possible", "unknown") for group in ladder.groups):
        # These groups are not part of the number, so "at most" would be false.
        return [say("groups-beside", language)]
    if ladder.documented_max and not ladder.at_most:
        return [say("claims-beside", language)]
    return [say("at-most", language, number=ladder.documented_max)] if ladder.documented_max else []


def _people(case: Case, people: Iterable[Individual], language: Language) -> list[str]:
    label = case.records.vocabulary.label
    lines = []
    for person in people:
        when = person.when or say("undated", language)
        kind, state = label("death-class", person.kind, language), label("state", person.state, language)
        reason = f" ({label('unresolved', person.reason, language)})" if person.reason else ""
        if "weapon" in person.by_event:
            kind = f"{kind} ({say('by-the-event', language)})"
        lines.append(
            f"  {_fit(person.label, 32)}  {_fit(kind, 22)}  {when:<12} {state}{reason}  {places(person.passages)}"
        )
    return lines


def _fit(text: str, width: int) -> str:
    """Text padded to a column width; a longer text keeps all its letters and shifts the rest."""
    return text.ljust(width)


def _rest(case: Case, ladder: Ladder, language: Language) -> list[str]:
    label = case.records.vocabulary.label
    parts: list[str] = []
    if ladder.unresolved:
        parts += [say("head-unresolved", language), *_people(case, ladder.unresolved, language), ""]
    if ladder.groups:
        parts += [say("head-groups", language), *(_group(case, one, language) for one in ladder.groups)]
        if ladder.sum_of_groups is not None:
            why = "; ".join(label("refusal", reason, language) for reason in ladder.sum_of_groups.reasons)
            parts += _wrapped(" ", say("refused", language, why=why))
        parts.append("")
    if ladder.excluded:
        parts.append(say("head-excluded", language))
        for person in ladder.excluded:
            parts.append(
                f"  {_fit(person.label, 32)}  {label('excluded', person.reason, language)}  {places(person.passages)}"
            )
        parts.append("")
    return parts


def _group(case: Case, group: Group, language: Language) -> str:
    size = _size(group, language)
    overlap = case.records.vocabulary.label("overlap", group.overlap, language)
    beside = say("overlap-line", language, overlap=overlap)
    return f"  {_fit(group.label, 32)}  {size}; {beside}  {places(group.passages)}"


def _size(group: Group, language: Language) -> str:
    if group.high is None and group.low <= 1:
        return say("no-size", language)
    if group.about is not None:
        return say("figure-about", language, number=group.about)
    return in_signs(group.low, group.high)


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=f"{head}  ", subsequent_indent="    ")


def places(passages: Iterable[Passage]) -> str:
    """Locators in square brackets."""
    return "[" + ", ".join(f"{one.source} {one.place.written}" for one in passages) + "]"


def places_of(places: Iterable[View]) -> str:
    """Locators of an answer in square brackets."""
    return "[" + ", ".join(f"{one['source']} {one['place']}" for one in places) + "]"


def contradictions(case: Case, listed: Sequence[Any], language: Language) -> str:
    """Each contradiction with its sides beneath."""
    label, words = case.records.vocabulary.label, Localizer(language, case.records)
    parts: list[str] = []
    for number, contradiction in enumerate(listed, 1):
        kind = label("contradiction-class", contradiction["class"], language)
        result = label("contradiction-result", contradiction["result"], language)
        predicate = predicate_label(case, contradiction["predicate"], language)
        parts.append(f"{number}. {result}: {kind}  ·  {predicate}  ·  {contradiction['label']}")
        for side in contradiction["sides"]:
            parts.append(f"     – {words.side(contradiction['predicate'], side['value'])}")
            parts.append(f"         {'; '.join(side['voices'])}  {places_of(side['passages'])}")
        parts.append("")
    parts += not_compared(case, language)
    return "\n".join(parts).rstrip() if parts else say("none-found", language)


def not_compared(case: Case, language: Language) -> list[str]:
    """Words that no list holds, so that nothing was compared with them; each with its subject and place."""
    lines = []
    for question in case.not_compared():
        whom = case.evidence().label(question.about) if question.about else ""
        line = say("not-compared-line", language, label=whom, words=question.ask)
        lines.append(f"{line}  {places(question.passages)}")
    return lines


def predicate_label(case: Case, code: str, language: Language) -> str:
    """The label of a predicate."""
    predicate = case.records.vocabulary.predicates.get(code)
    return predicate.labels[language] if predicate else code


def questions(case: Case, listed: Sequence[Any], language: Language) -> str:
    """Written questions, then blanks by subject."""
    label = case.records.vocabulary.label
    parts = []
    for question in listed:
        if question["state"] != "not-stated":
            state = label("question-state", question["state"], language)
            whom = f"{question['label']}: " if question["computed"] else ""
            parts.append(f"  {whom}{question['ask']}  ({state})  {places_of(question['passages'])}")
    blanks: dict[str, list[str]] = {}
    for question in listed:
        if question["state"] == "not-stated":
            whom = question["label"] or question["about"] or question["id"].split("?")[0]
            blanks.setdefault(whom, []).append(question["ask"])
    for whom, slots in blanks.items():
        parts.append(f"  {whom}: {say('not-stated-list', language, slots=', '.join(slots))}")
    parts += _answered(case, language)
    return "\n".join(parts) if parts else say("none-found", language)


def _answered(case: Case, language: Language) -> list[str]:
    """Each answered question with the answer, its voice and its place."""
    evidence, lines = case.evidence(), []
    for question, said in case.answered():
        state = case.records.vocabulary.label("question-state", "answered", language)
        lines.append(f"  {question.ask}  ({state})  {places(question.passages)}")
        for statement in said:
            chain = " < ".join(evidence.label(link.voice) for link in statement.chain)
            denied = "✗ " if statement.polarity == "denies" else ""
            label = predicate_label(case, statement.predicate, language)
            value = (
                evidence.label(statement.value.id)
                if isinstance(statement.value, Ref)
                else statement.value.text
            )
            whom = evidence.label(statement.subject)
            lines.append(f"     – {whom}  ·  {denied}{label}: {value}  {chain}  {places(statement.passages)}")
    return lines


def what_if(case: Case, view: View, language: Language) -> str:
    """The changes that other values would make."""
    lines = []
    for change in view["dates"]:
        before, after = (
            each["when"] or say("undated", language) for each in (change["before"], change["after"])
        )
        lines.append(
            say("what-if-line", language, label=change["before"]["label"], before=before, after=after)
        )
    counts = view["documented_min"]
    if counts["before"] != counts["after"]:
        head = say("head-documented", language)
        lines.append(
            say("what-if-line", language, label=head, before=counts["before"], after=counts["after"])
        )
    lines += [f"  – {one}" for one in view["contradictions"]["gone"]]
    lines += [f"  + {one}" for one in view["contradictions"]["new"]]
    return "\n".join(lines) if lines else say("none-found", language)


def total(case: Case, total: int | LabelledSum | Refused, language: Language) -> str:
    """The sum, or the reason for refusing it; a sum of claims lists each part, since it remains a claim."""
    if isinstance(total, LabelledSum):
        parts = " + ".join("; ".join(word for word in part if word) for part in total.parts)
        end = "" if total.high == total.low else f"–{total.high}"
        number = f"≥ {total.low}" if total.high is None else f"{total.low}{end}"
        return say("sum-claimed", language, number=number, parts=parts)
    if not isinstance(total, Refused):
        return str(total)
    why = "; ".join(case.records.vocabulary.label("refusal", reason, language) for reason in total.reasons)
    return say("refused", language, why=why)
