"""Lines of a web page, collected from its pieces: blocks, breaks, and table rows as one line each.

Invariant: a line is never blank, and its spaces are as a browser would show them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# A no-break space does not count as a space: it was put there on purpose, and stays.
_STRUCK, _END_OF_STRUCK = "[-", "-]"
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Line:
    """Line of a page, with its role by the markup."""

    text: str
    role: str | None


class Blocks:
    """Collector of the lines of a page.

    `longest` is the length of the longest line so far, the open one included; `struck` tells whether any words
    were struck out.
    """

    def __init__(self) -> None:
        self.longest = 0
        self.count = 0
        self._lines: list[Line] = []
        self._rows: list[list[list[Line]]] = []
        self._parts: list[str] = []
        self._length = 0
        self._after_space = True
        self._role: str | None = None
        self._struck = False
        self.struck = False

    def add(self, text: str, *, role: str | None, keeps_spaces: bool, struck: bool = False) -> None:
        """Add text to the open line; struck-out words are written `[-words-]`."""
        if struck != self._struck and not text.isspace():
            self._append(_STRUCK if struck else self._closed(), role)
            self._struck = struck
            self.struck = self.struck or struck
        if keeps_spaces:
            first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            self._append(first, role)
            for other in others:
                self.end_line()
                if struck and other.strip():
                    self._append(_STRUCK, role)
                    self._struck = True
                self._append(other, role)
            return
        words = _SPACES.sub(" ", text)
        self._append(words[1:] if self._after_space and words.startswith(" ") else words, role)

    def break_line(self) -> None:
        """Handle a `<br>`: a new line, or a space within a cell, so that a row stays one line."""
        if self._rows:
            self.add(" ", role=None, keeps_spaces=False)
        else:
            self.end_line()

    def end_line(self) -> None:
        """Complete the open line; a blank one is dropped."""
        if self._struck:
            self._append(self._closed(), self._role)
            self._struck = False
        text = "".join(self._parts).strip(" \t")
        self._parts, self._length, self._after_space = [], 0, True
        if text and not text.isspace():
            self._here().append(Line(text, self._role))
            self.count += 1
        self._role = None

    def begin_row(self) -> None:
        """Begin a table row."""
        self.end_line()
        self._rows.append([])

    def begin_cell(self) -> None:
        """Begin a cell; outside a row it is a block."""
        self.end_line()
        if self._rows:
            self._rows[-1].append([])

    def end_cell(self) -> None:
        """End a cell."""
        self.end_line()

    def end_row(self) -> None:
        """End a row: one line with tabs between cells, or the lines of the cells where one has several."""
        self.end_line()
        if not self._rows:
            return
        cells = self._rows.pop()
        lines = [line for cell in cells for line in cell]
        if any(len(cell) > 1 for cell in cells):
            self._here().extend(lines)
        elif lines:
            # Empty cells keep their tab: the third column stays the third.
            joined = "\t".join(cell[0].text if cell else "" for cell in cells)
            self.longest = max(self.longest, len(joined))
            self._here().append(Line(joined, lines[0].role))

    def finish(self) -> list[Line]:
        """All lines, with anything left open completed."""
        while self._rows:
            self.end_row()
        self.end_line()
        return self._lines

    def _closed(self) -> str:
        """Write the closing mark of struck-out words, before the space that follows them."""
        trailing = 0
        while self._parts and self._parts[-1].isspace():
            self._length -= len(self._parts.pop())
            trailing += 1
        if self._parts and (kept := self._parts[-1].rstrip(" \t")) != self._parts[-1]:
            self._length -= len(self._parts[-1]) - len(kept)
            self._parts[-1] = kept
            trailing += 1
        return f"{_END_OF_STRUCK} " if trailing else _END_OF_STRUCK

    def _here(self) -> list[Line]:
        if not self._rows:
            return self._lines
        if not self._rows[-1]:
            self._rows[-1].append([])
        return self._rows[-1][-1]

    def _append(self, text: str, role: str | None) -> None:
        if not text:
            return
        if not text.isspace() and not self._parts:
            self._role = role
        self._parts.append(text)
        self._length += len(text)
        self.longest = max(self.longest, self._length)
        self._after_space = text[-1] in " \t"
