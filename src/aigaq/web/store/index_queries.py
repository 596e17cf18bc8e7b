"""How the tables of words are asked, on SQLite and on PostgreSQL: the same words, the same order.

Invariant: a question is made of folded words alone, in quotes; nothing that somebody typed is ever syntax.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from aigaq.web.models import CaseRow, IndexRow


class Row(NamedTuple):
    """What a table says of one thing that was found."""

    number: int
    ref: str
    sort: str
    shown: str


def held_by(case: CaseRow, held: frozenset[str]) -> list[str]:
    """The tables of what holders of these compartments may see."""
    found = IndexRow.objects.filter(case=case).select_related("seal").order_by("pk")
    return [one.table for one in found if one.seal is None or frozenset(one.seal.names) <= held]


def whole(words: Sequence[str]) -> str:
    """Asks for what stands under every one of these words."""
    return _all(_quoted(word) for word in words)


def beginning(words: Sequence[str], prefixes: Sequence[str]) -> str:
    """Asks for what stands under every word or under one that begins so, and not under all of them whole.

    Args:
        words: those that must stand there whole.
        prefixes: those that a word may go on from.
    """
    star = "{} *" if connection.vendor == "sqlite" else "{}:*"
    wide = _all([*(_quoted(word) for word in words), *(star.format(_quoted(one)) for one in prefixes)])
    exact = _all(_quoted(word) for word in (*words, *prefixes))
    return f"({wide}) NOT ({exact})" if connection.vendor == "sqlite" else f"({wide}) & !({exact})"


def narrowed(asked: str, word: str) -> str:
    """Asks for the same among what stands under one word more."""
    return _all([_quoted(word), f"({asked})"])


def without(asked: str, words: Sequence[str]) -> str:
    """Asks for the same but what stands under one of these words."""
    if not words:
        return asked
    return (
        f"({asked}) NOT ({any_of(words)})"
        if connection.vendor == "sqlite"
        else f"({asked}) & !({any_of(words)})"
    )


def any_of(words: Sequence[str]) -> str:
    """Asks for what stands under at least one of these words."""
    return (" OR " if connection.vendor == "sqlite" else " | ").join(_quoted(word) for word in words)


def _all(parts: Iterable[str]) -> str:
    return (" AND " if connection.vendor == "sqlite" else " & ").join(parts)


def _quoted(word: str) -> str:
    """A word as itself. Only letters and digits come here; a quote would be a fault of ours."""
    assert '"' not in word and "'" not in word and "\\" not in word
    return f'"{word}"' if connection.vendor == "sqlite" else f"'{word}'"


def ask(table: str, asked: str, between: tuple[int, int], *, most: int, by_label: bool) -> list[Row]:
    """The first of what a table holds, in order of its numbers, or of labels and ids with each id once."""
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
    """By number, the words that things stand under; the first so many in order of their numbers."""
    number = "rowid" if connection.vendor == "sqlite" else "id"
    text = f"SELECT {number}, {_words()} FROM {table} WHERE {_matches(table)} ORDER BY {number} LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(text, [asked, most])
        return [(row[0], listed(row[1])) for row in cursor.fetchall()]


def listed(words: str | list[str]) -> list[str]:
    """Words as a table gives them back, in order of their letters."""
    return sorted(words.split() if isinstance(words, str) else words)


def _words() -> str:
    return "words" if connection.vendor == "sqlite" else "tsvector_to_array(words)"


def _matches(table: str) -> str:
    return f"{table} MATCH %s" if connection.vendor == "sqlite" else "words @@ %s::tsquery"


def held_numbers(table: str, numbers: Sequence[int]) -> dict[int, tuple[list[str], str, str, str]]:
    """By number, what a table says of some of its things: words, id, order, what is shown."""
    number = "rowid" if connection.vendor == "sqlite" else "id"
    marks = ", ".join(["%s"] * len(numbers))
    text = f"SELECT {number}, {_words()}, ref, sort, shown FROM {table} WHERE {number} IN ({marks})"
    with connection.cursor() as cursor:
        cursor.execute(text, list(numbers))
        return {row[0]: (listed(row[1]), *row[2:]) for row in cursor.fetchall()}


def size(table: str) -> int:
    """How many things a table holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
