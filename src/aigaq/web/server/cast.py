"""The cast of a casebook to try out. Invariant: they are made by the same actions as anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from aigaq.records.cases import CaseRecords, holding
from aigaq.web.accounts.actions import add_account
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import Account, CaseRow
from aigaq.web.team import actions as team_actions
from aigaq.web.team import invitations

COMPARTMENT = "protected"
CAST = (
    ("aigerim", "demo-lead"),
    ("bolat", "demo-coder"),
    ("saule", "demo-reviewer"),
    ("dina", "demo-outside"),
)


def fill(folders: Iterable[Path]) -> list[tuple[str, str, str]]:
    """Bring the cases in and make the cast; name, password and part of each."""
    at = datetime.now(UTC)
    accounts: dict[str, Account] = {}
    told = []
    for name, part in CAST:
        accounts[name], password = add_account(name, password=None, at=at)
        told.append((name, str(password), part))
    for folder in folders:
        row, records = import_folder(accounts["aigerim"], folder, at=at)
        seat(accounts["aigerim"], accounts["bolat"], row, records, at=at)
        invited = invitations.invitation(accounts["aigerim"], row, role="reviewer", at=at)
        invitations.join(accounts["saule"], invited, at=at)
    return told


def seat(lead: Account, coder: Account, row: CaseRow, records: CaseRecords, *, at: datetime) -> None:
    """The coder comes in, both hold the compartment, and what a safeguard covers is put into it."""
    invitations.join(coder, invitations.invitation(lead, row, role="coder", at=at), at=at)
    for one in (lead, coder):
        team_actions.grant(lead, row, username=one.get_username(), compartment=COMPARTMENT, at=at)
    for safeguard in holding(records.safeguards):
        for covered in safeguard.covers:
            kind = "subject" if covered in records.subjects else "entry"
            team_actions.seal(lead, row, kind=kind, key=covered, compartment=COMPARTMENT, at=at)
