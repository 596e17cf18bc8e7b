"""Draft an edition, have it cleared, sign it.

Invariant: two different people sign exactly what was cleared, neither of them who drafted it; whatever changes in
between ends clearing and signatures alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import cast
from uuid import uuid4

from aigaq.dossier.drafts import numbers
from aigaq.errors import (
    BadValue,
    ChangedSince,
    NotCleared,
    NotFound,
    NotRead,
    OwnDraft,
    SignedAlready,
    UnknownCode,
)
from aigaq.protection import Cleared
from aigaq.protection import clear as check
from aigaq.records.releases import SIGNERS, Refused
from aigaq.records.vocab.messages import LANGUAGES, Language
from aigaq.web.models import Account, CaseRow, DossierRow, ReleaseRow, SignatureRow
from aigaq.web.models.releases import DRAFT, DROPPED
from aigaq.web.publish import public_files
from aigaq.web.publish.drafting import Next, next_edition, open_draft, tellable
from aigaq.web.publish.queries import dossier_of, makers, number_of_next, signers
from aigaq.web.publish.readthrough import READ, cleared_draft, mark, parts_of, parts_read, read_whole
from aigaq.web.store.access import require
from aigaq.web.store.change import append, change
from aigaq.web.store.log_things import Thing


@dataclass(frozen=True, slots=True)
class Asked:
    """What an edition says of itself beside the case.

    Args:
        language: the one in which texts without a language of their own are cited.
        authors: as `Family, Given`, or an institution as it is called.
        rule: the count that stands in front; the case's own where left out.
        paper: a PDF lies beside the pages.
    """

    language: str = "en"
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    rule: str = ""
    paper: bool = False

    def kept(self) -> dict[str, object]:
        """As it is kept with the draft."""
        told = {"publisher": self.publisher, "place": self.place, "rule": self.rule}
        return {**told, "authors": list(self.authors), "paper": self.paper}


def draft(viewer: Account, case: CaseRow, asked: Asked, *, at: datetime, rng: Random) -> ReleaseRow:
    """Draft the next edition from what the case shows without any compartment; an open draft gives way to it.

    Args:
        lot: `random.SystemRandom()`; a seeded one in tests alone.
    Raises:
        NotFound, NotAllowed: she does not code in the case. UnknownCode: no language or rule of that name.
        Stale: people wrote in the case all the while. BadValue, TooLarge ...: an author or publisher that cannot be
        cited.
    """
    require(viewer, "code", case)
    if asked.language not in LANGUAGES:
        raise UnknownCode(key="language", value=asked.language, known=", ".join(LANGUAGES))
    dossier = dossier_of(case)
    number = number_of_next(dossier)
    kept = asked.kept()
    found = next_edition(case, dossier, number=number, language=asked.language, asked=kept, at=at, rng=rng)
    row = _drafted(viewer, asked, found, number, at)
    public_files.edition_of(row, found, at)
    with change():
        require(viewer, "code", case)
        row.dossier = _dossier(case, at)
        if number_of_next(row.dossier) != number:
            raise ChangedSince
        for before in ReleaseRow.objects.filter(dossier=row.dossier, state=DRAFT):
            before.state = DROPPED
            before.save(update_fields=["state"])
        row.save(force_insert=True)
        noted(viewer, case, "drafted", row, at)
    return row


def _drafted(viewer: Account, asked: Asked, found: Next, number: int, at: datetime) -> ReleaseRow:
    records = found.draft.records
    if any(ord(one) < ord(" ") for one in "".join((*asked.authors, asked.publisher, asked.place))):
        raise BadValue(key="author, publisher, place", value="", due="text")
    if asked.rule and asked.rule not in records.rules:
        raise UnknownCode(key="rule", value=asked.rule, known=", ".join(records.rules))
    row = ReleaseRow(
        number=number,
        language=asked.language,
        asked=asked.kept(),
        drafted_by=viewer.get_username(),
        drafted_at=at,
    )
    _fill(row, found)
    return row


def _fill(row: ReleaseRow, found: Next) -> None:
    row.title, row.content, row.digest = found.draft.records.title, found.text, found.digest
    row.kept = numbers(found.draft.slugs)


def _dossier(case: CaseRow, at: datetime) -> DossierRow:
    found, _ = DossierRow.objects.get_or_create(case=case, defaults={"address": uuid4().hex, "opened_at": at})
    return found


def clear(
    viewer: Account, case: CaseRow, *, at: datetime, rng: Random
) -> tuple[ReleaseRow, Cleared | Refused]:
    """Clear the open draft as the case is now, or tell every reason against it; earlier signatures end with a change.

    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not lead the case. Stale: as `draft`.
    """
    require(viewer, "lead", case)
    row = open_draft(dossier_of(case))
    found = as_now(case, row, at=at, rng=rng)
    answer = check(found.draft, found.guarded, found.out)
    with change():
        require(viewer, "lead", case)
        row.refresh_from_db()
        case.refresh_from_db()
        if row.state != DRAFT or case.version != found.version:
            raise ChangedSince
        anew = row.digest != found.digest
        _fill(row, found)
        row.manifest = answer.digest if isinstance(answer, Cleared) else ""
        row.cleared_by, row.cleared_at = (viewer.get_username(), at) if row.manifest else ("", None)
        row.save()
        if anew:
            # Whoever has it made anew is one of those who made it: she does not sign it.
            noted(viewer, case, "drafted", row, at)
        noted(viewer, case, "cleared" if row.manifest else "blocked", row, at)
    return row, answer if isinstance(answer, Cleared) else Refused(
        tellable(viewer, case, found, answer.reasons)
    )


def as_now(case: CaseRow, row: ReleaseRow, *, at: datetime, rng: Random) -> Next:
    """What the draft would show if it were made now.

    Raises:
        Stale: people wrote in the case all the while.
    """
    language = cast(Language, row.language)
    return next_edition(
        case, row.dossier, number=row.number, language=language, asked=row.asked, at=at, rng=rng
    )


def sign(viewer: Account, case: CaseRow, *, manifest: str, at: datetime, rng: Random) -> ReleaseRow:
    """Stand for the open draft as it was cleared.

    Args:
        manifest: what she saw and signs; it must be what was cleared last.
    Raises:
        NotFound, NotAllowed: no draft, or she may not decide in the case. OwnDraft: she drafted it, or cleared it anew.
        NotCleared: it is not cleared. NotRead: she was not shown all of it. SignedAlready: she has. Stale: as `draft`.
        ChangedSince: the case is no longer what was cleared, or she saw another one.
    """
    require(viewer, "decide", case)
    row = open_draft(dossier_of(case))
    if viewer.get_username() in makers(row):
        raise OwnDraft(signers=SIGNERS)
    if not row.manifest:
        raise NotCleared
    if row.manifest != manifest or as_now(case, row, at=at, rng=rng).digest != row.digest:
        raise ChangedSince
    if not read_whole(viewer, row):
        raise NotRead
    with change():
        require(viewer, "decide", case)
        row.refresh_from_db()
        if row.state != DRAFT or row.manifest != manifest:
            raise ChangedSince
        if viewer.get_username() in signers(row):
            raise SignedAlready
        SignatureRow.objects.create(release=row, by=viewer.get_username(), at=at, manifest=manifest)
        noted(viewer, case, "signed", row, at)
    return row


def read(viewer: Account, case: CaseRow, numbers: Iterable[int], *, manifest: str, at: datetime) -> None:
    """Note that somebody was shown some parts of the open draft as it was cleared.

    Args:
        manifest: of what she was shown.
    Raises:
        NotFound, NotAllowed: no draft, no such part, or she does not code in the case. NotCleared: it is not cleared.
        ChangedSince: she was shown another one, or the case would show something else by now.
    """
    row = cleared_draft(viewer, case)
    parts = parts_of(row)
    if row.manifest != manifest:
        raise ChangedSince
    new = sorted(set(numbers) - parts_read(viewer, row))
    if any(not 1 <= one <= parts for one in new):
        raise NotFound
    with change():
        require(viewer, "code", case)
        row.refresh_from_db()
        if row.state != DRAFT or row.manifest != manifest:
            raise ChangedSince
        for one in new:
            thing = Thing("edition", str(row.pk), {"manifest": row.manifest, "part": one, "parts": parts})
            append(case, READ, by=viewer.get_username(), about=mark(row, one, parts), at=at, thing=thing)


def drop(viewer: Account, case: CaseRow, *, at: datetime) -> None:
    """Give the open draft up.

    Raises:
        NotFound, NotAllowed: no draft, or she does not code in the case.
    """
    with change():
        require(viewer, "code", case)
        row = open_draft(dossier_of(case))
        row.state = DROPPED
        row.save(update_fields=["state"])
        noted(viewer, case, "dropped", row, at)


def noted(
    viewer: Account, case: CaseRow, what: str, row: ReleaseRow, at: datetime, *, sums: str = ""
) -> None:
    """A row of the log: what was done to an edition, with the digest of what it was done to.

    Args:
        sums: digest of the list of its pages, where they were written.
    """
    about = ":".join(one for one in (str(row.pk), row.manifest or row.digest, sums) if one)
    detail = {"manifest": row.manifest or row.digest} | ({"pages": sums} if sums else {})
    thing = Thing("edition", str(row.pk), detail)
    append(case, f"edition.{what}", by=viewer.get_username(), about=about, at=at, thing=thing)
