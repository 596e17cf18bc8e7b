"""Cleaning of the fields of a citation: each fits on one line, or is refused.

Invariant: a cleaned field has no line break, no control character, no page furniture, and no address that runs code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from aigaq.citation.citable import Author, Body, Citable, Cited, Person
from aigaq.errors import BadValue, MissingField, ReversedRange, TooLarge

LONGEST = {"title": 1000, "author": 300, "publisher": 300, "place": 200, "revision": 100, "statement": 1000}
LONGEST_ADDRESS = 2000
MOST_AUTHORS = 1000
_MARKS = 4
"""Most combining marks on one letter. No script needs more; more is meant to deceive the reader."""
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_NOT_IN_ADDRESS = re.compile(r"[\s\x00-\x20\x7f<>\"{}|\\^`]")
_JOINERS = "\u200c\u200d"  # they shape letters in Persian and Indic scripts
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BETWEEN = r"\s*[|·•»–—-]\s*"


def cleaned(what: Citable) -> Citable:
    """The same data, with each field on one line.

    Line breaks become spaces. Removed are control and direction marks, an unpaired » from the head of a page, the
    publisher's name after the title, and one full stop at its end. No other letter is changed (NFC).

    Raises:
        MissingField: no title. TooLarge: a field above its limit. BadValue: not a web address, not a digest, or a
            broken letter. ReversedRange: revised before it was published.
        ValueError: a draft with a date of publication or an address.
    """
    if what.draft and (what.published or what.revised or what.address):
        raise ValueError("A draft was not published: it has neither dates nor an address.")
    if not _DIGEST.fullmatch(what.digest):
        raise BadValue(key="digest", value=_shown(what.digest), due="SHA-256")
    if len(what.authors) > MOST_AUTHORS:
        raise TooLarge(id="authors", limit=MOST_AUTHORS)
    in_order(what.published, what.revised)
    publisher = _field("publisher", what.publisher)
    title = _title(_field("title", what.title) or "", publisher)
    if not title:
        raise MissingField(key="title")
    return replace(
        what,
        title=title,
        authors=tuple(_author(one) for one in what.authors),
        publisher=publisher,
        place=_field("place", what.place),
        revision=_field("revision", what.revision),
        address=None if what.address is None else _address(what.address),
        statement=None if what.statement is None else _statement(what.statement),
    )


def in_order(earlier: date | None, later: date | None) -> None:
    """Refuse a day that is earlier than the one it must follow.

    Raises:
        ReversedRange: it is earlier.
    """
    if earlier and later and later < earlier:
        raise ReversedRange(value=f"{earlier}/{later}")


def one_line(text: str) -> str:
    """Text without line breaks, control characters, direction marks and piles of combining marks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _one_line(text)


# The voices and sources of a large case stand in thousands of its citations.
@lru_cache(4096)
def _one_line(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if letter.isspace() or kind in ("Zl", "Zp"):
            kept.append(" ")
        elif kind == "Cs":
            raise BadValue(key="text", value=f"U+{ord(letter):04X}", due="Unicode")
        elif (kind not in ("Cc", "Cf") or letter in _JOINERS) and marks <= _MARKS:
            kept.append(letter)
    return " ".join("".join(kept).split())


def _field(name: str, text: str | None) -> str | None:
    """Text of a field on one line; None if nothing is left of it."""
    if text is not None and len(text) > LONGEST[name]:
        raise TooLarge(id=name, limit=LONGEST[name])
    return one_line(text) or None if text is not None else None


def _title(title: str, publisher: str | None) -> str:
    if publisher:
        title = re.sub(rf"(?:{_BETWEEN}{re.escape(publisher)})+$", "", title)
    while title.count("«") != title.count("»") and title[:1] in "«»" and title:
        title = title[1:].lstrip()
    while title.count("«") != title.count("»") and title[-1:] in "«»" and title:
        title = title[:-1].rstrip()
    # “How it was.” loses its full stop, “... in the U.S.” and “and then ...” keep theirs.
    last = title.rsplit(" ", 1)[-1]
    return title[:-1].rstrip() if title.endswith(".") and last.count(".") == 1 else title


def _author(author: Author) -> Author:
    if isinstance(author, Body):
        return Body(_needed(author.name))
    return Person(_needed(author.family), _field("author", author.given), _field("author", author.suffix))


def _needed(text: str) -> str:
    cleaned = _field("author", text)
    if cleaned is None:
        raise MissingField(key="author")
    return cleaned


def _statement(cited: Cited) -> Cited:
    name = _field("statement", cited.id)
    if name is None:
        raise MissingField(key="statement")
    source = _field("statement", cited.source)
    return Cited(name, _each(cited.places), _each(cited.said_by), _each(cited.through), source)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    cleaned = (_field("statement", text) for text in texts)
    return tuple(text for text in cleaned if text is not None)


def _address(written: str) -> str:
    """A web address, as written."""
    address = written.strip()
    if len(address) > LONGEST_ADDRESS:
        raise TooLarge(id="address", limit=LONGEST_ADDRESS)
    if not _ADDRESS.fullmatch(address) or _NOT_IN_ADDRESS.search(address) or one_line(address) != address:
        # The error shows only the part before the colon: the rest may hold anything.
        raise BadValue(key="address", value=_shown(address.split(":")[0]), due="https://…")
    return address


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text[:20])
