"""Comparison of each bound row with its digest in the log.

Invariant: a row is named by its key. A line that cannot be read is reported, and the check goes on with the rest.
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
"""Table, owner, key, digest before (None: the row is new), digest after (None: the row was deleted)."""

HEAD = "custody"
"""First word of a line about the custody log: its number of rows, and the hash of the last."""
START = "*"
"""Stands for the digest before, if the row is older than the binding of rows."""
FROM_HERE = "bound.from-here"
"""Action of the log row from which on an older casebook is bound."""
_AT_ONCE = 100


@dataclass(slots=True)
class Vouched:
    """State of all bound rows by the log, once the whole log was read.

    Args:
        rows: by name, the last digest and its salt; the digest is None if the row was deleted.
        heads: number of the log row, length of the custody log then, and the hash of its last row.
        earlier: number of rows that an earlier version wrote; they were bound later, as they stood then.
        wrong: contradictions within the log itself.
    """

    rows: dict[Name, tuple[str | None, str]] = field(default_factory=dict)
    heads: list[tuple[int, int, str]] = field(default_factory=list)
    earlier: int = 0
    wrong: list[Difference] = field(default_factory=list)


def part_digest(part: int, salt: str, lines: str) -> str:
    """Digest of one part of the lines of a log row."""
    return hashlib.sha256(f"{part}\n{salt}\n{lines}".encode("utf-8", "surrogateescape")).hexdigest()


def vouched() -> Vouched:
    """Read all bound lines. Each part is compared with its log row, each line with the earlier line of the same row."""
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
    """Whether an earlier version wrote this casebook and its rows are not bound yet."""
    if BoundRow.objects.exists() or not (Account.objects.exists() or CaseRow.objects.exists()):
        return False
    return not EventRow.objects.exclude(bound="").exists()


def _due() -> dict[int, tuple[str, str]]:
    """By number of the log row: the digest of its lines, and its action."""
    rows = columns_of(EventRow, "seq", "bound", "action")
    return {int(seq): (bound, action) for seq, bound, action in rows if seq.isdecimal()}


def _parts() -> Iterator[tuple[int, int, str, str]]:
    for seq, part, salt, lines in columns_of(BoundRow, "seq", "part", "salt", "lines"):
        yield int(seq) if seq.isdecimal() else -1, int(part) if part.isdecimal() else -1, salt, lines


def columns_of(kind: Kind, *names: str) -> Iterator[tuple[str, ...]]:
    """Columns of a table as text, whatever type they hold, in the order of its rows."""
    lite = connection.vendor == "sqlite"
    cells = ", ".join(f'CAST("{one}" AS BLOB)' if lite else f'"{one}"::text' for one in names)
    table = f'"{kind._meta.db_table}"'
    # With the table name: by the bare name PostgreSQL would sort the column's text, 10 before 9.
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
    """Differences: rows that do not match the log, rows unknown to it, rows that are missing."""
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
    """Name of a row in a report, while its case and account are still numbers."""
    return f"{name[1]}/{name[2]}" if name[0] == table_of(Grant) else name[2]


def named(found: Sequence[Difference]) -> list[Difference]:
    """The same differences with keys of cases and names of accounts in place of database numbers."""
    cases = {key.replace("-", ""): said for key, said in columns_of(CaseRow, "id", "key")}
    accounts = {one[0]: one[1] for one in columns_of(Account, "id", "username")}
    who = {table_of(kind) for kind in (Account, Membership, Grant)}
    return [replace(one, key=_called(one, who, accounts), case=cases.get(one.case, "")) for one in found]


def _called(one: Difference, who: Collection[str], accounts: Mapping[str, str]) -> str:
    of, mark, key = one.key.rpartition("/")
    return f"{of}{mark}{accounts.get(key, key)}" if one.table in who else one.key
