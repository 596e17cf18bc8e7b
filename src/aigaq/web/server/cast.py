"""Accounts and cases of the demo. Invariant: the same actions make them as any others."""

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
    """Make the accounts and import the cases; the name, password and role of each account."""
    at = datetime.now(UTC)
    accounts: dict[str, Account] = {}
    accounts_made = []
    for name, part in CAST:
        accounts[name], password = add_account(name, password=None, at=at)
        accounts_made.append((name, str(password), part))
    for folder in folders:
        row, records = import_folder(accounts["aigerim"], folder, at=at)
        seat(accounts["aigerim"], accounts["bolat"], row, records, at=at)
        token = invitations.invite(accounts["aigerim"], row, role="reviewer", at=at)
        invitations.join(accounts["saule"], token, at=at)
    return accounts_made


def seat(lead: Account, coder: Account, row: CaseRow, records: CaseRecords, *, at: datetime) -> None:
    """Let the coder join, grant both the compartment, and put the records of safeguards into it."""
    invitations.join(coder, invitations.invite(lead, row, role="coder", at=at), at=at)
    for account in (lead, coder):
        team_actions.grant(lead, row, username=account.get_username(), compartment=COMPARTMENT, at=at)
    for safeguard in holding(records.safeguards):
        for covered in safeguard.covers:
            kind = "subject" if covered in records.subjects else "entry"
            team_actions.seal(lead, row, kind=kind, key=covered, compartment=COMPARTMENT, at=at)
