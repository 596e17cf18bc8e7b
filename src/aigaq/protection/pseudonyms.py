"""Numbers in place of people: drawn by lot, the same throughout a dossier.

Invariant: a number tells nothing of a name, of the order in the case or of the day somebody came into it, and is none
that the case itself uses for anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from random import Random

_NUMBER = re.compile(r"\d+")


def pseudonyms(
    people: Iterable[str], *, taken: Iterable[str], rng: Random, kept: Mapping[str, int] | None = None
) -> dict[str, int]:
    """A number for each of some people.

    Args:
        people: their ids.
        taken: words of the case (labels, names): a number that stands in one ("witness no. 3") is given to nobody.
        lot: `random.SystemRandom()`; a seeded one in tests alone.
        kept: numbers that earlier editions gave; they stay.
    """
    numbers = dict(kept or {})
    new = sorted(set(people) - set(numbers))
    used = set(numbers.values()) | {int(one) for words in taken for one in _NUMBER.findall(words)}
    # Twice as many as are needed, so that the highest number does not tell how many there are.
    free = [one for one in range(1, len(used) + 2 * len(new) + 10) if one not in used]
    numbers.update(zip(new, rng.sample(free, len(new)), strict=True))
    return numbers


def slug(kind: str, number: int) -> str:
    """The word of an address: `person-7`."""
    return f"{kind}-{number}"
