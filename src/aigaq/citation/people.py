"""Lists of authors in the form of each manual.

Invariant: the name of a body stays as it is; a person without a given name is cited by the only name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from aigaq.citation.authors import is_particle
from aigaq.citation.citable import Author, Body

_PART = re.compile(r"[^\s.-]+")
"""Pattern of a given name, or one half of a double one."""


def initials(given: str, *, between: str = " ") -> str:
    """Initials of given names: `Anna-Maria Bolat` gives `A.-M. B.`; of `A.B.` each letter counts."""
    words = re.findall(r"[^\s.]+(?:\.(?=-))?(?:-[^\s.]+)*", given)
    letters = [
        "-".join(f"{part[0].upper()}." for part in _PART.findall(word))
        for word in words
        if not is_particle(word)
    ]
    particles = [word for word in words if is_particle(word)]
    return " ".join([between.join(letters), *particles]).strip()


def two_letters(given: str) -> str:
    """The first two initials without marks: `Anna-Maria Bolat` gives `AM` (Citing Medicine, chapter 2)."""
    words = given.split()
    parts = [part for word in words if not is_particle(word) for part in _PART.findall(word)]
    return " ".join(
        ["".join(part[0].upper() for part in parts[:2]), *(word for word in words if is_particle(word))]
    )


def name(author: Author, *, turned: bool, given: Callable[[str], str] = str, between: str = ", ") -> str:
    """One author; `turned` puts the family name first."""
    if isinstance(author, Body):
        return author.name
    first = given(author.given) if author.given else ""
    full = (
        (f"{author.family}{between}{first}" if turned else f"{first} {author.family}")
        if first
        else author.family
    )
    if not author.suffix:
        return full
    # Vancouver writes no full stops and no comma: "King ML Jr".
    return f"{full} {author.suffix.rstrip('.')}" if between == " " else f"{full}, {author.suffix}"


def joined(names: Sequence[str], *, last: str, two: str | None = None) -> str:
    """Names joined as `A, B` with `last` before the last one; `two` joins a list of two."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return f"{names[0]}{last if two is None else two}{names[1]}"
    return f"{', '.join(names[:-1])}{last}{names[-1]}"


def apa(authors: Sequence[Author]) -> str:
    """Up to twenty authors; of more, nineteen, an ellipsis and the last (APA 7, 9.8)."""
    names = [name(one, turned=True, given=initials) for one in authors]
    if len(names) > 20:
        return f"{', '.join(names[:19])}, . . . {names[-1]}"
    return joined(names, last=", & ")


def mla(authors: Sequence[Author], *, last: str, others: str) -> str:
    """The first author inverted; of more than two, the first and "et al." (MLA 9, 5.5-5.7)."""
    names = [name(one, turned=at == 0) for at, one in enumerate(authors)]
    return f"{names[0]}, {others}" if len(names) > 2 else joined(names, last=f", {last} ")


def chicago(authors: Sequence[Author], *, last: str, others: str) -> str:
    """The first author inverted; up to ten, of more the first seven (CMOS 17, 14.76)."""
    names = [name(one, turned=at == 0) for at, one in enumerate(authors)]
    if len(names) > 10:
        return f"{', '.join(names[:7])}, {others}"
    return joined(names, last=f", {last} ")


def harvard(authors: Sequence[Author], *, last: str, others: str) -> str:
    """Authors with initials without spaces; of four or more, the first (Cite Them Right)."""
    names = [name(one, turned=True, given=lambda text: initials(text, between="")) for one in authors]
    return f"{names[0]} {others}" if len(names) > 3 else joined(names, last=f" {last} ")


def vancouver(authors: Sequence[Author], *, others: str) -> str:
    """Authors with two initials and no full stops; of more than six, the first six (ICMJE)."""
    names = [name(one, turned=True, given=two_letters, between=" ") for one in authors]
    return ", ".join([*names[:6], others] if len(names) > 6 else names)


def ieee(authors: Sequence[Author], *, last: str, others: str) -> str:
    """Authors with initials first; of more than six, the first (IEEE Reference Guide)."""
    names = [name(one, turned=False, given=initials) for one in authors]
    return f"{names[0]} {others}" if len(names) > 6 else joined(names, last=f", {last} ", two=f" {last} ")


def gost(authors: Sequence[Author]) -> str:
    """Heading of one to three authors; four or more follow the title (GOST R 7.0.5-2008)."""
    return ", ".join(name(one, turned=True, given=initials, between=" ") for one in authors)


def plain(authors: Sequence[Author]) -> str:
    """All authors in full, given name first."""
    return ", ".join(name(one, turned=False) for one in authors)
