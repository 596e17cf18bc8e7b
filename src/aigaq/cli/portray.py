"""One subject, one statement, the grid and the timeline as text for a terminal.

Invariant: every value stands with its voice and its place.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from aigaq.casework.case import Case
from aigaq.cli.show import WIDTH, View, contradictions, places_of, predicate_label
from aigaq.records.signs import sign, signed
from aigaq.records.vocab.messages import Language, say


def about(case: Case, found: View, language: Language) -> str:
    """One subject: roles in time, values with their voices, contradictions, blanks."""
    parts = [f"{found['label']}  ({found['kind']})", ""]
    if found["when"]:
        parts += [_when(found["when"], language), ""]
    for role in found["roles"]:
        when = role["when"] or role["relative"] or say("undated", language)
        words = sign("denies" if role["denied"] else "affirms", language)
        what = f"{predicate_label(case, role['predicate'], language)}: {signed(role['value'], words)}"
        parts.append(f"  {when:<28}  {what}  {places_of(role['passages'])}")
    parts.append("")
    for value in found["values"]:
        parts.append(f"  {value['subject']}  ·  {predicate_label(case, value['predicate'], language)}")
        parts += [_said(case, value["polarity"], one, language) for one in value["said"]]
    for held in found["by_event"]:
        told = f"{predicate_label(case, held['predicate'], language)} ({say('by-the-event', language)})"
        parts.append(f"  {held['event']}  ·  {told}")
        parts += [_said(case, one["polarity"], one, language) for one in held["said"]]
    if found["contradictions"]:
        parts += ["", contradictions(case, found["contradictions"], language)]
    if found["practices"]:
        parts += ["", say("of-others", language)]
        parts += [_said(case, "affirms", one, language) for one in found["practices"]]
    if found["not_stated"]:
        parts += ["", say("not-stated-list", language, slots=", ".join(found["not_stated"]))]
    return "\n".join(parts)


def _said(case: Case, polarity: str, one: View, language: Language) -> str:
    label = case.records.vocabulary.label
    status = f"  [{say('marked-copy', language)}]" if one["copy"] else ""
    words = sign(polarity, language, modality=one["modality"], status=one["status"])
    basis = label("basis", one["basis"], language)
    sure = "" if one["modality"] == "certain" else f", {label('modality', one['modality'], language)}"
    by = " < ".join(one["by"])
    said = f"     – {signed(_value(case, one, language), words)}{status}"
    return f"{said}\n         {by} ({basis}{sure})  {places_of(one['passages'])}"


def _value(case: Case, one: View, language: Language) -> str:
    """A value as people read it: the label of a code or a subject, else its words."""
    if one["list"]:
        return case.records.vocabulary.label(one["list"], one["value"], language)
    return str(one["label"] or one["value"])


def _when(one: View, language: Language) -> str:
    when = one["when"] or "; ".join(one["relative"]) or say("undated", language)
    if one["computed"]:
        when += "  (" + say("computed", language, premises=", ".join(one["premises"])) + ")"
    return f"  {when}  {places_of(one['passages'])}"


def statement(case: Case, found: View, language: Language) -> str:
    """The four questions."""
    label = case.records.vocabulary.label
    words = sign(found["polarity"], language, modality=found["how_do_they_know"]["modality"])
    said = f"{predicate_label(case, found['predicate'], language)}: {signed(found['value'], words)}"
    parts = [f"{found['id']}: {found['label']}  ·  {said}", *_became(case, found, language)]
    chain = " < ".join(
        one["label"] + (f" ({one['through']})" if one["through"] else "")
        for one in found["who_says_so"]["chain"]
    )
    tail = found["who_says_so"]["tail"]
    parts += ["", say("question-who", language), f"  {chain}" + (f"  ({' < '.join(tail)})" if tail else "")]
    how = found["how_do_they_know"]
    known = [label("basis", how["basis"], language), label("modality", how["modality"], language)]
    known += [label("condition", one, language) for one in how["conditions"]]
    parts += ["", say("question-how", language), f"  {', '.join(known)}"]
    parts += ["", say("question-where", language)]
    for place in found["where_exactly"]:
        words = f"“{place['words']}”" if place["words"] else say("text-not-here", language)
        parts += [
            f"  {places_of([place])}",
            *textwrap.wrap(words, WIDTH, initial_indent="  ", subsequent_indent="  "),
        ]
    parts += ["", say("question-against", language)]
    against = found["what_speaks_against_it"]
    parts.append(
        contradictions(case, against, language) if against else f"  {say('nothing-against', language)}"
    )
    return "\n".join([*parts, *_support(found, language)])


def _became(case: Case, found: View, language: Language) -> list[str]:
    """What became of the word, and by which statement or decision; nothing where it stands as it was said."""
    state, by = found["status"]["state"], found["status"]["by"]
    if state == "asserted":
        return []
    told = case.records.vocabulary.label("said-status", state, language)
    return [say("statement-became", language, state=told, by=", ".join(by))]


def _support(found: View, language: Language) -> list[str]:
    """What it rested on that no longer stands, and what rests on it."""
    parts = []
    for head, key in (("statement-lost-support", "support_withdrawn"), ("statement-bears", "rests_on_it")):
        if found[key]:
            parts += ["", say(head, language, statements=", ".join(found[key]))]
    return parts


def grid(case: Case, found: View, language: Language) -> str:
    """Person by role; those who deny beside those who say so."""
    parts: list[str] = []
    first = len(found["rows"])
    for number, row in enumerate((*found["rows"], *found["proceedings"])):
        if number == first:
            parts += [say("head-proceedings", language), ""]
        parts.append(f"{row['label']}" + (f"  ({row['rank']})" if row["rank"] else ""))
        for cell in (*row["roles"], *row["outcomes"]):
            did = cell["role"] == "agent"
            role = say("role-agent", language) if did else predicate_label(case, cell["role"], language)
            parts.append(f"  {role}: {cell['of']}")
            for key in ("said_by", "denied_by"):
                head = say(key.replace("_", "-"), language)
                parts += [_voice(case, head, one, language) for one in cell[key]]
        parts.append("")
    for one in found["time_served"]:
        served = {
            "imposed": one["imposed"],
            "label": case.evidence().label(one["subject"]),
            "verdict": one["verdict_when"],
        }
        served |= {"released": one["released_when"], "low": one["low_months"], "high": one["high_months"]}
        shown = {
            key: say("not-stated", language) if value is None else value for key, value in served.items()
        }
        parts.append(say("served-line", language, **shown))
    if found["contradictions"]:
        parts += ["", contradictions(case, found["contradictions"], language)]
    return "\n".join(parts)


def _voice(case: Case, head: str, one: View, language: Language) -> str:
    label = case.records.vocabulary.label
    known = [label("basis", one["basis"], language), label("modality", one["modality"], language)]
    how = ", ".join([*known, *(label("condition", each, language) for each in one["conditions"])])
    return f"     {head}: {one['by']} ({how})  {places_of(one['passages'])}"


def timeline(found: Sequence[Any], language: Language) -> str:
    """Dated events, then those that stay relative."""
    lines = []
    for one in found:
        when = one["when"] or "; ".join(one["relative"])
        marks = (
            ("  ≈" if one["approximate"] else "")
            + ("  ?" if one["hedged"] else "")
            + ("  ⚡" if one["disputed"] else "")
        )
        lines.append(f"  {when:<26}  {one['label']}{marks}  {places_of(one['passages'])}")
    return "\n".join(lines) if lines else say("none-found", language)
