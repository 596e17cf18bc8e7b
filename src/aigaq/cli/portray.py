"""Text views of one subject, one statement, the grid and the timeline.

Invariant: every value is shown with its voice and its place.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from aigaq.casework.case import Case
from aigaq.cli.show import WIDTH, View, contradictions, places_of, predicate_label
from aigaq.records.signs import sign, signed
from aigaq.records.vocab.messages import Language, say


def about(case: Case, view: View, language: Language) -> str:
    """One subject: roles in time, values with their voices, contradictions, blanks."""
    parts = [f"{view['label']}  ({view['kind']})", ""]
    if view["when"]:
        parts += [_when(view["when"], language), ""]
    for role in view["roles"]:
        when = role["when"] or role["relative"] or say("undated", language)
        words = sign("denies" if role["denied"] else "affirms", language)
        what = f"{predicate_label(case, role['predicate'], language)}: {signed(role['value'], words)}"
        parts.append(f"  {when:<28}  {what}  {places_of(role['passages'])}")
    parts.append("")
    for value in view["values"]:
        parts.append(f"  {value['subject']}  ·  {predicate_label(case, value['predicate'], language)}")
        parts += [_said(case, value["polarity"], one, language) for one in value["said"]]
    for held in view["by_event"]:
        heading = f"{predicate_label(case, held['predicate'], language)} ({say('by-the-event', language)})"
        parts.append(f"  {held['event']}  ·  {heading}")
        parts += [_said(case, one["polarity"], one, language) for one in held["said"]]
    if view["contradictions"]:
        parts += ["", contradictions(case, view["contradictions"], language)]
    if view["practices"]:
        parts += ["", say("of-others", language)]
        parts += [_said(case, "affirms", one, language) for one in view["practices"]]
    if view["not_stated"]:
        parts += ["", say("not-stated-list", language, slots=", ".join(view["not_stated"]))]
    return "\n".join(parts)


def _said(case: Case, polarity: str, view: View, language: Language) -> str:
    label = case.records.vocabulary.label
    status = f"  [{say('marked-copy', language)}]" if view["copy"] else ""
    words = sign(polarity, language, modality=view["modality"], status=view["status"])
    basis = label("basis", view["basis"], language)
    sure = "" if view["modality"] == "certain" else f", {label('modality', view['modality'], language)}"
    by = " < ".join(view["by"])
    said = f"     – {signed(_value(case, view, language), words)}{status}"
    return f"{said}\n         {by} ({basis}{sure})  {places_of(view['passages'])}"


def _value(case: Case, view: View, language: Language) -> str:
    """A value in words: the label of a code or subject, else its own words."""
    if view["list"]:
        return case.records.vocabulary.label(view["list"], view["value"], language)
    return str(view["label"] or view["value"])


def _when(view: View, language: Language) -> str:
    when = view["when"] or "; ".join(view["relative"]) or say("undated", language)
    if view["computed"]:
        when += "  (" + say("computed", language, premises=", ".join(view["premises"])) + ")"
    return f"  {when}  {places_of(view['passages'])}"


def statement(case: Case, view: View, language: Language) -> str:
    """One statement with its four questions."""
    label = case.records.vocabulary.label
    words = sign(view["polarity"], language, modality=view["how_do_they_know"]["modality"])
    said = f"{predicate_label(case, view['predicate'], language)}: {signed(view['value'], words)}"
    parts = [f"{view['id']}: {view['label']}  ·  {said}", *_became(case, view, language)]
    chain = " < ".join(
        link["label"] + (f" ({link['through']})" if link["through"] else "")
        for link in view["who_says_so"]["chain"]
    )
    tail = view["who_says_so"]["tail"]
    parts += ["", say("question-who", language), f"  {chain}" + (f"  ({' < '.join(tail)})" if tail else "")]
    how = view["how_do_they_know"]
    known = [label("basis", how["basis"], language), label("modality", how["modality"], language)]
    known += [label("condition", one, language) for one in how["conditions"]]
    parts += ["", say("question-how", language), f"  {', '.join(known)}"]
    parts += ["", say("question-where", language)]
    for place in view["where_exactly"]:
        words = f"“{place['words']}”" if place["words"] else say("text-not-here", language)
        parts += [
            f"  {places_of([place])}",
            *textwrap.wrap(words, WIDTH, initial_indent="  ", subsequent_indent="  "),
        ]
    parts += ["", say("question-against", language)]
    against = view["what_speaks_against_it"]
    parts.append(
        contradictions(case, against, language) if against else f"  {say('nothing-against', language)}"
    )
    return "\n".join([*parts, *_support(view, language)])


def _became(case: Case, view: View, language: Language) -> list[str]:
    """The later status of a statement, and the statement or decision that caused it; empty if it stands as said."""
    state, by = view["status"]["state"], view["status"]["by"]
    if state == "asserted":
        return []
    label = case.records.vocabulary.label("said-status", state, language)
    return [say("statement-became", language, state=label, by=", ".join(by))]


def _support(view: View, language: Language) -> list[str]:
    """Premises of a statement that no longer stand, and the statements that rest on it."""
    parts = []
    for head, key in (("statement-lost-support", "support_withdrawn"), ("statement-bears", "rests_on_it")):
        if view[key]:
            parts += ["", say(head, language, statements=", ".join(view[key]))]
    return parts


def grid(case: Case, view: View, language: Language) -> str:
    """People by role; denials beside assertions."""
    parts: list[str] = []
    first = len(view["rows"])
    for number, row in enumerate((*view["rows"], *view["proceedings"])):
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
    for term in view["time_served"]:
        served = {
            "imposed": term["imposed"],
            "label": case.evidence().label(term["subject"]),
            "verdict": term["verdict_when"],
        }
        served |= {"released": term["released_when"], "low": term["low_months"], "high": term["high_months"]}
        shown = {
            key: say("not-stated", language) if value is None else value for key, value in served.items()
        }
        parts.append(say("served-line", language, **shown))
    if view["contradictions"]:
        parts += ["", contradictions(case, view["contradictions"], language)]
    return "\n".join(parts)


def _voice(case: Case, head: str, view: View, language: Language) -> str:
    label = case.records.vocabulary.label
    known = [label("basis", view["basis"], language), label("modality", view["modality"], language)]
    how = ", ".join([*known, *(label("condition", each, language) for each in view["conditions"])])
    return f"     {head}: {view['by']} ({how})  {places_of(view['passages'])}"


def timeline(case: Case, events: Sequence[Any], language: Language) -> str:
    """Dated events, then those that stay relative."""
    lines = []
    for event in events:
        when = event["when"] or "; ".join(event["relative"])
        marks = (
            ("  ≈" if event["approximate"] else "")
            + ("  ?" if event["hedged"] else "")
            + ("  ⚡" if event["disputed"] else "")
        )
        lines.append(f"  {when:<26}  {event['label']}{marks}  {places_of(event['passages'])}")
    return "\n".join(lines) if lines else say("none-found", language)
