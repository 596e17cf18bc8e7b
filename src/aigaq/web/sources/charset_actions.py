"""Choose the charset in which the file of a source is read.

Invariant: the file stays as it came, and so does every earlier choice; nothing that was coded loses its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from aigaq.bundle.binding import pin
from aigaq.casework.opening import document_of
from aigaq.errors import AigaqError, BadValue, CharsetUnbinds, MissingField, NotFound
from aigaq.records.charset_names import OFFERED, codec
from aigaq.records.decisions import Decision
from aigaq.records.documents import Document
from aigaq.records.serialize import to_plain
from aigaq.records.statements import Place
from aigaq.web.models import Account, CaseRow, DecisionRow, EntryRow, PinsRow, QuestionRow, SourceRow, TextRow
from aigaq.web.store.access import held, require
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import holds
from aigaq.web.store.index_tables import moved
from aigaq.web.store.insert import fresh, keep


def read_as(
    viewer: Account, row: CaseRow, *, source: str, charset: str, reasons: str, at: datetime
) -> Decision:
    """Decide in which charset the file of a source is read from now on.

    Raises:
        NotFound, NotAllowed: may not code here, or no such source with a text. MissingField: no reasons.
        BadValue: no charset. NotText, TooLarge: the file is no text in it. CharsetUnbinds: something coded would no
        longer stand in the text.
    """
    require(viewer, "code", row)
    if not reasons.strip():
        raise MissingField(key="reasons")
    known = chosen(charset)
    told = SourceRow.objects.filter(holds(row, held(viewer, row)), case=row, key=source).first()
    text = TextRow.objects.filter(case=row, source=source).first()
    if told is None or text is None or told.to_record().media is not None:
        raise NotFound
    document = document_of(told.to_record(), bytes(text.data), charset=known)
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        if lost := _lost(row, source, document):
            raise CharsetUnbinds(count=lost)
        decision = decided(row, source, known, by=viewer.get_username(), reasons=reasons.strip(), at=at)
        moved(row, {SourceRow: [told.pk]})
    return decision


def chosen(charset: str) -> str:
    """The name of a charset that somebody chose.

    Raises:
        BadValue: it is none.
    """
    known = codec(charset)
    if known is None:
        raise BadValue(key="charset", value=charset[:40], due=", ".join(OFFERED[:6]))
    return known


def decided(row: CaseRow, source: str, charset: str, *, by: str, reasons: str, at: datetime) -> Decision:
    """Keep the choice; within a change."""
    decision = Decision(fresh("d", at), "read-as", (source,), by, at.date(), reasons, charset)
    keep(DecisionRow, row, (decision,), by=by, at=at)
    log(row, "decision.read-as", by=by, about=source, at=at, content=to_plain(decision))
    return decision


def _lost(row: CaseRow, source: str, document: Document) -> int:
    """How many places that something rests on the text would not have; all of them where they are pinned to letters."""
    places = list(_places(row, source))
    if PinsRow.objects.filter(case=row, key=source).exists():
        return len(places)
    return sum(not _stands(place, document) for place in places)


def _places(row: CaseRow, source: str) -> Iterator[Place]:
    for entry in EntryRow.objects.filter(case=row, source=source):
        yield entry.to_record().place
    for question in QuestionRow.objects.filter(case=row):
        yield from (one.place for one in question.to_record().passages if one.source == source)


def _stands(place: Place, document: Document) -> bool:
    try:
        pin(place, document, "00")
    except AigaqError:
        return False
    return True
