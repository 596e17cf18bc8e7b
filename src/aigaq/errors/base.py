"""The base class of every error: a code and parameters.

Invariant: no parameter ever holds a protected name; only ids, numbers, file names and vocabulary codes.
The sentence of a code stands in `records/vocab/messages/`, read by `records.messages.sentence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar


class AigaqError(Exception):
    """An expected failure: bad input or something broken. A refusal is a returned value, not an error.

    Args:
        parameters: what the sentence needs. `file`, `line` and `id` say where, if that is known.
    """

    code: ClassVar[str] = "error"

    def __init_subclass__(cls) -> None:
        """Derive the code from the name of the class, NotACase: `not-a-case`, unless the class states another."""
        if "code" not in vars(cls):
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def __init__(self, **parameters: str | int) -> None:
        super().__init__(self.code, parameters)
        self.parameters = parameters

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.parameters.items())])


class CaseInvalid(AigaqError):
    """A case has problems; the error carries all of them, not only the first."""

    def __init__(self, problems: Sequence[AigaqError]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)
