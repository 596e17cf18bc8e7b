"""Columns that the log vouches for, by table, and the digest of a row.

Invariant: every column of every table is bound here, recomputed by the check, or left out with a reason
(`tests/web/store/test_bound.py` goes through all of them). Rows are read as raw bytes, so a row that Django cannot
read is still named.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection, models

from aigaq.web.models import (
    ROWS,
    Account,
    CaseRow,
    CommentRow,
    Compartment,
    DossierRow,
    EntryRow,
    Grant,
    Membership,
    ReleaseRow,
    SignatureRow,
    StatementRow,
    SubjectRow,
    TextRow,
    TranslationRow,
    UploadRow,
    WithheldRow,
    WordsRow,
)

Kind = type[models.Model]
Name = tuple[str, str, str]
"""Name of a row: its table, its owner (empty if it has none), its key within the owner."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Columns of one table: which of them the log vouches for, and why the others are left out.

    Args:
        columns: columns covered by the digest.
        name: columns that identify a row: one, or the owner of the row and the key within that owner.
        recomputed: columns computed again from bound ones, and compared (`verify`).
        left: columns that nothing covers, each with the reason.
        later: columns added after casebooks were in use, with the bytes that mean "not said". Such a column enters the
            digest only if it holds something else, so that older digests still match.
        at_once: number of rows held in memory together.
    """

    columns: tuple[str, ...]
    name: tuple[str, ...] = ("id",)
    recomputed: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)
    later: Mapping[str, tuple[bytes | None, ...]] = field(default_factory=dict)
    at_once: int = 500


_NUMBER = {"id": "a number of the table; the row goes by its name"}
_OF_CASE = ("case_id", "key")
_RECORD = Bound(
    (*_OF_CASE, "seq", "body", "compartments", "by", "at"),
    name=_OF_CASE,
    recomputed=("touches", "seal_id"),
    left=_NUMBER,
)
_FOLLOWS: Mapping[Kind, tuple[str, ...]] = {
    EntryRow: ("source", "who", "made", "unfilled"),
    StatementRow: ("subject", "predicate", "source", "entry", "event", "line"),
    SubjectRow: ("kind", "label", "made_by", "folded"),
}


def _record(kind: Kind) -> Bound:
    follows = _FOLLOWS.get(kind, ("kind",) if "kind" in getattr(kind, "columns", ()) else ())
    recomputed = (*_RECORD.recomputed, *follows)
    return Bound(_RECORD.columns, name=_RECORD.name, recomputed=recomputed, left=_RECORD.left)


def _whole(kind: Kind, **said: object) -> Bound:
    """All columns of a table, except those named as recomputed or left."""
    bound = Bound((), **said)  # type: ignore[arg-type]  # passed through as it came
    apart = {*bound.recomputed, *bound.left}
    every = tuple(str(one.column) for one in kind._meta.concrete_fields if one.column not in apart)
    return Bound(every, bound.name, bound.recomputed, bound.left, bound.later, bound.at_once)


_COUNTERS = "counts changes, to tell a copy in memory that is old; a wrong one makes pages read anew"
BOUND: Mapping[Kind, Bound] = {
    **{kind: _record(kind) for kind in ROWS},
    Account: Bound(
        (
            *("id", "password", "is_superuser", "is_staff", "is_active", "username"),
            *("first_name", "last_name", "email", "date_joined"),
        ),
        left={"last_login": "moves with each sign-in, and opens nothing"},
    ),
    Authenticator: Bound(
        ("id", "user_id", "type", "data", "created_at"),
        left={"last_used_at": "moves with each sign-in, and opens nothing"},
    ),
    Membership: Bound(("case_id", "account_id", "role"), name=("case_id", "account_id"), left=_NUMBER),
    Grant: Bound(("compartment_id", "account_id"), name=("compartment_id", "account_id"), left=_NUMBER),
    Compartment: Bound(("id", "case_id", "name")),
    CaseRow: Bound(
        ("id", "key", "title", "anchor", "coder", "second_coder"),
        recomputed=("written", "version"),
        left={"shelf": _COUNTERS},
    ),
    TextRow: Bound(
        ("case_id", "source", "name", "data", "item"), name=("case_id", "source"), left=_NUMBER, at_once=1
    ),
    WordsRow: Bound(("case_id", "text"), name=("case_id",), left=_NUMBER),
    WithheldRow: _whole(WithheldRow),
    DossierRow: _whole(DossierRow),
    ReleaseRow: _whole(ReleaseRow, at_once=1),
    SignatureRow: _whole(SignatureRow),
    CommentRow: _whole(CommentRow),
    UploadRow: _whole(UploadRow),
    TranslationRow: _whole(TranslationRow),
}
"""Bound columns by table."""


LEFT: Mapping[str, str] = {
    "web.EventRow": "the log itself: each row is bound by the next (`chain`)",
    "web.BoundRow": "what the log binds: each row of the log bears the digest of its own",
    "web.PointRow": "made anew from the statements and compared (`verify`)",
    "web.SealRow": "made anew from what records touch and compared (`verify`)",
    "web.IndexRow": "tables of words, held against the records (`verify/projections_check.py`)",
    "web.JobRow": "work under way; it carries the rights of who asked, which are asked for again when it runs",
    "sessions.Session": "who is signed in just now; ends by itself",
    "account.EmailAddress": "no e-mail is asked for or sent",
    "account.EmailConfirmation": "no e-mail is asked for or sent",
    "auth.Permission": "nothing asks for it: rights are roles in cases",
    "auth.Group": "nothing asks for it: rights are roles in cases",
    "auth.Group_permissions": "nothing asks for it: rights are roles in cases",
    "web.Account_groups": "nothing asks for it: rights are roles in cases",
    "web.Account_user_permissions": "nothing asks for it: rights are roles in cases",
    "contenttypes.ContentType": "a list of our own tables that Django makes anew",
}
"""Tables that the log does not bind, with the reason."""


def table_of(kind: Kind) -> str:
    """Name of a table in the log and in reports."""
    return kind.__name__.removesuffix("Row").lower()


KINDS: Mapping[str, Kind] = {table_of(kind): kind for kind in BOUND}
"""The bound tables by their name in the log."""


def name_of(kind: Kind, values: Sequence[object]) -> Name:
    """Name of a row, from the values of its naming columns."""
    of, key = ("", *values)[-2:]
    return table_of(kind), _plain(of), _plain(key)


def _plain(value: object) -> str:
    return value.hex if isinstance(value, UUID) else str(value)


def digest_of(salt: str, name: Name, content: bytes) -> str:
    """Digest of a row, with the salt of its casebook."""
    told = "\0".join(name).encode("utf-8", "surrogateescape") + b"\0" + content
    return hmac.digest(salt.encode(), told, "sha256").hex()


def rows_of(kind: Kind, names: Sequence[Name] | None = None) -> Iterator[tuple[Name, bytes]]:
    """Name and bound columns (as bytes) of each row of a table, or of the named rows only."""
    if names is None:
        yield from _every(kind)
        return
    by_owner: dict[str, list[str]] = {}
    for _, of, key in names:
        by_owner.setdefault(of, []).append(key)
    bound = BOUND[kind]
    for of, keys in by_owner.items():
        for start in range(0, len(keys), bound.at_once):
            some = keys[start : start + bound.at_once]
            marks = ", ".join(["%s"] * len(some))
            where, values = f'"{bound.name[-1]}" IN ({marks})', some
            if len(bound.name) > 1:
                where, values = f'"{bound.name[0]}" = %s AND {where}', [of, *some]
            yield from _read(kind, f"WHERE {where}", values)


def _every(kind: Kind) -> Iterator[tuple[Name, bytes]]:
    table, last, step = kind._meta.db_table, "", BOUND[kind].at_once
    pk = "rowid" if connection.vendor == "sqlite" else f'"{kind._meta.pk.column}"'
    after: list[int | str] = []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {pk} FROM "{table}" {last} ORDER BY {pk} LIMIT {step}', after)
            keys = [key for (key,) in cursor.fetchall()]
        if not keys:
            return
        yield from _read(kind, f"WHERE {pk} BETWEEN %s AND %s", [keys[0], keys[-1]])
        last, after = f"WHERE {pk} > %s", [keys[-1]]


def _read(kind: Kind, where: str, values: Sequence[int | str]) -> list[tuple[Name, bytes]]:
    text, columns, named = _question(kind)
    with connection.cursor() as cursor:
        cursor.execute(f"{text} {where}", values)
        rows = cursor.fetchall()
    found = []
    for row in rows:
        cells = dict(zip(columns, zip(row[::2], row[1::2], strict=True), strict=True))
        of, key = ("", *(_named(cells[column], is_id) for column, is_id in named))[-2:]
        found.append(((table_of(kind), of, key), _content(BOUND[kind], cells)))
    return found


@cache
def _question(kind: Kind) -> tuple[str, tuple[str, ...], tuple[tuple[str, bool], ...]]:
    """SQL query for the bound columns of a table: the type and the bytes of each.

    SQLite lets any type stand in any column, and Django fails on an unexpected one. As bytes every cell can be read.
    (`quote()` would stop at the first NUL.)
    """
    bound = BOUND[kind]
    columns = tuple(dict.fromkeys((*bound.name, *bound.columns)))
    if connection.vendor == "sqlite":
        cells = [f'typeof("{one}"), CAST("{one}" AS BLOB)' for one in columns]
    else:
        cells = [
            f"""CASE WHEN "{one}" IS NULL THEN 'null' ELSE 'text' END, "{one}"::text""" for one in columns
        ]
    fields = {one.column: one for one in kind._meta.concrete_fields}
    named = tuple((one, _is_id(fields[one])) for one in bound.name)
    return f'SELECT {", ".join(cells)} FROM "{kind._meta.db_table}"', columns, named


def _is_id(one: models.Field[object, object]) -> bool:
    while isinstance(one, models.ForeignKey):
        one = one.target_field
    return isinstance(one, models.UUIDField)


def _named(cell: tuple[str, bytes | str | None], is_id: bool) -> str:
    told = cell[1].decode("utf-8", "surrogateescape") if isinstance(cell[1], bytes) else cell[1] or ""
    return told.replace("-", "") if is_id else told


def _content(bound: Bound, cells: Mapping[str, tuple[str, bytes | str | None]]) -> bytes:
    parts = []
    for column in bound.columns:
        kind, held = cells[column]
        told = held.encode() if isinstance(held, str) else held
        if column in bound.later and told in bound.later[column]:
            continue
        data = told or b""
        parts.append(f"{column}:{kind}:{len(data)}:".encode() + data)
    return b"\n".join(parts)
