"""What is published of a case, by its address; and what the team sees of its editions.

Invariant: by an address nothing can be told apart but what is out: no draft, no case without an edition.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max

from aigaq.errors import NotFound, Withdrawn
from aigaq.web.models import CaseRow, DossierRow, EventRow, Membership, ReleaseRow, SignatureRow
from aigaq.web.models.releases import CURRENT, DRAFT, OUT, WITHDRAWN
from aigaq.web.store.access import MAY, Viewer, require
from aigaq.web.store.log_things import about

DossierHandle = DossierRow
"""The row of a dossier as views name it: they hand it from a read to an action, and look up nothing by it."""


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
    out = ReleaseRow.objects.filter(dossier=dossier).defer("content", "kept")
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


def dossier_of(case: CaseRow) -> DossierRow | None:
    """The public face of a case, where it has one."""
    return DossierRow.objects.filter(case=case).first()


def number_of_next(dossier: DossierRow | None) -> int:
    """The number that the next edition takes: one more than the last that was out."""
    out = ReleaseRow.objects.filter(dossier=dossier, state__in=OUT) if dossier is not None else None
    return ((out.aggregate(last=Max("number"))["last"] or 0) if out is not None else 0) + 1


def makers(release: ReleaseRow) -> frozenset[str]:
    """Who made it what it is: who drafted it, and who had it made anew and with that changed by clearing it."""
    told = EventRow.objects.filter(
        about("edition", str(release.pk)), case=release.dossier.case_id, action="edition.drafted"
    )
    return frozenset({release.drafted_by, *told.values_list("by", flat=True)})


def signers(release: ReleaseRow) -> list[str]:
    """Who signed exactly what was cleared last and may decide in the case still; nobody where it is not cleared."""
    if not release.manifest:
        return []
    signed = SignatureRow.objects.filter(release=release, manifest=release.manifest).values_list(
        "by", flat=True
    )
    still = Membership.objects.filter(
        case=release.dossier.case_id,
        role__in=MAY["decide"],
        account__is_active=True,
        account__username__in=list(signed),
    )
    return sorted(set(still.values_list("account__username", flat=True)) - makers(release))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a member sees of the editions of a case.

    Args:
        place: where the dossier lasts; empty while nothing is out or the site has no address.
        draft: the open one; None where there is none.
        signed: who signed it as it was cleared.
        out: what was published, the newest first.
    """

    place: str
    draft: ReleaseRow | None
    signed: tuple[str, ...]
    out: tuple[ReleaseRow, ...]


def desk(viewer: Viewer, case: CaseRow) -> Desk:
    """The editions of a case, for those who code in it.

    Raises:
        NotFound, NotAllowed: the viewer's role does not let her see what is not out yet.
    """
    require(viewer, "code", case)
    dossier = dossier_of(case)
    if dossier is None:
        return Desk("", None, (), ())
    rows = ReleaseRow.objects.filter(dossier=dossier).defer("content", "kept")
    draft = rows.filter(state=DRAFT).first()
    signed = tuple(signers(draft)) if draft is not None else ()
    out = tuple(rows.filter(state__in=OUT))
    return Desk(place_of(dossier) if out else "", draft, signed, out)
