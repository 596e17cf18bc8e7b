"""Declension of names in Russian and Kazakh.

Invariant: the given form is always included. A form too many costs a look, a form too few may cost a life. Russian
rules go by the ending alone, so a name that may be declined in two ways (Константин, Оспанова) is declined in both.
Kazakh endings (number, possession, case) follow vowel harmony and the last sound; where the harmony of a name is unsure
(Russian endings, и, у, ю, я) both are used.
Source: Zaliznyak, Grammatical Dictionary of the Russian Language, declensions of proper names; not copied. The tables
of жалғау in school grammars of Kazakh: көптік, тәуелдік, септік.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


def declined(spelling: str) -> frozenset[str]:
    """A Cyrillic word in every form of the Russian and Kazakh declensions."""
    return russian(spelling) | kazakh(spelling)


_SURNAME = "- а у ым ом е ы ых ыми ой ою"
_HARD = "- а у ом ем е ы и ов ев ей ам ами ах"
_ADJECTIVE = "ий ый ой ого ему ому им ым ем ом ая яя ой ей ую ою ие ые их ых ими ыми"
_RULES: tuple[tuple[str, int, str], ...] = (
    # ending, letters cut off, endings put in their place ("-" is none)
    (r"(?:[оеё]в|[иы]н)", 0, _SURNAME),
    (r"(?:[оеё]в|[иы]н)а", 1, _SURNAME),
    (r"(?:[ыио]й|[ая]я)", 2, _ADJECTIVE),
    (r"[бвгджзклмнпрстфхцчшщқғңһ]", 0, _HARD),
    (r"ь", 1, "ь я ю ем ём е и ью ей ям ями ях"),
    (r"й", 1, "й я ю ем ём е и ев ям ями ях"),
    (r"а", 1, "а ы и е у ой ою ей ею - ам ами ах"),
    (r"я", 1, "я и е ю ей ею ёй й ям ями ях"),
)
_FLEETING = re.compile(r"(?P<before>.*[^аеёиоуыэюя])(?:[её](?P<last>[лкц])|о(?P<other>к))")


def russian(word: str) -> frozenset[str]:
    """A name in Russian: in every case, both numbers and, for a surname, both genders.

    Args:
        word: one part of a name in Cyrillic, in the nominative; -ко, -ых, -о, -и and -ұлы are not declined.
    Returns:
        Forms in small letters; some of them nobody uses.
    """
    small = word.casefold()
    return frozenset({small, *_declined(small)})


def _declined(word: str) -> Iterator[str]:
    for ending, cut, endings in _RULES:
        if re.fullmatch(f".+{ending}", word):
            yield from _with(word[: len(word) - cut], endings)
    if fleeting := _FLEETING.fullmatch(word):
        yield from _with(
            fleeting["before"] + (fleeting["last"] or fleeting["other"]), _HARD.removeprefix("- ")
        )
    if word == "лев":
        yield from ("льва", "льву", "львом", "льве")


def _with(stem: str, endings: str) -> Iterator[str]:
    for ending in endings.split():
        yield stem + ending.replace("-", "")


_BACK, _FRONT = "аоұы", "әөүіеэ"
_VOWELS = _BACK + _FRONT + "иуюяё"
_NASAL, _RINGING, _BUZZING = "мнң", "рлй", "жз"
# Back vowels as written here; the front ones follow: а е, ы і, ғ г, қ к.
_TO_FRONT = str.maketrans("аығқ", "еігк")
_SOFTENED = {"п": "б", "к": "г", "қ": "ғ"}


class _Sounds(NamedTuple):
    """The endings after one kind of last sound."""

    plural: str
    genitive: str
    accusative: str
    dative: str
    local: str
    from_: str
    with_: str
    of_mine: str
    of_his: str


_AFTER = {
    "vowel": _Sounds("лар", "ның", "ны", "ға", "да", "дан", "мен", "м", "сы"),
    "nasal": _Sounds("дар", "ның", "ды", "ға", "да", "нан", "мен", "ым", "ы"),
    "ringing": _Sounds("лар", "дың", "ды", "ға", "да", "дан", "мен", "ым", "ы"),
    "l": _Sounds("дар", "дың", "ды", "ға", "да", "дан", "мен", "ым", "ы"),
    "buzzing": _Sounds("дар", "дың", "ды", "ға", "да", "дан", "бен", "ым", "ы"),
    "dull": _Sounds("тар", "тың", "ты", "қа", "та", "тан", "пен", "ым", "ы"),
}
_AFTER_HIS = ("", "ның", "н", "на", "нда", "нан", "мен")


def kazakh(word: str) -> frozenset[str]:
    """A name in Kazakh: in both numbers, unpossessed and possessed, in all seven cases; also "like", "as" and "of".

    Args:
        word: one part of a name in Cyrillic.
    Returns:
        Forms in small letters.
    """
    small = word.casefold()
    all_forms = {small}
    for turned in _harmonies(small):
        all_forms |= {small + ending for ending in _endings(small, turned)}
        if small[-1:] in _SOFTENED:
            soft = small[:-1] + _SOFTENED[small[-1]]
            all_forms |= {soft + ending for ending in _possessed(_AFTER["dull"], turned)}
    return frozenset(all_forms)


def _harmonies(word: str) -> tuple[bool, ...]:
    """Whether the endings are front; both where the word leaves it open."""
    sure = next((one for one in reversed(word) if one in _BACK + _FRONT), None)
    unsure = any(one in "иуюяё" for one in word) or word.endswith(("ов", "ев", "ова", "ева", "ин", "ина"))
    return (False, True) if sure is None or unsure else (sure in _FRONT,)


def _endings(word: str, front: bool) -> Iterator[str]:
    sounds = _sounds_after(word)
    yield from _cased(sounds, front)
    many = _turned(sounds.plural, front)
    yield many
    yield from (many + one for one in _cased(_AFTER["ringing"], front))
    yield from (many + one for one in _possessed(_AFTER["ringing"], front))
    yield from _possessed(sounds, front)


def _cased(sounds: _Sounds, front: bool) -> Iterator[str]:
    """The cases, then "the one of", "like" and "as ... says"."""
    local = sounds.local[0]
    for ending in (sounds.genitive, sounds.accusative, sounds.dative, sounds.local, sounds.from_):
        yield _turned(ending, front)
    yield sounds.with_
    yield f"{sounds.genitive[0]}ікі"
    yield from (_turned(ending, front) for ending in (f"{local}ай", "ша", f"{local}ағы"))


def _possessed(sounds: _Sounds, front: bool) -> Iterator[str]:
    """Possessed forms (mine, ours, yours, his) in all cases."""
    mine = sounds.of_mine
    for ending in (mine, mine.replace("м", "ң"), f"{mine}ыз", f"{mine.replace('м', 'ң')}ыз"):
        kind = _AFTER["buzzing" if ending.endswith("з") else "nasal"]
        yield _turned(ending, front)
        yield from (_turned(ending, front) + after for after in _cased(kind, front))
        if not ending.endswith("з"):
            yield _turned(f"{ending}а", front)
    yield from (_turned(sounds.of_his + after, front) for after in _AFTER_HIS)


def _turned(ending: str, front: bool) -> str:
    return ending.translate(_TO_FRONT) if front else ending


def _sounds_after(word: str) -> _Sounds:
    last = word.rstrip("ьъ")[-1:]
    for kind, letters in (("vowel", _VOWELS), ("nasal", _NASAL), ("l", "л"), ("ringing", _RINGING)):
        if last and last in letters:
            return _AFTER[kind]
    return _AFTER["buzzing" if last and last in _BUZZING else "dull"]
