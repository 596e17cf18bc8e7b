"""Search over what a viewer may see: folded letters, every word must be there.

Invariant: it looks only into the viewer's own case, so neither hits nor order can tell of what is sealed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from aigaq.casework.case import Case
from aigaq.records.documents import is_content, line_text

# Either spelling finds both: Kazakh letters and their Russian neighbours.
_FOLD = str.maketrans("ёәғқңөұүһі", "еагкноуухи")
MOST = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: what it is, its words, and where its page is."""

    kind: str
    id: str
    text: str
    source: str = ""
    line: int = 0


def folded(text: str) -> str:
    """Letters as search compares them."""
    return unicodedata.normalize("NFC", text).casefold().translate(_FOLD)


def hits(case: Case, asked: str) -> list[Hit]:
    """Subjects first, then statements, then lines of sources; at most a hundred."""
    words = folded(asked).split()
    if not words:
        return []
    found = [*_subjects(case, words), *_statements(case, words), *_lines(case, words)]
    return found[:MOST]


def _holds(text: str, words: list[str]) -> bool:
    letters = folded(text)
    return all(word in letters for word in words)


def _subjects(case: Case, words: list[str]) -> list[Hit]:
    names: dict[str, list[str]] = {}
    for one in case.evidence().under.get("name", ()):
        names.setdefault(one.subject, []).append(one.value.text)
    return [
        Hit("subject", one.id, one.label)
        for one in case.records.subjects.values()
        if _holds(" ".join((one.label, *names.get(one.id, ()))), words)
    ]


def _statements(case: Case, words: list[str]) -> list[Hit]:
    evidence = case.evidence()
    return [
        Hit(
            "statement",
            one.id,
            f"{evidence.label(one.subject)} · {one.predicate}: {one.value.text}",
            one.source,
        )
        for one in case.records.statements
        if _holds(f"{one.value.text} {one.note or ''}", words)
    ]


def _lines(case: Case, words: list[str]) -> list[Hit]:
    found = []
    for key, document in case.documents.items():
        for number in range(1, len(document.lines) + 1):
            if is_content(document, number) and _holds(line_text(document, number), words):
                found.append(Hit("line", f"L{number}", line_text(document, number)[:240], key, number))
    return found
