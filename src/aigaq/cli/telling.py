"""Says how far long work is, on the error stream of a terminal.

Invariant: nothing is told in the first two seconds, nor to a file; what was told is wiped before the answer.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from aigaq.records.vocab.messages import Language, say

QUIET_SECONDS = 2.0


class Teller:
    """Called with the share done; keeps one line, and remembers how much of it to wipe."""

    __slots__ = ("began", "clock", "language", "shown", "stream")

    def __init__(
        self, language: Language, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.language, self.clock = language, clock
        stream = sys.stderr if stream is None else stream
        # The line is wiped by a command of ours, which a guarded stream would write out.
        self.stream: TextIO = getattr(stream, "bare", stream)
        self.began, self.shown = clock(), ""

    def __call__(self, share: float) -> None:
        """Tell the share done, of 1."""
        if not self.stream.isatty() or self.clock() - self.began <= QUIET_SECONDS:
            return
        line = say("estimate-progress", self.language, percent=round(100 * share))
        if line != self.shown:
            print(f"\r{line.ljust(len(self.shown))}", end="", file=self.stream, flush=True)
            self.shown = line

    def clear(self) -> None:
        """Wipe the line, if there is one."""
        if self.shown:
            print(f"\r{' ' * len(self.shown)}\r", end="", file=self.stream, flush=True)
            self.shown = ""
