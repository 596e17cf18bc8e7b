"""Save translations of paragraphs, and check those that somebody else made.

Invariant: each version is a row of its own, and no row is changed; one that is refused keeps no other out; nobody
checks a translation of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aigaq.errors import (
    AigaqError,
    NameNotByRule,
    NamesProtected,
    OwnTranslation,
    ParagraphGone,
    PersonTranslated,
    SameLanguage,
    Stale,
    UnknownId,
)
from aigaq.web.models import TranslationRow
from aigaq.web.models.contributions import CHECKED, MACHINE, UNCHECKED
from aigaq.web.store.access import Viewer, held, may, require
from aigaq.web.store.change import append, change
from aigaq.web.store.protected_names import protected_in
from aigaq.web.translate.queries import STALE, Board, Piece, Version, board
from aigaq.web.translate.text_rules import clean, clean_credit, printable


@dataclass(frozen=True, slots=True)
class NewTranslation:
    """One paragraph as somebody translated it.

    Args:
        original: digest of the paragraph that was translated; None where it is not known.
        before: key of the version that was shown beside it; None where there was none, 0 where it is not known.
        confirm: words that repeat a stale version are right for the new original too.
    """

    unit: str
    text: str
    original: str | None = None
    before: int | None = 0
    confirm: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result of saving several translations: how many were kept, how many were there already, and the refused."""

    kept: int
    same: int
    refused: tuple[tuple[NewTranslation, AigaqError], ...]


def save(
    viewer: Viewer,
    key: str,
    to: str,
    translations: Sequence[NewTranslation],
    *,
    at: datetime,
    credit: str = "",
    machine: bool = False,
) -> Outcome:
    """Save translations of paragraphs; each is kept or refused by itself.

    Args:
        credit: the name of the translator for readers; empty for none.
        machine: no person made them.
    Raises:
        NotFound, NotAllowed: no such case or language, or the viewer's role does not translate. BadValue, TooLarge:
        the credit is not accepted. Stale: another edition came meanwhile.
    """
    seen = board(viewer, key, to)
    require(viewer, "translate", seen.row)
    credit = clean_credit(credit)
    pieces = {piece.paragraph.unit: piece for piece in seen.pieces}
    rows: list[TranslationRow] = []
    refused: list[tuple[NewTranslation, AigaqError]] = []
    for new in translations:
        try:
            row = _new_version(viewer, seen, pieces, new, machine=machine, credit=credit)
        except AigaqError as error:
            refused.append((new, error))
        else:
            if row is not None:
                row.at = at
                rows.append(row)
    if rows:
        with change():
            require(viewer, "translate", seen.row)
            _require_unmoved(viewer, seen, [row.unit for row in rows])
            for row in rows:
                row.save(force_insert=True)
                _log(viewer, seen, "written", row, at)
    return Outcome(len(rows), len(translations) - len(rows) - len(refused), tuple(refused))


def _new_version(
    viewer: Viewer,
    seen: Board,
    pieces: Mapping[str, Piece],
    new: NewTranslation,
    *,
    machine: bool,
    credit: str,
) -> TranslationRow | None:
    """The row of the new version; None where the newest version says the same already."""
    piece = pieces.get(new.unit)
    if piece is None:
        known = seen.edition is not None and new.unit in seen.edition.paragraphs
        raise SameLanguage(unit=printable(new.unit)) if known else ParagraphGone(unit=printable(new.unit))
    text, last = clean(new.text), piece.last
    if last is not None and last.text == text and (piece.state != STALE or not new.confirm):
        return None
    if machine and piece.state in (UNCHECKED, CHECKED):
        raise PersonTranslated(unit=new.unit)
    if new.original not in (None, piece.paragraph.digest) or new.before not in (0, _key_of_last(piece)):
        raise Stale
    _check_names(viewer, seen, piece, text, credit)
    return TranslationRow(
        dossier=seen.dossier,
        unit=new.unit,
        language=seen.to,
        text=text,
        credit=credit,
        original=piece.paragraph.digest,
        by=viewer.get_username(),
        state=MACHINE if machine else UNCHECKED,
    )


