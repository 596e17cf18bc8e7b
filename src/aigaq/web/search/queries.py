"""Search over what a viewer may see: either spelling, every word, whole words before those that only begin so.

Invariant: only the tables of the compartments that she holds are searched, so neither hits nor order nor the time that
it takes can tell of what is sealed. A hit is made of rows that she may see, and opens at its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aigaq.names.folding import alike, excerpt, marked, words_of
from aigaq.web.models import CaseRow, StatementRow, SubjectRow
from aigaq.web.store import index_tables
from aigaq.web.store.access import Viewer, case_row, held
from aigaq.web.store.cases import bare
from aigaq.web.store.compartments import compartment_sets
from aigaq.web.store.index_entries import RANGES, instead_for, line_in, near, of_kind, without_markers
from aigaq.web.store.index_tables import IndexHit
from aigaq.web.store.lists import voice_kinds_of
from aigaq.web.store.withheld_fields import Withheld, kept, masked, withheld

KINDS = ("subject", "statement", "passage")
AT_FIRST, A_PAGE, LAST_PAGE, MOST_WORDS = 10, 50, 40, 12
_CANDIDATES, _LEAST_SHARE = 2000, 0.4
_EXCERPT = 300
"""Letters of a hit."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record that a search found: its words, with those of the query marked, and the place where it opens.

    Args:
        pieces: runs of letters, and whether the query has them.
        about: of a statement, the label of its subject.
        predicate, polarity, modality: of a statement, the codes.
    """

    kind: str
    id: str
    pieces: tuple[tuple[str, bool], ...]
    source: str = ""
    line: int = 0
    about: str = ""
    predicate: str = ""
    polarity: str = "affirms"
    modality: str = "certain"

    @property
    def text(self) -> str:
        """The words of the hit."""
        return "".join(piece for piece, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one kind, in order; `more` when these are not all."""

    kind: str
    hits: tuple[SearchHit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The words of a query, and the hits, kind by kind.

    Args:
        near: where nothing was found, words of names that are spelt nearly so.
    """

    words: tuple[str, ...]
    groups: tuple[HitGroup, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Scope:
    """The part of the index that a set of compartments may search.

    Args:
        tables: index tables of the compartments.
        instead: marks of entries that other tables hold whole for these compartments, to be left out.
        hidden: fields withheld from them.
    """

    case: CaseRow
    tables: Sequence[str]
    instead: Sequence[str]
    hidden: Withheld


def _scope(case: CaseRow, compartments: frozenset[str]) -> _Scope:
    closing = kept(case).compartments
    whole = [
        seal for seal, names in compartment_sets(case).items() if names <= compartments and names & closing
    ]
    tables = index_tables.tables_held(case, compartments)
    return _Scope(case, tables, [instead_for(seal) for seal in whole], withheld(case, compartments))


def search(
    viewer: Viewer, key: str, query: str, *, kind: str | None = None, voice: str | None = None, page: int = 1
) -> SearchResult:
    """The hits of a query in what the viewer may see.

    Args:
        kind: one of `KINDS`, to leaf through it by `page`; None for the first few of each.
        voice: one of `VOICES`; then only statements are searched, and of the first hits those in that voice are kept.
    Raises:
        NotFound: no such case, or not hers.
    """
    case = case_row(viewer, key)
    words = tuple(dict.fromkeys(words_of(query)))[:MOST_WORDS]
    if not words:
        return SearchResult((), ())
    scope = _scope(case, held(viewer, case))
    if voice is not None:
        groups = [_in_voice(viewer, key, scope, words, voice, page)]
    elif kind in KINDS:
        groups = [_group(scope, kind, words, skip=(page - 1) * A_PAGE, most=A_PAGE)]
    else:
        groups = [_group(scope, kind, words, skip=0, most=AT_FIRST) for kind in KINDS]
    with_hits = tuple(group for group in groups if group.hits)
    return SearchResult(words, with_hits, () if with_hits or page > 1 else _near(scope, words))


def complete(
    viewer: Viewer, key: str, query: str, *, kind: str | None, most: int = 20
) -> list[tuple[str, str]]:
    """Ids and labels of subjects whose names begin with the words of a query.

    Args:
        kind: person, place, event and so on; None for all of them.
    Raises:
        NotFound: no such case, or not hers.
    """
    case = case_row(viewer, key)
    words = tuple(dict.fromkeys(words_of(query)))[:MOST_WORDS]
    scope = _scope(case, held(viewer, case))
    among = "".join(words_of(kind)) if kind else None
    rows = _first_rows(scope, "subject", words, most=most, among=among) if words else []
    return [(row.ref, row.shown) for row in rows]


def _group(scope: _Scope, kind: str, words: Sequence[str], *, skip: int, most: int) -> HitGroup:
    rows = _first_rows(scope, kind, words, most=skip + most + 1)[skip:]
    return HitGroup(kind, tuple(_hits(scope, kind, rows[:most], words)), len(rows) > most)


def _in_voice(
    viewer: Viewer, key: str, scope: _Scope, words: Sequence[str], voice: str, page: int
) -> HitGroup:
    """The statements in one voice. The index does not hold the voice, so it is looked up for the first hits only."""
    rows = _first_rows(scope, "statement", words, most=LAST_PAGE * A_PAGE)
    _, case = bare(viewer, key)
    voices = voice_kinds_of(scope.case, case, held(viewer, scope.case), [row.ref for row in rows])
    in_voice = [row for row in rows if voices.get(row.ref) == voice][(page - 1) * A_PAGE :]
    hits = tuple(_hits(scope, "statement", in_voice[:A_PAGE], words))
    return HitGroup("statement", hits, len(in_voice) > A_PAGE)


def _first_rows(
    scope: _Scope, kind: str, words: Sequence[str], *, most: int, among: str | None = None
) -> list[IndexHit]:
    """The first index rows of a kind over all tables: whole words, then words that only begin so."""
    whole = _matching(scope, kind, index_tables.whole(words), most=most, among=among)
    if len(whole) >= most:
        return whole[:most]
    # A word of one or two letters that more words follow is a word, not the beginning of half the language.
    short = [word for word in words[:-1] if len(word) < 3]
    expression = index_tables.beginning(short, [word for word in words if word not in short])
    # A subject may match whole by one name and half by another.
    seen = {(row.ref, row.number if kind != "subject" else 0) for row in whole}
    begun = _matching(scope, kind, expression, most=most + len(whole), among=among)
    fresh = [row for row in begun if (row.ref, row.number if kind != "subject" else 0) not in seen]
    return [*whole, *fresh][:most]


def _matching(scope: _Scope, kind: str, expression: str, *, most: int, among: str | None) -> list[IndexHit]:
    """The first index rows that match an expression; of a subject with several names, one row."""
    by_label = kind == "subject"
    if among:
        expression = index_tables.narrowed(expression, of_kind(among))
    expression = index_tables.without(expression, scope.instead)
    rows = [
        row
        for table in scope.tables
        for row in index_tables.hits(table, expression, RANGES[kind], most=most, by_label=by_label)
    ]
    if not by_label:
        return sorted(rows)[:most]
    by_name = {(row.sort, row.ref): row for row in rows}
    return [by_name[name] for name in sorted(by_name)][:most]


def _near(scope: _Scope, words: Sequence[str]) -> tuple[str, ...]:
    """Words of names that share much with those of the query, nearest first; at most five."""
    shares: dict[str, float] = {}
    for word in (word for word in words if len(word) > 3):
        expression = index_tables.without(index_tables.any_of(near(word)), scope.instead)
        rows = [
            row
            for table in scope.tables
            for row in index_tables.words_found(table, expression, most=_CANDIDATES)
        ]
        for _, tokens in sorted(rows)[:_CANDIDATES]:
            for other in without_markers(tokens):
                share = alike(word, other)
                if share >= _LEAST_SHARE and other != word:
                    shares[other] = max(share, shares.get(other, 0.0))
    return tuple(sorted(shares, key=lambda other: (-shares[other], other))[:5])


def _hits(scope: _Scope, kind: str, rows: Sequence[IndexHit], words: Sequence[str]) -> Iterable[SearchHit]:
    """The hits of index rows of one kind, in their order."""
    if kind == "statement":
        yield from _statement_hits(scope, rows, words)
        return
    for row in rows:
        if kind == "subject":
            yield SearchHit("subject", row.ref, tuple(marked(row.shown, words)))
        else:
            line, text = line_in(row.number), excerpt(row.shown, words, most=_EXCERPT)
            yield SearchHit("passage", f"L{line}", tuple(marked(text, words)), source=row.ref, line=line)


def _statement_hits(scope: _Scope, rows: Sequence[IndexHit], words: Sequence[str]) -> Iterable[SearchHit]:
    keys = [row.ref for row in rows]
    # Unordered: to keep the order of the case, SQLite would read every statement of it.
    statements = {
        row.key: row for row in StatementRow.objects.filter(case=scope.case, key__in=keys).order_by()
    }
    about = {row.subject for row in statements.values()}
    named = SubjectRow.objects.filter(case=scope.case, key__in=about).order_by().values_list("key", "label")
    labels = {key: scope.hidden.label(key, label) for key, label in named}
    for key in keys:
        row = statements[key]
        record = masked(row.to_record(), scope.hidden)
        text = " · ".join(part for part in (record.value.text, record.note) if part)
        yield SearchHit(
            "statement",
            key,
            tuple(marked(excerpt(text, words, most=_EXCERPT), words)),
            source=row.source,
            line=row.line,
            about=labels.get(row.subject, row.subject),
            predicate=row.predicate,
            polarity=record.polarity,
            modality=record.modality,
        )
