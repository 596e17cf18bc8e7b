"""Queries of the search index, on SQLite and PostgreSQL: the same words, the same order.

Invariant: a query is built from folded, quoted words alone; nothing that somebody typed is ever syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from aigaq.web.models import CaseRow, IndexRow


class Row(NamedTuple):
    """One hit in an index table."""

    number: int
    ref: str
    sort: str
    shown: str


def held_by(case: CaseRow, held: frozenset[str]) -> list[str]:
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


def narrowed(asked: str, word: str) -> str:
    """The query narrowed by one more word."""
    return _all([_quoted(word), f"({asked})"])


def without(asked: str, words: Sequence[str]) -> str:
    """The query without entries that have one of these words."""
    if not words:
        return asked
    return (
        f"({asked}) NOT ({any_of(words)})"
        if connection.vendor == "sqlite"
        else f"({asked}) & !({any_of(words)})"
    )


def any_of(words: Sequence[str]) -> str:
    """Query for entries that have at least one of these words."""
    return (" OR " if connection.vendor == "sqlite" else " | ").join(_quoted(word) for word in words)


def _all(parts: Iterable[str]) -> str:
    return (" AND " if connection.vendor == "sqlite" else " & ").join(parts)


def _quoted(word: str) -> str:
    """A quoted word. Only letters and digits arrive here; a quote would be an error of the program."""
    assert '"' not in word and "'" not in word and "\\" not in word
    return f'"{word}"' if connection.vendor == "sqlite" else f"'{word}'"


def ask(table: str, asked: str, between: tuple[int, int], *, most: int, by_label: bool) -> list[Row]:
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
        cursor.execute(text, [asked, *between, most])
        return [Row(*row) for row in cursor.fetchall()]


def words_found(table: str, asked: str, *, most: int) -> list[tuple[int, list[str]]]:
    """Words of the first hits of a query, with their entry numbers, in order of these."""
    number = "rowid" if connection.vendor == "sqlite" else "id"
    text = f"SELECT {number}, {_words()} FROM {table} WHERE {_matches(table)} ORDER BY {number} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(text, [asked, most])
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