def _check_names(viewer: Viewer, seen: Board, piece: Piece, text: str, credit: str) -> None:
    """Refuse a name that is not written by the rule, and a protected name where the viewer may know of it.

    Raises:
        NameNotByRule, NamesProtected.
    """
    assert seen.edition is not None, "a piece belongs to an edition"
    slips = seen.edition.names.slips(piece.paragraph.words, text, seen.to)
    if slips:
        described = (
            f"{slip.original} → {slip.form}" + (f" (≠ {slip.found})" if slip.found else "") for slip in slips
        )
        raise NameNotByRule(unit=piece.paragraph.unit, names="; ".join(described))
    # Whoever may not know of the protection is not refused, since a refusal would tell: the text is never shown.
    protected = protected_in(seen.row, (text, credit))
    if protected.sure and may(viewer, "lead", seen.row) and protected.needs <= held(viewer, seen.row):
        raise NamesProtected(unit=piece.paragraph.unit)


def check(viewer: Viewer, key: str, to: str, version: int, *, at: datetime) -> None:
    """Mark the newest version of a paragraph as checked by somebody other than its translator.

    Args:
        version: key of the version; a check is a version of its own.
    Raises:
        NotFound, NotAllowed: no such case or language, or the viewer's role does not translate.
        UnknownId: no such version, or none that the viewer may see. OwnTranslation: the viewer's own.
        Stale: it is not the newest, or the original changed. NamesProtected: readers must not see it.
    """
    seen = board(viewer, key, to)
    require(viewer, "translate", seen.row)
    last = _newest_version(seen, version)
    if last.by == viewer.get_username():
        raise OwnTranslation
    if last.state == CHECKED:
        return
    row = TranslationRow.objects.get(pk=last.pk)
    # Django saves a row without a key as a new one: the version that was checked stays as it is.
    row.pk, row._state.adding = None, True
    row.state, row.checked_by, row.checked_at = CHECKED, viewer.get_username(), at
    with change():
        require(viewer, "translate", seen.row)
        _require_unmoved(viewer, seen, [last.unit])
        row.save(force_insert=True)
        _log(viewer, seen, "checked", row, at)


def _newest_version(seen: Board, version: int) -> Version:
    """The version with that key, where it is the newest of its paragraph and may be checked."""
    piece = next(
        (piece for piece in seen.pieces if any(known.pk == version for known in piece.versions)), None
    )
    if piece is None or piece.last is None:
        raise UnknownId(value=str(version))
    if piece.last.pk != version or piece.state == STALE:
        raise Stale
    if piece.held and protected_in(seen.row, (piece.last.text,)).sure:
        raise NamesProtected(unit=piece.last.unit)
    return piece.last


def _require_unmoved(viewer: Viewer, seen: Board, units: Sequence[str]) -> None:
    """Refuse to write on a board that changed between reading it and taking the lock.

    Raises:
        Stale: another edition came, or somebody translated one of the same paragraphs.
    """
    now = board(viewer, seen.row.key, seen.to)
    pieces = {piece.paragraph.unit: piece for piece in now.pieces}
    before = {piece.paragraph.unit: piece for piece in seen.pieces}
    if now.edition is not seen.edition or any(
        _key_of_last(pieces[unit]) != _key_of_last(before[unit]) for unit in units
    ):
        raise Stale


def _key_of_last(piece: Piece) -> int | None:
    return piece.last.pk if piece.last is not None else None


def _log(viewer: Viewer, seen: Board, action: str, row: TranslationRow, at: datetime) -> None:
    about = f"{row.language}:{row.unit}"[:300]
    append(seen.row, f"translation.{action}", by=viewer.get_username(), about=about, at=at)
