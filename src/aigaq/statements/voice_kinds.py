"""Whose word a statement is, as pages colour it. Invariant: it says whose word it is, never whether it is true."""

from __future__ import annotations

from typing import Literal, get_args

from aigaq.records.statements import Statement
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.origins import is_document, is_official

VoiceKind = Literal["testimony", "official", "document", "editor", "ours"]
VOICE_KINDS: tuple[VoiceKind, ...] = get_args(VoiceKind)


def voice_kind(statement: Statement, evidence: Evidence) -> VoiceKind:
    """Testimony, official account, document, editor or our own reading."""
    if statement.source == OURS:
        return "ours"
    if statement.passages and statement.passages[0].place.editor:
        return "editor"
    if is_document(statement, evidence):
        return "document"
    return "official" if is_official(statement, evidence) else "testimony"
