"""Counts for pages and CSV: the ladder, small tables, and everybody in or out, a page at a time.

Invariant: a page never holds more than `PER_PAGE` people; the figures are always those of the whole count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from aigaq.casework.case import Case
from aigaq.casework.localizer import Localizer
from aigaq.counting.breakdown import Row, Table
from aigaq.counting.claimed import ClaimedSum, claimed_sums
from aigaq.counting.wording import in_signs, in_words
from aigaq.records.ladder import Excluded, Group, Individual, Ladder, Refused
from aigaq.records.rules import CountRule
from aigaq.records.vocab.messages import Language, say
from aigaq.statements.computed import LabelledSum
from aigaq.statements.evidence import Evidence
from aigaq.web.counts.forms import CountQuestion

PER_PAGE = 100
ROWS = 40
"""Rows of a small table that are shown; the others are one row, and are listed in the CSV."""


Listed = Individual | Group | Excluded
Lists = dict[str, tuple[Listed, ...]]


@dataclass(frozen=True, slots=True)
class ListPart:
    """The part of one list of a count that is on the page; the whole list begins on the page `first`."""

    total: int
    first: int
    rows: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a small table: its label and the number of people."""

    label: str
    people: int


@dataclass(frozen=True, slots=True)
class TableView:
    """A small table of the documented people, by place, day, sex or age."""

    name: str
    rows: tuple[TableRow, ...]
    people: int


@dataclass(frozen=True, slots=True)
class SumView:
    """The sum of the figures of one voice, or the reasons for not adding them.

    Args:
        kind: kind of voice; None if the figures are of several kinds.
        mentions: each figure's statement in words, by its id.
        parts: that of which each figure is, in words.
        reasons: codes of the list `refusal`; then there is no sum.
    """

    claimant: str
    kind: str | None
    statements: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]
    number: str = ""
    parts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountView:
    """A count as its pages show it.

    Args:
        words: the rule as a sentence.
        parts: by name of a list of the ladder, the part of it on this page.
    """

    question: CountQuestion
    role_label: str
    rule: CountRule
    words: str
    ladder: Ladder
    parts: dict[str, ListPart]
    page: int
    pages: int
    tables: tuple[TableView, ...]
    sums: tuple[SumView, ...]


def count_view(case: Case, question: CountQuestion, *, page: int, language: Language) -> CountView:
    """One page of a count; a page beyond the last is the last."""
    ladder = case.count(question.rule, as_of=question.as_of)
    evidence = case.evidence(readings=question.rule.readings, as_of=question.as_of)
    lists = _lists(ladder)
    pages = max(1, -(-sum(len(rows) for rows in lists.values()) // PER_PAGE))
    page = min(page, pages)
    rule_words = in_words(
        question.rule,
        label=evidence.label,
        vocabulary=case.records.vocabulary,
        language=language,
        as_of=question.as_of,
    )
    localizer = Localizer(language, case.records)
    return CountView(
        question=question,
        role_label=localizer.label("place-role", question.role),
        rule=question.rule,
        words=rule_words,
        ladder=ladder,
        parts=_paged(lists, page),
        page=page,
        pages=pages,
        tables=tuple(_small_table(table, evidence, language) for table in _tables(case, question)),
        sums=tuple(_sum(one, evidence, localizer) for one in claimed_sums(ladder.claimed_totals, evidence)),
    )


def _lists(ladder: Ladder) -> Lists:
    return {
        "individuals": ladder.individuals,
        "unresolved": ladder.unresolved,
        "groups": ladder.groups,
        "excluded": ladder.excluded,
    }


def _paged(lists: Lists, page: int) -> dict[str, ListPart]:
    """The lists one after the other, cut into pages."""
    start, end = (page - 1) * PER_PAGE, page * PER_PAGE
    before = 0
    parts: dict[str, ListPart] = {}
    for name, rows in lists.items():
        # An empty list has no first page of its own: the current one.
        first = before // PER_PAGE + 1 if rows else page
        parts[name] = ListPart(len(rows), first, rows[max(0, start - before) : max(0, end - before)])
        before += len(rows)
    return parts


def _tables(case: Case, question: CountQuestion) -> tuple[Table, ...]:
    return case.breakdown(question.rule, role=question.role, as_of=question.as_of)


def _small_table(table: Table, evidence: Evidence, language: Language) -> TableView:
    """A table with labels. Rows above the limit are one row, so that the table still adds up."""
    rows = [TableRow(row_label(table.name, row, evidence, language), row.people) for row in table.rows]
    if len(rows) > ROWS:
        rest = rows[ROWS - 1 :]
        others = TableRow(say("row-others", language, count=len(rest)), sum(row.people for row in rest))
        rows = [*rows[: ROWS - 1], others]
    return TableView(table.name, tuple(rows), table.people)


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


def _sum(claimed_sum: ClaimedSum, evidence: Evidence, localizer: Localizer) -> SumView:
    answer = claimed_sum.answer
    view = SumView(
        claimed_sum.claimant,
        claimed_sum.kind,
        claimed_sum.statements,
        tuple((one, localizer.mention(evidence.by_id[one])) for one in claimed_sum.statements),
    )
    if isinstance(answer, Refused):
        return replace(view, reasons=answer.reasons)
    return replace(view, number=in_signs(answer.low, answer.high), parts=_parts(answer))


def _parts(answer: LabelledSum) -> tuple[str, ...]:
    return tuple("; ".join(word for word in part if word) for part in answer.parts)


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
            parts = " + ".join(_parts(answer))
            yield (statements, added.claimant, kind, answer.low, answer.high, parts, "sum")
