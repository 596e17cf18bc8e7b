"""What somebody asks for at a coding form, and what others wrote about the same line.

Invariant: others are shown as far as the viewer sees them; nothing of theirs is changed by asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from aigaq.casework.case import Case
from aigaq.records.coding.forms import Form
from aigaq.records.documents import Document
from aigaq.records.statements import Statement
from aigaq.records.vocab.messages import Language
from aigaq.web.coding import queries


@dataclass(frozen=True, slots=True)
class Asked:
    """The form that somebody is at: of which case and source, in which language, with what typed into it."""

    request: HttpRequest
    row: Any
    case: Case
    source: str
    document: Document
    form: Form
    typed: dict[str, str]
    language: Language

    @property
    def line(self) -> int:
        """The line that is coded; the first one where none is said."""
        line = self.typed.get("line", "")
        return int(line) if line.isdecimal() and 0 < int(line[:8]) <= len(self.document.lines) else 1


def seen(asked: Asked, own: str) -> str:
    """A digest of what others did about the line, as far as the viewer sees it."""
    return queries.seen(asked.request.user, asked.row, asked.source, asked.line, but=own)


def coded_here(asked: Asked) -> list[Statement]:
    """What is coded from the line already."""
    return [
        one
        for one in asked.case.records.statements
        if one.source == asked.source and one.passages[0].line == asked.line
    ]


def theirs(asked: Asked, own: str) -> list[dict[str, object]]:
    """What others coded from the line, as people read it."""
    return listed(asked, [one for one in coded_here(asked) if one.entry != own])


def listed(asked: Asked, statements: list[Statement]) -> list[dict[str, object]]:
    """Some statements as people read them, each with its id."""
    labels = {one.id: one.label for one in asked.case.records.subjects.values()}
    return [told(one, labels, asked) | {"id": one.id} for one in statements]


def told(one: Statement, labels: Mapping[str, str], asked: Asked) -> dict[str, object]:
    """One statement as people read it."""
    words = asked.case.records.vocabulary
    value, predicate = one.value, words.predicates.get(one.predicate)
    target, codes = getattr(value, "id", None), getattr(value, "list", None)
    shown = words.label(codes, value.text, asked.language) if codes else labels.get(str(target), value.text)
    return {
        "about": labels.get(one.subject, one.subject),
        "predicate": predicate.labels[asked.language] if predicate else one.predicate,
        "polarity": one.polarity,
        "modality": one.modality,
        "value": shown,
    }
