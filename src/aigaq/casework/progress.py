"""Progress of long work: done, total, time left.

Invariant: nothing is shown for short work, or when the output is not a terminal.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import TextIO

PATIENCE = 1.0
"""Seconds before the first line, and between two of them."""


class Progress:
    """Progress line on a terminal. Ctrl-C stops the work and leaves everything as it was."""

    def __init__(self, what: str, stream: TextIO) -> None:
        self.what = what
        # Wiping the line needs a control sequence, which a guarded stream would escape.
        self.stream: TextIO = getattr(stream, "bare", stream)
        self.began = self.last = time.monotonic()
        self.shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            print("\r\033[K", end="", file=self.stream, flush=True)

    def seen(self, done: int, total: int) -> None:
        """Show the progress, if some time has passed and the output is a terminal."""
        now = time.monotonic()
        if now - self.last < PATIENCE or not self.stream.isatty():
            return
        self.last = now
        self.shown = True
        left = (now - self.began) / done * (total - done)
        print(f"\r\033[K{self.what}: {done} / {total}, {left:.0f} s", end="", file=self.stream, flush=True)
