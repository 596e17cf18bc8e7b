"""The voice of a statement: the one meaning that colour has. Invariant: every hue has a sign and a word beside it."""

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
    """The voices of some statements that the viewer may see, by id.

    Args:
        case: for a large one the case without its statements is enough: who speaks is looked up.
    """
    wanted = sorted(set(keys))
    rows = StatementRow.objects.filter(visible_q(row, held), case=row, key__in=wanted).order_by()
    said = [one.to_record() for one in rows]
    evidence = case.evidence()
    links = [link for one in said for link in one.chain]
    names = {link.voice for link in links} | {link.through for link in links if link.through}
    known = _with(row, held, evidence.subjects, names)
    # A voice may stand for somebody of the cast, who then has to be known too.
    known = _with(row, held, known, {one.stands_for for one in known.values() if one.stands_for})
    seen = replace(evidence, subjects=known)
    return {one.id: of(one, seen) for one in said}


def _with(
    row: CaseRow, held: frozenset[str], known: Mapping[str, Subject], names: set[str]
) -> dict[str, Subject]:
    rows = SubjectRow.objects.filter(visible_q(row, held), case=row, key__in=names - known.keys()).order_by()
    return {**known, **{one.key: one.to_record() for one in rows}}
