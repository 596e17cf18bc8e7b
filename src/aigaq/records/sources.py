"""Where words come from.

Invariant: a source never claims to be more than it is: its tail and its gaps are written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from aigaq.records.documents import Turn

MediaKind = Literal["picture", "paper", "sound", "video"]
MEDIA_KINDS: tuple[MediaKind, ...] = get_args(MediaKind)


@dataclass(frozen=True, slots=True)
class Cover:
    """A solid block over somebody or something.

    Args:
        whom: id of the person whose face lies below; None where it covers something else (a number plate).
        box: left, top, width, height, in thousandths of the width and height of the upright page.
        page: of a paper, counted from 1.
    """

    box: tuple[int, int, int, int]
    whom: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Media:
    """What there is to see or hear in a source that is no text.

    Args:
        on_board: the file lies in the case, as it came. It leaves the house in no copy.
        publish: editions show a derivative of it; what nobody said that of stays in the house.
        alt: what is to be seen, for those who do not see it. caption: what stands below.
        shows, hears: ids of the people whose face or voice is in it; None where nobody looked or listened.
        covers: what is made black in the derivative.
        distressing: a page opens it on request alone.
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
        """Everybody that it names, each once."""
        covered = (one.whom for one in self.covers if one.whom is not None)
        return tuple(dict.fromkeys((*(self.shows or ()), *(self.hears or ()), *covered)))


@dataclass(frozen=True, slots=True)
class Source:
    """One intellectual entity of the case: an interview, a judgment, a certificate, a list.

    Args:
        what: in the coder's words ("interview, republished copy of a translation").
        sha256: digest of the file; None where no file was ever at hand.
        lines: of the file.
        shipped: the text is on board (`text.txt`); otherwise the coding is detached.
        tail: voices every sentence of it passed through (interviewer, translator, republisher), nearest first.
        turns: who speaks from line to line; voices of the cast, or heading, furniture, citation.
        rest: the voice of all other lines.
        guessed: first and last of the lines whose voice nothing on them names.
        derived_from: key of the source that this is a copy of, and how.
        official: it speaks for an authority; document: it is a paper (certificate, judgment, register).
        default_basis: how its voices know, where an entry does not say.
        media: of a picture, paper as a picture, or recording; it has no text, and `shipped` is not said of it.
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
        """Whether its text, picture or recording lies in the case."""
        return self.shipped or (self.media is not None and self.media.on_board)

    def is_guessed(self, line: int) -> bool:
        """Whether the voice of a line is only supposed."""
        return any(first <= line <= last for first, last in self.guessed)

    def voice_at(self, line: int) -> str:
        """The voice of a line: a voice of the cast, or heading, furniture, citation."""
        for turn in self.turns:
            if turn.first_line <= line <= turn.last_line:
                return turn.role
        return self.rest
