"""How a name must stand in a translation, by rule: as the case itself spells it there, else by its letters.

Invariant: a name is never refused where it stands as in the original, or in any case form of the spelling offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from aigaq.names import kazakh, russian
from aigaq.names.folding import RUSSIAN_FOR_KAZAKH
from aigaq.names.keys import keys
from aigaq.names.parts import SHORTEST, all_keys, parts_of
from aigaq.names.respelling import cyrillic, romanised
from aigaq.names.scripts import script_of

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_SURE = 5
"""Letters of the shortest word that is taken for a name by its sound alone, where no spelling is known."""
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
    """A name with its spellings, each with the language in which it is written so; the label of the case first."""

    spellings: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A name that does not stand as it must.

    Args:
        original: the word as it stands in the original.
        form: how it stands by the rule, in the nominative.
        found: the word that stands there instead; None where none does.
    """

    kind: Literal["missing", "spelt"]
    original: str
    form: str
    found: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a name: every spelling of it, with its language."""

    spellings: tuple[tuple[str, str | None], ...]

    def of(self, script: str) -> tuple[tuple[str, str | None], ...]:
        return tuple((one, language) for one, language in self.spellings if script_of(one) == script)

    def sounds_as(self, word: str) -> bool:
        own = frozenset().union(*(all_keys(one) for one, _ in self.spellings))
        return len(word) >= SHORTEST and bool(keys(word) & own)


class Names:
    """The names of an edition, made ready to be looked for in its paragraphs."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._parts = [part for one in known for part in _parts(one)]
        self._heads = [
            {key[:_HEAD] for word, _ in part.spellings for key in keys(word)} for part in self._parts
        ]

    def slips(self, original: str, text: str, to: str) -> tuple[Slip, ...]:
        """Each name of a paragraph that its translation leaves out, or spells otherwise than the rule.

        Args:
            to: en, ru or kk.
        """
        words = _TOKEN.findall(text)
        found = []
        for part, standing in self._standing(original):
            if (slip := _slip(part, standing, words, to)) is not None:
                found.append(slip)
        return tuple(found)

    def _standing(self, original: str) -> Iterator[tuple[_Part, str]]:
        """The parts of names that stand in a text, each once, with the word that stands there."""
        words = [one for one in _TOKEN.findall(original) if one[0].isupper()]
        heads = {key[:_HEAD] for one in words for key in keys(one)}
        for part, own in zip(self._parts, self._heads, strict=True):
            if heads.isdisjoint(own):
                continue
            word = next((one for one in words if _is(part, one)), None)
            if word is not None:
                yield part, word


def _parts(known: Known) -> Iterator[_Part]:
    """The words of a name, each with its spellings wherever the name is spelt again."""
    (label, language), *others = known.spellings
    left = [(word, other) for spelling, other in others for word in parts_of(spelling)]
    for part in parts_of(label):
        same = [one for one in left if keys(one[0]) & keys(part)]
        left = [one for one in left if one not in same]
        yield _Part(((part, language), *same))
    for one in left:
        yield _Part((one,))


def _is(part: _Part, word: str) -> bool:
    """Whether a word is this part of a name: by its letters where a spelling is known, else by its sound."""
    known = part.of(script_of(word))
    if known:
        return any(_forms_hold(one, word) for one, _ in known)
    return len(word) >= _SURE and part.sounds_as(word)


def _slip(part: _Part, standing: str, words: Sequence[str], to: str) -> Slip | None:
    if standing in words:
        return None
    due = _due(part, to)
    by_rule = part.of("Latn" if to == "en" else "Cyrl")
    sounding = [one for one in words if part.sounds_as(one)]
    script = "Latn" if to == "en" else "Cyrl"
    for word in words:
        if any(_forms_hold(each, word) for each in due):
            return None
    if not sounding:
        return Slip("missing", standing, due[0])
    if not by_rule and any(script_of(one) == script for one in sounding):
        # The case itself never spells it in these letters: any spelling that sounds like it is as good as ours.
        return None
    return Slip("spelt", standing, due[0], sounding[0])


def _due(part: _Part, to: str) -> tuple[str, ...]:
    """The spellings that stand in a language, the one to offer first."""
    if to == "en":
        latin = part.of("Latn")
        return tuple(one for one, _ in latin) or tuple(
            _titled(romanised(one, "english")) for one, _ in part.spellings
        )
    known = part.of("Cyrl")
    own = tuple(one for one, language in known if language == to)
    if to == "kk" or own:
        found = own or tuple(one for one, _ in known)
    else:
        found = tuple(one.translate(RUSSIAN_FOR_KAZAKH) for one, _ in known)
    if found:
        soft = tuple(f"{one}ь" for one in found if to == "ru" and not own and one.endswith(_SOFTENED))
        return (*found, *soft)
    return tuple(_titled(one) for word, _ in part.spellings for one in _guesses(word, to))


def _guesses(word: str, to: str) -> tuple[str, ...]:
    written = word.casefold().translate(_KAZAKH) if to == "kk" else word.casefold()
    plain = _GROUP.sub(lambda found: _GROUPS[found[0]], written)
    return (plain, *sorted(cyrillic(word) - {plain}))


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def _forms_hold(spelling: str, word: str) -> bool:
    """Whether a word is a spelling, in any of the forms that it takes."""
    return word.casefold() in _forms(spelling.casefold())


@lru_cache(4096)
def _forms(spelling: str) -> frozenset[str]:
    if script_of(spelling) == "Cyrl":
        return russian.forms(spelling) | kazakh.forms(spelling)
    return frozenset(f"{spelling}{ending}" for ending in ("", "s", "'s", "’s"))
