"""The cast and their case: a small case brought into the database, and what each of them may see of it.

Invariant: everything is made by the actions that people use.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser

from aigaq.casework import portraits, views
from aigaq.casework.case import Case
from aigaq.records.serialize import to_plain
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import Account, CaseRow
from aigaq.web.store import cases
from aigaq.web.team import actions as team_actions
from aigaq.web.team import invitations
from aigaq.web.verify.projections_check import broken_tables, index_differences

ROOT = Path(__file__).parents[2]
TASQORA = ROOT / "tests" / "data" / "tasqora"
SAMPLES = ROOT / "samples"
COMPARTMENT = "ward"
PARTS = (
    *("subjects", "sources", "entries", "statements", "decisions", "readings", "questions"),
    *("rules", "pins", "unfilled", "made_for", "anchor"),
)
AT = datetime(2031, 6, 3, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who meets every page; `ward` is held by Aigerim and Bolat, `closed` by nobody."""

    aigerim: Account
    bolat: Account
    dina: Account
    nobody: AnonymousUser
    row: CaseRow

    def seal(self, kind: str, key: str, *, compartment: str = "closed") -> None:
        """Put one record into a compartment."""
        self.row.refresh_from_db()
        team_actions.seal(self.aigerim, self.row, kind=kind, key=key, compartment=compartment, at=AT)

    def let_in(self, who: Account, role: str, row: CaseRow | None = None) -> None:
        """Invite somebody, and have her come in; into another case where one is named."""
        token = invitations.invite(self.aigerim, row or self.row, role=role, at=AT)
        invitations.join(who, token, at=AT)


def account(name: str) -> Account:
    """Somebody who cannot sign in with a password: making one takes a tenth of a second."""
    return Account.objects.create_user(name)


def assembled(folder: Path = TASQORA) -> Cast:
    """The cast around a case."""
    aigerim, bolat, dina = account("aigerim"), account("bolat"), account("dina")
    row, _ = import_folder(aigerim, folder, at=AT)
    invitations.join(bolat, invitations.invite(aigerim, row, role="coder", at=AT), at=AT)
    for name in ("aigerim", "bolat"):
        team_actions.grant(aigerim, row, username=name, compartment=COMPARTMENT, at=AT)
    return Cast(aigerim, bolat, dina, AnonymousUser(), row)


def index_faults(row: CaseRow) -> list[str]:
    """What is wrong with the search index of a case: ids of records and names of tables."""
    return [*(one.key for one in index_differences(row)), *broken_tables(row)]


def seen_by(viewer: Account, key: str = "tasqora") -> Case:
    """The case as somebody sees it."""
    return cases.case(viewer, key)[1]


def told(case: Case) -> dict[str, Any]:
    """Everything that any page, export or command could tell of a case, as plain values."""
    records = case.records
    return {
        "records": {name: to_plain(getattr(records, name)) for name in PARTS},
        "ladders": {key: views.ladder_view(case.ladder(key)) for key in records.rules},
        "contradictions": views.contradictions_view(case, case.contradictions()),
        "questions": views.questions_view(case),
        "grid": views.grid_view(case),
        "timeline": views.timeline_view(case),
        "about": {key: portraits.about_view(case, key) for key in records.subjects},
        "statements": {one.id: portraits.statement_view(case, one.id) for one in records.statements},
    }


def words(told: Any) -> str:
    """All of it as text, to be searched."""
    return json.dumps(told, ensure_ascii=False)
