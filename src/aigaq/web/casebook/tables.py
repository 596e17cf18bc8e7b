"""Lists of a case as CSV. Invariant: no cell is read as a formula by a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping

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
    if name not in {*_COUNTED, *_OF_CASE}:
        raise NotFound
    rows = _counted(request, case, name) if name in _COUNTED else _OF_CASE[name](case)
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


def _statements(case: Case) -> list[tuple[object, ...]]:
    evidence = case.evidence()
    columns = "id source line voice basis subject predicate value polarity modality status"
    rows: list[tuple[object, ...]] = [tuple(columns.split())]
    for statement in case.records.statements:
        state = evidence.status_of(statement.id).state
        voices = " < ".join(evidence.label(link.voice) for link in statement.chain)
        said = (statement.id, statement.source, statement.passages[0].line, voices, statement.basis)
        value = _with_sign(statement, state)
        about = (evidence.label(statement.subject), statement.predicate, value)
        rows.append((*said, *about, statement.polarity, statement.modality, state))
    return rows


def _with_sign(statement: Statement, status: str) -> str:
    """The value after "not", "possibly" and the like, as a cell is read alone, without its neighbours."""
    language = language_of(get_language())
    words = sign(statement.polarity, language, modality=statement.modality, status=status)
    return signed(statement.value.text, words)


def _contradictions(case: Case) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [("id", "class", "result", "subject", "side", "statements")]
    for clash in case.contradictions():
        head = (clash.id, clash.kind, clash.result, case.evidence().label(clash.subject))
        rows += [(*head, side.value, " ".join(side.statements)) for side in clash.sides]
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


_OF_CASE: Mapping[str, Callable[[Case], Iterable[tuple[object, ...]]]] = {
    "statements": _statements,
    "contradictions": _contradictions,
    "questions": _questions,
    "subjects": _subjects,
}
"""The tables of the whole case."""
