"""Assumptions (`assume`) that no table can show; a person who knows the lists must vouch for them.

Invariant: an unknown word is an error, never ignored.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.errors import UnknownCode

VOUCHED = ("closed", "unreferred", "independent")


def words_of(assume: Iterable[str]) -> tuple[str, ...]:
    """The assumptions, each once; a string is a single assumption.

    Raises:
        UnknownCode: not an assumption.
    """
    words = (assume,) if isinstance(assume, str) else tuple(dict.fromkeys(assume))
    for word in words:
        if word not in VOUCHED:
            raise UnknownCode(key="assume", value=word, known=", ".join(VOUCHED))
    return words
