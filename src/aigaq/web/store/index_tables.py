"""Index tables, kept in step with the records in the same transaction, and their queries.

Invariant: an entry that requires a set of compartments is in the table of that set and in no other, and deleted words
leave the files of the database too. A query is built from folded, quoted words alone; nothing that somebody typed is
ever syntax. SQLite and PostgreSQL find the same words in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F

from aigaq.web.models import CaseRow, IndexRow, RecordRow, SealRow, SourceRow, SubjectRow
from aigaq.web.store.index_entries import (
    LABEL,
    NAME,
    SEARCHED,
    STATEMENT,
    Findable,
    everything,
    findable,
    lines_of,
    lines_range,
)

_AT_ONCE = 500
# Words arrive folded. The tokenizer `ascii` takes all other characters for letters, whatever its version of Unicode.
# Positions and columns are not stored (detail=none): a query asks only whether a word occurs.
_SQLITE = (
    "CREATE VIRTUAL TABLE {0} USING fts5(words, ref UNINDEXED, sort UNINDEXED, shown UNINDEXED, "
    "tokenize = 'ascii', prefix = '1 2 3', detail = none)",
)
_POSTGRESQL = (
    'CREATE TABLE {0} (id bigint PRIMARY KEY, words tsvector NOT NULL, ref text COLLATE "C" NOT NULL, '
    'sort text COLLATE "C" NOT NULL, shown text NOT NULL)',
    "CREATE INDEX {0}_words ON {0} USING gin (words)",
)


def index(case: CaseRow, rows: Sequence[RecordRow[Any]]) -> None:
    """Index rows of one table that were just written."""
    put(case, findable_now(case, rows))


def findable_now(
    case: CaseRow, rows: Sequence[RecordRow[Any]], *, new: Sequence[SubjectRow] = ()
) -> list[Findable]:
    """Index entries of rows of one table; missing sets of compartments are created."""
    return findable(case, rows, seal_of=lambda names: seal_row(case, names).pk, new=new)


def seal_row(case: CaseRow, names: frozenset[str]) -> SealRow:
    """Row of a set of compartments, created if new. No other place creates one."""
    found, new = SealRow.objects.get_or_create(
        case=case, key=key_of(names), defaults={"names": sorted(names)}
    )
    if new:
        # Case heads are cached by `shelf` and list all sets, so a new set must move it.
        CaseRow.objects.filter(pk=case.pk).update(shelf=F("shelf") + 1)
    return found


def key_of(names: frozenset[str]) -> str:
    """The key of a compartment set: its names, sorted, one a line."""
    return "\n".join(sorted(names))


def index_text(case: CaseRow, source: str) -> None:
    """Index the lines of a source whose text was just written."""
    put(case, lines_of(case, source))


def put(case: CaseRow, things: Iterable[Findable]) -> None:
    """Write entries into the tables they belong to."""
    by_seal: dict[int | None, list[Findable]] = {}
    for one in things:
        by_seal.setdefault(one.seal, []).append(one)
    for seal, some in by_seal.items():
        _insert(table_of(case, seal), some)


def table_of(case: CaseRow, seal: int | None) -> str:
    """Name of the table of a set of compartments, created at first use."""
    known = _known(case, seal)
    if known is not None:
        return known
    found = IndexRow.objects.create(case=case, seal_id=seal)
    _make(found.table)
    return found.table


def _known(case: CaseRow, seal: int | None) -> str | None:
    """Name of the table, if it exists. Plain SQL, as each saved entry asks: the ORM takes as long as all the rest."""
    pk = CaseRow._meta.pk.get_db_prep_value(case.pk, connection)
    where, values = ("IS NULL", [pk]) if seal is None else ("= %s", [pk, seal])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {IndexRow._meta.db_table} WHERE case_id = %s AND seal_id {where}", values
        )
        row = cursor.fetchone()
    return None if row is None else IndexRow(pk=row[0]).table


def _make(table: str) -> None:
    with connection.cursor() as cursor:
        for text in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(text.format(table))


def _insert(table: str, things: Sequence[Findable]) -> None:
    lite = connection.vendor == "sqlite"
    names, words = ("rowid", "%s") if lite else ("id", "array_to_tsvector(%s::text[])")
    text = f"INSERT INTO {table} ({names}, words, ref, sort, shown) VALUES (%s, {words}, %s, %s, %s)"
    rows = [
        (one.number, " ".join(one.words) if lite else list(one.words), one.ref, one.sort, one.shown)
        for one in things
    ]
    with connection.cursor() as cursor:
        cursor.executemany(text, rows)


def moved(case: CaseRow, changed: Mapping[type[RecordRow[Any]], Sequence[int]]) -> None:
    """Move entries of rows whose compartments changed into their new tables; their words leave the old ones.

    Args:
        changed: primary keys of the rows, by table.
    """
    tables = [one.table for one in IndexRow.objects.filter(case=case)]
    touched = False
    for kind in SEARCHED:
        for pks in _parts(changed.get(kind, ())):
            rows = list(kind._default_manager.filter(pk__in=pks).order_by("seq"))
            starts = (LABEL,) if kind is SubjectRow else (NAME, STATEMENT)
            _take_out(tables, [(start + row.seq,) * 2 for row in rows for start in starts])
            index(case, rows)
            touched = True
    for pks in _parts(changed.get(SourceRow, ())):
        for row in SourceRow.objects.filter(pk__in=pks):
            _take_out(tables, [lines_range(row)])
            index_text(case, row.key)
            touched = True
    if touched:
        _forget(tables)


def _take_out(tables: Iterable[str], ranges: Sequence[tuple[int, int]]) -> None:
    number = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        for table in tables:
            cursor.executemany(f"DELETE FROM {table} WHERE {number} BETWEEN %s AND %s", ranges)


def _forget(tables: Sequence[str]) -> None:
    """Purge deleted words from disk: FTS5 keeps them until `optimize` rewrites its segments."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
    transaction.on_commit(partial(scrub, tables))


