"""What others did about one line of a source. Invariant: only as far as the viewer sees it."""

from __future__ import annotations

import hashlib

from aigaq.records.decisions import in_force
from aigaq.web.models import CaseRow, StatementRow
from aigaq.web.store.access import Viewer, held
from aigaq.web.store.case_builder import LATER, Part
from aigaq.web.store.rows import having


def seen(viewer: Viewer, row: CaseRow, source: str, line: int, *, but: str) -> str:
    """A digest of what is coded from a line and of what became of it: another one tells that somebody was here.

    Made of ids alone, so that saving an entry does not read what all the others say.

    Args:
        but: the entry of whoever asks.
    """
    part = Part(row, held(viewer, row))
    found = having(
        *(StatementRow, row, "source", [source], "key", "entry"),
        seals=part.shelf.open,
        beside={"line": [line]},
    )
    others = {key: entry for key, entry in found if entry != but}
    later = part.pointing_at({f"#{key}" for key in others}, only=LATER)
    names = {*others, *others.values(), *(f"#{key}" for key in others)}
    judged = [one.id for one in in_force(part.shelf.decisions) if not names.isdisjoint(one.targets)]
    told = "\n".join(sorted([*others, *(one.id for one in later), *judged]))
    return hashlib.sha256(told.encode()).hexdigest()[:24]
