"""Pseudonyms: random numbers in place of people, the same throughout a dossier.

Invariant: a number tells nothing of a name, of the order in the case or of the day somebody was added. No number is
used that the case itself uses for somebody ("witness no. 3").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from random import Random

_NUMBER = re.compile(r"\d+")


def pseudonyms(
    people: Iterable[str], *, taken: Iterable[str], rng: Random, kept: Mapping[str, int] | None = None
) -> dict[str, int]:
    """A random number for each person.

    Args:
        people: their ids.
        taken: words of the case (labels, names); a number in one of them is given to nobody.
        rng: `random.SystemRandom()`; a seeded one in tests alone.
        kept: numbers that earlier editions gave; they stay.
    """
    numbers = dict(kept or {})
    new = sorted(set(people) - set(numbers))
    used = set(numbers.values()) | {int(one) for words in taken for one in _NUMBER.findall(words)}
    # From twice as many numbers as are needed, so that the highest does not tell how many people there are.
    free = [one for one in range(1, len(used) + 2 * len(new) + 10) if one not in used]
    numbers.update(zip(new, rng.sample(free, len(new)), strict=True))
    return numbers


def slug(kind: str, number: int) -> str:
    """The part of a page address that stands for a person: `person-7`."""
    return f"{kind}-{number}"
