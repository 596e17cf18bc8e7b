"""The voice of a statement: the one meaning that colour has. Invariant: every hue has a sign and a word beside it."""

from __future__ import annotations

from aigaq.records.statements import Statement
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.origins import is_document, is_official


def of(one: Statement, evidence: Evidence) -> str:
    """testimony, official, document, editor or ours."""
    if one.source == OURS:
        return "ours"
    if one.passages and one.passages[0].place.editor:
        return "editor"
    if is_document(one, evidence):
        return "document"
    return "official" if is_official(one, evidence) else "testimony"
