"""Somebody else looks at a translation and stands for it.

Invariant: nobody checks what she wrote or brought herself, and a check is a version of its own.
"""

from __future__ import annotations

from datetime import datetime

from aigaq.errors import NamesProtected, OwnTranslation, Stale, UnknownId
from aigaq.web.models import Account, TranslationRow
from aigaq.web.models.contributions import CHECKED
from aigaq.web.store.access import require
from aigaq.web.store.change import append, change
from aigaq.web.store.protected_names import protected_in
from aigaq.web.translate.actions import about, unmoved
from aigaq.web.translate.queries import STALE, Board, board


def check(viewer: Account, key: str, to: str, version: int, *, at: datetime) -> TranslationRow:
    """Mark the newest version of a paragraph as checked by somebody else than who wrote it.

    Raises:
        NotFound, NotAllowed: no such case or language, or her role does not translate.
        UnknownId: no such version, or none that she may see. OwnTranslation: she wrote it.
        Stale: it is not the newest, or the original is another by now. NamesProtected: it must not be shown.
    """
    found = board(viewer, key, to)
    require(viewer, "translate", found.row)
    last = _newest(found, version)
    if last.by == viewer.get_username():
        raise OwnTranslation
    if last.state == CHECKED:
        return last
    row = _checked(last, viewer.get_username(), at)
    with change():
        require(viewer, "translate", found.row)
        unmoved(viewer, found, [last.unit])
        row.save(force_insert=True)
        append(found.row, "translation.checked", by=viewer.get_username(), about=about(row), at=at)
    return row


def _newest(found: Board, version: int) -> TranslationRow:
    piece = next((one for one in found.pieces if any(each.pk == version for each in one.versions)), None)
    if piece is None or piece.last is None:
        raise UnknownId(value=str(version))
    if piece.last.pk != version or piece.state == STALE:
        raise Stale
    if piece.held and protected_in(found.row, (piece.last.text,)).sure:
        raise NamesProtected(unit=piece.last.unit)
    return piece.last


def _checked(last: TranslationRow, by: str, at: datetime) -> TranslationRow:
    return TranslationRow(
        dossier=last.dossier,
        unit=last.unit,
        language=last.language,
        text=last.text,
        original=last.original,
        state=CHECKED,
        by=last.by,
        at=last.at,
        credit=last.credit,
        checked_by=by,
        checked_at=at,
    )
