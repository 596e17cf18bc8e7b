"""Decoding: the charset of bytes, the evidence for it, and the alternatives.

Invariant: bytes are decoded whole and strictly. Bytes that do not fit are refused, never replaced by a mark. A guessed
charset comes with its doubt: a warning, and every charset that reads nearly as well.
"""

from __future__ import annotations

import codecs
import re

from aigaq.errors import BadValue, NotText
from aigaq.reading import guessing
from aigaq.reading.mixture import doubled_letters, odd_lines
from aigaq.records.charset_names import codec
from aigaq.records.documents import Charset, Origin

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\v\f\r\x1b")
# Browsers read these labels as Windows-1252 (WHATWG Encoding Standard), so the page was written for it.
_SUPERSETS = {"ascii": "cp1252", "iso8859-1": "cp1252"}
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(
    data: bytes, *, given: str | None = None, declared: str | None = None
) -> tuple[str, Charset, tuple[str, ...]]:
    """Text of some bytes, its charset, and warnings.

    The order is: the charset given by a person, a byte order mark, valid UTF-8, the charset declared by the page,
    the one that the letters suggest. UTF-8 comes before the declaration, because a browser that saves a page
    rewrites the bytes as UTF-8 and leaves the old declaration; letters beyond ASCII in other charsets are
    hardly ever valid UTF-8.

    Raises:
        BadValue: `given` is no charset.
        NotText: the bytes do not fit, or the result is no text.
    """
    text, charset, warnings = _chosen(data, given, declared)
    odd = odd_lines(data, charset.name)
    if odd:
        charset = Charset(charset.name, charset.confidence, charset.choices, charset.from_, odd)
        warnings = (*warnings, "charset-mixed")
    if "\ufffd" in text:
        warnings = (*warnings, "letters-lost")
    elif not odd and doubled_letters(text):
        warnings = (*warnings, "charset-doubled")
    return text, charset, warnings


def _chosen(data: bytes, given: str | None, declared: str | None) -> tuple[str, Charset, tuple[str, ...]]:
    if given is not None:
        return _decoded(data, _known(given), "given")
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, "bom")
    wanted = _declared(declared)
    utf8 = _try(data, "utf-8")
    if utf8 is None or "\0" in utf8:
        return _without_utf8(data, wanted)
    if wanted is not None and (utf8.isascii() or wanted == "utf-8") and _try(data, wanted) is not None:
        return _decoded(data, wanted, "declared")
    differs = ("charset-differs",) if wanted else ()
    return _text(utf8), Charset("utf-8", 1.0, ("utf-8",), "detected"), differs


def _without_utf8(data: bytes, wanted: str | None) -> tuple[str, Charset, tuple[str, ...]]:
    if wanted is not None and (text := _try(data, wanted)) is not None and _is_text(text):
        return _as_declared(data, wanted)
    return _detected(data, ("charset-differs",) if wanted else ())


def _as_declared(data: bytes, wanted: str) -> tuple[str, Charset, tuple[str, ...]]:
    """The declared charset, which is followed as in a browser, with a warning if the letters contradict it."""
    text, charset, warnings = _decoded(data, wanted, "declared")
    guess = guessing.guess(data)
    if guess is None or guess.sure is False or _try(data, guess.name) == _try(data, wanted):
        return text, charset, warnings
    return text, Charset(wanted, None, (wanted, guess.name), "declared"), (*warnings, "charset-uncertain")


def _detected(data: bytes, warnings: tuple[str, ...]) -> tuple[str, Charset, tuple[str, ...]]:
    """The charset that is likeliest by the letters, out of those in which the whole file is text."""
    if _is_damaged_utf8(data):
        raise NotText(kind=f"utf-8, L{_broken_line(data)}")
    guess = guessing.guess(data)
    text = None if guess is None else _try(data, guess.name)
    if guess is None or text is None or not _is_text(text):
        raise NotText(kind="unknown")
    unsure = () if guess.sure else ("charset-uncertain",)
    charset = Charset(guess.name, guess.confidence, guess.choices, "detected")
    return text.removeprefix("\ufeff"), charset, warnings + unsure


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 except for a few; read in any other charset they would be garbage."""
    first = _HIGH.search(data)
    start = max(0, first.start() - 1_000) if first else 0
    text = data[start : start + 200_000].decode("utf-8", "replace")
    high = sum(1 for letter in text if letter > "\x7f")
    broken = text.count("\ufffd")
    # Detection once called Russian UTF-8 with a single bad byte KOI8-U, at confidence 0.017.
    return high >= 10 and broken * 4 <= high


def _broken_line(data: bytes) -> int:
    """Number of the first line that is not UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    raise ValueError("These bytes are UTF-8.")


def _decoded(data: bytes, name: str, origin: Origin) -> tuple[str, Charset, tuple[str, ...]]:
    text = _try(data, name)
    if text is None:
        raise NotText(kind=name)
    return _text(text), Charset(name, None, (name,), origin), ()


def _text(text: str) -> str:
    if not _is_text(text):
        raise NotText(kind="binary")
    return text.removeprefix("\ufeff")


def _is_text(text: str) -> bool:
    """Whether a string is text: no NUL, and at most one control character in a hundred letters."""
    if "\0" in text:
        return False
    raw = text.encode("utf-8")
    return (len(raw) - len(raw.translate(None, _CONTROLS))) * 100 <= len(text)


def _try(data: bytes, name: str) -> str | None:
    """The decoded text; None if the bytes do not fit the charset."""
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _declared(name: str | None) -> str | None:
    known = codec(name) if name else None
    if known is None:
        return None
    # A page whose declaration could be read as ASCII is not UTF-16, whatever it says (WHATWG).
    return "utf-8" if known.startswith(("utf-16", "utf-32")) else _SUPERSETS.get(known, known)


def _known(name: str) -> str:
    known = codec(name)
    if known is None:
        raise BadValue(key="charset", value=name, due="utf-8, cp1251, koi8-r, kz1048, ...")
    return known
