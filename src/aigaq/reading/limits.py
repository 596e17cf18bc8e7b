"""Limits of reading: size, depth and time.

Invariant: beyond a limit reading stops with an error; no text is cut off in silence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aigaq.errors import TooLarge, TooSlow


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading.

    Args:
        bytes: of the whole file.
        longest_line: in code points.
        places: of lines, sentences and brackets, each. 50 MB of bare line breaks would otherwise fill 6 GB.
        depth: of nested HTML elements.
        seconds: of reading; only with a clock.
    """

    bytes: int = 50_000_000
    longest_line: int = 1_000_000
    places: int = 2_000_000
    depth: int = 1_000
    seconds: float = 60.0


DEFAULT = Limits()


class Budget:
    """Guard of the limits of a reading; `clock` gives monotonic seconds, or is None."""

    def __init__(self, limits: Limits, clock: Callable[[], float] | None) -> None:
        self.limits = limits
        self._clock = clock
        self._end = clock() + limits.seconds if clock else 0.0

    def check_time(self) -> None:
        """Raise `TooSlow` once the time is up."""
        if self._clock is not None and self._clock() > self._end:
            raise TooSlow(limit=int(self.limits.seconds))

    def check_bytes(self, size: int) -> None:
        """Raise `TooLarge` if a file is too large."""
        if size > self.limits.bytes:
            raise TooLarge(limit=self.limits.bytes, what="bytes")

    def check_line(self, length: int) -> None:
        """Raise `TooLarge` if a line is too long."""
        if length > self.limits.longest_line:
            raise TooLarge(limit=self.limits.longest_line, what="line")

    def check_places(self, count: int) -> None:
        """Raise `TooLarge` if a text has too many lines, sentences or brackets."""
        if count > self.limits.places:
            raise TooLarge(limit=self.limits.places, what="places")

    def check_depth(self, depth: int) -> None:
        """Raise `TooLarge` if elements are nested too deeply."""
        if depth > self.limits.depth:
            raise TooLarge(limit=self.limits.depth, what="depth")
