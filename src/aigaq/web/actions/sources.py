"""New sources: text pasted or a file. Invariant: the bytes are sealed before anything is read from them."""

from __future__ import annotations

import secrets
from datetime import datetime

from aigaq.errors import BadValue, DuplicateId, MissingField
from aigaq.reading import read
from aigaq.records.documents import Document
from aigaq.records.sources import Source
from aigaq.records.subjects import Subject
from aigaq.web.actions.change import change, log
from aigaq.web.actions.indexing import index_text
from aigaq.web.actions.keeping import keep
from aigaq.web.actions.sealing import seal_bytes
from aigaq.web.models import Account, CaseRow, SourceRow, SubjectRow, TextRow
from aigaq.web.queries.access import held, require
from aigaq.web.queries.seals import holds

_LONGEST_KEY = 200
"""Bytes of a key: a folder can be called no more than 255."""


def add_source(
    viewer: Account,
    row: CaseRow,
    *,
    key: str,
    what: str,
    name: str,
    data: bytes,
    at: datetime,
    official: bool = False,
    document: bool = False,
    said: str | None = None,
) -> Source:
    """Seal some bytes, read them, and add the source that they are.

    Args:
        what: what it is, in the coder's words.
        name: the file's name as it came.
    Raises:
        NotFound, NotAllowed: may not code here. TooLarge, NotText, NoReader: nothing that can be read yet.
        DuplicateId, BadValue, MissingField: the key or the words.
    """
    require(viewer, "code", row)
    key = _free(viewer, row, key)
    if not what.strip():
        raise MissingField(key="is")
    # The key names a folder wherever the case is written out.
    fits = key.isprintable() and len(key.encode()) <= _LONGEST_KEY
    if not key or not fits or any(mark in key for mark in " #.,;:()[]{}/\\"):
        raise BadValue(key="key", value=key[:60], due="letters, digits and hyphens")
    document_read = read(data)
    source = _source_of(
        document_read, key, what=what.strip(), official=official, document=document, said=said
    )
    by = viewer.get_username()
    item = seal_bytes(data, name=name, by=by, at=at, source=f"{row.key}/{key}")
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        if SourceRow.objects.filter(case=row, key=key).exists():
            raise DuplicateId(value=key)
        voices = {source.rest, *(turn.role for turn in source.turns)}
        _voices(row, voices - {"heading", "furniture", "citation"}, by, at)
        keep(SourceRow, row, (source,), by=by, at=at)
        TextRow.objects.create(case=row, source=key, name="text.txt", data=data, item=item)
        index_text(row, key)
        log(row, "source.added", by=by, about=key, at=at)
    return source


def _free(viewer: Account, row: CaseRow, key: str) -> str:
    """The key; where a source that the viewer may not see has it, one beside it: nothing tells her of that source.

    Raises:
        DuplicateId: she sees the source that has it; nothing is sealed a second time.
    """
    taken = SourceRow.objects.filter(case=row, key=key)
    if taken.filter(holds(row, held(viewer, row))).exists():
        raise DuplicateId(value=key)
    return f"{key[:50]}-{secrets.token_hex(2)}" if taken.exists() else key


def _source_of(
    document_read: Document, key: str, *, what: str, official: bool, document: bool, said: str | None
) -> Source:
    """What a text that was just read is, as far as the text itself and the coder say."""
    roles = {turn.role for turn in document_read.turns} - {"heading", "furniture", "citation", "body"}
    rest = "interviewee" if "interviewee" in roles else "speaker"
    turns = tuple(turn for turn in document_read.turns if turn.role not in (rest, "body"))
    return Source(
        key=key,
        what=what,
        title=document_read.title,
        sha256=document_read.item,
        lines=len(document_read.lines),
        shipped=True,
        file=None,
        turns=turns,
        rest=rest,
        official=official,
        document=document,
        said=said,
    )


def _voices(row: CaseRow, wanted: set[str], by: str, at: datetime) -> None:
    known = set(SubjectRow.objects.filter(case=row, key__in=wanted).values_list("key", flat=True))
    new = [Subject(voice, "voice", voice.replace("-", " ")) for voice in sorted(wanted - known)]
    keep(SubjectRow, row, new, by=by, at=at)
