"""What a person who knows the lists can vouch for (`assume`), and no table can show.

Invariant: a word that nothing stands for is an error, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.errors import UnknownCode

VOUCHED = ("closed", "unreferred", "independent")


def words_of(assume: Iterable[str]) -> tuple[str, ...]:
    """What is vouched for, each word once; a single word is a word, and not its letters.

    Raises:
        UnknownCode: nothing can be vouched for by that word.
    """
    words = (assume,) if isinstance(assume, str) else tuple(dict.fromkeys(assume))
    for word in words:
        if word not in VOUCHED:
            raise UnknownCode(key="assume", value=word, known=", ".join(VOUCHED))
    return words
