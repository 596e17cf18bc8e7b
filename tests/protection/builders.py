"""Small drafts: `drafted(folder, "p: {killed: p}", safeguards=...)` is a case with its safeguards applied.

Invariant: what is drafted is read as a person would have written it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from tests.smallcase import CAST, written

from aigaq.bundle.masking import masked
from aigaq.bundle.read import read_case
from aigaq.protection import clear, guarded
from aigaq.protection.clearing import Cleared
from aigaq.records.releases import ClearingRefusal, Draft, Guarded, Reason, Release

DAY = date(2031, 7, 1)
TRIED = 'intruder: {by: dina, minutes: "40", sources: [the newspaper], found: "no"}'
PEOPLE = CAST.replace("q: Aset Omarov, oraz: Oraz Bek", "q: one of the guards")


def safeguard(covers: str = "q", more: str = TRIED, wording: str = "somebody") -> str:
    """One safeguard, tried by an intruder who found nobody unless `more` says otherwise."""
    lines = (
        f"covers: [{covers}]\n    wording: {wording}\n    reasons: traits\n    by: dina\n    at: 2031-07-01"
    )
    return f"safeguards:\n  s1:\n    {lines}\n    {more}\n"


def drafted(
    folder: Path, *entries: str, safeguards: str | None = None, cast: str = PEOPLE, **files: str
) -> tuple[Draft, tuple[Guarded, ...]]:
    """A draft of a small case, and its safeguards with the names of those covered."""
    added = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    if safeguards is not None:
        added["private/safeguards.yaml"] = safeguards
    records = read_case(written(folder, *entries, cast=cast, files=added))
    return Draft(masked(records), at=DAY, decided=records.decisions), guarded(records)


def reasons(
    draft: Draft, safeguards: tuple[Guarded, ...] = (), earlier: tuple[Release, ...] = ()
) -> list[Reason]:
    """What speaks against a draft; nothing where it is cleared."""
    found = clear(draft, safeguards, earlier)
    assert isinstance(found, Cleared | ClearingRefusal)
    return list(found.reasons) if isinstance(found, ClearingRefusal) else []


def codes(draft: Draft, safeguards: tuple[Guarded, ...] = (), earlier: tuple[Release, ...] = ()) -> set[str]:
    """The codes of what speaks against a draft."""
    return {one.code for one in reasons(draft, safeguards, earlier)}


def edition(draft: Draft, name: str = "r1") -> Release:
    """An edition that showed a draft."""
    return Release(name, 1, "en", "0" * 64, "superseded", f"/{name}/", DAY, draft)


def titled(draft: Draft, title: str) -> Draft:
    """The draft under another title."""
    return replace(draft, records=replace(draft.records, title=title))
