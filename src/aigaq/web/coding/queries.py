"""Reads of the coding form. Invariant: only as far as the viewer sees."""

from __future__ import annotations

import hashlib

from aigaq.records.decisions import in_force
from aigaq.web.models import CaseRow, StatementRow
from aigaq.web.store.access import Viewer, held
from aigaq.web.store.partial_cases import LATER, CaseBuilder
from aigaq.web.store.rows import having


def line_digest(viewer: Viewer, row: CaseRow, source: str, line: int, *, but: str) -> str:
    """Digest of what others coded from a line and of what became of it; it changes when somebody was here.

    It is made of ids alone, so that saving an entry does not read what all the others say.

    Args:
        but: id of the entry that the viewer is writing.
    """
    part = CaseBuilder(row, held(viewer, row))
    coded = having(
        *(StatementRow, row, "source", [source], "key", "entry"),
        seals=part.head.open,
        beside={"line": [line]},
    )
    others = {key: entry for key, entry in coded if entry != but}
    later = part.pointing_at({f"#{key}" for key in others}, only=LATER)
    names = {*others, *others.values(), *(f"#{key}" for key in others)}
    decisions = [one.id for one in in_force(part.head.decisions) if not names.isdisjoint(one.targets)]
    ids = sorted([*others, *(statement.id for statement in later), *decisions])
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:24]
