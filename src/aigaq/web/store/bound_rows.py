"""Whether every row that the log vouches for is what it was when the log was written.

Invariant: a row is named by its key; a line that cannot be read is named and the rest is gone through.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import DatabaseError, connection

from aigaq.web.models import Account, BoundRow, CaseRow, EventRow, Grant, Membership
from aigaq.web.store.bound_columns import BOUND, Kind, Name, digest_of, rows_of, table_of
from aigaq.web.store.chunks import UNREADABLE
from aigaq.web.store.differences import Difference, Seen

Line = Sequence[str | None]
"""Table, what the row belongs to, its key, its digest before (none: it was not there), its digest after (gone)."""

HEAD = "custody"
"""Of a line that says how far the log of what is sealed went: its number of rows, and the hash of the last."""
START = "*"
"""In place of a digest before: the row was there before the log bound rows."""
FROM_HERE = "bound.from-here"
"""The row of the log with which an older casebook began to be bound."""
_AT_ONCE = 100


@dataclass(slots=True)
class Vouched:
    """What the log vouches for, after all its rows were read.

    Args:
        rows: by name, the last digest and its salt; no digest where the row was taken away.
        heads: how far the log of what is sealed went, by the number of the row of the log.
        earlier: how many rows an earlier version wrote: bound as they stood when that was told in the log.
        wrong: what does not hold together in the log itself.
    """

    rows: dict[Name, tuple[str | None, str]] = field(default_factory=dict)
    heads: list[tuple[int, int, str]] = field(default_factory=list)
    earlier: int = 0
    wrong: list[Difference] = field(default_factory=list)


def part_digest(part: int, salt: str, lines: str) -> str:
    """The digest of one part of what a row of the log binds."""
    return hashlib.sha256(f"{part}\n{salt}\n{lines}".encode("utf-8", "surrogateescape")).hexdigest()


def vouched() -> Vouched:
    """What the log binds, each line held against the digest in its row of the log, and against the line before."""
    found, due = Vouched(), _due()
    digests: dict[int, list[str]] = {}
    for seq, part, salt, lines in _parts():
        digests.setdefault(seq, []).append(part_digest(part, salt, lines))
        try:
            for line in json.loads(lines):
                _take(found, seq, line, salt, begins=due.get(seq, ("", ""))[1] == FROM_HERE)
        except UNREADABLE:
            found.wrong.append(Difference("log", str(seq), "unreadable", "bound"))
    for seq in sorted({*digests, *(seq for seq, (bound, _) in due.items() if bound)}):
        told = hashlib.sha256("\n".join(digests.get(seq, [])).encode()).hexdigest()
        if told != due.get(seq, ("", ""))[0]:
            found.wrong.append(Difference("log", str(seq), "column", "bound"))
    return found


def never_bound() -> bool:
    """Whether an earlier version wrote here, and nothing of that is bound yet."""
    if BoundRow.objects.exists() or not (Account.objects.exists() or CaseRow.objects.exists()):
        return False
    return not EventRow.objects.exclude(bound="").exists()


def _due() -> dict[int, tuple[str, str]]:
    """By number of the row of the log, the digest of what it bound, and what it was."""
    rows = columns_of(EventRow, "seq", "bound", "action")
    return {int(seq): (bound, action) for seq, bound, action in rows if seq.isdecimal()}


def _parts() -> Iterator[tuple[int, int, str, str]]:
    for seq, part, salt, lines in columns_of(BoundRow, "seq", "part", "salt", "lines"):
        yield int(seq) if seq.isdecimal() else -1, int(part) if part.isdecimal() else -1, salt, lines


def columns_of(kind: Kind, *names: str) -> Iterator[tuple[str, ...]]:
    """Columns of a table as text, whatever stands in them, in the order of its rows."""
    lite = connection.vendor == "sqlite"
    cells = ", ".join(f'CAST("{one}" AS BLOB)' if lite else f'"{one}"::text' for one in names)
    table = f'"{kind._meta.db_table}"'
    # By the column itself: by its bare name PostgreSQL would sort the text that is made of it, 10 before 9.
    order = ", ".join(f'{table}."{one}"' for one in kind._meta.ordering or ()) or "1"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {cells} FROM {table} ORDER BY {order}")
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                yield tuple(_text(one) for one in row)


def _text(cell: bytes | str | None) -> str:
    return cell.decode("utf-8", "surrogateescape") if isinstance(cell, bytes) else cell or ""


def _take(found: Vouched, seq: int, line: Line, salt: str, *, begins: bool) -> None:
    table, of, key, before, after = (None if one is None else str(one) for one in line)
    name = (table or "", of or "", key or "")
    if table == HEAD:
        found.heads.append((seq, int(name[2]), after or ""))
        return
    last = found.rows.get(name)
    if before == START and begins and last is None:
        found.earlier += 1
    elif before != (last[0] if last else None):
        found.wrong.append(Difference(name[0], _shown(name), "between", str(seq), name[1]))
    found.rows[name] = (after, salt)


def compared(found: Vouched, seen: Seen) -> Iterator[Difference]:
    """Each row that is not what the log vouches for, that it tells nothing of, or that is gone."""
    yield from found.wrong
    for kind in BOUND:
        try:
            yield from _rows(kind, found, seen)
        except (DatabaseError, *UNREADABLE):
            yield Difference(table_of(kind), "*", "unreadable")
            found.rows = {name: told for name, told in found.rows.items() if name[0] != table_of(kind)}
    for name, (digest, _) in found.rows.items():
        if digest is not None:
            yield Difference(name[0], _shown(name), "missing", case=name[1])


def _rows(kind: Kind, found: Vouched, seen: Seen) -> Iterator[Difference]:
    for passed, (name, content) in enumerate(rows_of(kind), 1):
        digest, salt = found.rows.pop(name, (None, ""))
        if digest is None:
            yield Difference(name[0], _shown(name), "unlogged", case=name[1])
        elif digest != digest_of(salt, name, content):
            yield Difference(name[0], _shown(name), "logged", case=name[1])
        if not passed % _AT_ONCE:
            seen(_AT_ONCE)


def _shown(name: Name) -> str:
    """A row as a report calls it, before anybody looked up whose numbers these are."""
    return f"{name[1]}/{name[2]}" if name[0] == table_of(Grant) else name[2]


def named(found: Sequence[Difference]) -> list[Difference]:
    """The same with the keys of cases and the names of accounts in place of their numbers."""
    cases = {key.replace("-", ""): said for key, said in columns_of(CaseRow, "id", "key")}
    accounts = {one[0]: one[1] for one in columns_of(Account, "id", "username")}
    who = {table_of(kind) for kind in (Account, Membership, Grant)}
    return [replace(one, key=_called(one, who, accounts), case=cases.get(one.case, "")) for one in found]


def _called(one: Difference, who: Collection[str], accounts: Mapping[str, str]) -> str:
    of, mark, key = one.key.rpartition("/")
    return f"{of}{mark}{accounts.get(key, key)}" if one.table in who else one.key
