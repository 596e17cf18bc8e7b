"""Open a case: read its records and texts on board, and bind every place in them.

Invariant: a place that its text does not contain is a problem of the case, never ignored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from aigaq.bundle import plainfiles
from aigaq.bundle.read import read_case
from aigaq.casework.case import Case
from aigaq.casework.recent import Recent
from aigaq.casework.same_text import with_copies
from aigaq.errors import AigaqError, CaseInvalid, CustodyBroken, ItemMissing, TooLarge
from aigaq.reading import read, with_turns
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import charsets
from aigaq.records.documents import Document
from aigaq.records.sources import Source

_documents: Recent[tuple[str, str | None, str | None], Document] = Recent(256)
"""Documents already read, by digest, name and charset: reading takes most of the time of opening."""


def open_case(folder: str | Path) -> Case:
    """Open the case in a folder, with its texts on board read and every place in them bound.

    Raises:
        NotACase: the folder holds no case. CaseInvalid: with all problems.
    """
    path = Path(folder)
    records = read_case(path)
    texts: dict[str, bytes] = {}
    missing: list[AigaqError] = []
    for source in (one for one in records.sources.values() if one.shipped):
        try:
            texts[source.key] = shipped_bytes(source, path)
        except AigaqError as error:
            missing.append(error)
    for source in (one for one in records.sources.values() if one.media is not None and one.on_board):
        try:
            media_bytes(source, path)
        except AigaqError as error:
            missing.append(error)
    if missing:
        raise CaseInvalid(missing)
    return with_texts(records, texts)


def with_texts(records: CaseRecords, texts: Mapping[str, bytes]) -> Case:
    """The case with the texts of some sources on board.

    Args:
        texts: by key of the source, the bytes of its text.
    Raises:
        CaseInvalid: a text does not match its digest, or lacks a turn or a place; with every problem of every text.
    """
    problems: list[AigaqError] = []
    documents: dict[str, Document] = {}
    chosen = charsets(records.decisions)
    for key, data in texts.items():
        try:
            documents[key] = document_of(records.sources[key], data, charset=chosen.get(key))
        except AigaqError as error:
            for name, value in (("file", f"sources/{key}/source.yaml"), ("line", 1), ("id", key)):
                error.parameters.setdefault(name, value)
            problems.append(error)
    decoded = {key: data.decode("utf-8-sig", errors="replace") for key, data in texts.items()}
    records = replace(records, sources=with_copies(records.sources, decoded))
    case, bound = Case(records).bind_all(documents)
    unbound = [error for one in bound.values() for error in one.unbound]
    if unbound or problems:
        raise CaseInvalid([*problems, *_placed(records, unbound)])
    return case


def _placed(records: CaseRecords, unbound: Iterable[AigaqError]) -> Iterator[AigaqError]:
    """Errors of unbound places, with the file and line of the entries that name them."""
    entry_of = {one.id: one.entry for one in records.statements}
    where = {entry.id: entry for entry in records.entries}
    for error in unbound:
        owner = where.get(entry_of.get(str(error.parameters.get("id"))) or "")
        if owner is not None:
            error.parameters.update(file=owner.file, line=owner.line, id=owner.id)
        yield error


def document_of(source: Source, data: bytes, *, charset: str | None = None) -> Document:
    """The text of a source as a document, with the turns that the coder stated.

    Args:
        charset: the one that a decision sets for the source.
    Raises:
        CustodyBroken: the text does not match its digest.
    """
    key = hashlib.sha256(data).hexdigest(), source.file, charset
    document = _documents.once(key, lambda: read(data, name=source.file, charset=charset))
    if source.sha256 is not None and document.item != source.sha256:
        raise CustodyBroken(file=_name(source), id=source.key, why="sha256")
    return with_turns(document, source.turns)


def shipped_bytes(source: Source, folder: Path) -> bytes:
    """The bytes of a source's text in the case folder.

    Raises:
        ItemMissing: no text there. LeadsOutside, NotAFile, TooLarge: the file may not be opened.
    """
    name = _name(source)
    if not plainfiles.is_there(folder, name):
        raise ItemMissing(file=name, id=source.key)
    limit = plainfiles.TEXT if source.media is None else plainfiles.MEDIA
    return plainfiles.read(folder, name, limit=limit)


def media_bytes(source: Source, folder: Path) -> bytes:
    """The original bytes of a picture or recording on board.

    Raises:
        ItemMissing: no file there. CustodyBroken: the file does not match its digest.
    """
    return as_coded(source, shipped_bytes(source, folder))


def as_coded(source: Source, data: bytes) -> bytes:
    """The bytes, if they match the digest of the source.

    Raises:
        CustodyBroken: they do not.
    """
    if source.sha256 is not None and hashlib.sha256(data).hexdigest() != source.sha256:
        raise CustodyBroken(file=_name(source), id=source.key, why="sha256")
    return data


def on_board(records: CaseRecords, folder: Path) -> dict[str, bytes]:
    """By source, the bytes of every text, picture and recording on board.

    Raises:
        ItemMissing, CustodyBroken: as `shipped_bytes` and `media_bytes`. TooLarge: together they exceed the limit.
    """
    texts = {}
    shipped = [source for source in records.sources.values() if source.on_board]
    if sum(plainfiles.size_of(folder, _name(source)) for source in shipped) > plainfiles.ON_BOARD:
        raise TooLarge(file="sources", limit=plainfiles.ON_BOARD)
    for source in shipped:
        texts[source.key] = (shipped_bytes if source.media is None else media_bytes)(source, folder)
    return texts


def _name(source: Source) -> str:
    return f"sources/{source.key}/{source.file or 'text.txt'}"
