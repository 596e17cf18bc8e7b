"""Collect every problem of a case instead of stopping at the first. Invariant: no problem is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from aigaq.errors import AigaqError, CaseInvalid


class Problems:
    """The problems found so far."""

    def __init__(self) -> None:
        self.found: list[AigaqError] = []

    @contextmanager
    def caught(self, **place: str | int) -> Iterator[None]:
        """Collect an error raised inside and continue; `place` supplies parameters that the error lacks."""
        try:
            yield
        except AigaqError as error:
            self.add(error, **place)

    def add(self, error: AigaqError, **place: str | int) -> None:
        """Record an error."""
        for key, value in place.items():
            error.parameters.setdefault(key, value)
        self.found.append(error)

    def stop_if_any(self) -> None:
        """Stop reading if any problem was found.

        Raises:
            CaseInvalid: with all problems.
        """
        if self.found:
            raise CaseInvalid(self.found)
