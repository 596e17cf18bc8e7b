"""Whose words a line of the reader is: as the source has it, as somebody decided, or as a guess.

Invariant: a guess is called one, and who decided is told.
"""

from __future__ import annotations

from aigaq.casework.case import Case
from aigaq.records.decisions import in_force
from aigaq.records.documents import Document, is_content
from aigaq.records.voice_decisions import is_about_lines, lines_of, speakers
from aigaq.statements.origins import voice_of
from aigaq.web.coding.suggestions import voice_labels

_NO_VOICE = frozenset({"furniture", "citation", "heading"})


def called(case: Case, voice: str) -> str:
    """What a voice is called, and behind it who it is, where that is known."""
    evidence = case.evidence()
    who = voice_of(voice, evidence)
    label = evidence.label(voice)
    return label if who == voice or evidence.label(who) == label else f"{label} = {evidence.label(who)}"


def here(case: Case, source: str, document: Document | None, line: int) -> dict[str, object]:
    """Who speaks in the line in view: the voice, whether it is a guess, who decided, and the lines of its turn."""
    told = case.records.sources[source]
    decided = speakers(source, case.records.decisions).get(line)
    voice = decided or told.voice_at(line)
    turn = next((one for one in told.turns if one.first_line <= line <= one.last_line), None)
    one = case.records.subjects.get(voice)
    coded = {
        each.chain[0].voice
        for each in case.records.statements
        if each.source == source and each.passages[0].line == line and not each.passages[0].place.editor
    }
    inside = document is not None and 1 <= line <= len(document.lines)
    return {
        "label": called(case, voice),
        "guessed": decided is None and told.is_guessed(line),
        "aside": inside and decided is None and document is not None and not is_content(document, line),
        "decided": _decision(case, source, line),
        "own": decided is None and one is not None and one.source == source and voice not in _NO_VOICE,
        "first": turn.first_line if turn else line,
        "last": turn.last_line if turn else line,
        "coded_otherwise": bool(coded - {voice}),
    }


def _decision(case: Case, source: str, line: int) -> dict[str, object] | None:
    """Who said so, and when, where somebody decided who speaks in a line."""
    found = [
        one
        for one in in_force(case.records.decisions)
        if is_about_lines(one)
        and source in one.targets[1:]
        and any(first <= line <= last for first, last in lines_of(one.value or ""))
    ]
    return {"by": found[-1].by, "at": found[-1].at} if found else None


def offered(case: Case) -> list[str]:
    """Whom the field of who speaks suggests."""
    return voice_labels(case)
