"""Sources: add one, bring the text of a detached coding, choose the charset of a text, say who speaks.

Invariant: bytes are sealed before anything is read from them. What is decided later is a new decision: the file, the
record of the source and what was coded stay as they are.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aigaq.bundle.binding import Binding, spans_of
from aigaq.casework.case import Case
from aigaq.casework.opening import document_of
from aigaq.casework.source_voices import Voiced, voiced
from aigaq.errors import (
    AigaqError,
    BadValue,
    CharsetUnbinds,
    DuplicateId,
    MissingField,
    NotFound,
    PlaceNotInSource,
    UnknownId,
)
from aigaq.reading import read
from aigaq.records.charset_names import OFFERED, codec
from aigaq.records.decisions import Decision, already
from aigaq.records.documents import Document
from aigaq.records.serialize import to_plain
from aigaq.records.sources import Source
from aigaq.records.statements import Place
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.vocab.messages import Language
from aigaq.records.voice_decisions import lines_of
from aigaq.web.models import (
    CaseRow,
    DecisionRow,
    EntryRow,
    PinsRow,
    QuestionRow,
    SourceRow,
    SubjectRow,
    TextRow,
)
from aigaq.web.store.access import Viewer, held, require, sees_all
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import short_name, visible_q
from aigaq.web.store.index_tables import index_text, moved
from aigaq.web.store.insert import fresh, keep
from aigaq.web.store.sealing import seal_bytes, taken_in

_WHEN_ADDED = "chosen when the source was added"
_LONGEST_KEY = 200
"""Bytes of a key as it is typed: a folder's name has at most 255, and letters may come behind it."""


@dataclass(frozen=True, slots=True)
class NamedSpeakers:
    """Ids of who speaks in a source and who asks, where the coder named them; `new`: those of them that are new."""

    speaks: str | None = None
    asks: str | None = None
    new: tuple[Subject, ...] = ()
    language: Language = "en"


def add_source(
    viewer: Viewer,
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
    speakers: NamedSpeakers | None = None,
) -> Source:
    """Seal some bytes, read them, and add them as a source with its voices.

    Args:
        key: as it was typed; letters may come behind it (`short_name`).
        what: what the source is, in the coder's words.
        name: the file's name as it came.
        charset: chosen for the file, if any; kept as a decision.
        speakers: named by the coder, if any; the source gets voices of its own for the others.
    Raises:
        NotFound, NotAllowed: may not code here. TooLarge, NotText, NoReader: nothing that can be read yet.
        DuplicateId, BadValue, MissingField: the key or the words.
    """
    require(viewer, "code", row)
    key = _free_key(viewer, row, _checked_key(key, what))
    known_charset = None if charset is None else _charset(charset)
    text = read(data, name=name, charset=known_charset)
    record = _record(text, key, what.strip(), name, official=official, document=document, said=said)
    by, named = viewer.get_username(), speakers or NamedSpeakers()
    with_voices = _voiced(record, text, named)
    item = seal_bytes(data, name=name, by=by, at=at, source=f"{row.key}/{key}")
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        if SourceRow.objects.filter(case=row, key=key).exists():
            raise DuplicateId(value=key)
        keep(SubjectRow, row, (*named.new, *with_voices.made), by=by, at=at)
        keep(SourceRow, row, (with_voices.source,), by=by, at=at)
        TextRow.objects.create(case=row, source=key, name=record.file or "text.txt", data=data, item=item)
        log(row, "source.added", by=by, about=key, at=at)
        if known_charset is not None:
            _keep_charset(row, key, known_charset, by=by, reasons=_WHEN_ADDED, at=at)
        index_text(row, key)
    taken_in(item, by=by, at=at)
    return with_voices.source


def _record(
    text: Document, key: str, what: str, name: str, *, official: bool, document: bool, said: str | None
) -> Source:
    """The record of a source, but for who speaks in it."""
    # Only the ending of the file's name stays in the case, where it says that it is a page: the rest may name somebody.
    page = name.casefold().endswith((".html", ".htm", ".xhtml"))
    return Source(
        key=key,
        what=what,
        title=text.title,
        sha256=text.item,
        lines=len(text.lines),
        shipped=True,
        official=official,
        document=document,
        said=said,
        file="text.html" if page else None,
    )


