"""Statements as the sides of a contradiction, in words.

Invariant: each statement stands on one side once, whatever the order it came in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aigaq.records.statements import Statement
from aigaq.statements.contradictions import Side

Words = Callable[[Statement], str]
"""How a side says what a statement says."""


def paired(pairs: Iterable[tuple[Statement, Statement]], words: Words) -> tuple[Side, ...]:
    """Both halves of all pairs as sides, each statement once."""
    found = list(pairs)
    halves = ([one for one, _ in found], [other for _, other in found])
    return tuple(side for half in halves for side in sides_in_words(half, words))


def sides_in_words(statements: Iterable[Statement], words: Words) -> tuple[Side, ...]:
    """Statements in the same words make one side."""
    grouped: dict[tuple[str, bool], set[str]] = {}
    for statement in statements:
        grouped.setdefault((words(statement), statement.polarity == "denies"), set()).add(statement.id)
    return tuple(Side(said, tuple(sorted(grouped[said, no])), no) for said, no in sorted(grouped))


def words_of(statement: Statement) -> str:
    """The predicate and the value of a statement, as a side shows them."""
    denial = "not " if statement.polarity == "denies" else ""
    return f"{denial}{statement.predicate}: {statement.value.text}"
