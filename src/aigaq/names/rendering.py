"""Rendering of names in a translation: as the case spells them in that language, else letter by letter.

Invariant: a name is accepted as in the original, and in any case form of the spelling that is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from aigaq.names.declension import declined
from aigaq.names.folding import RUSSIAN_FOR_KAZAKH
from aigaq.names.keys import keys, script_of
from aigaq.names.parts import SHORTEST, all_keys, parts_of
from aigaq.names.respelling import cyrillic, romanised

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_SURE = 5
"""Letters of the shortest word that is recognised as a name by its sound alone."""
_HEAD = 2
_KAZAKH = str.maketrans("q", "қ")
_SOFTENED = ("л", "р", "н", "т")
_GROUPS: Mapping[str, str] = {
    **{"shch": "щ", "zh": "ж", "kh": "х", "gh": "г", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "iu": "ю"},
    **{"ya": "я", "ia": "я", "yo": "ё", "ye": "е", "ai": "ай", "ei": "ей", "oi": "ой", "ui": "уй"},
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхижклмнопкрстуввксиз", strict=False)),
}
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Known:
    """A name with its spellings, each with its language; the label of the case first."""

    spellings: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A name that a translation leaves out or misspells.

    Args:
        original: the word in the original.
        form: the expected word, in the nominative.
        found: the word used instead; None where the name is missing.
    """

    kind: Literal["missing", "spelt"]
    original: str
    form: str
    found: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a name: its spellings, each with its language."""

    spellings: tuple[tuple[str, str | None], ...]

    def of(self, script: str) -> tuple[tuple[str, str | None], ...]:
        return tuple((one, language) for one, language in self.spellings if script_of(one) == script)

    def sounds_as(self, word: str) -> bool:
        own_keys = frozenset().union(*(all_keys(one) for one, _ in self.spellings))
        return len(word) >= SHORTEST and bool(keys(word) & own_keys)


class Names:
    """The names of an edition, indexed for the search in paragraphs."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._parts = [part for one in known for part in _parts(one)]
        self._heads = [
            {key[:_HEAD] for word, _ in part.spellings for key in keys(word)} for part in self._parts
        ]

    def slips(self, original: str, text: str, to: str) -> tuple[Slip, ...]:
        """The names of a paragraph that its translation leaves out or misspells.

        Args:
            to: en, ru or kk.
        """
        words = _TOKEN.findall(text)
        slips = (_slip(part, word, words, to) for part, word in self._parts_in(original))
        return tuple(slip for slip in slips if slip is not None)

    def _parts_in(self, original: str) -> Iterator[tuple[_Part, str]]:
        """Parts of names in a text, each once, with the word as written there."""
        words = [one for one in _TOKEN.findall(original) if one[0].isupper()]
        heads = {key[:_HEAD] for one in words for key in keys(one)}
        for part, heads_of_part in zip(self._parts, self._heads, strict=True):
            if heads.isdisjoint(heads_of_part):
                continue
            word = next((one for one in words if _is_part(part, one)), None)
            if word is not None:
                yield part, word


def _parts(known: Known) -> Iterator[_Part]:
    """The words of a name, each with the spellings of the same word in other spellings of the name."""
    (label, language), *others = known.spellings
    left = [(word, other) for spelling, other in others for word in parts_of(spelling)]
    for part in parts_of(label):
        same = [spelling for spelling in left if keys(spelling[0]) & keys(part)]
        left = [spelling for spelling in left if spelling not in same]
        yield _Part(((part, language), *same))
    for spelling in left:
        yield _Part((spelling,))


def _is_part(part: _Part, word: str) -> bool:
    """Whether a word is this part of a name: by its letters if a spelling in its script is known, else by sound."""
    known = part.of(script_of(word))
    if known:
        return any(_forms_hold(one, word) for one, _ in known)
    return len(word) >= _SURE and part.sounds_as(word)


def _slip(part: _Part, original: str, words: Sequence[str], to: str) -> Slip | None:
    if original in words:
        return None
    expected = _expected(part, to)
    script = "Latn" if to == "en" else "Cyrl"
    sounding = [one for one in words if part.sounds_as(one)]
    for word in words:
        if any(_forms_hold(spelling, word) for spelling in expected):
            return None
    if not sounding:
        return Slip("missing", original, expected[0])
    if not part.of(script) and any(script_of(one) == script for one in sounding):
        # The case never spells it in this script: any spelling that sounds like it is as good as ours.
        return None
    return Slip("spelt", original, expected[0], sounding[0])


def _expected(part: _Part, to: str) -> tuple[str, ...]:
    """The accepted spellings in a language, the one to offer first."""
    if to == "en":
        latin = part.of("Latn")
        return tuple(one for one, _ in latin) or tuple(
            _titled(romanised(one, "english")) for one, _ in part.spellings
        )
    known = part.of("Cyrl")
    in_language = tuple(one for one, language in known if language == to)
    if to == "kk" or in_language:
        spellings = in_language or tuple(one for one, _ in known)
    else:
        spellings = tuple(one.translate(RUSSIAN_FOR_KAZAKH) for one, _ in known)
    if spellings:
        soft = tuple(
            f"{one}ь" for one in spellings if to == "ru" and not in_language and one.endswith(_SOFTENED)
        )
        return (*spellings, *soft)
    return tuple(_titled(one) for word, _ in part.spellings for one in _guesses(word, to))


def _guesses(word: str, to: str) -> tuple[str, ...]:
    written = word.casefold().translate(_KAZAKH) if to == "kk" else word.casefold()
    plain = _GROUP.sub(lambda found: _GROUPS[found[0]], written)
    return (plain, *sorted(cyrillic(word) - {plain}))


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def _forms_hold(spelling: str, word: str) -> bool:
    """Whether a word is a spelling or one of its case forms."""
    return word.casefold() in _forms(spelling.casefold())


@lru_cache(4096)
def _forms(spelling: str) -> frozenset[str]:
    if script_of(spelling) == "Cyrl":
        return declined(spelling)
    return frozenset(f"{spelling}{ending}" for ending in ("", "s", "'s", "’s"))
