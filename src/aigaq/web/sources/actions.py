"""New sources: text pasted or a file. Invariant: the bytes are sealed before anything is read from them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime

from aigaq.casework.source_voices import Voiced, voiced
from aigaq.errors import BadValue, DuplicateId, MissingField
from aigaq.reading import read
from aigaq.records.documents import Document
from aigaq.records.sources import Source
from aigaq.records.subjects import Subject
from aigaq.records.vocab.messages import Language
from aigaq.web.models import Account, CaseRow, SourceRow, SubjectRow, TextRow
from aigaq.web.sources.charset_actions import chosen, decided
from aigaq.web.store.access import held, require
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import holds
from aigaq.web.store.index_tables import index_text
from aigaq.web.store.insert import keep
from aigaq.web.store.members import sees_all
from aigaq.web.store.sealing import seal_bytes, taken_in
from aigaq.web.store.short_names import short_name

_WHEN_ADDED = "chosen when the source was added"
_LONGEST_KEY = 200
"""Bytes of a key as it is typed: a folder can be called no more than 255, and letters may come behind it."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Ids of who speaks in a source and who asks; those of them that are new. Else it has voices of its own."""

    speaks: str | None = None
    asks: str | None = None
    new: tuple[Subject, ...] = ()
    language: Language = "en"


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
    charset: str | None = None,
    whose: Whose | None = None,
) -> Source:
    """Seal some bytes, read them, and add the source that they are, with the voices in it.

    Args:
        key: as it was typed; letters may come behind it (`shortnames`).
        what: what it is, in the coder's words.
        name: the file's name as it came.
        charset: that the file is written in, where somebody said so; kept as a decision.
        whose: who speaks and who asks, where somebody said so.
    Raises:
        NotFound, NotAllowed: may not code here. TooLarge, NotText, NoReader: nothing that can be read yet.
        DuplicateId, BadValue, MissingField: the key or the words.
    """
    require(viewer, "code", row)
    key = _free(viewer, row, _fit(key, what))
    known = None if charset is None else chosen(charset)
    document_read = read(data, name=name, charset=known)
    plain = _source_of(document_read, key, what.strip(), official=official, document=document, said=said)
    plain = replace(plain, file=_file(name))
    who = whose or Whose()
    made = _voiced(plain, document_read, who)
    by = viewer.get_username()
    item = seal_bytes(data, name=name, by=by, at=at, source=f"{row.key}/{key}")
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        if SourceRow.objects.filter(case=row, key=key).exists():
            raise DuplicateId(value=key)
        keep(SubjectRow, row, (*who.new, *made.made), by=by, at=at)
        keep(SourceRow, row, (made.source,), by=by, at=at)
        TextRow.objects.create(case=row, source=key, name=plain.file or "text.txt", data=data, item=item)
        log(row, "source.added", by=by, about=key, at=at)
        if known is not None:
            decided(row, key, known, by=by, reasons=_WHEN_ADDED, at=at)
        index_text(row, key)
    taken_in(item, by=by, at=at)
    return made.source


def _voiced(plain: Source, document_read: Document, who: Whose) -> Voiced:
    """A source with its voices: those that somebody named, else its own."""
    return voiced(
        plain, document_read, speaks=who.speaks, asks=who.asks, language=who.language, chance=_chance
    )


def _chance() -> str:
    """An id for a voice that tells nothing of whose it is."""
    return f"v{secrets.token_hex(4)}"


def _fit(key: str, what: str) -> str:
    """The key, where a folder can be called so: it names one wherever the case is written out."""
    if not what.strip():
        raise MissingField(key="is")
    fits = key.isprintable() and len(key.encode()) <= _LONGEST_KEY
    if not key or not fits or any(mark in key for mark in " #.,;:()[]{}/\\"):
        raise BadValue(key="key", value=key[:60], due="letters, digits and hyphens")
    return key


def _source_of(
    read_text: Document, key: str, what: str, *, official: bool, document: bool, said: str | None
) -> Source:
    """What a text that was just read is, but for who speaks in it."""
    return Source(
        key=key,
        what=what,
        title=read_text.title,
        sha256=read_text.item,
        lines=len(read_text.lines),
        shipped=True,
        official=official,
        document=document,
        said=said,
    )


def _file(name: str) -> str | None:
    """What the text is called wherever the case is written out: an ending that says that it is a page is kept.

    Nothing else of the name that a file came under stands in the case: it may name somebody.
    """
    return "text.html" if name.casefold().endswith((".html", ".htm", ".xhtml")) else None


def _free(viewer: Account, row: CaseRow, typed: str) -> str:
    """The key of the new source.

    Raises:
        DuplicateId: she sees the source that has it; nothing is sealed a second time.
    """
    sources = SourceRow.objects.filter(case=row)
    return short_name(
        typed,
        seen=list(sources.filter(holds(row, held(viewer, row))).values_list("key", flat=True)),
        whole=sees_all(viewer, row),
        taken=lambda key: sources.filter(key=key).exists(),
    )
