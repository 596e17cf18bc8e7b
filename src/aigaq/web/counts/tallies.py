"""What a page shows of a count: the ladder, small tables, and everybody in or out, a page at a time.

Invariant: a page never holds more than `PER_PAGE` people, whatever the case; the figures are those of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aigaq.casework import views
from aigaq.casework.case import Case
from aigaq.counting.breakdown import Row, Table
from aigaq.counting.claimed import ClaimedSum, claimed_sums
from aigaq.counting.rule_in_words import in_words
from aigaq.records.ladder import Ladder, Refused
from aigaq.records.vocab.messages import Language, say
from aigaq.statements.evidence import Evidence
from aigaq.web.counts.forms import Asked

PER_PAGE = 100
ROWS = 40
"""Rows of a small table that are shown; the rest stand in one row, and in the CSV."""


@dataclass(frozen=True, slots=True)
class Part:
    """One list of a count: those of its `rows` that stand on the page; it begins on the page `first`."""

    name: str
    total: int
    first: int
    rows: Any


def shown(case: Case, asked: Asked, *, page: int, language: Language) -> dict[str, Any]:
    """Everything that the templates of a count need."""
    found = case.count(asked.rule, as_of=asked.as_of)
    evidence = case.evidence(readings=asked.rule.readings, as_of=asked.as_of)
    pages = max(1, -(-sum(len(part) for part in _parts(found).values()) // PER_PAGE))
    page = min(page, pages)
    return {
        "asked": asked,
        "role_label": case.records.vocabulary.label("place-role", asked.role, language),
        "rule": asked.rule,
        "words": in_words(
            asked.rule,
            label=evidence.label,
            vocabulary=case.records.vocabulary,
            language=language,
            as_of=asked.as_of,
        ),
        "ladder": figures(found),
        "parts": _paged(found, page),
        "page": page,
        "pages": pages,
        "tables": [_small(table, evidence, language) for table in _tables(case, asked)],
        "sums": [_sum(one) for one in claimed_sums(found.claimed_totals, evidence)],
    }


def _parts(found: Ladder) -> dict[str, tuple[Any, ...]]:
    return {
        "individuals": found.individuals,
        "unresolved": found.unresolved,
        "groups": found.groups,
        "excluded": found.excluded,
    }


def figures(found: Ladder) -> dict[str, Any]:
    """The ladder without its lists, whose rows come a page at a time; the template asks only how long they are."""
    bare = replace(found, individuals=(), unresolved=(), groups=(), excluded=())
    return {**views.ladder_view(bare), **_parts(found)}


def _paged(found: Ladder, page: int) -> dict[str, Part]:
    """The lists one after the other, cut into pages."""
    start, end = (page - 1) * PER_PAGE, page * PER_PAGE
    before = 0
    cut: dict[str, Any] = {}
    where: dict[str, int] = {}
    for name, rows in _parts(found).items():
        cut[name] = rows[max(0, start - before) : max(0, end - before)]
        # An empty list begins where the reader is.
        where[name] = before // PER_PAGE + 1 if rows else page
        before += len(rows)
    view: Mapping[str, Any] = views.ladder_view(replace(found, claimed_totals=(), **cut))
    return {name: Part(name, len(rows), where[name], view[name]) for name, rows in _parts(found).items()}


def _tables(case: Case, asked: Asked) -> tuple[Table, ...]:
    return case.breakdown(asked.rule, role=asked.role, as_of=asked.as_of)


def _small(table: Table, evidence: Evidence, language: Language) -> dict[str, Any]:
    """A table as words; rows above the limit are one row, so that it still adds up."""
    rows: list[dict[str, Any]] = [
        {"label": called(table.name, row, evidence, language), "people": row.people} for row in table.rows
    ]
    if len(rows) > ROWS:
        rest = rows[ROWS - 1 :]
        people = sum(row["people"] for row in rest)
        rows = [*rows[: ROWS - 1], {"label": say("row-others", language, count=len(rest)), "people": people}]
    return {"name": table.name, "rows": rows, "people": table.people}


def called(table: str, row: Row, evidence: Evidence, language: Language) -> str:
    """What people read for a row of a small table."""
    if table == "day" and row.value is None:
        # A day may well be told, by another event that no calendar bounds.
        return say("undated", language)
    if row.kind != "told":
        return say(f"row-{row.kind}", language)
    value = row.value or ""
    if table == "place":
        return evidence.label(value)
    return say(f"age-{value}", language) if table == "age" else value


def _sum(one: ClaimedSum) -> dict[str, Any]:
    answer = one.answer
    if isinstance(answer, Refused):
        return {"claimant": one.claimant, "statements": one.statements, "reasons": answer.reasons}
    parts = ["; ".join(word for word in part if word) for part in answer.parts]
    told = {"low": answer.low, "high": answer.high, "parts": parts}
    return {"claimant": one.claimant, "statements": one.statements, **told}


def in_or_out(case: Case, asked: Asked, language: Language) -> Iterator[tuple[object, ...]]:
    """Everybody in or out, as rows of a table with its head."""
    found, label = case.count(asked.rule, as_of=asked.as_of), case.records.vocabulary.label
    yield ("id", "label", "class", "state", "when", "in or out", "reason")
    for one in found.individuals:
        yield (one.id, one.label, one.kind, one.state, one.when, "in", "")
    for one in found.unresolved:
        why = label("unresolved", one.reason or "", language)
        yield (one.id, one.label, one.kind, one.state, one.when, one.reason, why)
    for out in found.excluded:
        yield (out.id, out.label, "", "", "", out.reason, label("excluded", out.reason, language))


def counted_by(case: Case, asked: Asked, language: Language) -> Iterator[tuple[object, ...]]:
    """Every row of the small tables, as rows of one table with its head."""
    evidence = case.evidence(readings=asked.rule.readings, as_of=asked.as_of)
    yield ("by", "kind", "value", "label", "documented")
    for table in _tables(case, asked):
        name = f"place:{asked.role}" if table.name == "place" else table.name
        for row in table.rows:
            yield (name, row.kind, row.value, called(table.name, row, evidence, language), row.people)


def claimed(case: Case, asked: Asked, language: Language) -> Iterator[tuple[object, ...]]:
    """Every claimed figure, as rows of a table with its head; then what adds up of one voice, or does not."""
    found = case.count(asked.rule, as_of=asked.as_of)
    evidence = case.evidence(readings=asked.rule.readings, as_of=asked.as_of)
    yield ("statements", "claimant", "low", "high", "of", "status")
    for one in found.claimed_totals:
        yield (one.statement, one.claimant, one.low, one.high, one.scope, one.status)
    for added in claimed_sums(found.claimed_totals, evidence):
        told = _sum(added)
        why = "; ".join(
            case.records.vocabulary.label("refusal", one, language) for one in told.get("reasons", ())
        )
        of = " + ".join(told.get("parts", ())) or why
        status = "sum" if "parts" in told else "not added"
        yield (" ".join(added.statements), added.claimant, told.get("low"), told.get("high"), of, status)
