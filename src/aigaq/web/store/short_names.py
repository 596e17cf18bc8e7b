"""Short name of a new record: as typed, or with random letters behind it.

Invariant: the choice between the two never depends on anything that the maker may not see.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from itertools import count

from aigaq.errors import DuplicateId

_LETTERS = "bcdfghjkmnpqrstvwxyz"
"""No vowels, so that four letters form no word."""
_BEHIND = 4


def short_name(typed: str, *, seen: Collection[str], whole: bool, taken: Callable[[str], bool]) -> str:
    """Name for a new record.

    Args:
        seen: names of the same kind that the maker sees.
        whole: the maker knows that no other names exist.
        taken: tells whether a name is in use, visible to the maker or not.
    Raises:
        DuplicateId: a visible record has the name already, for instance when a form is sent twice.
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
    """Whether a name is the typed one with random letters behind it."""
    before, _, behind = name.rpartition("-")
    return before == typed and len(behind) == _BEHIND and set(behind) <= set(_LETTERS)
