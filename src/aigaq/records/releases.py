"""Values on the way to a public edition: the draft, the reasons against it, the published edition.

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
"""Number of people who must sign an edition, none of whom drafted it; messages show this number."""
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
    """A place in a draft.

    Args:
        kind: case, subject, source, text, entry, statement, decision, reading, question, rule, file, words.
        id: of that thing; a number (`no. 3`) if the id itself would reveal something.
        part: label, slug, title, value, note, name, alt, caption ...
        line: of a text, counted from 1.
    """

    kind: str
    id: str
    part: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class QuasiIdentifier:
    """One published property by which a person could be identified. Never published itself: it holds the value."""

    person: str
    kind: IdentifierKind
    value: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Offer:
    """A possible remedy: a code, and the ids to put under `withholds` or `covers` of a safeguard."""

    code: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownIdentifier:
    """A quasi-identifier without its value: kind and places. `without`: how many people would be alike without it."""

    kind: IdentifierKind
    spots: tuple[Spot, ...]
    without: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason against publishing an edition.

    Args:
        about: id of the person, safeguard or file concerned.
        how: of a name, how it was found (`names.watch.How`).
        alike, least: number of people who fit the published properties, and the required minimum.
        edition: the earlier edition that it was compared with.
        whom: the person's label in the edition, if it contains no protected name.
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
class ClearingRefusal:
    """The edition is not cleared. Unlike the `Refused` of counting, each reason has its place and its remedy."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, recording or paper to be published with an edition.

    Args:
        name: of the file in the edition; it says nothing about the original file.
        shows, hears: ids of the people whose face or voice is in it; None if nobody checked.
        covered: ids of people whose face is under a solid block, or whose voice was replaced.
        remade: the bytes are a derivative of ours without metadata; an original never leaves.
        source: key of its source.
        digest: SHA-256 of the published bytes, so that readers see exactly what was signed.
        media, width, height, pages: of the derivative, sizes in pixels of its first page.
        distressing: a page shows it only on request.
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
    """A case as it would be published, with safeguards applied.

    Args:
        texts: by source, the text that is published.
        slugs: by id of subject or source, the word used in its address, if it is not the id.
        words: further words that would be shown, by place: a summary, a caption of a map.
        at: the day on which consent must be valid.
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
    """A published edition.

    Args:
        manifest: digest of the content that was cleared and signed.
        draft: its content. A new edition is compared with withdrawn ones too, since they were seen.
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
    """A safeguard with every known name of the people it covers; made by `protection.guarded`.

    Args:
        words: passages and other words that it withholds; told: what is published about the same records on purpose.
        labels: of the withheld records; two words of a label are enough to recognise a person.
        texts: whole texts that are not published.
        sources: those that contain these, with every copy, original and translation; their text must not be published.
    """

    safeguard: Safeguard
    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    sources: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()


KEPT_BACK = Safeguard(id="–", covers=(), wording="", reasons="", by="", at=date.min)
"""Placeholder for records that no safeguard withholds, but that are sealed or rest on a withheld one. A reason about
it gives no id.
"""
