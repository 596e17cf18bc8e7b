"""Search over what a viewer may see: either spelling, every word, whole words before those that only begin so.

Invariant: only the tables of the compartments she holds are asked, so neither hits nor order nor the time that it
takes can tell of what is sealed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aigaq.names.folding import alike, words_of
from aigaq.web.models import CaseRow
from aigaq.web.search.hits import Hit, hits
from aigaq.web.store import index_queries
from aigaq.web.store.access import Viewer, case_row, held
from aigaq.web.store.cases import bare
from aigaq.web.store.compartments import sets_of
from aigaq.web.store.index_entries import RANGES
from aigaq.web.store.index_queries import Row
from aigaq.web.store.index_tokens import instead_for, near, of_kind, told
from aigaq.web.store.voice_kinds import by_statement
from aigaq.web.store.withheld_fields import Withheld, kept, withheld

KINDS = ("subject", "statement", "passage")
AT_FIRST, A_PAGE, LAST_PAGE, MOST_WORDS = 10, 50, 40, 12
_CANDIDATES, _LIKE = 2000, 0.4


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, in order; `more` when that is not all."""

    kind: str
    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: the words that were sought, and what was found, kind by kind.

    Args:
        near: where nothing was found, words of names that are written nearly so.
    """

    words: tuple[str, ...]
    groups: tuple[Group, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one set of compartments is asked in: its tables; the words of what it finds whole elsewhere; what it is
    not told."""

    case: CaseRow
    tables: Sequence[str]
    instead: Sequence[str]
    hidden: Withheld


def _sight(case: CaseRow, held: frozenset[str]) -> _Sight:
    closing = kept(case).compartments
    whole = [seal for seal, names in sets_of(case).items() if names <= held and names & closing]
    return _Sight(
        case, index_queries.held_by(case, held), [instead_for(one) for one in whole], withheld(case, held)
    )


def search(
    viewer: Viewer, key: str, asked: str, *, kind: str | None = None, voice: str | None = None, page: int = 1
) -> Found:
    """What the words asked for are found in, of what the viewer may see.

    Args:
        kind: one of `KINDS`, to leaf through it by `page`; None for the first few of each.
        voice: one of `VOICES`; then statements alone are sought, and of those found first the ones in that voice.
    Raises:
        NotFound: no such case, or not hers.
    """
    case = case_row(viewer, key)
    words = tuple(dict.fromkeys(words_of(asked)))[:MOST_WORDS]
    if not words:
        return Found((), ())
    sight = _sight(case, held(viewer, case))
    if voice is not None:
        groups = [_said_by(viewer, key, sight, words, voice, page)]
    elif kind in KINDS:
        groups = [_group(sight, kind, words, skip=(page - 1) * A_PAGE, most=A_PAGE)]
    else:
        groups = [_group(sight, one, words, skip=0, most=AT_FIRST) for one in KINDS]
    found = tuple(one for one in groups if one.hits)
    return Found(words, found, () if found or page > 1 else _near(sight, words))


def labels(
    viewer: Viewer, key: str, asked: str, *, kind: str | None, most: int = 20
) -> list[tuple[str, str]]:
    """Ids and labels of those whose names begin with the words asked for.

    Args:
        kind: person, place, event and so on; None for all of them.
    Raises:
        NotFound: no such case, or not hers.
    """
    case = case_row(viewer, key)
    words = tuple(dict.fromkeys(words_of(asked)))[:MOST_WORDS]
    sight = _sight(case, held(viewer, case))
    among = "".join(words_of(kind)) if kind else None
    rows = _first(sight, "subject", words, most=most, among=among) if words else []
    return [(row.ref, row.shown) for row in rows]


def _group(sight: _Sight, kind: str, words: Sequence[str], *, skip: int, most: int) -> Group:
    rows = _first(sight, kind, words, most=skip + most + 1)[skip:]
    return Group(kind, tuple(hits(sight.case, kind, rows[:most], words, sight.hidden)), len(rows) > most)


def _said_by(viewer: Viewer, key: str, sight: _Sight, words: Sequence[str], voice: str, page: int) -> Group:
    """The statements in one voice: the index does not know who speaks, so the first that are found are asked."""
    rows = _first(sight, "statement", words, most=LAST_PAGE * A_PAGE)
    _, case = bare(viewer, key)
    spoken = by_statement(sight.case, case, held(viewer, sight.case), [row.ref for row in rows])
    kept_rows = [row for row in rows if spoken.get(row.ref) == voice][(page - 1) * A_PAGE :]
    shown = tuple(hits(sight.case, "statement", kept_rows[:A_PAGE], words, sight.hidden))
    return Group("statement", shown, len(kept_rows) > A_PAGE)


def _first(
    sight: _Sight, kind: str, words: Sequence[str], *, most: int, among: str | None = None
) -> list[Row]:
    """The first of a kind over all these tables: whole words, then words that only begin so."""
    found = _tier(sight, kind, index_queries.whole(words), most=most, among=among)
    if len(found) >= most:
        return found[:most]
    # A word of one or two letters that more words follow is a word, not the beginning of half the language.
    short = [word for word in words[:-1] if len(word) < 3]
    asked = index_queries.beginning(short, [word for word in words if word not in short])
    # Somebody may be found whole by one of her names and half by another.
    seen = {(row.ref, row.number if kind != "subject" else 0) for row in found}
    more = _tier(sight, kind, asked, most=most + len(found), among=among)
    fresh = [row for row in more if (row.ref, row.number if kind != "subject" else 0) not in seen]
    return [*found, *fresh][:most]


def _tier(sight: _Sight, kind: str, asked: str, *, most: int, among: str | None) -> list[Row]:
    by_label = kind == "subject"
    if among:
        asked = index_queries.narrowed(asked, of_kind(among))
    asked = index_queries.without(asked, sight.instead)
    rows = [
        row
        for table in sight.tables
        for row in index_queries.ask(table, asked, RANGES[kind], most=most, by_label=by_label)
    ]
    if not by_label:
        return sorted(rows)[:most]
    once = {(row.sort, row.ref): row for row in rows}
    return [once[name] for name in sorted(once)][:most]


def _near(sight: _Sight, words: Sequence[str]) -> tuple[str, ...]:
    """Words of names that share much with those sought, nearest first; at most five."""
    found: dict[str, float] = {}
    for word in (one for one in words if len(one) > 3):
        asked = index_queries.without(index_queries.any_of(near(word)), sight.instead)
        rows = [
            row for table in sight.tables for row in index_queries.words_found(table, asked, most=_CANDIDATES)
        ]
        for _, held_words in sorted(rows)[:_CANDIDATES]:
            for other in told(held_words):
                share = alike(word, other)
                if share >= _LIKE and other != word:
                    found[other] = max(share, found.get(other, 0.0))
    return tuple(sorted(found, key=lambda other: (-found[other], other))[:5])
