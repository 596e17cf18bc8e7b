"""What travels on the way to a public edition: the draft, what speaks against it, the edition that came of it.

Invariant: a reason names the place and the kind of thing, never the words that stand there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from aigaq.records.cases import CaseRecords, Safeguard
from aigaq.records.decisions import Decision
from aigaq.records.vocab.messages import Language

SIGNERS = 2
"""People who must sign an edition, none of whom drafted it. Sentences are given this number."""
IdentifierKind = Literal["place", "home", "sex", "age", "job", "kin", "date", "injury", "mark", "other"]
IDENTIFIER_KINDS: tuple[IdentifierKind, ...] = get_args(IdentifierKind)
BlockCode = Literal[
    "name-found",
    "name-maybe",
    "name-word",
    "name-script",
    "name-unsearchable",
    "too-few-alike",
    "not-weighed",
    "adds-up",
    "shown-before",
    "unconvicted",
    "not-applied",
    "intruder-missing",
    "intruder-short",
    "intruder-found",
    "consent-scope",
    "consent-over",
    "consent-withdrawn",
    "voice",
    "face",
    "not-looked-at",
    "original-file",
    "protected-passage",
    "protected-words",
]
BLOCK_CODES: tuple[BlockCode, ...] = get_args(BlockCode)
State = Literal["current", "superseded", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a draft something stands.

    Args:
        kind: case, subject, source, text, entry, statement, decision, reading, question, rule, file, words.
        id: of that; a number (`no. 3`) where the id itself would tell.
        part: label, slug, title, value, note, name, alt, caption ...
        line: of a text, counted from 1.
    """

    kind: str
    id: str
    part: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class QuasiIdentifier:
    """One thing told of somebody by which he could be looked up; it stays in the house, for it holds the value."""

    person: str
    kind: IdentifierKind
    value: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Offer:
    """What would help: a code, and the ids to put under `withholds` or `covers` of a safeguard."""

    code: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownIdentifier:
    """A cell as it may be told: its kind and places; `without` is how many would be alike if it were not told."""

    kind: IdentifierKind
    spots: tuple[Spot, ...]
    without: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks against an edition.

    Args:
        about: id of the person, safeguard or file concerned.
        how: of a name, how it was found (`names.watch.How`).
        alike, least: how many people what is told would fit, and how many it must.
        edition: the earlier edition that it was held against.
        whom: the person as the edition would call her, where that holds no protected name.
    """

    code: BlockCode
    about: str
    spot: Spot | None = None
    how: str | None = None
    alike: int | None = None
    least: int | None = None
    cells: tuple[ShownIdentifier, ...] = ()
    edition: str | None = None
    whom: str | None = None
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The edition is not cleared. Not the `Refused` of counting: here each reason has its place and its way out."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, recording or paper that would be shown.

    Args:
        name: of the file of the edition; it tells nothing of the one that came.
        shows, hears: ids of the people whose face or voice is in it; None where nobody looked or listened.
        covered: ids of those whose face lies under a solid block, or whose voice was replaced.
        remade: the bytes are a derivative of ours without metadata; an original never leaves.
        source: key of the source that it is of.
        digest: SHA-256 of the bytes that would be shown: what is signed is what is seen.
        media, width, height, pages: of the derivative, sizes in pixels of its first page.
        distressing: a page opens it on request alone.
    """

    name: str
    kind: Literal["picture", "sound", "video", "paper"]
    alt: str = ""
    caption: str = ""
    text: str = ""
    shows: tuple[str, ...] | None = None
    hears: tuple[str, ...] | None = None
    covered: tuple[str, ...] = ()
    remade: bool = False
    source: str = ""
    digest: str = ""
    media: str = ""
    width: int = 0
    height: int = 0
    pages: int = 1
    distressing: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A case as it would be shown, safeguards applied.

    Args:
        texts: by source, the text on board.
        slugs: by id of subject or source, the word of its address, where that is not the id.
        words: further words that would be shown, by place: a summary, a caption of a map.
        at: the day for which it is asked whether consent holds.
        decided: every decision of the case, for those by which two people overrode a reason; never shown.
    """

    records: CaseRecords
    language: Language = "en"
    texts: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Attachment, ...] = ()
    slugs: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    at: date | None = None
    decided: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """One edition that was published.

    Args:
        manifest: digest of what was cleared and signed.
        draft: what it showed; a withdrawn edition is held against a new one like any other, for it was seen.
    """

    id: str
    revision: int
    language: Language
    manifest: str
    state: State
    address: str
    at: date
    draft: Draft


@dataclass(frozen=True, slots=True)
class Guarded:
    """A safeguard with every name, known to the case, of those it covers; made by `protection.guarded`.

    Args:
        words: passages and other words of what it keeps back; told: what is told of the same records on purpose.
        labels: of those that it keeps back; two words of one are enough to know somebody by.
        texts: whole texts that are put away.
        sources: in which these stand, with every copy, original and translation; their text must not be shown.
    """

    safeguard: Safeguard
    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    sources: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()


KEPT_BACK = Safeguard(id="–", covers=(), wording="", reasons="", by="", at=date.min)
"""Stands for all that no safeguard keeps back and that lies behind a seal, or rests on what is kept back.

A reason about it tells nobody's id.
"""
