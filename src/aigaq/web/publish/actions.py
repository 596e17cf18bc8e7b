"""Draft an edition, clear it, sign it, publish it, withdraw it.

Invariant: two different people sign exactly what was cleared, neither of them a maker of it; a change in between ends
the clearing and the signatures. Readers see the edition before or the new one, whole; of a withdrawn one they get
nothing from the moment that the withdrawal is acknowledged.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from random import Random
from uuid import uuid4

from django.conf import settings

from aigaq.dossier.drafts import numbers
from aigaq.dossier.exporting import Seen, export
from aigaq.errors import (
    AlreadyWithdrawn,
    BadValue,
    ChangedSince,
    NoAddress,
    NotCleared,
    NotFound,
    NotRead,
    NotSigned,
    OwnDraft,
    SignedAlready,
    Stale,
    UnknownCode,
    UnknownId,
)
from aigaq.protection import Cleared
from aigaq.protection import clear as check
from aigaq.records.releases import SIGNERS, ClearingRefusal
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.models import CaseRow, DossierRow, ReleaseRow, SignatureRow
from aigaq.web.models.releases import CURRENT, DRAFT, DROPPED, OUT, SUPERSEDED, WITHDRAWN
from aigaq.web.publish import public_files
from aigaq.web.publish.citing import edition_to_publish
from aigaq.web.publish.drafting import (
    CaseReader,
    NextEdition,
    next_edition,
    open_draft,
    reasons_for,
    redrafted,
)
from aigaq.web.publish.queries import Imprint, dossier_of, makers, next_number, signers
from aigaq.web.publish.read_through import READ, cleared_draft, has_read_all, part_count, parts_read
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.change import append, change
from aigaq.web.store.log import Thing, reason

_TRIES = 5
"""Attempts to publish while other people write in the case."""


def draft(viewer: Viewer, case: CaseRow, imprint: Imprint, *, at: datetime, rng: Random) -> ReleaseRow:
    """Draft the next edition from the records outside every compartment; it replaces an open draft.

    Args:
        rng: as for `next_edition`.
    Raises:
        NotFound, NotAllowed: the viewer does not code in the case. UnknownCode: no such language or rule.
        BadValue, TooLarge ...: an author or publisher that cannot be cited. Stale: the case changed during every try.
        ChangedSince: an edition was published meanwhile.
    """
    require(viewer, "code", case)
    if imprint.language not in LANGUAGES:
        raise UnknownCode(key="language", value=imprint.language, known=", ".join(LANGUAGES))
    reader = CaseReader(case)
    number = next_number(reader.dossier)
    edition = next_edition(reader, number=number, imprint=imprint, at=at, rng=rng)
    _check_imprint(imprint, edition)
    row = ReleaseRow(
        number=number,
        language=imprint.language,
        asked=imprint.stored(),
        drafted_by=viewer.get_username(),
        drafted_at=at,
    )
    _fill(row, edition)
    edition_to_publish(row, edition, at)
    with change():
        require(viewer, "code", case)
        row.dossier, _ = DossierRow.objects.get_or_create(
            case=case, defaults={"address": uuid4().hex, "opened_at": at}
        )
        if next_number(row.dossier) != number:
            raise ChangedSince
        for before in ReleaseRow.objects.filter(dossier=row.dossier, state=DRAFT):
            before.state = DROPPED
            before.save(update_fields=["state"])
        row.save(force_insert=True)
        _log(viewer, case, "drafted", row, at)
    return row


def _check_imprint(imprint: Imprint, edition: NextEdition) -> None:
    """Refuse an imprint with control characters, or with a rule that the case does not have.

    Raises:
        BadValue, UnknownCode.
    """
    words = "".join((*imprint.authors, imprint.publisher, imprint.place))
    if any(ord(letter) < ord(" ") for letter in words):
        raise BadValue(key="author, publisher, place", value="", due="text")
    rules = edition.draft.records.rules
    if imprint.rule and imprint.rule not in rules:
        raise UnknownCode(key="rule", value=imprint.rule, known=", ".join(rules))


def _fill(row: ReleaseRow, edition: NextEdition) -> None:
    row.title, row.content, row.digest = edition.draft.records.title, edition.text, edition.digest
    row.kept = numbers(edition.draft.slugs)


def clear(
    viewer: Viewer, case: CaseRow, *, at: datetime, rng: Random, reader: CaseReader | None = None
) -> tuple[ReleaseRow, Cleared | ClearingRefusal]:
    """Clear the open draft as the case is now, or refuse it with every reason; a changed draft loses its signatures.

    Args:
        reader: of the request, where it reads the case for more than this.
    Returns:
        The draft, and the answer of the gate; its reasons are redacted for the viewer.
    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not lead the case. Stale, ChangedSince: the case changed
        meanwhile.
    """
    require(viewer, "lead", case)
    row = open_draft(dossier_of(case))
    edition = redrafted(reader or CaseReader(case), row, at=at, rng=rng)
    answer = check(edition.draft, edition.guarded, edition.earlier)
    with change():
        require(viewer, "lead", case)
        row.refresh_from_db()
        case.refresh_from_db()
        if row.state != DRAFT or case.version != edition.state.version:
            raise ChangedSince
        changed = row.digest != edition.digest
        _fill(row, edition)
        row.manifest = answer.digest if isinstance(answer, Cleared) else ""
        row.cleared_by, row.cleared_at = (viewer.get_username(), at) if row.manifest else ("", None)
        row.save()
        if changed:
            # Whoever clears a changed case makes a new draft of it, and so must not sign it: see `makers`.
            _log(viewer, case, "drafted", row, at)
        _log(viewer, case, "cleared" if row.manifest else "blocked", row, at)
    if isinstance(answer, Cleared):
        return row, answer
    return row, ClearingRefusal(reasons_for(viewer, case, edition, answer.reasons))


def sign(viewer: Viewer, case: CaseRow, *, manifest: str, at: datetime, rng: Random) -> ReleaseRow:
    """Sign the open draft as it was cleared.

    Args:
        manifest: of the draft that the viewer saw; it must be the one that was cleared last.
    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not decide in the case. OwnDraft: the viewer is one of its
        makers. NotCleared. NotRead: the viewer was not shown all of it. SignedAlready: by the viewer. Stale: as
        `draft`. ChangedSince: the case is no longer what was cleared, or the viewer saw another draft.
    """
    require(viewer, "decide", case)
    row = open_draft(dossier_of(case))
    if viewer.get_username() in makers(row):
        raise OwnDraft(signers=SIGNERS)
    if not row.manifest:
        raise NotCleared
    if row.manifest != manifest or redrafted(CaseReader(case), row, at=at, rng=rng).digest != row.digest:
        raise ChangedSince
    if not has_read_all(viewer, row):
        raise NotRead
    with change():
        require(viewer, "decide", case)
        row.refresh_from_db()
        if row.state != DRAFT or row.manifest != manifest:
            raise ChangedSince
        if viewer.get_username() in signers(row):
            raise SignedAlready
        SignatureRow.objects.create(release=row, by=viewer.get_username(), at=at, manifest=manifest)
        _log(viewer, case, "signed", row, at)
    return row


def note_read(viewer: Viewer, case: CaseRow, parts: Iterable[int], *, manifest: str, at: datetime) -> None:
    """Log that the viewer was shown some parts of the open draft as it was cleared.

    Args:
        parts: their numbers, counted from 1.
        manifest: of the draft that was shown.
    Raises:
        NotFound, NotAllowed: no draft, no such part, or the viewer does not code in the case. NotCleared.
        ChangedSince: another draft was shown, or the case would show something else by now.
    """
    row = cleared_draft(viewer, case)
    count = part_count(row)
    if row.manifest != manifest:
        raise ChangedSince
    new = sorted(set(parts) - parts_read(viewer, row))
    if any(not 1 <= part <= count for part in new):
        raise NotFound
    with change():
        require(viewer, "code", case)
        row.refresh_from_db()
        if row.state != DRAFT or row.manifest != manifest:
            raise ChangedSince
        for part in new:
            thing = Thing("edition", str(row.pk), {"manifest": row.manifest, "part": part, "parts": count})
            text = f"{row.pk}:{row.manifest}:{part}/{count}"
            append(case, READ, by=viewer.get_username(), about=text, at=at, thing=thing)


def drop(viewer: Viewer, case: CaseRow, *, at: datetime) -> None:
    """Drop the open draft.

    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not code in the case.
    """
    with change():
        require(viewer, "code", case)
        row = open_draft(dossier_of(case))
        row.state = DROPPED
        row.save(update_fields=["state"])
        _log(viewer, case, "dropped", row, at)


def preview(
    viewer: Viewer, case: CaseRow, folder: Path, *, at: datetime, rng: Random, seen: Seen | None = None
) -> None:
    """Write the pages of the open draft into a folder, as readers would get them if it were published now.

    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not code in the case. NotCleared, ChangedSince, Stale: as
        `publish`.
    """
    require(viewer, "code", case)
    row = open_draft(dossier_of(case))
    if not row.manifest:
        raise NotCleared
    edition, cleared = _still_cleared(CaseReader(case), row, at, rng)
    export(cleared, edition_to_publish(row, edition, at), folder, files=edition.files, seen=seen)


def publish(
    viewer: Viewer, case: CaseRow, *, at: datetime, rng: Random, seen: Seen | None = None
) -> ReleaseRow:
    """Publish the open draft; the edition before becomes superseded.

    Args:
        seen: called from time to time with the number of files that are written, and of about how many.
    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not lead the case. NoAddress: the site has none.
        NotCleared: it is not cleared, or something blocks it by now. NotSigned: fewer than two people signed.
        ChangedSince: the case is no longer what was cleared. Stale: the case changed during every try.
    """
    require(viewer, "lead", case)
    if not settings.ADDRESS:
        raise NoAddress
    row, reader = open_draft(dossier_of(case)), CaseReader(case)
    _require_signed(row)
    edition, cleared = _still_cleared(reader, row, at, rng)
    told_of = edition.state.editions
    imprint = edition_to_publish(row, edition, at)
    with public_files.room_beside(row) as room:
        pages = public_files.write_pages(room, cleared, imprint, files=edition.files, seen=seen)
        for _ in range(_TRIES):
            if edition.state.editions != told_of:
                # The pages tell of an edition that was withdrawn while they were written.
                raise ChangedSince
            if _put_out(viewer, case, row, edition, at, pages=pages):
                return row
            # Somebody wrote meanwhile: the case must still show what was signed.
            edition, _ = _still_cleared(reader, row, at, rng)
        raise Stale


def _still_cleared(
    reader: CaseReader, row: ReleaseRow, at: datetime, rng: Random
) -> tuple[NextEdition, Cleared]:
    """The draft as it would be made now, cleared once more.

    Raises:
        ChangedSince: it is not what was cleared. NotCleared: something blocks it by now. Stale.
    """
    edition = redrafted(reader, row, at=at, rng=rng)
    answer = check(edition.draft, edition.guarded, edition.earlier)
    if edition.digest != row.digest:
        raise ChangedSince
    if not isinstance(answer, Cleared):
        raise NotCleared
    if answer.digest != row.manifest:
        raise ChangedSince
    return edition, answer


def _require_signed(row: ReleaseRow) -> None:
    if not row.manifest:
        raise NotCleared
    if len(signers(row)) < SIGNERS:
        raise NotSigned(signers=SIGNERS)


def _put_out(
    viewer: Viewer, case: CaseRow, row: ReleaseRow, edition: NextEdition, at: datetime, *, pages: Path
) -> bool:
    """Make the draft the current edition; False where the case changed since it was read.

    Raises:
        ChangedSince: another draft was cleared, or an edition was withdrawn since. NotSigned, NotCleared.
    """
    with change():
        require(viewer, "lead", case)
        manifest = row.manifest
        row.refresh_from_db()
        case.refresh_from_db()
        if row.state != DRAFT or row.manifest != manifest:
            raise ChangedSince
        _require_signed(row)
        out = ReleaseRow.objects.filter(dossier=row.dossier, state__in=OUT)
        if frozenset(out.order_by().values_list("pk", "state")) != edition.state.editions:
            raise ChangedSince
        if case.version != edition.state.version:
            return False
        for before in out.filter(state=CURRENT):
            before.state = SUPERSEDED
            before.save(update_fields=["state"])
        row.state, row.published_by, row.published_at = CURRENT, viewer.get_username(), at
        row.save()
        dossier = row.dossier
        dossier.kept = {**dossier.kept, **row.kept}
        dossier.save(update_fields=["kept"])
        _log(viewer, case, "published", row, at, sums=public_files.digest_of_sums(pages))
        # Last: if a line before fails, the transaction is rolled back and no folder was moved.
        public_files.put_in_place(row, pages)
    return True


def withdraw(
    viewer: Viewer, case: CaseRow, *, number: int | None = None, reasons: str, at: datetime
) -> list[int]:
    """Withdraw one edition or all: readers are told that it was withdrawn, and nothing else.

    Args:
        number: of the edition; None for all, since what one edition must not tell the others may tell.
        reasons: for the team alone.
    Returns:
        The numbers of the editions that were withdrawn.
    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such edition. AlreadyWithdrawn.
    """
    with change():
        require(viewer, "lead", case)
        why = reason(reasons)
        out = ReleaseRow.objects.filter(dossier__case=case, state__in=OUT)
        if number is not None:
            out = out.filter(number=number)
        if not out.exists():
            raise UnknownId(value=str(number or 1))
        rows = list(out.filter(state__in=(CURRENT, SUPERSEDED)).defer("content"))
        if not rows:
            # Whoever withdraws again may have seen that a file is still there: it is removed once more.
            for row in out.filter(state=WITHDRAWN).defer("content"):
                public_files.remove(row)
            raise AlreadyWithdrawn
        for row in rows:
            row.state, row.withdrawn_by, row.withdrawn_at = WITHDRAWN, viewer.get_username(), at
            row.withdrawn_why = why
            row.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
            _log(viewer, case, "withdrawn", row, at)
    # From here on nothing is served, whether or not the files can be removed at once.
    for row in rows:
        public_files.remove(row)
    return sorted(row.number for row in rows)


def _log(
    viewer: Viewer, case: CaseRow, action: str, row: ReleaseRow, at: datetime, *, sums: str = ""
) -> None:
    """Log what was done to an edition, with the digest of its content.

    Args:
        sums: digest of the list of its pages, where they were written.
    """
    digest = row.manifest or row.digest
    text = ":".join((str(row.pk), digest, *([sums] if sums else [])))
    thing = Thing("edition", str(row.pk), {"manifest": digest} | ({"pages": sums} if sums else {}))
    append(case, f"edition.{action}", by=viewer.get_username(), about=text, at=at, thing=thing)