def _voiced(record: Source, text: Document, named: NamedSpeakers) -> Voiced:
    """The source with its voices. The id of a new voice is random, so it tells nothing of whose it is."""

    def chance() -> str:
        return f"v{secrets.token_hex(4)}"

    return voiced(record, text, speaks=named.speaks, asks=named.asks, language=named.language, chance=chance)


def _checked_key(key: str, what: str) -> str:
    """The key, if a folder can be called so: it names one wherever the case is written out."""
    if not what.strip():
        raise MissingField(key="is")
    fits = key.isprintable() and len(key.encode()) <= _LONGEST_KEY
    if not key or not fits or any(mark in key for mark in " #.,;:()[]{}/\\"):
        raise BadValue(key="key", value=key[:60], due="letters, digits and hyphens")
    return key


def _free_key(viewer: Viewer, row: CaseRow, typed: str) -> str:
    """The key of the new source.

    Raises:
        DuplicateId: the viewer sees a source of that key; nothing is sealed a second time.
    """
    sources = SourceRow.objects.filter(case=row)
    return short_name(
        typed,
        seen=list(sources.filter(visible_q(row, held(viewer, row))).values_list("key", flat=True)),
        whole=sees_all(viewer, row),
        taken=lambda key: sources.filter(key=key).exists(),
    )


@dataclass(frozen=True, slots=True)
class BroughtText:
    """A file compared with the coding of a source whose text is not here.

    Args:
        kept: it is the file, every place stands in it, and it is in the casebook now.
        same: it is the file that the coding was made from, by its digest.
    """

    kept: bool
    same: bool
    binding: Binding


def bring_text(
    viewer: Viewer, row: CaseRow, case: Case, *, source: str, name: str, data: bytes, at: datetime
) -> BroughtText:
    """Find the places of a source in a file, and keep the file if it is the one they were coded from.

    Any other file is compared and forgotten. The record of the source stays as it is, so no copy that leaves holds
    the text.

    Args:
        case: as the viewer sees it.
        name: the file's name as it came.
    Raises:
        NotFound, NotAllowed: may not code here, no such source, or its text is here already.
        TooLarge, NotText, NoReader: nothing that can be read.
    """
    require(viewer, "code", row)
    record = case.records.sources.get(source)
    if record is None or record.media is not None or source in case.documents:
        raise NotFound
    document = read(data, name=record.file)
    _, binding = case.bind(source, document)
    same = record.sha256 is None or record.sha256 == document.item
    if not same or binding.unbound:
        return BroughtText(kept=False, same=same, binding=binding)
    by = viewer.get_username()
    item = seal_bytes(data, name=name, by=by, at=at, source=f"{row.key}/{source}")
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        # Two who bring the same file at once keep it once.
        _, new = TextRow.objects.get_or_create(
            case=row, source=source, defaults={"name": "text.txt", "data": data, "item": item}
        )
        if new:
            index_text(row, source)
            log(row, "text.brought", by=by, about=source, at=at)
    if new:
        taken_in(item, by=by, at=at)
    return BroughtText(kept=True, same=True, binding=binding)


