"""Translations of a dossier, paragraph by paragraph, with what they are worth: for the team, and for readers.

Invariant: a reader is shown a translation of the words that stand there now and of no others, and none in which
somebody protected is named; a member who may not know of that is not told it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from aigaq.dossier.paragraphs import Paragraph
from aigaq.errors import NotFound
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.models import CaseRow, DossierRow, TranslationRow
from aigaq.web.models.contributions import CHECKED
from aigaq.web.publish.queries import current_of, dossier_at, dossier_of
from aigaq.web.publish.translatable import Ground, before, current_ground, ground_of
from aigaq.web.store.access import Viewer, case_row, held, may
from aigaq.web.store.protected_names import Protected, protected_in

UNTRANSLATED, STALE = "untranslated", "stale"
STATES = (UNTRANSLATED, "machine", "unchecked", "checked", STALE)
_MOST, _DOSSIERS = 50_000, 16
_scans: OrderedDict[tuple[int, int, UUID | None], Protected] = OrderedDict()
_listed: dict[tuple[object, ...], Mapping[str, TranslationRow]] = {}


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph and its translation.

    Args:
        last: the newest version that may be shown; None where there is none.
        versions: all of them, the oldest first.
        was: the words that it was made of, where they have changed and are at hand.
        held: it names somebody protected and is shown to nobody else; for who may know it.
    """

    paragraph: Paragraph
    state: str
    last: TranslationRow | None = None
    versions: tuple[TranslationRow, ...] = ()
    was: Paragraph | None = None
    held: bool = False

    @property
    def earlier(self) -> tuple[TranslationRow, ...]:
        """The versions before the last, the newest first."""
        return self.versions[-2::-1]


@dataclass(frozen=True, slots=True)
class Board:
    """The translation of a dossier into one language, as a member sees it."""

    row: CaseRow
    to: str
    dossier: DossierRow | None
    ground: Ground | None
    pieces: tuple[Piece, ...]
    may: bool


def board(viewer: Viewer, key: str, to: str) -> Board:
    """Every paragraph of the edition with its translation.

    Raises:
        NotFound: no such case, not hers, or no language of ours.
    """
    row = case_row(viewer, key)
    if to not in LANGUAGES:
        raise NotFound
    dossier = dossier_of(row)
    ground = ground_of(dossier) if dossier is not None else None
    if dossier is None or ground is None:
        return Board(row, to, dossier, None, (), may(viewer, "translate", row))
    pieces = _pieces(viewer, row, dossier, ground, to)
    return Board(row, to, dossier, ground, tuple(pieces), may(viewer, "translate", row))


def _pieces(viewer: Viewer, row: CaseRow, dossier: DossierRow, ground: Ground, to: str) -> list[Piece]:
    own, leads, name = held(viewer, row), may(viewer, "lead", row), viewer.get_username()
    by_unit: dict[str, list[TranslationRow]] = {}
    told: set[int] = set()
    for one in TranslationRow.objects.filter(dossier=dossier, language=to):
        found = scanned(row, ground.release, one)
        if barred(found, one):
            if leads and found.needs <= own:
                told.add(one.pk)
            elif one.by != name:
                continue
        by_unit.setdefault(one.unit, []).append(one)
    pieces = [_piece(one, by_unit.get(one.unit, ()), told) for one in ground.to_do(to)]
    stale = {one.paragraph.unit: one.last.original for one in pieces if one.state == STALE and one.last}
    was = before(dossier, stale)
    return [_with(one, was.get(one.paragraph.unit)) for one in pieces]


def _piece(paragraph: Paragraph, versions: Sequence[TranslationRow], told: set[int]) -> Piece:
    last = versions[-1] if versions else None
    held_back = last is not None and last.pk in told
    return Piece(paragraph, state_of(paragraph, last), last, tuple(versions), held=held_back)


def _with(one: Piece, was: Paragraph | None) -> Piece:
    if was is None:
        return one
    return Piece(one.paragraph, one.state, one.last, one.versions, was, one.held)


def state_of(paragraph: Paragraph, last: TranslationRow | None) -> str:
    """What a translation is worth, against the words that stand there now."""
    if last is None:
        return UNTRANSLATED
    return last.state if last.original == paragraph.digest else STALE


def barred(found: Protected, one: TranslationRow) -> bool:
    """Whether a translation is kept from readers: a name stands in it, or what might be one and nobody looked."""
    return found.sure or (found.maybe and one.state != CHECKED)


def scanned(case: CaseRow, release: UUID | None, one: TranslationRow) -> Protected:
    """Who is named in a translation, looked for once in each version of the case and for each edition."""
    name = (one.pk, case.version, release)
    if name not in _scans:
        _scans[name] = protected_in(case, (one.text, one.credit))
        while len(_scans) > _MOST:
            _scans.popitem(last=False)
    return _scans[name]


@dataclass(frozen=True, slots=True)
class Shown:
    """A translation as readers see it: the pieces of one page, and how many of all are translated."""

    dossier: DossierRow
    ground: Ground
    pieces: tuple[Piece, ...]
    page: int
    pages: int
    done: int
    total: int


def shown(address: str, to: str, *, page: int, size: int) -> Shown:
    """One page of the translation of a dossier; anybody may ask.

    Args:
        page: counted from 1; beyond the last page, the last one.
    Raises:
        NotFound: nothing is out there, or no language of ours. Withdrawn: it was taken back.
    """
    dossier = dossier_at(address)
    if to not in LANGUAGES:
        raise NotFound
    ground = current_ground(dossier, current_of(dossier))
    listed = ground.to_do(to)
    pages = max(1, -(-len(listed) // size))
    at = min(page, pages)
    cut = listed[(at - 1) * size : at * size]
    newest = _newest(dossier, ground, to)
    done = sum(one.unit in newest and newest[one.unit].original == one.digest for one in listed)
    pieces = tuple(Piece(one, state_of(one, newest.get(one.unit)), newest.get(one.unit)) for one in cut)
    return Shown(dossier, ground, pieces, at, pages, done, len(listed))


def _newest(dossier: DossierRow, ground: Ground, to: str) -> Mapping[str, TranslationRow]:
    """By paragraph, the newest version that may be shown to anybody; gone through once for each new version."""
    rows = TranslationRow.objects.filter(dossier=dossier, language=to)
    last = rows.order_by("-pk").values_list("pk", flat=True).first()
    name = (dossier.pk, to, last, dossier.case.version, ground.release)
    if name not in _listed:
        if len(_listed) > _DOSSIERS:
            _listed.clear()
        _listed[name] = {
            one.unit: one
            for one in rows
            if one.unit in ground.paragraphs and not barred(scanned(dossier.case, ground.release, one), one)
        }
    return _listed[name]
