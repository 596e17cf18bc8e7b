"""What kind of file some bytes are, by what they begin with.

Invariant: the content decides; a label may choose between two readers of text, but never makes a picture one.
"""

from __future__ import annotations

import re
from typing import Literal

from aigaq.errors import NoReader

Reader = Literal["text/plain", "text/html"]

_HEAD = 4_096
# (offset, first bytes, media type): kinds that hold something to read but have no reader here.
_MAGIC = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!", "application/vnd.rar"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
)
_HTML = re.compile(
    r"\s*(?:<!--|<!doctype\s+html|<(?:html|head|body|title|meta|link|script|style|div|p|h[1-6]"
    r"|table|ul|ol|br|a|b|font|span|article|section|main|center)\b)",
    re.IGNORECASE,
)
_XHTML = re.compile(r"\s*<\?xml\b[^>]*>.{0,2000}?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_READERS: dict[str, Reader] = {"text/html": "text/html", "application/xhtml+xml": "text/html"}
_UNKNOWN = frozenset({"", "application/octet-stream", "application/unknown"})


def reader_for(data: bytes, media_type: str | None) -> Reader:
    """Which reader takes these bytes.

    Args:
        media_type: as somebody labelled the file, or None; `application/octet-stream` says nothing.
    Raises:
        NoReader: a kind that is known and has no reader yet.
    """
    for offset, first, kind in _MAGIC:
        if data.startswith(first, offset):
            raise NoReader(kind=kind)
    label = (media_type or "").partition(";")[0].strip().lower()
    if label in _READERS:
        return _READERS[label]
    if label.startswith("text/"):
        return "text/plain"
    if label not in _UNKNOWN:
        raise NoReader(kind=label[:80])
    # UTF-16 has a NUL beside every letter of markup; without them the tags can be seen.
    head = data[:_HEAD].replace(b"\0", b"").decode("latin-1").removeprefix("ÿþ").removeprefix("þÿ")
    head = head.removeprefix("ï»¿")
    if _HTML.match(head) or _XHTML.match(head):
        return "text/html"
    if _XML.match(head):
        raise NoReader(kind="application/xml")
    return "text/plain"


def labelled_charset(media_type: str | None) -> str | None:
    """The charset in a label such as `text/html; charset=windows-1251`, or None."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media_type or "", re.IGNORECASE)
    return match[1] if match else None
