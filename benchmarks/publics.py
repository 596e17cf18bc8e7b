"""The rows of an edition that is out. Invariant: as publishing leaves them, but for what the edition was made of."""

from __future__ import annotations

from datetime import UTC, datetime

from aigaq.web.models import CaseRow, DossierRow, ReleaseRow

_AT = datetime(2031, 9, 2, tzinfo=UTC)


def publish(row: CaseRow, address: str) -> None:
    """A first edition of a case, current; its files are laid where they belong by whoever asks for this."""
    dossier = DossierRow.objects.create(case=row, address=address, opened_at=_AT)
    ReleaseRow.objects.create(
        dossier=dossier,
        number=1,
        title=row.title,
        language="en",
        state="current",
        content="{}",
        digest="0" * 64,
        manifest="0" * 64,
        drafted_by="bolat",
        drafted_at=_AT,
        published_by="aigerim",
        published_at=_AT,
    )
