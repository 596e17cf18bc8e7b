"""Dossiers and editions: what anybody gets at an address, and what a member sees of the editions of a case.

Invariant: an address answers for published editions alone; a draft, and a case without an edition, answer as if they
did not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from aigaq.errors import NotFound, Withdrawn
from aigaq.web.models import CaseRow, DossierRow, EventRow, Membership, ReleaseRow, SignatureRow
from aigaq.web.models.releases import CURRENT, DRAFT, OUT, WITHDRAWN
from aigaq.web.store.access import MAY, Viewer, require
from aigaq.web.store.log import about

DossierHandle = DossierRow
"""The row of a dossier as views name it: they hand it from a read to an action, and look up nothing by it."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Language, authors and publisher of an edition, which are no part of the case.

    Args:
        language: in which texts without a language of their own are cited.
        authors: as `Family, Given`; an institution by its name.
        rule: the count on the front page; empty for the case's own.
        paper: a PDF lies beside the pages.
    """

    language: str = "en"
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    rule: str = ""
    paper: bool = False

    @classmethod
    def of(cls, row: ReleaseRow) -> Imprint:
        """The imprint of an edition."""
        stored = row.asked
        return cls(
            language=row.language,
            authors=tuple(stored.get("authors", ())),
            publisher=stored.get("publisher", ""),
            place=stored.get("place", ""),
            rule=stored.get("rule", ""),
            paper=bool(stored.get("paper")),
        )

    def stored(self) -> dict[str, object]:
        """The imprint as JSON for `ReleaseRow.asked`; the language has a column of its own."""
        texts = {"publisher": self.publisher, "place": self.place, "rule": self.rule}
        return {**texts, "authors": list(self.authors), "paper": self.paper}

    def words(self) -> dict[str, str]:
        """Its words by their place in the edition, without empty ones: they are searched like all that is shown."""
        words = {"authors": "\n".join(self.authors), "publisher": self.publisher, "place": self.place}
        return {f"credits/{place}": text for place, text in words.items() if text}


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition or a draft as a member sees it, without its content."""

    number: int
    title: str
    state: str
    imprint: Imprint
    manifest: str
    drafted_by: str
    drafted_at: datetime
    cleared_by: str
    cleared_at: datetime | None
    published_by: str
    published_at: datetime | None
    withdrawn_why: str

    @classmethod
    def of(cls, row: ReleaseRow) -> EditionView:
        """The view of a row."""
        return cls(
            number=row.number,
            title=row.title,
            state=row.state,
            imprint=Imprint.of(row),
            manifest=row.manifest,
            drafted_by=row.drafted_by,
            drafted_at=row.drafted_at,
            cleared_by=row.cleared_by,
            cleared_at=row.cleared_at,
            published_by=row.published_by,
            published_at=row.published_at,
            withdrawn_why=row.withdrawn_why,
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """The editions of a case as a member sees them.

    Args:
        place: address of the dossier; empty while nothing is out, or where the site has no address.
        draft: the open draft.
        signed: usernames of those who signed it as it was cleared last.
        own: the member is one of its makers, and so cannot sign it.
        out: the published editions, the newest first.
    """

    place: str = ""
    draft: EditionView | None = None
    signed: tuple[str, ...] = ()
    own: bool = False
    out: tuple[EditionView, ...] = ()


def dossier_at(address: str) -> DossierRow:
    """The dossier at an address; anybody may ask.

    Raises:
        NotFound: no such address, or nothing was published there yet. Withdrawn: every edition was withdrawn.
    """
    row = DossierRow.objects.filter(address=address).select_related("case").first()
    if row is None:
        raise NotFound
    current_of(row)
    return row


def current_of(dossier: DossierRow) -> ReleaseRow:
    """The current edition, without its content.

    Raises:
        NotFound: nothing was published yet. Withdrawn: every edition was withdrawn.
    """
    out = ReleaseRow.objects.filter(dossier=dossier).defer("content", "kept")
    current = out.filter(state=CURRENT).first()
    if current is not None:
        return current
    if out.filter(state=WITHDRAWN).exists():
        raise Withdrawn
    raise NotFound


def public_address(dossier: DossierRow, number: int | None = None) -> str:
    """Full address of a dossier, or of one edition of it; empty where the site has no address of its own."""
    if not settings.ADDRESS:
        return ""
    address = f"{settings.ADDRESS}/d/{dossier.address}"
    return address if number is None else f"{address}/{number}"


def dossier_of(case: CaseRow) -> DossierRow | None:
    """The dossier of a case; None before its first draft."""
    return DossierRow.objects.filter(case=case).first()


def next_number(dossier: DossierRow | None) -> int:
    """The number of the next edition: one more than the last that was ever out."""
    if dossier is None:
        return 1
    out = ReleaseRow.objects.filter(dossier=dossier, state__in=OUT)
    return (out.aggregate(last=Max("number"))["last"] or 0) + 1


def makers(release: ReleaseRow) -> frozenset[str]:
    """Usernames of whoever drafted an edition, or changed it by clearing it again."""
    drafted = EventRow.objects.filter(
        about("edition", str(release.pk)), case=release.dossier.case_id, action="edition.drafted"
    )
    return frozenset({release.drafted_by, *drafted.values_list("by", flat=True)})


def signers(release: ReleaseRow) -> list[str]:
    """Usernames of those who signed what was cleared last and may still decide; none where it is not cleared."""
    if not release.manifest:
        return []
    signed = SignatureRow.objects.filter(release=release, manifest=release.manifest)
    still_deciding = Membership.objects.filter(
        case=release.dossier.case_id,
        role__in=MAY["decide"],
        account__is_active=True,
        account__username__in=list(signed.values_list("by", flat=True)),
    )
    return sorted(set(still_deciding.values_list("account__username", flat=True)) - makers(release))


def desk(viewer: Viewer, case: CaseRow) -> Desk:
    """The editions of a case, for members who code in it.

    Raises:
        NotFound, NotAllowed: the viewer's role does not see unpublished editions.
    """
    require(viewer, "code", case)
    dossier = dossier_of(case)
    if dossier is None:
        return Desk()
    rows = ReleaseRow.objects.filter(dossier=dossier).defer("content", "kept")
    out = tuple(EditionView.of(row) for row in rows.filter(state__in=OUT))
    place = public_address(dossier) if out else ""
    draft = rows.filter(state=DRAFT).first()
    if draft is None:
        return Desk(place, out=out)
    own = viewer.get_username() in makers(draft)
    return Desk(place, EditionView.of(draft), tuple(signers(draft)), own, out)