def scrub(tables: Sequence[str] = ()) -> bool:
    """Remove deleted words from the files of the database; call it outside of a transaction.

    Returns:
        Whether they are gone. They stay while a reader still uses the earlier state; the next call tries again.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            for table in tables:
                cursor.execute(f"VACUUM {table}")
            return True
        # Readers are quick; but a writer must not wait the twenty seconds of an ordinary lock for them.
        cursor.execute("PRAGMA busy_timeout = 2000")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = bool(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 20000")
        return not busy


def rebuild(case: CaseRow) -> None:
    """Delete the index of a case and build it again from the records."""
    with connection.cursor() as cursor:
        for one in IndexRow.objects.filter(case=case):
            cursor.execute(f"DROP TABLE {one.table}")
            _make(one.table)
    for some in everything(case, seal_of=lambda names: seal_row(case, names).pk):
        put(case, some)
    transaction.on_commit(scrub)


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


class IndexHit(NamedTuple):
    """One hit in an index table."""

    number: int
    ref: str
    sort: str
    shown: str


def tables_held(case: CaseRow, held: frozenset[str]) -> list[str]:
    """Index tables that holders of these compartments may search."""
    found = IndexRow.objects.filter(case=case).select_related("seal").order_by("pk")
    return [one.table for one in found if one.seal is None or frozenset(one.seal.names) <= held]


def whole(words: Sequence[str]) -> str:
    """Query for entries that have all of these words."""
    return _all(_quoted(word) for word in words)


def beginning(words: Sequence[str], prefixes: Sequence[str]) -> str:
    """Query for entries that have all words, and a word beginning with each prefix; exact matches of all are left out.

    Args:
        words: words that must match whole.
        prefixes: beginnings of words.
    """
    star = "{} *" if connection.vendor == "sqlite" else "{}:*"
    wide = _all([*(_quoted(word) for word in words), *(star.format(_quoted(one)) for one in prefixes)])
    exact = _all(_quoted(word) for word in (*words, *prefixes))
    return f"({wide}) NOT ({exact})" if connection.vendor == "sqlite" else f"({wide}) & !({exact})"


def narrowed(query: str, word: str) -> str:
    """The query narrowed by one more word."""
    return _all([_quoted(word), f"({query})"])


def without(query: str, words: Sequence[str]) -> str:
    """The query without entries that have one of these words."""
    but = "NOT " if connection.vendor == "sqlite" else "& !"
    return f"({query}) {but}({any_of(words)})" if words else query


def any_of(words: Sequence[str]) -> str:
    """Query for entries that have at least one of these words."""
    return (" OR " if connection.vendor == "sqlite" else " | ").join(_quoted(word) for word in words)


def _all(parts: Iterable[str]) -> str:
    return (" AND " if connection.vendor == "sqlite" else " & ").join(parts)


def _quoted(word: str) -> str:
    """A quoted word. Only letters and digits arrive here; a quote would be an error of the program."""
    assert '"' not in word and "'" not in word and "\\" not in word
    return f'"{word}"' if connection.vendor == "sqlite" else f"'{word}'"


def hits(table: str, query: str, between: tuple[int, int], *, most: int, by_label: bool) -> list[IndexHit]:
    """First hits of a query, by entry number; with `by_label`, by label and id, each id once."""
    number = "rowid" if connection.vendor == "sqlite" else "id"
    where = f"{_matches(table)} AND {number} BETWEEN %s AND %s"
    if by_label:
        text = (
            f"SELECT min({number}), ref, sort, min(shown) FROM {table} WHERE {where} "
            "GROUP BY sort, ref ORDER BY sort, ref LIMIT %s"
        )
    else:
        text = f"SELECT {number}, ref, sort, shown FROM {table} WHERE {where} ORDER BY {number} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(text, [query, *between, most])
        return [IndexHit(*row) for row in cursor.fetchall()]


def words_found(table: str, query: str, *, most: int) -> list[tuple[int, list[str]]]:
    """Words of the first hits of a query, with their entry numbers, in order of these."""
    number = "rowid" if connection.vendor == "sqlite" else "id"
    text = f"SELECT {number}, {_words()} FROM {table} WHERE {_matches(table)} ORDER BY {number} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(text, [query, most])
        return [(row[0], listed(row[1])) for row in cursor.fetchall()]


def listed(words: str | list[str]) -> list[str]:
    """Words of an entry as the database returns them, sorted."""
    return sorted(words.split() if isinstance(words, str) else words)


def _words() -> str:
    return "words" if connection.vendor == "sqlite" else "tsvector_to_array(words)"


def _matches(table: str) -> str:
    return f"{table} MATCH %s" if connection.vendor == "sqlite" else "words @@ %s::tsquery"


def held_numbers(table: str, numbers: Sequence[int]) -> dict[int, tuple[list[str], str, str, str]]:
    """Words, id, sort key and shown text of some entries, by entry number."""
    number = "rowid" if connection.vendor == "sqlite" else "id"
    marks = ", ".join(["%s"] * len(numbers))
    text = f"SELECT {number}, {_words()}, ref, sort, shown FROM {table} WHERE {number} IN ({marks})"
    with connection.cursor() as cursor:
        cursor.execute(text, list(numbers))
        return {row[0]: (listed(row[1]), *row[2:]) for row in cursor.fetchall()}


def size(table: str) -> int:
    """Number of entries in an index table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
