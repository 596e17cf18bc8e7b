"""Verification of a whole custody folder: the first broken thing, and all others.

Invariant: it only reads, and it goes on after a break, so that undamaged items are still found sound. An unchanged row
is never blamed for its neighbour.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aigaq.custody import checkpoints, files, home, items, log, merkle, rows, store
from aigaq.errors import AigaqError, CustodyBroken, ItemMissing
from aigaq.records.custody import Checkpoint, LogEntry
from aigaq.records.custody_check import Break, Verification, Why

OUTSIDE = "checkpoint"


def verify(
    folder: Path,
    *,
    checkpoint: str | None = None,
    public_key: str | None = None,
    seen: Callable[[int, int], None] | None = None,
) -> Verification:
    """Check that everything acknowledged is there and unchanged.

    Args:
        folder: a custody folder; it is not written to.
        checkpoint: a signed note that was kept outside. Without one, only damage and clumsy changes are detected: the
            owner of the folder can rewrite log, head, keys and checkpoint together.
        public_key: kept outside too; else the folder's own, which proves less.
        seen: called after each item with the number done and the total; it may raise to stop.
    Raises:
        NotACustodyFolder: nothing was founded here.
        ValueError: `public_key` is not a key in its exact writing.
    """
    home.require_home(folder)
    # Read the folder's own checkpoint before the head: a writer moves them in the other order.
    key, own_checkpoint, own_breaks = _own_checkpoint(folder, public_key)
    head, head_breaks = _head(folder)
    lines, log_breaks = _log(folder, head)
    sound = not log_breaks
    state_breaks, state = _state(lines, head, own_checkpoint, sound=sound)
    covered, outside = _outside(lines, checkpoint, key, sound=sound) if checkpoint is not None else (None, [])
    entries = [row.entry for row in lines if row.entry is not None]
    kept = _items(folder, entries, seen)
    return Verification(
        items_checked=len(kept.ids),
        entries_checked=len(entries),
        breaks=(*log_breaks, *head_breaks, *state_breaks, *own_breaks, *outside, *kept.breaks),
        checkpoint=state,
        unacknowledged=tuple(_unacknowledged(folder, head, kept)),
        witnessed=bool(covered),
        covered=covered,
    )


def witness(folder: Path) -> tuple[list[str], list[tuple[int, LogEntry]]]:
    """The leaf of each acknowledged row, and the rows that name another log: that log is checked against these.

    Args:
        folder: a custody folder. Broken rows are skipped here; `verify` names them.
    """
    head, _ = _head(folder)
    lines, _ = _log(folder, head)
    naming = [
        (row.line, row.entry) for row in lines if row.entry is not None and row.entry.beside is not None
    ]
    return [row.leaf for row in lines], naming


def item_ids(folder: Path) -> set[str]:
    """The ids of all items that acknowledged rows name, as far as rows can be read."""
    head, _ = _head(folder)
    return {row.entry.object_id for row in _log(folder, head)[0] if row.entry is not None}


def complaint(broken: Break) -> AigaqError:
    """The error for a break."""
    where = {key: value for key in ("line", "id") if (value := getattr(broken, key)) is not None}
    if broken.why is Why.BYTES_MISSING:
        return ItemMissing(file=broken.file, **where)
    return CustodyBroken(file=broken.file, why=broken.why, **where)


def _own_checkpoint(
    folder: Path, public_key: str | None
) -> tuple[str | None, Checkpoint | None, list[Break]]:
    """The key to check notes with, the folder's own checkpoint, and breaks of these."""
    key = public_key
    try:
        kept = checkpoints.public_key(folder)
        key = public_key or kept
        if kept != key:
            raise CustodyBroken(file=checkpoints.PUBLIC_KEY, why=Why.KEY_CHANGED)
        checkpoint = checkpoints.verify_checkpoint(checkpoints.read_note(folder), key)
        if (folder / checkpoints.SIGNED).exists():
            log.read_head(folder, name=checkpoints.SIGNED)
        return key, checkpoint, []
    except CustodyBroken as error:
        return key, None, [_as_break(error)]
    except OSError:
        return key, None, [Break(file=checkpoints.CHECKPOINT, why=Why.UNREADABLE)]


def _head(folder: Path) -> tuple[log.Head | None, list[Break]]:
    try:
        return log.read_head(folder), []
    except CustodyBroken as error:
        return None, [_as_break(error)]


