"""Whether the casebook and what is sealed for it are of one time: each log keeps how far the other went.

Invariant: a database, or a folder of sealed files, that was put back from before is told by the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from aigaq import custody
from aigaq.web.home import CUSTODY
from aigaq.web.models import EventRow, TextRow
from aigaq.web.store.bound_rows import Vouched, columns_of
from aigaq.web.store.differences import Difference


def of_one_time(found: Vouched) -> Iterator[Difference]:
    """The first row of each log that the other does not know; items that were taken in, and that no row tells of."""
    leaves, told = custody.witness(_folder()) if custody.is_home(_folder()) else ([], [])
    for seq, size, last in found.heads:
        if size > len(leaves) or leaves[size - 1] != last:
            yield Difference("custody", str(size), "sealed-otherwise", str(seq))
            break
    known = {digest for (digest,) in columns_of(EventRow, "digest")}
    for line, entry in told:
        if entry.beside not in known:
            yield Difference("log", "-", "older", str(line))
            break
    held = _held()
    for item in sorted({entry.object_id for _, entry in told} - held):
        yield Difference("item", item, "unclaimed")


def unclaimed() -> list[str]:
    """Sealed items that no source of the casebook is made from."""
    if not custody.is_home(_folder()):
        return []
    return sorted({*custody.item_ids(_folder())} - _held())


def _held() -> set[str]:
    return {item for (item,) in columns_of(TextRow, "item")}


def _folder() -> Path:
    return Path(settings.HOME) / CUSTODY
