"""Write translations of paragraphs.

Invariant: each version is a row of its own and none is changed; what is wrong with one keeps no other out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aigaq.errors import (
    AigaqError,
    NameNotByRule,
    NamesProtected,
    ParagraphGone,
    PersonTranslated,
    SameLanguage,
    Stale,
)
from aigaq.names.rendering import Slip
from aigaq.web.models import Account, TranslationRow
from aigaq.web.models.contributions import CHECKED, MACHINE, UNCHECKED
from aigaq.web.store.access import held, may, require
from aigaq.web.store.change import append, change
from aigaq.web.store.protected_names import protected_in
from aigaq.web.translate.queries import STALE, Board, Piece, board
from aigaq.web.translate.text_rules import clean, clean_credit, tellable


@dataclass(frozen=True, slots=True)
class Written:
    """One paragraph as somebody translated it.

    Args:
        original: digest of the words that it was made of; None where whoever wrote it does not say.
        before: the version that she saw; None where she saw none, 0 where she does not say.
        confirm: where the words are those of a stale version, they are right for the new original too.
    """

    unit: str
    text: str
    original: str | None = None
    before: int | None = 0
    confirm: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of several: how many were kept, how many were there already, and what is wrong with each other."""

    kept: int
    same: int
    refused: tuple[tuple[Written, AigaqError], ...]


def save(
    viewer: Account,
    key: str,
    to: str,
    listed: Sequence[Written],
    *,
    at: datetime,
    credit: str = "",
    machine: bool = False,
) -> Outcome:
    """Keep translations of paragraphs; each stands or falls by itself.

    Args:
        credit: the name that readers are told; empty for none.
        machine: no person made them.
    Raises:
        NotFound, NotAllowed: no such case or language, or her role does not translate. BadValue, TooLarge: a credit
            that is none. Stale: another edition came meanwhile.
    """
    found = board(viewer, key, to)
    require(viewer, "translate", found.row)
    name, pieces = clean_credit(credit), {one.paragraph.unit: one for one in found.pieces}
    rows: list[TranslationRow] = []
    refused: list[tuple[Written, AigaqError]] = []
    for one in listed:
        try:
            rows += _row(viewer, found, pieces, one, machine=machine, credit=name)
        except AigaqError as error:
            refused.append((one, error))
    for row in rows:
        row.at = at
    if rows:
        _keep(viewer, found, rows)
    return Outcome(len(rows), len(listed) - len(rows) - len(refused), tuple(refused))


def _row(
    viewer: Account, found: Board, pieces: dict[str, Piece], one: Written, *, machine: bool, credit: str
) -> list[TranslationRow]:
    """The new version; none where it is what stands there already."""
    piece = pieces.get(one.unit)
    if piece is None:
        raise _no_piece(found, one.unit)
    text, last = clean(one.text), piece.last
    if last is not None and last.text == text and (piece.state != STALE or not one.confirm):
        return []
    if machine and piece.state in (UNCHECKED, CHECKED):
        raise PersonTranslated(unit=one.unit)
    if one.original not in (None, piece.paragraph.digest) or one.before not in (0, _pk(piece)):
        raise Stale
    _named(viewer, found, piece, (text, credit))
    row = TranslationRow(dossier=found.dossier, unit=one.unit, language=found.to, text=text, credit=credit)
    row.original, row.by = piece.paragraph.digest, viewer.get_username()
    row.state = MACHINE if machine else UNCHECKED
    return [row]


def _no_piece(found: Board, unit: str) -> AigaqError:
    told = tellable(unit)
    if found.ground is not None and unit in found.ground.paragraphs:
        return SameLanguage(unit=told)
    return ParagraphGone(unit=told)


def _named(viewer: Account, found: Board, piece: Piece, texts: tuple[str, str]) -> None:
    """Hold the names in a translation to the rule, and tell of a protected one whoever may know of it."""
    assert found.ground is not None, "a piece stands in an edition"
    slips = found.ground.names.slips(piece.paragraph.words, texts[0], found.to)
    if slips:
        raise NameNotByRule(unit=piece.paragraph.unit, names="; ".join(_told(one) for one in slips))
    # Whoever may not know that somebody is protected writes on, and is told nothing: it is never shown.
    told = protected_in(found.row, texts)
    if told.sure and may(viewer, "lead", found.row) and told.needs <= held(viewer, found.row):
        raise NamesProtected(unit=piece.paragraph.unit)


def _told(slip: Slip) -> str:
    return f"{slip.original} → {slip.form}" + (f" (≠ {slip.found})" if slip.found else "")


def _keep(viewer: Account, found: Board, rows: Sequence[TranslationRow]) -> None:
    by = viewer.get_username()
    with change():
        require(viewer, "translate", found.row)
        unmoved(viewer, found, [row.unit for row in rows])
        for row in rows:
            row.save(force_insert=True)
            append(found.row, "translation.written", by=by, about=about(row), at=row.at)


def unmoved(viewer: Account, found: Board, units: Sequence[str]) -> None:
    """Nothing moved while it was looked at, before the right to write was had.

    Raises:
        Stale: another edition is out, or somebody wrote on the same paragraphs.
    """
    now = board(viewer, found.row.key, found.to)
    pieces = {one.paragraph.unit: one for one in now.pieces}
    before = {one.paragraph.unit: one for one in found.pieces}
    if now.ground is not found.ground or any(_pk(pieces[one]) != _pk(before[one]) for one in units):
        raise Stale


def about(row: TranslationRow) -> str:
    """How the log names a translation."""
    return f"{row.language}:{row.unit}"[:300]


def _pk(piece: Piece) -> int | None:
    return piece.last.pk if piece.last is not None else None
