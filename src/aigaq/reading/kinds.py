"""Kind of a file, by its first bytes and the end of its name.

Invariant: the content decides. A name or a label may choose between two readers of text, or name a kind without a
reader, but never makes a picture readable. A file that is no text is refused by its kind, not read as letters.
"""

from __future__ import annotations

import json
import re
from typing import Literal

from aigaq.errors import NoReader
from aigaq.reading.signatures import signature

Reader = Literal["text/plain", "text/html"]

_HEAD = 4_096
_ELEMENTS = (
    "html|head|body|title|meta|link|script|style|base|noscript|template|div|p|h[1-6]|table|thead|tbody|tr|td|th|caption"
    "|ul|ol|li|dl|dt|dd|menu|br|hr|a|b|i|u|s|em|strong|small|big|sub|sup|mark|code|pre|blockquote|q|cite|abbr|time|del|ins"
    "|strike|font|span|center|article|section|main|header|footer|nav|aside|address|figure|figcaption|details|summary"
    "|dialog|form|fieldset|legend|label|img|picture|video|audio|iframe|frameset|bdi|bdo|ruby|tt|kbd|samp|var|dir|map"
)
_HTML = re.compile(rf"\s*(?:<!--|<!doctype\s+html|<(?:{_ELEMENTS})\b[^<>]*>)", re.IGNORECASE)
_XHTML = re.compile(r"\s*<\?xml\b[^>]*>.{0,2000}?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"\s*(?:<\?xml\b|<(?:rss|feed|svg|kml|gpx|tei|tt|opml)\b[^>]*\bxmlns)", re.IGNORECASE)
_READERS: dict[str, Reader] = {"text/html": "text/html", "application/xhtml+xml": "text/html"}
_UNKNOWN = frozenset({"", "application/octet-stream", "application/unknown"})
_PAGES = frozenset({"html", "htm", "xhtml", "xht", "shtml"})

_FIELD = re.compile(r"(?:^|\n)([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]")
# What a program writes into a letter; what somebody copies out of one has From, To, Date and Subject alone.
_BY_PROGRAMS = frozenset(
    {"mime-version", "message-id", "received", "return-path", "delivered-to", "content-transfer-encoding",
     "dkim-signature", "snapshot-content-location"}
)  # fmt: skip
_CUE = re.compile(
    r"^\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,:]\d{1,3}\s*(?:-->|,)\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,:]\d{1,3}\b",
    re.MULTILINE,
)
_BEGINS = (
    (re.compile(r"\s*WEBVTT\b"), "WebVTT", "text/vtt"),
    (re.compile(r"\s*\[Script Info\]", re.IGNORECASE), "SSA", "text/x-ssa"),
    (re.compile(r"\s*\{\d+\}\{\d*\}"), "MicroDVD", "text/x-microdvd"),
    (re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE), "vCard", "text/vcard"),
    (re.compile(r"\s*BEGIN:VCALENDAR\b", re.IGNORECASE), "iCalendar", "text/calendar"),
    (re.compile(r"\s*%!PS"), "PostScript", "application/postscript"),
)
_NAMED = {
    **dict.fromkeys(("mht", "mhtml"), ("MHTML", "multipart/related")),
    **dict.fromkeys(("eml", "emlx", "mbox"), ("EML", "message/rfc822")),
    **dict.fromkeys(("srt", "sbv"), ("SRT", "application/x-subrip")),
    **dict.fromkeys(("ass", "ssa"), ("SSA", "text/x-ssa")),
    **dict.fromkeys(("json", "jsonl", "ndjson", "geojson"), ("JSON", "application/json")),
    **dict.fromkeys(("xml", "ttml", "rss", "kml", "gpx"), ("XML", "application/xml")),
    **dict.fromkeys(("ics",), ("iCalendar", "text/calendar")),
    **dict.fromkeys(("vcf",), ("vCard", "text/vcard")),
    "vtt": ("WebVTT", "text/vtt"),
    "lrc": ("LRC", "text/x-lrc"),
    "svg": ("SVG", "image/svg+xml"),
}
_LABELLED = {media: name for name, media in _NAMED.values()}


def reader_for(data: bytes, media_type: str | None, name: str | None = None) -> Reader:
    """Reader for some bytes.

    Args:
        media_type: label of the file, or None; `application/octet-stream` says nothing.
        name: name of the file, or None.
    Raises:
        NoReader: the kind is known, but has no reader.
    """
    if (known := signature(data)) is not None:
        raise NoReader(name=known[0], kind=known[1])
    head = _letters(data)
    ending = name.rpartition(".")[2].casefold() if name and "." in name else ""
    label = (media_type or "").partition(";")[0].strip().lower()
    if (kind := _no_text(data, head)) is not None:
        raise NoReader(name=kind[0], kind=kind[1])
    if ending in _NAMED:
        raise NoReader(name=_NAMED[ending][0], kind=_NAMED[ending][1])
    if label in _READERS or ending in _PAGES:
        return "text/html"
    if label in _LABELLED:
        raise NoReader(name=_LABELLED[label], kind=label)
    if label.startswith("text/"):
        return "text/plain"
    if label not in _UNKNOWN:
        raise NoReader(name=label[:80], kind=label[:80])
    if _HTML.match(head) or _XHTML.match(head):
        return "text/html"
    if _XML.match(head):
        raise NoReader(name="XML", kind="application/xml")
    return "text/plain"


def _letters(data: bytes) -> str:
    """Start of a file as ASCII. NULs are dropped, since UTF-16 has one beside every letter of a tag."""
    head = data[:_HEAD].replace(b"\0", b"").decode("latin-1").removeprefix("ÿþ").removeprefix("þÿ")
    return head.removeprefix("ï»¿").replace("\r\n", "\n").replace("\r", "\n")


def _no_text(data: bytes, head: str) -> tuple[str, str] | None:
    """Name and media type of a text format that is not running text; None for others."""
    fields = _fields(head)
    if fields & _BY_PROGRAMS:
        saved = "multipart/related" in head.casefold() or "snapshot-content-location" in fields
        return ("MHTML", "multipart/related") if saved else ("EML", "message/rfc822")
    for pattern, name, kind in _BEGINS:
        if pattern.match(head):
            return name, kind
    cue = _CUE.search(head)
    # A cue stands at the top of subtitles, under a number; a transcript may tell of one further down.
    if cue is not None and head[: cue.start()].strip().removeprefix("\ufeff") in ("", "0", "1"):
        return "SRT", "application/x-subrip"
    return ("JSON", "application/json") if _is_json(data, head) else None


def _fields(head: str) -> frozenset[str]:
    """Names of the header fields at the start of a file."""
    if not re.match(r"\s*(?:From .+\n)?[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]", head):
        return frozenset()
    block = head.lstrip().partition("\n\n")[0]
    return frozenset(match[1].casefold() for match in _FIELD.finditer(block))


def _is_json(data: bytes, head: str) -> bool:
    """Whether the whole file, or its first line of several, is nested JSON. (`[12]` alone is a footnote.)"""
    if not re.match(r"\s*[\[{]\s*[\[{\"]", head):
        return False
    first = head.strip().partition("\n")[0]
    for text in (data, first.encode("latin-1")):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            continue
        return True
    return False


def labelled_charset(media_type: str | None) -> str | None:
    """Charset in a media type such as `text/html; charset=windows-1251`; None if there is none."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media_type or "", re.IGNORECASE)
    return match[1] if match else None
