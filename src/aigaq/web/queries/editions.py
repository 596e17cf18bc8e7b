"""What is published of a case, by its address; and what the team sees of its editions.

Invariant: by an address nothing can be told apart but what is out: no draft, no case without an edition.
"""

from __future__ import annotations

from django.conf import settings

from aigaq.errors import NotFound, Withdrawn
from aigaq.web.models import DossierRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, WITHDRAWN


def dossier_at(address: str) -> DossierRow:
    """The dossier at an address, where something of it is out; anybody may ask.

    Raises:
        NotFound: no such address, or nothing was published there yet.
        Withdrawn: what was published there was taken back, and nothing has come since.
    """
    found = DossierRow.objects.filter(address=address).select_related("case").first()
    if found is None:
        raise NotFound
    current_of(found)
    return found


def current_of(dossier: DossierRow) -> ReleaseRow:
    """The edition that stands, without what it was made of.

    Raises:
        NotFound: nothing was published yet. Withdrawn: what was is taken back, and nothing has come since.
    """
    out = ReleaseRow.objects.filter(dossier=dossier).defer("content", "words", "kept")
    found = out.filter(state=CURRENT).first()
    if found is not None:
        return found
    if out.filter(state=WITHDRAWN).exists():
        raise Withdrawn
    raise NotFound


def place_of(dossier: DossierRow, number: int | None = None) -> str:
    """Where a dossier lasts, or one edition of it, in full; empty where the site has no address of its own."""
    if not settings.ADDRESS:
        return ""
    whole = f"{settings.ADDRESS}/d/{dossier.address}"
    return whole if number is None else f"{whole}/{number}"
