"""Whose word a statement is, as pages colour it. Invariant: it says whose word it is, never whether it is true."""

from __future__ import annotations

from typing import Literal, get_args

from aigaq.records.statements import Statement
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.origins import is_document, is_official

VoiceKind = Literal["testimony", "official", "document", "editor", "ours"]
VOICE_KINDS: tuple[VoiceKind, ...] = get_args(VoiceKind)


def voice_kind(one: Statement, evidence: Evidence) -> VoiceKind:
    """Testimony, official account, document, editor or our own reading."""
    if one.source == OURS:
        return "ours"
    if one.passages and one.passages[0].place.editor:
        return "editor"
    if is_document(one, evidence):
        return "document"
    return "official" if is_official(one, evidence) else "testimony"