def _log(folder: Path, head: log.Head | None) -> tuple[Sequence[rows.Row], list[Break]]:
    """The acknowledged lines, and the breaks among and behind them."""
    try:
        lines = list(rows.read(folder, end=head.length if head is not None else None))
        breaks = row_breaks(lines, head)
        if head is not None and not breaks:
            tail = list(rows.read(folder, start=head.length))
            breaks += tail_breaks(tail, head, first_line=len(lines) + 1)
    except CustodyBroken as error:
        return [], [_as_break(error)]
    except OSError:
        return [], [Break(file=rows.LOG, why=Why.UNREADABLE)]
    return lines, breaks


def _state(
    lines: Sequence[rows.Row], head: log.Head | None, own_checkpoint: Checkpoint | None, *, sound: bool
) -> tuple[list[Break], Checkpoint | None]:
    """The root over sound rows, checked against the head and the folder's own checkpoint."""
    if not sound:
        return [], None
    frontier = frontier_at(lines, len(lines))
    breaks = []
    if head is not None and head.frontier != frontier:
        breaks.append(Break(file=log.HEAD, why=Why.ROOT_DIFFERS))
    if own_checkpoint is not None:
        breaks += _against(lines, own_checkpoint, file=checkpoints.CHECKPOINT)
    return breaks, Checkpoint(
        own_checkpoint.origin if own_checkpoint else "", frontier.size, frontier.root().hex()
    )


def _outside(
    lines: Sequence[rows.Row], note: str, key: str | None, *, sound: bool
) -> tuple[int | None, list[Break]]:
    """Check the rows against a checkpoint that was kept outside; broken rows have no root to compare.

    Returns:
        The number of rows it covers, where it holds; and the breaks.
    """
    if key is None:
        return None, [Break(file=OUTSIDE, why=Why.SIGNATURE_BAD)]
    try:
        checkpoint = checkpoints.verify_checkpoint(note, key)
    except CustodyBroken as error:
        return None, [Break(file=OUTSIDE, why=Why(str(error.parameters["why"])))]
    if not sound:
        return None, []
    breaks = _against(lines, checkpoint, file=OUTSIDE)
    return None if breaks else checkpoint.size, breaks


def _against(lines: Sequence[rows.Row], checkpoint: Checkpoint, *, file: str) -> list[Break]:
    if checkpoint.size > len(lines):
        return [Break(file=file, why=Why.CHECKPOINT_AHEAD)]
    if frontier_at(lines, checkpoint.size).root().hex() != checkpoint.root:
        return [Break(file=file, why=Why.ROOT_DIFFERS)]
    return []


@dataclass(frozen=True, slots=True)
class _Kept:
    ids: frozenset[str]
    digests: frozenset[str]
    breaks: tuple[Break, ...]


def _items(folder: Path, entries: Sequence[LogEntry], seen: Callable[[int, int], None] | None) -> _Kept:
    seals: dict[str, set[str]] = {}
    for entry in entries:
        seals.setdefault(entry.object_id, set()).add(entry.seal)
    digests: dict[str, tuple[str, int] | None] = {}
    breaks: list[Break] = []
    for done, (item_id, named) in enumerate(seals.items(), 1):
        breaks += _item_breaks(folder, item_id, named, digests)
        if seen is not None:
            seen(done, len(seals))
    return _Kept(frozenset(seals), frozenset(digests), tuple(breaks))


def _item_breaks(
    folder: Path, item_id: str, seals: set[str], digests: dict[str, tuple[str, int] | None]
) -> Iterator[Break]:
    try:
        record = items.read(folder, item_id)
    except CustodyBroken as error:
        yield Break(file=f"{items.ITEMS}/{item_id}.json", why=Why(str(error.parameters["why"])), id=item_id)
        return
    if seals != {record.seal()}:
        yield Break(file=f"{items.ITEMS}/{item_id}.json", why=Why.RECORD_CHANGED, id=item_id)
        return
    item = record.item
    path = store.blob_path(folder, item.sha256)
    try:
        if item.sha256 not in digests:  # items of equal bytes share them; a film is read once
            digests[item.sha256] = store.digest_at(path)
    except OSError:
        yield Break(file=path.relative_to(folder).as_posix(), why=Why.UNREADABLE, id=item_id)
        return
    kept = digests[item.sha256]
    if kept != (item.sha256, item.size):
        why = Why.BYTES_MISSING if kept is None else Why.BYTES_CHANGED
        yield Break(file=path.relative_to(folder).as_posix(), why=why, id=item_id)


