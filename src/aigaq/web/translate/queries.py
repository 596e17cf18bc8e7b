"""Translations of a dossier, paragraph by paragraph: for the team, and for readers.

Invariant: readers see a translation only of the words that the edition has now, and none that names somebody
protected; a member who may not know of that protection is not told of it; nobody is shown a draft that tells more
than the case tells every member now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from aigaq.casework.recent import Recent
from aigaq.dossier.drafts import restored
from aigaq.dossier.paragraphs import Paragraph, known_names, paragraphs
from aigaq.errors import NotFound
from aigaq.names.rendering import Names
from aigaq.records.vocab.messages import LANGUAGES, Language
from aigaq.web.models import CaseRow, DossierRow, ReleaseRow, TranslationRow
from aigaq.web.models.contributions import CHECKED
from aigaq.web.models.releases import CURRENT, DRAFT, SUPERSEDED
from aigaq.web.publish.drafting import is_up_to_date
from aigaq.web.publish.queries import current_of, dossier_at, dossier_of
from aigaq.web.store.access import Viewer, case_row, held, may
from aigaq.web.store.protected_names import Protected, protected_in

UNTRANSLATED, STALE = "untranslated", "stale"
STATES = (UNTRANSLATED, "machine", "unchecked", "checked", STALE)
_EARLIER_EDITIONS = 4
"""Superseded editions that are searched for the former words of a stale translation."""
_scans: Recent[tuple[int, int, UUID | None], Protected] = Recent(50_000)
_newest_versions: Recent[tuple[object, ...], Mapping[str, Version]] = Recent(16)


@dataclass(frozen=True, slots=True)
class EditionText:
    """The paragraphs of one edition, in its order, by unit.

    Args:
        out: the edition is published; else it is the open draft.
    """

    release: UUID
    title: str
    language: Language
    number: int
    out: bool
    paragraphs: Mapping[str, Paragraph]
    names: Names

    def paragraphs_into(self, to: str) -> list[Paragraph]:
        """The paragraphs that are not written in that language already."""
        return [paragraph for paragraph in self.paragraphs.values() if paragraph.language != to]


@dataclass(frozen=True, slots=True)
class Version:
    """One translation of a paragraph: a change or a check of it is a new version.

    Args:
        original: digest of the paragraph that was translated.
        by: username of the translator; `credit` is the name for readers.
        checked_by: username of whoever checked it; empty where nobody did.
    """

    pk: int
    unit: str
    text: str
    original: str
    state: str
    by: str
    at: datetime
    credit: str
    checked_by: str

    @classmethod
    def of(cls, row: TranslationRow) -> Version:
        """The version of a row."""
        return cls(
            row.pk,
            row.unit,
            row.text,
            row.original,
            row.state,
            row.by,
            row.at,
            row.credit,
            row.checked_by,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph and its translation.

    Args:
        last: the newest version that may be shown; None where there is none.
        versions: all of them, the oldest first.
        was: the paragraph as it was translated, where its words changed since and are still known.
        held: it names somebody protected, so it is shown only to members who may know that.
    """

    paragraph: Paragraph
    state: str
    last: Version | None = None
    versions: tuple[Version, ...] = ()
    was: Paragraph | None = None
    held: bool = False

    @property
    def earlier(self) -> tuple[Version, ...]:
        """The versions before the last, the newest first."""
        return self.versions[-2::-1]


@dataclass(frozen=True, slots=True)
class Board:
    """The translation of a dossier into one language, as a member sees it.

    Args:
        edition: None where nothing can be translated yet.
        may: the member may translate.
    """

    row: CaseRow
    to: str
    dossier: DossierRow | None
    edition: EditionText | None
    pieces: tuple[Piece, ...]
    may: bool


@dataclass(frozen=True, slots=True)
class PublicTranslation:
    """One page of a translation as readers see it; `done` of `total` paragraphs of the dossier are translated."""

    dossier: DossierRow
    edition: EditionText
    pieces: tuple[Piece, ...]
    page: int
    pages: int
    done: int
    total: int


def translatable_edition(dossier: DossierRow) -> EditionText | None:
    """The current edition of a dossier; before there is one, the open draft, if it is up to date."""
    rows = ReleaseRow.objects.filter(dossier=dossier).only(
        "pk", "dossier", "state", "digest", "number", "language", "asked"
    )
    current = rows.filter(state=CURRENT).first()
    if current is not None:
        return _edition_text(current.pk, current.digest, out=True)
    draft = rows.filter(state=DRAFT).first()
    if draft is None or not is_up_to_date(draft):
        return None
    return _edition_text(draft.pk, draft.digest, out=False)


# An edition never changes, and a draft that changes has another digest: what is cached stays true.
@lru_cache(8)
def _edition_text(release: UUID, digest: str, *, out: bool) -> EditionText:
    row = ReleaseRow.objects.only("content", "title", "number").get(pk=release)
    draft = restored(row.content)
    by_unit = {paragraph.unit: paragraph for paragraph in paragraphs(draft)}
    names = Names(known_names(draft))
    return EditionText(release, row.title, draft.language, row.number, out, by_unit, names)


