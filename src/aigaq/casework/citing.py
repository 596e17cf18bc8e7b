"""Citation of a case that has no published edition: the draft that could be published.

Invariant: a citation is made from the masked case alone, and refused if it still contains a covered name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from aigaq.bundle.files import files_of
from aigaq.bundle.masking import masked, names_covered
from aigaq.citation import Citable, Cited
from aigaq.citation.cleaning import cleaned
from aigaq.errors import SafeguardLeak, UnknownId
from aigaq.names.watch import Watch
from aigaq.records.cases import CaseRecords
from aigaq.records.statements import Passage
from aigaq.records.subjects import BUILT_IN, Subject

_SURE = ("full", "surname", "inside")
"""Kinds of hit that stop a citation; a given name or initials alone are too common."""


def draft_of(records: CaseRecords, statement: str | None = None) -> Citable:
    """Citation fields of the case as a draft: title, digest of the publishable files, and one statement if requested.

    No author, date or address is given, since nobody stated them. A coder is not an author for having coded.

    Args:
        statement: id of a statement; an entry's id means its main statement.
    Raises:
        UnknownId: no such statement, or it is protected. SafeguardLeak: a field contains a covered name.
        TooLarge, MissingField, BadValue: as `cleaned`.
    """
    shown = masked(records)
    part = None if statement is None else _cited(shown, statement)
    # Clean first: a name split by a line break or zero-width mark becomes whole again, and nothing is too long.
    citable = cleaned(Citable(shown.key, shown.title, digest_of(shown), statement=part))
    _refuse_names(citable, records)
    return citable


def digest_of(records: CaseRecords) -> str:
    """SHA-256 over the names and digests of the files that the records are written as.

    Files of texts enter by the digest that their `source.yaml` states.
    """
    texts = {key: b"" for key, source in records.sources.items() if source.shipped}
    files = files_of(records, texts)
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if files[name])
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _cited(records: CaseRecords, statement: str) -> Cited:
    main = records.made_for.get(statement, (statement,))[0]
    cited = next((said for said in records.statements if said.id == main), None)
    if cited is None:
        raise UnknownId(value=statement)
    source = records.sources.get(cited.source)
    return Cited(
        id=cited.id,
        places=tuple(_place(passage) for passage in cited.passages),
        said_by=tuple(_label(link.voice, records.subjects) for link in cited.chain),
        through=tuple(_label(voice, records.subjects) for voice in source.tail) if source else (),
        source=(source.title or source.what) if source else None,
    )


def _place(passage: Passage) -> str:
    return f"{passage.source} {passage.place.written}"


def _label(voice: str, subjects: Mapping[str, Subject]) -> str:
    subject = subjects.get(voice) or next((one for one in BUILT_IN if one.id == voice), None)
    if subject is None:
        raise UnknownId(value=voice)
    return subject.label


def _refuse_names(citable: Citable, records: CaseRecords) -> None:
    """Refuse a covered name in free text of the coder (a title, a description of a source), which is not masked."""
    part = citable.statement or Cited("")
    fields = {
        "case": (citable.key,),
        "title": (citable.title,),
        "statement": (part.id, *part.places, *part.said_by, *part.through),
        "source": (part.source or "",),
    }
    covered = names_covered(records)
    shown = {one.label for one in records.subjects.values() if one.named} - covered
    watch = Watch({"covered": sorted(covered)}, shown=sorted(shown))
    for field, texts in fields.items():
        if any(one.how in _SURE for text in texts for one in watch.scan(text)):
            raise SafeguardLeak(id=field)
