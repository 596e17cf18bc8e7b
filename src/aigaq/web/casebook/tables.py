"""Lists of a case as CSV. Invariant: no cell is read as a formula by a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from aigaq.casework.case import Case
from aigaq.errors import NotFound
from aigaq.records.signs import sign, signed
from aigaq.records.statements import Statement
from aigaq.web.counts import tallies
from aigaq.web.counts.forms import question_of
from aigaq.web.layout.context import language_of
from aigaq.web.layout.csv_cells import safe
from aigaq.web.store import cases


def table(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """One list of a case as a CSV file."""
    _, case = cases.case(request.user, key)
    rows = _counted(request, case, name) if name in _COUNTED else _rows(case, name)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}-{name}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    for row in rows:
        writer.writerow([safe(str(cell if cell is not None else "")) for cell in row])
    return response


_COUNTED = {
    "individuals": tallies.individuals_table,
    "counted-by": tallies.breakdown_table,
    "claimed": tallies.claims_table,
}
"""The tables of a count, by the rule and the day of the address."""


def _counted(request: HttpRequest, case: Case, name: str) -> Iterable[tuple[object, ...]]:
    # A list, so that a wrong address raises before a byte is written and is answered by a page.
    return list(_COUNTED[name](case, question_of(request.GET, case), language_of(get_language())))


def _rows(case: Case, name: str) -> list[tuple[object, ...]]:
    tables = {
        "statements": _statements,
        "contradictions": _contradictions,
        "questions": _questions,
        "subjects": _subjects,
    }
    if name not in tables:
        raise NotFound
    return tables[name](case)


def _statements(case: Case) -> list[tuple[object, ...]]:
    evidence = case.evidence()
    head: tuple[object, ...] = (
        "id",
        "source",
        "line",
        "voice",
        "basis",
        "subject",
        "predicate",
        "value",
        "polarity",
        "modality",
        "status",
    )
    return [
        head,
        *(
            (
                one.id,
                one.source,
                one.passages[0].line,
                " < ".join(evidence.label(link.voice) for link in one.chain),
                one.basis,
                evidence.label(one.subject),
                one.predicate,
                _with_sign(one, evidence.status_of(one.id).state),
                one.polarity,
                one.modality,
                evidence.status_of(one.id).state,
            )
            for one in case.records.statements
        ),
    ]


def _with_sign(one: Statement, status: str) -> str:
    """The value after "not", "possibly" and the like, as a cell is read alone, without its neighbours."""
    words = sign(one.polarity, language_of(get_language()), modality=one.modality, status=status)
    return signed(one.value.text, words)


def _contradictions(case: Case) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("id", "class", "result", "subject", "side", "statements")]
    for one in case.contradictions():
        rows += [
            (
                one.id,
                one.kind,
                one.result,
                case.evidence().label(one.subject),
                side.value,
                " ".join(side.statements),
            )
            for side in one.sides
        ]
    return rows


def _questions(case: Case) -> list[tuple[object, ...]]:
    label = case.evidence().label
    return [
        ("id", "question", "state", "about"),
        *((one.id, one.ask, one.state, label(one.about) if one.about else None) for one in case.questions()),
    ]


def _subjects(case: Case) -> list[tuple[object, ...]]:
    return [
        ("id", "kind", "label"),
        *((one.id, one.kind, one.label) for one in case.records.subjects.values()),
    ]
