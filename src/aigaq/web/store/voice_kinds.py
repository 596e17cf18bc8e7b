"""Kind of voice of a statement, which colours show. Invariant: beside each colour stand a sign and a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from aigaq.casework.case import Case
from aigaq.records.subjects import Subject
from aigaq.statements.origins import VOICE_KINDS, voice_kind
from aigaq.web.models import CaseRow, StatementRow, SubjectRow
from aigaq.web.store.compartments import visible_q

VOICES = VOICE_KINDS
of = voice_kind
"""Testimony, official, document, editor or ours."""


def by_statement(row: CaseRow, case: Case, held: frozenset[str], keys: Iterable[str]) -> dict[str, str]:
    """Kind of voice of some statements that the viewer may see, by id.

    Args:
        case: of a large case the one without statements is enough; missing voices are read from the database.
    """
    wanted = sorted(set(keys))
    rows = StatementRow.objects.filter(visible_q(row, held), case=row, key__in=wanted).order_by()
    said = [one.to_record() for one in rows]
    evidence = case.evidence()
    links = [link for one in said for link in one.chain]
    names = {link.voice for link in links} | {link.through for link in links if link.through}
    known = _with(row, held, evidence.subjects, names)
    # A voice may stand for a subject of the cast, which is needed too.
    known = _with(row, held, known, {one.stands_for for one in known.values() if one.stands_for})
    seen = replace(evidence, subjects=known)
    return {one.id: of(one, seen) for one in said}


def _with(
    row: CaseRow, held: frozenset[str], known: Mapping[str, Subject], names: set[str]
) -> dict[str, Subject]:
    rows = SubjectRow.objects.filter(visible_q(row, held), case=row, key__in=names - known.keys()).order_by()
    return {**known, **{one.key: one.to_record() for one in rows}}