def board(viewer: Viewer, key: str, to: str) -> Board:
    """Every paragraph of the edition with its translation.

    Raises:
        NotFound: no such case, not the viewer's, or a language that Aigaq does not speak.
    """
    row = case_row(viewer, key)
    if to not in LANGUAGES:
        raise NotFound
    dossier = dossier_of(row)
    edition = translatable_edition(dossier) if dossier is not None else None
    pieces: tuple[Piece, ...] = ()
    if dossier is not None and edition is not None:
        pieces = _pieces(viewer, row, dossier, edition, to)
    return Board(row, to, dossier, edition, pieces, may(viewer, "translate", row))


def _pieces(
    viewer: Viewer, case: CaseRow, dossier: DossierRow, edition: EditionText, to: str
) -> tuple[Piece, ...]:
    own, leads, username = held(viewer, case), may(viewer, "lead", case), viewer.get_username()
    versions: dict[str, list[Version]] = {}
    barred: set[int] = set()
    for version in map(Version.of, TranslationRow.objects.filter(dossier=dossier, language=to)):
        protected = _protected_names(case, edition.release, version)
        if is_barred(protected, version):
            # A lead who may know of the protection is told; whoever wrote the row sees it as if nothing were wrong,
            # since hiding it would tell them; nobody else sees it.
            if leads and protected.needs <= own:
                barred.add(version.pk)
            elif version.by != username:
                continue
        versions.setdefault(version.unit, []).append(version)
    pieces = []
    for paragraph in edition.paragraphs_into(to):
        known = tuple(versions.get(paragraph.unit, ()))
        last = known[-1] if known else None
        hidden = last is not None and last.pk in barred
        pieces.append(Piece(paragraph, state_of(paragraph, last), last, known, held=hidden))
    stale = {
        piece.paragraph.unit: piece.last.original for piece in pieces if piece.state == STALE and piece.last
    }
    former = _former_paragraphs(dossier, stale)
    return tuple(replace(piece, was=former.get(piece.paragraph.unit)) for piece in pieces)


def state_of(paragraph: Paragraph, last: Version | None) -> str:
    """The state of a translation against the words that the paragraph has now: one of `STATES`."""
    if last is None:
        return UNTRANSLATED
    return last.state if last.original == paragraph.digest else STALE


def is_barred(protected: Protected, version: Version) -> bool:
    """Whether readers must not see a translation: it names somebody protected, or may do so and is unchecked."""
    return protected.sure or (protected.maybe and version.state != CHECKED)


def _protected_names(case: CaseRow, release: UUID | None, version: Version) -> Protected:
    """Protected names in a translation; scanned once for each version of the case and each edition."""
    key = (version.pk, case.version, release)
    return _scans.once(key, lambda: protected_in(case, (version.text, version.credit)))


def _former_paragraphs(dossier: DossierRow, digests: Mapping[str, str]) -> dict[str, Paragraph]:
    """Paragraphs as earlier editions had them; withdrawn editions are not searched.

    Args:
        digests: by unit, the digest of the paragraph that was translated.
    """
    former: dict[str, Paragraph] = {}
    if not digests:
        return former
    rows = ReleaseRow.objects.filter(dossier=dossier, state=SUPERSEDED).order_by("-number")
    for release, digest in rows.values_list("pk", "digest")[:_EARLIER_EDITIONS]:
        known = _edition_text(release, digest, out=True).paragraphs
        for unit in digests.keys() - former.keys():
            if unit in known and known[unit].digest == digests[unit]:
                former[unit] = known[unit]
    return former


def public_translation(address: str, to: str, *, page: int, size: int) -> PublicTranslation:
    """One page of the translation of a dossier; anybody may read it.

    Args:
        page: counted from 1; a number beyond the last page gives the last page.
        size: paragraphs of a page.
    Raises:
        NotFound: nothing is published there, or a language that Aigaq does not speak. Withdrawn: it was withdrawn.
    """
    dossier = dossier_at(address)
    if to not in LANGUAGES:
        raise NotFound
    release = current_of(dossier)
    edition = _edition_text(release.pk, release.digest, out=True)
    listed = edition.paragraphs_into(to)
    pages = max(1, -(-len(listed) // size))
    page = min(page, pages)
    newest = _newest_public(dossier, edition, to)
    done = sum(
        paragraph.unit in newest and newest[paragraph.unit].original == paragraph.digest
        for paragraph in listed
    )
    pieces = tuple(
        Piece(paragraph, state_of(paragraph, newest.get(paragraph.unit)), newest.get(paragraph.unit))
        for paragraph in listed[(page - 1) * size : page * size]
    )
    return PublicTranslation(dossier, edition, pieces, page, pages, done, len(listed))


def _newest_public(dossier: DossierRow, edition: EditionText, to: str) -> Mapping[str, Version]:
    """By unit, the newest version that readers may see; listed once for each new version and edition."""
    rows = TranslationRow.objects.filter(dossier=dossier, language=to)
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    key = (dossier.pk, to, last, dossier.case.version, edition.release)
    return _newest_versions.once(
        key,
        lambda: {
            version.unit: version
            for version in map(Version.of, rows)
            if version.unit in edition.paragraphs
            and not is_barred(_protected_names(dossier.case, edition.release, version), version)
        },
    )
