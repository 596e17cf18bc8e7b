"""Sources: the documents that statements come from.

Invariant: a source never claims to be more than it is: its tail and its gaps are recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from aigaq.records.documents import Turn

MediaKind = Literal["picture", "paper", "sound", "video"]
MEDIA_KINDS: tuple[MediaKind, ...] = get_args(MediaKind)


@dataclass(frozen=True, slots=True)
class Cover:
    """A solid block over a part of a picture.

    Args:
        whom: id of the person whose face it covers; None if it covers something else (a number plate).
        box: left, top, width, height, in thousandths of the width and height of the upright page.
        page: of a document, counted from 1.
    """

    box: tuple[int, int, int, int]
    whom: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, recording or scanned paper: a source without text.

    Args:
        on_board: the case holds the original file. No published copy includes it.
        publish: editions show a derivative of it. Without this, nothing is published.
        alt: description for readers who cannot see it. caption: words below it.
        shows, hears: ids of the people whose face or voice is in it; None if nobody checked.
        covers: areas blacked out in the derivative.
        distressing: a page shows it only on request.
    """

    kind: MediaKind
    on_board: bool = False
    publish: bool = False
    alt: str = ""
    caption: str = ""
    shows: tuple[str, ...] | None = None
    hears: tuple[str, ...] | None = None
    covers: tuple[Cover, ...] = ()
    distressing: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it names, each once."""
        covered = (one.whom for one in self.covers if one.whom is not None)
        return tuple(dict.fromkeys((*(self.shows or ()), *(self.hears or ()), *covered)))


@dataclass(frozen=True, slots=True)
class Source:
    """One intellectual entity of the case: an interview, a judgment, a certificate, a list.

    Args:
        what: description in the coder's words ("interview, republished copy of a translation").
        sha256: digest of the file; None if the file was never available.
        lines: number of lines of the file.
        shipped: the case holds the text (`text.txt`); otherwise the coding is detached.
        tail: voices that every sentence passed through (interviewer, translator, republisher), nearest first.
        turns: the voice of each range of lines: a voice of the cast, or heading, furniture, citation.
        rest: the voice of all other lines.
        guessed: ranges of lines (first, last) whose voice is assumed, not named in the text.
        derived_from: key of the source that this is a copy of; `derivation`: the kind of copy.
        official: speaks for an authority; document: is a written record (certificate, judgment, register).
        default_basis: how its voices know, if an entry does not say.
        media: for a picture, scanned paper or recording; such a source has no text, and `shipped` does not apply.
    """

    key: str
    what: str
    title: str | None = None
    kind: str | None = None
    language: str | None = None
    sha256: str | None = None
    lines: int | None = None
    shipped: bool = False
    file: str | None = None
    tail: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    rest: str = "speaker"
    guessed: tuple[tuple[int, int], ...] = ()
    derived_from: str | None = None
    derivation: str | None = None
    official: bool = False
    document: bool = False
    said: str | None = None
    default_basis: str = "not-stated"
    # Always empty. It stays because stored rows and digests of signed editions hold every field of a record.
    warnings: tuple[str, ...] = ()
    media: Media | None = None

    @property
    def on_board(self) -> bool:
        """Whether the case holds its text, picture or recording."""
        return self.shipped or (self.media is not None and self.media.on_board)

    @property
    def voices(self) -> set[str]:
        """Everybody who speaks in it: voices of its lines, of the rest and of its tail."""
        return {self.rest, *self.tail, *(turn.role for turn in self.turns)}

    def is_guessed(self, line: int) -> bool:
        """Whether the voice of a line is only assumed."""
        return any(first <= line <= last for first, last in self.guessed)

    def voice_at(self, line: int) -> str:
        """The voice of a line: a voice of the cast, or heading, furniture, citation."""
        for turn in self.turns:
            if turn.first_line <= line <= turn.last_line:
                return turn.role
        return self.rest
