"""Whose knowledge a statement is, and how many independent ones agree.

Invariant: a copy, an unknown origin and an unnamed plural never add to corroboration.
Source: the fieldwork rule that two reports are two only when their origins are (`domain.md` 3.4, point 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aigaq.records.statements import Statement
from aigaq.statements.echoes import originals_of
from aigaq.statements.evidence import OURS, Evidence


@dataclass(frozen=True, slots=True)
class Origin:
    """The last voice that a chain names.

    Args:
        key: voice, or the source that this is a copy of.
        known: one person or body that can be told apart, not "people, unnamed".
        first_hand: known, and lived through it or saw it.
        document: the word came through a paper.
        copy_of: the source whose copy this is, when the copy names no voice behind its own.
    """

    key: str
    known: bool
    first_hand: bool
    document: bool
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How far independent origins agree.

    Args:
        origins: distinct origins, in the alphabet's order.
        independent: how many of them are known; 1 when there are only unnamed ones, 0 when there is nothing.
        first_hand: how many of them lived through it or saw it.
    """

    origins: tuple[Origin, ...]
    independent: int
    first_hand: int
    document: bool

    @property
    def corroborated(self) -> bool:
        """Two independent origins; a document counts as the one who wrote it."""
        return self.independent >= 2


def origin_of(statement: Statement, evidence: Evidence) -> Origin:
    """The origin of one statement."""
    voice = voice_of(statement.origin, evidence)
    subject = evidence.subjects.get(voice)
    root = root_source(statement.source, evidence)
    copied = root != statement.source and len(statement.chain) == 1
    known = voice != OURS and not (subject is not None and subject.plural)
    facts = evidence.vocabulary.fact("basis", statement.basis, "first-hand") == "yes"
    return Origin(
        key=f"copy:{root}" if copied else voice,
        known=known,
        first_hand=known and facts,
        document=is_document(statement, evidence),
        copy_of=root if copied else None,
    )


def voice_of(voice: str, evidence: Evidence) -> str:
    """The person or body that a voice is, under the one id that decisions gave it."""
    subject = evidence.subjects.get(voice)
    return evidence.clusters.one(subject.stands_for if subject and subject.stands_for else voice)


def root_source(source: str, evidence: Evidence) -> str:
    """The source that a copy, or a copy of a copy, was made from."""
    return (source, *originals_of(source, evidence.sources))[-1]


def is_document(statement: Statement, evidence: Evidence) -> bool:
    """Whether the word came on paper: a document as source, or a link through a paper."""
    source = evidence.sources.get(statement.source)
    if source is not None and source.document:
        return True
    return any(link.through is not None and _is_paper(link.through, evidence) for link in statement.chain)


def _is_paper(through: str, evidence: Evidence) -> bool:
    subject = evidence.subjects.get(through)
    return subject.document if subject else evidence.vocabulary.fact("through", through, "document") == "yes"


def is_official(statement: Statement, evidence: Evidence) -> bool:
    """Whether an authority speaks: the origin, or the whole source."""
    voice = evidence.subjects.get(voice_of(statement.origin, evidence))
    if voice is not None and voice.official:
        return True
    source = evidence.sources.get(statement.source)
    return source is not None and source.official and len(statement.chain) == 1


def corroboration(statements: Iterable[Statement], evidence: Evidence) -> Corroboration:
    """How many independent origins stand behind statements that say the same."""
    said = [
        (origin_of(one, evidence), root_source(one.source, evidence))
        for one in statements
        if one.source != OURS
    ]
    roots = {root for origin, root in said if origin.copy_of is None}
    distinct: dict[str, Origin] = {}
    for origin, _ in said:
        if origin.copy_of is not None and origin.copy_of in roots:
            continue
        distinct[origin.key] = _joined(distinct.get(origin.key), origin)
    known = [origin for origin in distinct.values() if origin.known]
    return Corroboration(
        origins=tuple(distinct[key] for key in sorted(distinct)),
        independent=len(known) or (1 if distinct else 0),
        first_hand=sum(origin.first_hand for origin in known),
        document=any(origin.document for origin in distinct.values()),
    )


def _joined(old: Origin | None, new: Origin) -> Origin:
    if old is None:
        return new
    return Origin(
        new.key, new.known, old.first_hand or new.first_hand, old.document or new.document, new.copy_of
    )
