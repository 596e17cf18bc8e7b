"""The cast of a casebook to try out. Invariant: they are made by the same actions as anybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from aigaq.records.cases import CaseRecords
from aigaq.web.actions import members
from aigaq.web.actions.accounts import add_account
from aigaq.web.commands.copies import brought_in
from aigaq.web.models import Account, CaseRow

COMPARTMENT = "protected"
CAST = (("aigerim", "demo-lead"), ("bolat", "demo-coder"), ("dina", "demo-outside"))


def fill(folders: Iterable[Path]) -> list[tuple[str, str, str]]:
    """Bring the cases in and make the cast; name, password and part of each."""
    at = datetime.now(UTC)
    accounts: dict[str, Account] = {}
    told = []
    for name, part in CAST:
        accounts[name], password = add_account(name, password=None, at=at)
        told.append((name, str(password), part))
    for folder in folders:
        row, records = brought_in(accounts["aigerim"], folder, at=at)
        seat(accounts["aigerim"], row, records, at=at)
    return told


def seat(lead: Account, row: CaseRow, records: CaseRecords, *, at: datetime) -> None:
    """Bolat codes, he and the lead hold the compartment, and what a safeguard covers is put into it."""
    members.invite(lead, row, username="bolat", role="coder", at=at)
    for name in ("aigerim", "bolat"):
        members.grant(lead, row, username=name, compartment=COMPARTMENT, at=at)
    for safeguard in records.safeguards:
        for covered in safeguard.covers:
            kind = "subject" if covered in records.subjects else "entry"
            members.seal(lead, row, kind=kind, key=covered, compartment=COMPARTMENT, at=at)
