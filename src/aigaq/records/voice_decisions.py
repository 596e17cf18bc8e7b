"""Decisions about voices: who speaks in the lines of a source, and which person a voice is.

Invariant: a decision about lines sets the voice offered to later coders; earlier coding keeps the voice it has. A
decision that a voice is a person applies to everything the voice said, like `is:` in the cast, until it is withdrawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from aigaq.errors import BadValue
from aigaq.records.decisions import Decision, in_force
from aigaq.records.subjects import Subject

_LINES = re.compile(r"L?(\d{1,7})(?:-L?(\d{1,7}))?")


def identified(subjects: Mapping[str, Subject], decisions: Iterable[Decision]) -> dict[str, Subject]:
    """The subjects, each voice linked to the person named by the last decision about it."""
    merged = dict(subjects)
    for decision in in_force(decisions):
        if decision.kind != "speaks" or decision.value is not None:
            continue
        who, *voices = decision.targets
        for voice in voices:
            if who in merged and voice in merged and merged[voice].kind == "voice" and who != voice:
                merged[voice] = replace(merged[voice], stands_for=who)
    return {key: _followed(one, merged) for key, one in merged.items()}


def _followed(subject: Subject, subjects: Mapping[str, Subject]) -> Subject:
    """A voice with its links followed to the last one (a voice may stand for a voice); a ring is cut where it began."""
    seen, who = {subject.id}, subject.stands_for
    while who is not None and who in subjects and subjects[who].kind == "voice" and who not in seen:
        seen.add(who)
        who = subjects[who].stands_for or who
        if who in seen:
            break
    return subject if who == subject.stands_for or who == subject.id else replace(subject, stands_for=who)


def speakers(source: str, decisions: Iterable[Decision]) -> dict[int, str]:
    """By line of a source, the speaker named by the last decision about that line."""
    by_line: dict[int, str] = {}
    for decision in in_force(decisions):
        if decision.kind == "speaks" and decision.value is not None and source in decision.targets[1:]:
            for first, last in lines_of(decision.value):
                by_line |= dict.fromkeys(range(first, last + 1), decision.targets[0])
    return by_line


def lines_of(written: str) -> Iterator[tuple[int, int]]:
    """The first and last line of each range in `L4, L7-9`.

    Raises:
        BadValue: no line numbers.
    """
    for part in written.replace(",", " ").split():
        match = _LINES.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last or last - first > _MOST:
            raise BadValue(key="as", value=written[:60], due="L4, L7-9")
        yield first, last


_MOST = 100_000


def is_about_lines(decision: Decision) -> bool:
    """Whether a decision names the speaker of lines: of use to coders only, and never published."""
    return decision.kind == "speaks" and decision.value is not None
