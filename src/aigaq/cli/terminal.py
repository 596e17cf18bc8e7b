"""What a terminal is given. Invariant: no word of a case commands it, whoever prints.

A title may hold an escape that moves the cursor, writes into the clipboard or hides what follows. So both streams are
guarded once, at the edge, and not at each of the places that print.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TextIO, cast

from aigaq.records.hidden import shown


class Guarded:
    """A stream that writes out what would command the terminal; `bare` is the stream itself, for our own commands."""

    __slots__ = ("bare",)

    def __init__(self, bare: TextIO) -> None:
        self.bare = bare

    def write(self, text: str) -> int:
        """Write a text as a terminal may have it."""
        self.bare.write(shown(text))
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        """Write several."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> object:
        return getattr(self.bare, name)


@contextmanager
def guarded() -> Iterator[None]:
    """Both streams, for as long as a command runs."""
    out, err = (cast(TextIO, Guarded(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(err):
        yield
