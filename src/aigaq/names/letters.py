"""Normalised letters of a word: however it is typed, accented, cut up or disguised, in any script.

Invariant: two ways to write the same letters (composed or not, full width, another case, with vowel marks, an
invisible character, an apostrophe or a letter borrowed from another script) come out the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

_IGNORED = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
_IGNORED += "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
# The point between the syllables of Tibetan cuts no word.
_TSHEG = "\u0f0b\u0f0c"
# Neither Latin, Greek nor Cyrillic, and the letters of old fonts that no standard has.
_OTHER = (
    "\u0530-\u1c7f\u1c90-\u1cff\u2d00-\u2ddf\u2e80-\ua63f\ua6a0-\ua71f\ua800-\uab2f\uab70-\ufaff\ufb13-\ufdff"
)
_OTHER += "\ufe70-\ufefe\uff66-\uffdc\U00010000-\U0001d3ff\U0001d800-\U0010ffff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\u3005-\u31ff"
    "\u3400-\u9fff\ua000-\ua4cf\ua960-\ua9ff\uaa60-\uaadf\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00020000-\U0003ffff]"
)
_TURNED = {
    # Cyrillic, Greek and Armenian letters with a Latin twin, in either case.
    **dict(zip("авсеніӏкмортхуһјѕԁԛԝ", "abcehiikmoptxyhjsdqw", strict=True)),
    **dict(zip("αβεζηικμνορτυχ", "abezhikmnoptyx", strict=True)),
    **dict(zip("օսհոցյ", "ouhngj", strict=True)),
    # What a keyboard without them has instead.
    **dict(zip("әғҕґқҡңҥӊөұүҳҷҹҙҫє", "aгггkkhhhoyyxччзce", strict=True)),
    **dict(zip("ıłøđħŧðŋɑɡəƒɓɗƙƴɛɔʋɣʃʒ", "ilodhtdnagefbdkyeovgsz", strict=True)),
    **{"æ": "ae", "œ": "oe", "þ": "th"},
    # Arabic letters of one sound and another shape, and the hamza, which is often left out; Hebrew ones at an end.
    **dict(zip("ىیېێکڪةۃہھەٱۆۇۋں", "ييييككهههههاووون", strict=True)),
    **dict(zip("ךםןףץ", "כמנפצ", strict=True)),
    # Letters that are written as apostrophes are, and the stroke that lengthens Arabic ones.
    **dict.fromkeys("ꞌꞋʔʕءـߴߵ", ""),
    **{chr(one): "" for one in range(0x02B9, 0x0300)},
    **{chr(one): chr(one + 0x60) for one in range(0x3041, 0x3097)},
}
_TABLE = str.maketrans(_TURNED)
_EUROPEAN, _UNKNOWN = "LATIN", "UNKNOWN"
_ALPHABET = re.compile("[A-Za-zÀ-ÖØ-öø-ɏЀ-ԯ]{2}")
_FOREIGN = re.compile(f"[\u0370-\u03ff\u1f00-\u1fff{_OTHER}]+")
# The scripts of Japanese, and old and new letters of Georgian, are read together.
_ONE_SCRIPT = {
    "HIRAGANA": "CJK",
    "KATAKANA": "CJK",
    "HALFWIDTH": "CJK",
    "KANGXI": "CJK",
    "IDEOGRAPHIC": "CJK",
}
_AS_LETTERS = (str.maketrans("01345", "oieas"), str.maketrans("01346", "olзчb"))


@lru_cache(1 << 16)
def letters(word: str) -> str:
    """A word as small letters and digits without marks; empty where it has neither."""
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(filter(None, (_letter(one) for one in small))).translate(_TABLE)


@lru_cache(1 << 12)
def _letter(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] == "M":
        # Vowel signs of the Indian scripts and viramas stay; accents, points and tones go.
        kept = unicodedata.combining(char) in (0, 9) and not re.match(f"[{_IGNORED}]", char)
        return char if kept and kind != "Me" else ""
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    return char if kind in ("Co", "Nl") or (kind[0] == "L" and not re.match(f"[{_IGNORED}]", char)) else ""


@lru_cache(1 << 16)
def readings(word: str) -> tuple[str, ...]:
    """The letters of a word; of one with digits in it, also with the letters that these look like."""
    plain = letters(word)
    if plain.isalpha() or plain.isdecimal() or not re.search(r"\d", plain):
        return (plain,)
    return tuple(dict.fromkeys((plain, *(plain.translate(table) for table in _AS_LETTERS))))


def size(word: str) -> int:
    """The number of letters of a word as its readers count them, without marks."""
    composed = unicodedata.normalize("NFC", word)
    return sum(unicodedata.category(one)[0] == "L" and bool(letters(one)) for one in composed)


def unspaced(word: str) -> bool:
    """Whether a word is in a script without spaces, or in which endings are written on to names."""
    return bool(_UNSPACED.search(unicodedata.normalize("NFC", word)))


def foreign(word: str) -> bool:
    """Whether a word has a letter that is neither Latin nor Cyrillic."""
    return not word.isascii() and any(
        one.isalpha()
        and not unicodedata.name(one, "").startswith(("LATIN", "CYRILLIC", "MODIFIER", "FULLWIDTH"))
        for one in word
    )


def scripts_in(text: str) -> frozenset[str]:
    """Scripts of the words of a text. Latin and Cyrillic count as one, for names are respelled from one to the other.

    A single letter of an alphabet is no word.
    """
    scripts = {_EUROPEAN} if _ALPHABET.search(text) else set[str]()
    for run in () if text.isascii() else _FOREIGN.findall(text):
        if len(run) > 1 or unspaced(run):
            scripts.add(_script(run[0]))
    return frozenset(scripts)


def one_script_each(run: str) -> tuple[int, ...]:
    """Lengths of the stretches of one script in a run of letters; a mark belongs to the letter before it."""
    lengths = [0]
    script = _script(run[0])
    for letter in run:
        if letter.isalpha() and (other := _script(letter)) != script:
            script = other
            lengths.append(0)
        lengths[-1] += 1
    return tuple(lengths)


@lru_cache(1 << 12)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, _UNKNOWN).split()[0]
    return _ONE_SCRIPT.get(name, name)


@cache
def word_pattern() -> re.Pattern[str]:
    """Pattern of words: European letters, letters of other scripts, or digits; marks belong to their letter."""
    marks, raised = _classes()
    marks += _IGNORED + _TSHEG
    letter = rf"(?![{raised}])[^\W\d_]"
    european = rf"(?![{_OTHER}]){letter}"
    other = rf"(?=[{_OTHER}]){letter}|[{_PRIVATE}]"
    # Fast path: nearly every word is of this kind, and the others take five times as long.
    plain = rf"[A-Za-zÀ-ÖØ-öø-ÿĀ-žЀ-ӿ]++(?![^\W\d_]|[{marks}])"
    return re.compile(
        rf"{plain}|(?:{european})(?:{european}|[{marks}])*|(?:{other})(?:{other}|[{marks}])*|\d+"
    )


def _classes() -> tuple[str, str]:
    """All marks, and all raised characters: the number of a footnote is no letter of the word before it."""
    marks, raised = [], [0xAA, 0xB2, 0xB3, 0xB9, 0xBA]
    for code in (*range(0x300, 0x3400), *range(0xA000, 0xAC00), *range(0xFB00, 0x20000)):
        kind = unicodedata.category(chr(code))
        if kind[0] == "M":
            marks.append(code)
        elif kind == "No" or (kind == "Lm" and unicodedata.decomposition(chr(code))[:4] in ("<sup", "<sub")):
            raised.append(code)
    return _ranges(marks), _ranges(raised)


def _ranges(codes: Iterable[int]) -> str:
    """Characters in order as the inside of a regular expression's class."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


IGNORED = re.compile(f"[{_IGNORED}]+")
"""Invisible characters."""