def _unacknowledged(folder: Path, head: log.Head | None, kept: _Kept) -> Iterator[str]:
    """Paths that no row answers for; no bytes while a record is broken, since they may be its own."""
    if head is not None and (folder / rows.LOG).exists() and (folder / rows.LOG).stat().st_size > head.length:
        yield rows.LOG
    for part in sorted((folder / files.INCOMING).glob("*")):
        yield part.relative_to(folder).as_posix()
    for record in sorted((folder / items.ITEMS).glob("*")):
        if record.name.removesuffix(".json") not in kept.ids:
            yield record.relative_to(folder).as_posix()
    if not any(broken.why in (Why.RECORD_CHANGED, Why.RECORD_MISSING) for broken in kept.breaks):
        for path in sorted((folder / store.OBJECTS).glob("*/*")):
            if path.parent.name + path.name not in kept.digests:
                yield path.relative_to(folder).as_posix()


def _as_break(error: CustodyBroken) -> Break:
    line = error.parameters.get("line")
    return Break(
        file=str(error.parameters["file"]),
        why=Why(str(error.parameters["why"])),
        line=line if isinstance(line, int) else None,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    entry: LogEntry
    leaf: str


def row_breaks(lines: Sequence[rows.Row], head: log.Head | None) -> list[Break]:
    """The breaks in the acknowledged rows, in the order of the lines.

    Args:
        lines: the file up to the head; the whole of it where there is no head.
        head: None where it is damaged itself; then nothing vouches for the last row.
    """
    unreadable = [row.line for row in lines if row.entry is None]
    places = [_Place(row.line, row.entry, row.leaf) for row in lines if row.entry is not None]
    breaks = [_at(line, Why.ROW_ALTERED) for line in unreadable]
    breaks += _out_of_place(places)
    in_order = sorted(
        {place.entry.seq: place for place in reversed(places)}.values(), key=lambda p: p.entry.seq
    )
    breaks += _missing(in_order, head, unreadable)
    breaks += _disowned(in_order, head)
    return sorted(breaks, key=lambda broken: broken.line or 0)


def tail_breaks(tail: Sequence[rows.Row], head: log.Head, *, first_line: int) -> list[Break]:
    """Readable rows behind the head that do not continue it: no crash leaves these, but a manipulation."""
    last, size = head.last, head.frontier.size
    breaks = []
    for row in tail:
        if row.entry is None:
            continue  # half a row: what a crash leaves
        if (row.entry.seq, row.entry.previous) != (size, last):
            why = Why.ROW_REPEATED if row.entry.seq < size else Why.ROW_MOVED
            breaks.append(_at(first_line + row.line - 1, why))
        else:
            last, size = row.leaf, size + 1
    return breaks


def frontier_at(lines: Sequence[rows.Row], size: int) -> merkle.Frontier:
    """The frontier over the first `size` rows, which must be sound."""
    return merkle.frontier_of(bytes.fromhex(row.leaf) for row in lines[:size])


def _out_of_place(places: Sequence[_Place]) -> Iterator[Break]:
    seen: set[int] = set()
    numbers = [place.entry.seq for place in places]
    all_differ = len(set(numbers)) == len(numbers)
    for place, due in zip(places, sorted(numbers), strict=True):
        if place.entry.seq in seen:
            yield _at(place.line, Why.ROW_REPEATED)
        elif place.entry.seq != due and all_differ:
            yield _at(place.line, Why.ROW_MOVED)
        seen.add(place.entry.seq)


def _missing(in_order: Sequence[_Place], head: log.Head | None, unreadable: Sequence[int]) -> Iterator[Break]:
    """Gaps in the numbering. An unreadable line fills the place of the row that it was."""
    due, line = 0, 0
    for place in in_order:
        filled = _between(unreadable, line, place.line)
        if place.entry.seq - due > filled:
            yield _at(due + filled + 1, Why.ROW_MISSING)
        due, line = place.entry.seq + 1, place.line
    filled = _between(unreadable, line, sys.maxsize)
    if head is not None and head.frontier.size - due > filled:
        yield _at(due + filled + 1, Why.LOG_TRUNCATED)


def _disowned(in_order: Sequence[_Place], head: log.Head | None) -> Iterator[Break]:
    """Rows with a fitting hash of their own for which the next row, itself sound, gives another."""
    vouched, vouched_seq = (head.last, head.frontier.size - 1) if head is not None else ("", -1)
    for place in reversed(in_order):
        sound = place.entry.seq != vouched_seq or place.leaf == vouched
        if not sound:
            yield _at(place.line, Why.ROW_ALTERED)
        vouched, vouched_seq = (place.entry.previous, place.entry.seq - 1) if sound else ("", -1)


def _between(numbers: Sequence[int], low: int, high: int) -> int:
    return max(0, bisect_left(numbers, high) - bisect_right(numbers, low))


def _at(line: int, why: Why) -> Break:
    return Break(file=rows.LOG, why=why, line=line)
