"""A case with a current edition, as publishing leaves its rows; and safeguards, which arrive with a case.

Invariant: what is out shows nothing but what it is given here.
"""

from __future__ import annotations

import hashlib
import json

from tests.web.cast import AT

from aigaq.records.cases import Safeguard
from aigaq.web.actions.change import change, log
from aigaq.web.actions.keeping import keep
from aigaq.web.models import CaseRow, DossierRow, ReleaseRow, SafeguardRow
from aigaq.web.models.releases import CURRENT

ADDRESS = "steppe-lark"
TITLE = "What happened at the depot"
CAST = "cast:\n  persons:\n    marat: Marat Ospanov\n    daulet: Daulet Serikov\n"


def published(
    case: CaseRow, *, address: str = ADDRESS, files: dict[str, str] | None = None, state: str = CURRENT
) -> ReleaseRow:
    """The first edition of a case, at an address.

    Args:
        files: its bundle; by default a cast of two people alone.
    """
    dossier, _ = DossierRow.objects.get_or_create(case=case, defaults={"address": address, "opened_at": AT})
    content = json.dumps(files if files is not None else {"cast.yaml": CAST}, ensure_ascii=False)
    digest = hashlib.sha256(content.encode()).hexdigest()
    return ReleaseRow.objects.create(
        dossier=dossier,
        number=dossier.releases.count() + 1,
        title=TITLE,
        language="en",
        state=state,
        content=content,
        digest=digest,
        manifest=digest,
        drafted_by="bolat",
        drafted_at=AT,
        published_by="aigerim",
        published_at=AT,
    )


def safeguarded(case: CaseRow, *covers: str, names: tuple[str, ...] = (), compartment: str = "") -> None:
    """Add a safeguard to a case; in a compartment of its own where one is named."""
    number = SafeguardRow.objects.filter(case=case).count() + 1
    one = Safeguard(f"s{number}", covers, "somebody who saw it", "asked", "aigerim", AT.date(), names=names)
    with change():
        keep(
            SafeguardRow, case, [one], by="aigerim", at=AT, compartments=[compartment] if compartment else ()
        )
        log(case, "case.safeguarded", by="aigerim", about=one.id, at=AT)
