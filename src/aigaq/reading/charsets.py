"""Bytes to letters: which charset, by what sign, and what else it might have been.

Invariant: bytes are decoded whole and strictly; what does not fit is refused, never replaced by a mark.
"""

from __future__ import annotations

import codecs
import re

import chardet

from aigaq.errors import BadValue, NotText
from aigaq.records.documents import Charset, Origin

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_UNCERTAIN = 0.4
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n\v\f\r\x1b")
# Browsers read these labels as Windows-1252 (WHATWG Encoding Standard), so the page was written for it.
_SUPERSETS = {"ascii": "cp1252", "iso8859-1": "cp1252"}
# Python calls these codecs, but no text was ever written in them; punycode also takes quadratic time.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
_HIGH = re.compile(rb"[\x80-\xff]")


def decode(
    data: bytes, *, given: str | None = None, declared: str | None = None
) -> tuple[str, Charset, tuple[str, ...]]:
    """The text of `data`, its charset, and warnings.

    In this order: the charset a person gave, a byte order mark, valid UTF-8, the charset the page declares,
    the one that the letters suggest. UTF-8 stands before the page's own word because a browser that saves a
    page rewrites the bytes as UTF-8 and leaves the old declaration; letters beyond ASCII in other charsets
    are hardly ever valid UTF-8.

    Raises:
        BadValue: `given` is no charset.
        NotText: the bytes do not fit, or what comes out is no text.
    """
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
    if wanted is not None and _try(data, wanted) is not None:
        return _decoded(data, wanted, "declared")
    return _detected(data, ("charset-differs",) if wanted else ())


def _detected(data: bytes, warnings: tuple[str, ...]) -> tuple[str, Charset, tuple[str, ...]]:
    """What the letters suggest: the likeliest charset in which the whole file is text."""
    if _is_damaged_utf8(data):
        raise NotText(kind="utf-8")
    names: dict[str, float] = {}
    for choice in chardet.detect_all(_sample(data)):
        if choice["encoding"] is not None and (name := _codec(choice["encoding"])) is not None:
            names.setdefault(name, round(float(choice["confidence"]), 3))
    for name, confidence in names.items():
        text = _try(data, name)
        if text is not None and _is_text(text):
            unsure = ("charset-uncertain",) if confidence < _UNCERTAIN else ()
            charset = Charset(name, confidence, tuple(names), "detected")
            return text.removeprefix("\ufeff"), charset, warnings + unsure
    raise NotText(kind="unknown")


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a few: read as anything else they would come out as rubbish."""
    sample = _sample(data)
    text = sample.decode("utf-8", "replace")
    high = sum(1 for letter in text if letter > "\x7f")
    broken = text.count("\ufffd")
    # Detection once called Russian UTF-8 with a single bad byte KOI8-U, at confidence 0.017.
    return high >= 10 and broken * 10 <= high


def _sample(data: bytes) -> bytes:
    """A piece that holds letters beyond ASCII where the file has any."""
    if len(data) <= _SAMPLE:
        return data
    first = _HIGH.search(data)
    start = max(0, first.start() - 1_000) if first else 0
    return data[start : start + _SAMPLE]


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
    """No NUL, and no more than one control character in a hundred letters."""
    if "\0" in text:
        return False
    raw = text.encode("utf-8")
    return (len(raw) - len(raw.translate(None, _CONTROLS))) * 100 <= len(text)


def _try(data: bytes, name: str) -> str | None:
    """The text, or None where the bytes do not fit."""
    try:
        return data.decode(name)
    except UnicodeError:
        return None


def _declared(name: str | None) -> str | None:
    codec = _codec(name) if name else None
    if codec is None:
        return None
    # A page whose declaration could be read as ASCII is not UTF-16, whatever it says (WHATWG).
    return "utf-8" if codec.startswith(("utf-16", "utf-32")) else _SUPERSETS.get(codec, codec)


def _known(name: str) -> str:
    codec = _codec(name)
    if codec is None:
        raise BadValue(key="charset", value=name, due="utf-8, cp1251, koi8-r, kz1048, ...")
    return codec


def _codec(name: str) -> str | None:
    """Python's own name of a charset, or None for what turns no bytes into letters."""
    try:
        info = codecs.lookup(name.strip())
        "".encode(info.name)
    except (LookupError, ValueError):
        return None
    return None if info.name in _NO_CHARSETS else info.name
