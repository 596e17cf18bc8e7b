"""Where words come from.

Invariant: a source never claims to be more than it is: its tail and its gaps are written.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.documents import Turn


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
        derived_from: key of the source that this is a copy of, and how.
        official: it speaks for an authority; document: it is a paper (certificate, judgment, register).
        default_basis: how its voices know, where an entry does not say.
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
    derived_from: str | None = None
    derivation: str | None = None
    official: bool = False
    document: bool = False
    said: str | None = None
    default_basis: str = "not-stated"
    warnings: tuple[str, ...] = ()

    def voice_at(self, line: int) -> str:
        """The voice of a line: a voice of the cast, or heading, furniture, citation."""
        for turn in self.turns:
            if turn.first_line <= line <= turn.last_line:
                return turn.role
        return self.rest
