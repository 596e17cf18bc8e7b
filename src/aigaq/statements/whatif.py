"""Counterfactual copy of a case, with other values in some statements. Invariant: the case itself is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from aigaq.errors import UnknownId
from aigaq.records.cases import CaseRecords
from aigaq.records.coding.resolution import Known, value_of
from aigaq.records.statements import Statement


def changed(records: CaseRecords, changes: Mapping[str, str]) -> CaseRecords:
    """The records with other values in some statements.

    Args:
        changes: by id of a statement, or of an entry (its main statement), the value as it is coded.
    Raises:
        UnknownId: no such statement. BadValue, BadDate, BadQuantity, UnknownCode: the predicate takes no such value.
    """
    ids = {statement.id for statement in records.statements}
    wanted: dict[str, str] = {}
    for name, value in changes.items():
        main = records.made_for.get(name, (name,))[0]
        if main not in ids:
            raise UnknownId(value=name)
        wanted[main] = value
    vocabulary_known = Known(
        records.vocabulary,
        records.subjects,
        records.made_for,
        frozenset(ids),
        frozenset(question.id for question in records.questions),
    )
    return replace(
        records,
        statements=tuple(
            _with_value(one, wanted[one.id], vocabulary_known) if one.id in wanted else one
            for one in records.statements
        ),
    )


def _with_value(statement: Statement, written: str, known: Known) -> Statement:
    predicate = known.vocabulary.predicates[statement.predicate]
    return replace(statement, value=value_of(written, predicate.takes, predicate.codes, known))