def read_as(
    viewer: Viewer, row: CaseRow, *, source: str, charset: str, reasons: str, at: datetime
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
    known_charset = _charset(charset)
    source_row = SourceRow.objects.filter(visible_q(row, held(viewer, row)), case=row, key=source).first()
    text = TextRow.objects.filter(case=row, source=source).first()
    if source_row is None or text is None or source_row.to_record().media is not None:
        raise NotFound
    document = document_of(source_row.to_record(), bytes(text.data), charset=known_charset)
    by, why = viewer.get_username(), reasons.strip()
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        if lost := _lost_places(row, source, document):
            raise CharsetUnbinds(count=lost)
        decision = _keep_charset(row, source, known_charset, by=by, reasons=why, at=at)
        moved(row, {SourceRow: [source_row.pk]})
    return decision


def _charset(written: str) -> str:
    """The name of a charset as Python knows it."""
    known = codec(written)
    if known is None:
        raise BadValue(key="charset", value=written[:40], due=", ".join(OFFERED[:6]))
    return known


def _keep_charset(
    row: CaseRow, source: str, charset: str, *, by: str, reasons: str, at: datetime
) -> Decision:
    """Keep the choice of a charset; within a change."""
    decision = Decision(fresh("d", at), "read-as", (source,), by, at.date(), reasons, charset)
    keep(DecisionRow, row, (decision,), by=by, at=at)
    log(row, "decision.read-as", by=by, about=source, at=at, content=to_plain(decision))
    return decision


def _lost_places(row: CaseRow, source: str, document: Document) -> int:
    """Number of coded places that the text would not have; all of them where they are pinned to letters."""
    places = list(_places(row, source))
    if PinsRow.objects.filter(case=row, key=source).exists():
        return len(places)
    lost = 0
    for place in places:
        try:
            spans_of(place, document)
        except AigaqError:
            lost += 1
    return lost


def _places(row: CaseRow, source: str) -> Iterator[Place]:
    for entry in EntryRow.objects.filter(case=row, source=source):
        yield entry.to_record().place
    for question in QuestionRow.objects.filter(case=row):
        yield from (passage.place for passage in question.to_record().passages if passage.source == source)


def say_lines(
    viewer: Viewer,
    row: CaseRow,
    *,
    source: str,
    lines: str,
    speaker: str,
    new: tuple[Subject, ...] = (),
    reasons: str,
    at: datetime,
) -> Decision:
    """Say who speaks in some lines of a source (`L4-6`): whoever codes from them next is offered that voice.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such source or speaker. MissingField: no reasons.
        BadValue, PlaceNotInSource: no lines, or none of that source.
    """
    require(viewer, "code", row)
    record = case_head(row, held(viewer, row)).sources.get(source)
    if record is None:
        raise UnknownId(value=source)
    runs = list(lines_of(lines))
    if not runs:
        raise BadValue(key="lines", value=lines[:60], due="L4, L7-9")
    if record.lines is not None and max(last for _, last in runs) > record.lines:
        raise PlaceNotInSource(value=lines[:60])
    written = ", ".join(f"L{first}-{last}" if last > first else f"L{first}" for first, last in runs)
    return _decide_speaker(viewer, row, (speaker, source), written, new=new, reasons=reasons, at=at)


def say_voice(
    viewer: Viewer,
    row: CaseRow,
    *,
    voice: str,
    speaker: str,
    new: tuple[Subject, ...] = (),
    reasons: str,
    at: datetime,
) -> Decision:
    """Say who a voice is: all that it says counts as theirs, wherever it was coded.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such voice or speaker. MissingField: no reasons.
        BadValue: no voice of one source, or the voice itself.
    """
    require(viewer, "code", row)
    subject = _subject(row, held(viewer, row), voice)
    if subject is None:
        raise UnknownId(value=voice)
    if subject.kind != "voice" or voice == speaker:
        raise BadValue(key="speaks", value=subject.label, due="a voice, and somebody else")
    return _decide_speaker(viewer, row, (speaker, voice), None, new=new, reasons=reasons, at=at)


def _decide_speaker(
    viewer: Viewer,
    row: CaseRow,
    targets: tuple[str, str],
    lines: str | None,
    *,
    new: tuple[Subject, ...],
    reasons: str,
    at: datetime,
) -> Decision:
    """Keep the decision that `targets[0]` speaks in some lines of the source `targets[1]`, or is that voice."""
    if not reasons.strip():
        raise MissingField(key="reasons")
    by, compartments = viewer.get_username(), held(viewer, row)
    speaker = targets[0]
    known = {subject.id for subject in (*BUILT_IN, *new)}
    if speaker not in known and _subject(row, compartments, speaker) is None:
        raise UnknownId(value=speaker)
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        decision = Decision(fresh("d", at), "speaks", targets, by, at.date(), reasons.strip(), lines)
        if (before := already(case_head(row, compartments).decisions, decision)) is not None:
            return before
        keep(SubjectRow, row, new, by=by, at=at)
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, "decision.speaks", by=by, about=",".join(targets)[:300], at=at, content=to_plain(decision))
    return decision


def _subject(row: CaseRow, compartments: frozenset[str], key: str) -> SubjectRow | None:
    return SubjectRow.objects.filter(visible_q(row, compartments), case=row, key=key).first()
