"""Progress of long work on a terminal's error stream.

Invariant: nothing is shown in the first two seconds, nor to a file; the line is wiped before the answer.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

from aigaq.records.vocab.messages import Language, say

QUIET_SECONDS = 2.0


class Teller:
    """Progress line, called with the share done; remembers its length in order to wipe it."""

    __slots__ = ("began", "clock", "language", "shown", "stream")

    def __init__(
        self, language: Language, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.language, self.clock = language, clock
        stream = sys.stderr if stream is None else stream
        # Wiping the line needs a control sequence, which a guarded stream would escape.
        self.stream: TextIO = getattr(stream, "bare", stream)
        self.began, self.shown = clock(), ""

    def __call__(self, share: float) -> None:
        """Show the share done (0 to 1)."""
        if not self.stream.isatty() or self.clock() - self.began <= QUIET_SECONDS:
            return
        line = say("estimate-progress", self.language, percent=round(100 * share))
        if line != self.shown:
            print(f"\r{line.ljust(len(self.shown))}", end="", file=self.stream, flush=True)
            self.shown = line

    def clear(self) -> None:
        """Wipe the line if there is one."""
        if self.shown:
            print(f"\r{' ' * len(self.shown)}\r", end="", file=self.stream, flush=True)
            self.shown = ""
