"""Counts for pages and CSV: the ladder, small tables, and everybody in or out, a page at a time.

Invariant: a page never holds more than `PER_PAGE` people; the figures are always those of the whole count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from aigaq.casework import views
from aigaq.casework.case import Case
from aigaq.counting.breakdown import Row, Table
from aigaq.counting.claimed import ClaimedSum, claimed_sums
from aigaq.counting.wording import in_words
from aigaq.records.ladder import Ladder, Refused
from aigaq.records.vocab.messages import Language, say
from aigaq.statements.evidence import Evidence
from aigaq.web.counts.forms import CountQuestion

PER_PAGE = 100
ROWS = 40
"""Rows of a small table that are shown; the others are one row, and are listed in the CSV."""


@dataclass(frozen=True, slots=True)
class ListPart:
    """The part of one list of a count that is on the page; the whole list begins on the page `first`."""

    name: str
    total: int
    first: int
    rows: Any


def count_context(case: Case, question: CountQuestion, *, page: int, language: Language) -> dict[str, Any]:
    """The context of the templates that show a count."""
    ladder = case.count(question.rule, as_of=question.as_of)
    evidence = case.evidence(readings=question.rule.readings, as_of=question.as_of)
    pages = max(1, -(-sum(len(part) for part in _lists(ladder).values()) // PER_PAGE))
    page = min(page, pages)
    return {
        "asked": question,
        "role_label": case.records.vocabulary.label("place-role", question.role, language),
        "rule": question.rule,
        "words": in_words(
            question.rule,
            label=evidence.label,
            vocabulary=case.records.vocabulary,
            language=language,
            as_of=question.as_of,
        ),
        "ladder": ladder_context(ladder),
        "parts": _paged(ladder, page),
        "page": page,
        "pages": pages,
        "tables": [_small_table(table, evidence, language) for table in _tables(case, question)],
        "sums": [_sum(one) for one in claimed_sums(ladder.claimed_totals, evidence)],
    }


def _lists(ladder: Ladder) -> dict[str, tuple[Any, ...]]:
    return {
        "individuals": ladder.individuals,
        "unresolved": ladder.unresolved,
        "groups": ladder.groups,
        "excluded": ladder.excluded,
    }


def ladder_context(ladder: Ladder) -> dict[str, Any]:
    """The ladder as the template shows it. Rows of the lists are not turned into views: only their number is shown."""
    bare = replace(ladder, individuals=(), unresolved=(), groups=(), excluded=())
    return {**views.ladder_view(bare), **_lists(ladder)}


def _paged(ladder: Ladder, page: int) -> dict[str, ListPart]:
    """The lists one after the other, cut into pages."""
    start, end = (page - 1) * PER_PAGE, page * PER_PAGE
    before = 0
    on_page: dict[str, Any] = {}
    first: dict[str, int] = {}
    for name, rows in _lists(ladder).items():
        on_page[name] = rows[max(0, start - before) : max(0, end - before)]
        # An empty list has no first page of its own: the current one.
        first[name] = before // PER_PAGE + 1 if rows else page
        before += len(rows)
    view: Mapping[str, Any] = views.ladder_view(replace(ladder, claimed_totals=(), **on_page))
    return {name: ListPart(name, len(rows), first[name], view[name]) for name, rows in _lists(ladder).items()}


def _tables(case: Case, question: CountQuestion) -> tuple[Table, ...]:
    return case.breakdown(question.rule, role=question.role, as_of=question.as_of)


def _small_table(table: Table, evidence: Evidence, language: Language) -> dict[str, Any]:
    """A table with labels. Rows above the limit are one row, so that the table still adds up."""
    rows: list[dict[str, Any]] = [
        {"label": row_label(table.name, row, evidence, language), "people": row.people} for row in table.rows
    ]
    if len(rows) > ROWS:
        rest = rows[ROWS - 1 :]
        people = sum(row["people"] for row in rest)
        rows = [*rows[: ROWS - 1], {"label": say("row-others", language, count=len(rest)), "people": people}]
    return {"name": table.name, "rows": rows, "people": table.people}


def row_label(table: str, row: Row, evidence: Evidence, language: Language) -> str:
    """The label of a row of a small table."""
    if table == "day" and row.value is None:
        # Not "unknown": the day may be told by an event that no calendar date bounds.
        return say("undated", language)
    if row.kind != "told":
        return say(f"row-{row.kind}", language)
    value = row.value or ""
    if table == "place":
        return evidence.label(value)
    return say(f"age-{value}", language) if table == "age" else value


def _sum(claimed_sum: ClaimedSum) -> dict[str, Any]:
    answer = claimed_sum.answer
    head = {"claimant": claimed_sum.claimant, "kind": claimed_sum.kind, "statements": claimed_sum.statements}
    if isinstance(answer, Refused):
        return {**head, "reasons": answer.reasons}
    parts = ["; ".join(word for word in part if word) for part in answer.parts]
    return {**head, "low": answer.low, "high": answer.high, "parts": parts}


def individuals_table(
    case: Case, question: CountQuestion, language: Language
) -> Iterator[tuple[object, ...]]:
    """Everybody in or out of the count, as rows of a table with its head."""
    ladder, label = case.count(question.rule, as_of=question.as_of), case.records.vocabulary.label
    yield ("id", "label", "class", "state", "when", "in or out", "reason")
    for person in ladder.individuals:
        yield (person.id, person.label, person.kind, person.state, person.when, "in", "")
    for person in ladder.unresolved:
        reason = label("unresolved", person.reason or "", language)
        yield (person.id, person.label, person.kind, person.state, person.when, person.reason, reason)
    for out in ladder.excluded:
        yield (out.id, out.label, "", "", "", out.reason, label("excluded", out.reason, language))


def breakdown_table(case: Case, question: CountQuestion, language: Language) -> Iterator[tuple[object, ...]]:
    """All rows of the small tables, as rows of one table with its head."""
    evidence = case.evidence(readings=question.rule.readings, as_of=question.as_of)
    yield ("by", "kind", "value", "label", "documented")
    for table in _tables(case, question):
        name = f"place:{question.role}" if table.name == "place" else table.name
        for row in table.rows:
            yield (name, row.kind, row.value, row_label(table.name, row, evidence, language), row.people)


def claims_table(case: Case, question: CountQuestion, language: Language) -> Iterator[tuple[object, ...]]:
    """The claimed figures, as rows of a table with its head; then the sums of each voice, or why there is none."""
    ladder = case.count(question.rule, as_of=question.as_of)
    evidence = case.evidence(readings=question.rule.readings, as_of=question.as_of)
    yield ("statements", "claimant", "voice", "low", "high", "of", "status")
    for claim in ladder.claimed_totals:
        kind = say(f"dossier-voice-{claim.voice}", language)
        yield (claim.statement, claim.claimant, kind, claim.low, claim.high, claim.scope, claim.status)
    for added in claimed_sums(ladder.claimed_totals, evidence):
        answer = added.answer
        statements = " ".join(added.statements)
        kind = say(f"dossier-voice-{added.kind}", language) if added.kind else ""
        if isinstance(answer, Refused):
            label = case.records.vocabulary.label
            why = "; ".join(label("refusal", reason, language) for reason in answer.reasons)
            yield (statements, added.claimant, kind, None, None, why, "not added")
        else:
            parts = " + ".join(_sum(added)["parts"])
            yield (statements, added.claimant, kind, answer.low, answer.high, parts, "sum")
