"""Builders for what people send: a dossier that takes things in, a form as a browser sends it, what came of it.

Invariant: the secret key is the team's own; nothing of the casebook holds it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.slowly import ADDRESS, FILLED, PUBLIC

from aigaq.web.models import CaseRow, DossierRow, ReleaseRow

AT = datetime(2031, 7, 1, tzinfo=UTC)


def published(row: CaseRow, *, key: str = PUBLIC, address: str = ADDRESS) -> DossierRow:
    """A dossier with one edition that stands."""
    dossier = DossierRow.objects.create(case=row, address=address, opened_at=AT, intake=key)
    ReleaseRow.objects.create(
        dossier=dossier,
        number=1,
        title="Tasqora, June",
        language="en",
        state="current",
        content="{}",
        digest="0" * 64,
        drafted_by="bolat",
        drafted_at=AT,
        published_by="aigerim",
        published_at=AT,
    )
    return dossier


def post(
    client: Client,
    fields: Mapping[str, str] = FILLED,
    files: Sequence[tuple[str, bytes]] = (),
    *,
    language: str = "en",
    address: str = ADDRESS,
) -> Any:
    """The form, sent."""
    given = [SimpleUploadedFile(name, data, "image/jpeg") for name, data in files]
    return client.post(f"/d/{address}/{language}/send/", {**fields, "files": given})


def code_in(page: bytes) -> str:
    """The receipt on the page that shows it once."""
    return " ".join(re.findall(r"<span>(\d{5})</span>", page.decode()))


def intake_folder() -> Path:
    """Where it lies sealed."""
    return Path(settings.HOME) / "intake"


def lying() -> list[str]:
    """The names of all folders in it."""
    return sorted(one.name for one in intake_folder().iterdir()) if intake_folder().is_dir() else []


def fresh_address() -> str:
    """Another address."""
    return uuid4().hex
