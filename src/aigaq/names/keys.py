"""Search keys: Latin keys that a word shares with its spellings in other scripts and romanisations.

Invariant: a spelling and its usual romanisations share a key. Different names may share one too.
The usual romanisations are those of passports, BGN/PCGN, ISO 9, the Kazakh Latin alphabets of 2017 to 2021, and German,
French and Turkish transcriptions. In a key Z, S, C stand for ж, ш and щ, ч; c for ц.

A letter borrowed from another script is replaced only by one that looks the same; a word of one script never changes.

Kindred names are derived from a name, its stem, or the same but for one vowel. They are never a sure hit: children and
forebears of a family share one, and many names differ by one vowel only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product
from typing import Literal

MOST = 64
"""Most readings of one word. Beyond that the later letters keep their first reading only."""
_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфхцчшщъыьэ", "abvgdeziiklmnoprstufhcCSS\0i\0e", strict=True)),
    **{"ж": "Z", "ю": "iu", "я": "ia", "ё": "e o", "қ": "k", "ғ": "g", "ң": "n ng", "ө": "o u"},
    **{"ә": "a e", "ү": "u iu", "ұ": "u", "і": "i", "һ": "h g", "ј": "i", "ѕ": "s", "ӏ": "\0"},
}
_LATIN = {
    **dict(zip("abdefghiklmnopqrstuvyz", "abdefghiklmnopkrstuviz", strict=True)),
    **{"shch": "S", "sch": "S Z", "tsch": "C", "tch": "C", "dzh": "Z", "dj": "Z", "zh": "Z", "sh": "S"},
    **{"ch": "C h", "kh": "h k", "gh": "g", "ck": "k", "ph": "f", "ng": "n ng", "oo": "u o", "ee": "e i"},
    **{"ou": "ou u", "oe": "oe o", "ae": "ae a e", "ue": "ue u", "c": "c k Z", "j": "Z i", "w": "v u"},
    **{"x": "h ks", "s": "s z", "ss": "s", "z": "z c", "tz": "c", "ş": "S", "š": "S", "ŝ": "S", "ç": "C"},
    **{"č": "C", "ž": "Z", "ẑ": "Z", "ğ": "g"},
    **{"ŋ": "n ng", "ń": "n ng", "ñ": "n ng", "ö": "o u", "ó": "o u", "ü": "u iu", "ú": "u iu", "û": "iu u"},
    **{"â": "ia a", "ä": "a e", "á": "a e", "ə": "a e", "ë": "e o", "ı": "i", "ý": "i u", "ß": "s"},
}
_LONGEST = max(map(len, _LATIN))
_SMALL_CYRILLIC = re.compile(f"[{''.join(_CYRILLIC)}]+")
_SMALL_CYRILLIC_LINES = re.compile(f"[{''.join(_CYRILLIC)}]+(?:\\n[{''.join(_CYRILLIC)}]+)*")
_FIRST = str.maketrans({one: said.split(" ")[0].replace("\0", "") for one, said in _CYRILLIC.items()})
_SILENT = re.compile(r"[\u02b9\u02ba\u02bc'’ʻ`´\u00ad\u200b-\u200f\u2060\ufeff]")
_TWICE = re.compile(r"(.)\1+")
_SOFT = re.compile("i+[eo]")
_OFF = re.compile(r"(?<=[oe])f$", re.MULTILINE)


def keys(word: str) -> frozenset[str]:
    """Every key of a word; none for a word without Latin or Cyrillic letters."""
    return _keys(unicodedata.normalize("NFKC", word), MOST)


def first_key(word: str) -> str:
    """The key of a word by the first reading of each letter; empty where it has none."""
    # Fast path: the declined forms of names, hundreds of each, are all of this kind.
    if _SMALL_CYRILLIC.fullmatch(word):
        return _settled(word.translate(_FIRST))
    return next(iter(_keys(unicodedata.normalize("NFKC", word), 1)), "")


def first_keys(words: Iterable[str]) -> frozenset[str]:
    """The first keys of some words, all at once, for a name has hundreds of forms."""
    listed = list(words)
    together = "\n".join(listed)
    if _SMALL_CYRILLIC_LINES.fullmatch(together):
        return frozenset(_settled(together.translate(_FIRST)).split("\n"))
    return frozenset(map(first_key, listed))


@lru_cache(1 << 16)
def _keys(word: str, most: int) -> frozenset[str]:
    all_keys: set[str] = set()
    for reading in unmixed(_SILENT.sub("", word)):
        all_keys |= {_settled("".join(parts)) for parts in product(*_choices(reading.casefold(), most))}
    return frozenset(all_keys - {""})


def _choices(word: str, most: int) -> list[list[str]]:
    """The readings of each letter or group of letters; at most `most` combinations in all."""
    choices, at, readings = [], 0, 1
    small = unicodedata.normalize("NFC", word)
    while at < len(small):
        graph, said = _next(small[at : at + _LONGEST])
        parts = [one.replace("\0", "") for one in said.split(" ")]
        kept = parts if readings * len(parts) <= most else parts[:1]
        readings *= len(kept)
        choices.append(kept)
        at += len(graph)
    return choices


def _next(rest: str) -> tuple[str, str]:
    """The longest known group of letters at the start of a stretch, with its readings."""
    for length in range(len(rest), 0, -1):
        graph = rest[:length]
        said = _LATIN.get(graph) or _CYRILLIC.get(graph)
        if said is not None:
            return graph, said
    bare = unicodedata.normalize("NFD", rest[0])[0]
    return rest[0], _LATIN.get(bare) or _CYRILLIC.get(bare) or "\0"


def _settled(raw: str) -> str:
    """A key with sounds that are heard as one merged: ts, ц; дж, ж; ye, yo, е; šč, щ; doubled letters; -off, -ов."""
    key = raw.replace("ts", "c").replace("dZ", "Z").replace("SC", "S")
    return _OFF.sub("v", _TWICE.sub(r"\1", _SOFT.sub("e", key)))


_ENDING = (
    r"(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|ск(?:ий|ая)|цк(?:ий|ая)|[ое]вич|[ое]вна|инична|ұлы|улы|уулу|қызы|кызы|оглы|"
    r"заде|дзе|швили|янц?|енко|чук|ovi?ch|evi?ch|[oe]vna|y?ev|ov|o[fv]f|eff|y?eva|ova|in|ina|sk(?:y|iy|ii|aya|aia)|"
    r"uly|uulu|[kq]yzy|o[gğ]lu|o[gʻ]*li|zade|dze|shvili|yan|ian|enko|chuk|son|sson|escu|ovi[cć]|poulos)"
)
_MADE_OF = re.compile(rf"(.{{4,}}?){_ENDING}", re.IGNORECASE)
# Of a key: what is made of a given name, in the cases of Russian and Kazakh.
_MADE = re.compile(
    r"(.{3,}?)(?:(?:[oe]v|i)iC[a-z]{0,4}|[oe]vn[a-z]{1,4}|iniCn[a-z]{1,4}|[ou]gl[iu][a-z]{0,4}|ul[iu][a-z]{0,6}|"
    r"u+lu|[kg]izi[a-z]{0,6}|[oe]v[a-z]{0,3}|zade)"
)
_VOWEL = re.compile("[aeiou]")
_LONG, _CONSONANTS = 6, 4
"""Fewest letters, and fewest consonants, of a key that is also found with another vowel."""


def stem_of(name: str) -> str | None:
    """The stem of a surname or patronymic; None where it has no such ending."""
    match = _MADE_OF.fullmatch(name)
    return match[1] if match else None


def made_of(key: str) -> Iterator[str]:
    """Keys of the given name that a patronymic or surname may be derived from."""
    match = _MADE.fullmatch(key)
    if match is not None:
        yield match[1]
        # A vowel that the ending took away, or one of two letters that are one in a key (Bek-kyzy).
        yield from (f"{match[1]}{letter}" for letter in ("a", "i", "e", key[len(match[1])]))


def consonants(key: str) -> str | None:
    """A key with its vowels left open; None for a key so short that many words would fit."""
    opened = _VOWEL.sub("*", key)
    return opened if len(key) >= _LONG and len(opened) - opened.count("*") >= _CONSONANTS else None


def one_vowel_apart(first: str, second: str) -> bool:
    """Whether two keys with the same consonants in the same places differ in one vowel."""
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


Script = Literal["Cyrl", "Latn", "mixed", "other"]

_LATIN_TWINS = "AaBCcEeHIiKkMmOoPpTXxYyhjs"
_CYRILLIC_TWINS = "АаВСсЕеНІіКкМмОоРрТХхУуһјѕ"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορνικυχ", "ABEZHIKMNOPTYXaopvikyx")


def script_of(word: str) -> Script:
    """The script of the letters of a word: Cyrillic, Latin, both, or none of the two."""
    scripts = {_script(one) for one in word if one.isalpha()} - {"other"}
    if len(scripts) == 2:
        return "mixed"
    return "Cyrl" if "Cyrl" in scripts else "Latn" if scripts else "other"


def _script(letter: str) -> Script:
    name = unicodedata.name(letter, "")
    return "Cyrl" if name.startswith("CYRILLIC") else "Latn" if name.startswith("LATIN") else "other"


def unmixed(word: str) -> tuple[str, ...]:
    """A word as it is; of a word in two scripts, its readings in either, by letters that look alike.

    Returns:
        The readings in one script; the word itself where a letter has no twin.
    """
    plain = word.translate(_GREEK)
    if script_of(plain) != "mixed":
        return (plain,)
    read = tuple(plain.translate(table) for table in (_TO_CYRILLIC, _TO_LATIN))
    return tuple(one for one in read if script_of(one) != "mixed") or (plain,)
