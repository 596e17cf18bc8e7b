"""The short name of something new: as it was typed, or with letters of chance behind it.

Invariant: which of the two never hangs on anything that its maker may not see.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from itertools import count

from aigaq.errors import DuplicateId

_LETTERS = "bcdfghjkmnpqrstvwxyz"
"""No vowels: four of them are no word."""
_BEHIND = 4


def short_name(typed: str, *, seen: Collection[str], whole: bool, taken: Callable[[str], bool]) -> str:
    """The name that something new gets.

    Args:
        seen: the names of its kind that its maker sees.
        whole: she knows that there are no others.
        taken: whether anything bears a name, seen or not.
    Raises:
        DuplicateId: she sees what was called so already; whoever presses twice makes nothing a second time.
    """
    same = next((one for one in seen if one == typed or (not whole and _made_of(one, typed))), None)
    if same is not None:
        raise DuplicateId(value=same)
    if whole:
        return typed
    return next(name for name in (f"{typed}-{_chance()}" for _ in count()) if not taken(name))


def _chance() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_BEHIND))


def _made_of(name: str, typed: str) -> bool:
    """Whether a name is a typed one with letters of chance behind it."""
    before, _, behind = name.rpartition("-")
    return before == typed and len(behind) == _BEHIND and set(behind) <= set(_LETTERS)
