"""A case with a current edition, as publishing leaves its rows; and safeguards, which arrive with a case.

Invariant: nothing of it was cleared; a test of clearing publishes as people do.
"""

from __future__ import annotations

from random import Random

from tests.web.cast import AT

from aigaq.casework.clearing import draft_of
from aigaq.dossier.drafts import digest, stored
from aigaq.records.cases import Safeguard
from aigaq.web.models import CaseRow, DossierRow, ReleaseRow, SafeguardRow
from aigaq.web.models.releases import CURRENT
from aigaq.web.store import whole_cases
from aigaq.web.store.change import change, log
from aigaq.web.store.insert import keep

ADDRESS = "steppe-lark"
TITLE = "What happened at the depot"


def published(case: CaseRow, *, address: str = ADDRESS, state: str = CURRENT) -> ReleaseRow:
    """An edition of a case as it shows itself without any compartment, at an address; nobody cleared it."""
    dossier, _ = DossierRow.objects.get_or_create(case=case, defaults={"address": address, "opened_at": AT})
    case.refresh_from_db()
    content = stored(draft_of(whole_cases.opened(case, frozenset()), rng=Random(1), at=AT.date()))
    return ReleaseRow.objects.create(
        dossier=dossier,
        number=dossier.releases.count() + 1,
        title=TITLE,
        language="en",
        state=state,
        content=content,
        digest=digest(content),
        manifest=digest(content),
        drafted_by="bolat",
        drafted_at=AT,
        published_by="aigerim",
        published_at=AT,
    )


def safeguarded(case: CaseRow, *covers: str, names: tuple[str, ...] = (), compartment: str = "") -> None:
    """Add a safeguard to a case; in a compartment of its own where one is named."""
    case.refresh_from_db()
    number = SafeguardRow.objects.filter(case=case).count() + 1
    one = Safeguard(f"s{number}", covers, "somebody who saw it", "asked", "aigerim", AT.date(), names=names)
    with change():
        keep(
            SafeguardRow, case, [one], by="aigerim", at=AT, compartments=[compartment] if compartment else ()
        )
        log(case, "case.safeguarded", by="aigerim", about=one.id, at=AT)
