"""A file of an edition as it goes out: its media type, its digest, and over a page that has a newer one a line.

Invariant: what a file is called decides how it is given, never what stands in it; a file on the disk is never changed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from aigaq.dossier.environment import POLICY
from aigaq.dossier.qr import square
from aigaq.errors import NotFound
from aigaq.records.vocab.messages import LANGUAGES, Language, say
from aigaq.web.headers import PUBLIC_CACHE
from aigaq.web.layout.media_types import MEDIA, UNKNOWN
from aigaq.web.publish.bundles import bundle
from aigaq.web.publish.published import Published

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    # Asked again every time: what was taken back is gone from every cache at once.
    "Cache-Control": PUBLIC_CACHE,
    "Accept-Ranges": "none",
}
PAPER_POLICY = "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_WHOLE = 1_000_000
"""Bytes up to which a file is read at once; a longer one is passed on as it is read."""
BUNDLE = "dossier.zip"
_SQUARE = re.compile(r"[a-z]{2}/statement/[^/]+\.svg\Z")
_TOP = b'<main id="main"'


@dataclass(frozen=True, slots=True)
class Served:
    """A file as it goes out; `data` is None where it is passed on from the disk."""

    path: Path
    media: str
    digest: str
    data: bytes | None
    headers: dict[str, str]


def served(one: Published, path: str) -> Served:
    """One file of an edition.

    Raises:
        NotFound: there is none of that name.
    """
    if _SQUARE.match(path):
        return _square_of(one, path)
    file = one.file(path)
    language = _language(path)
    headers = {**HEADERS, **({"Content-Language": language} if language else {})}
    if file.suffix == ".pdf":
        # With `object-src` browsers may refuse to show a paper in their own viewer.
        headers["Content-Security-Policy"] = PAPER_POLICY
    about = file.stat()
    media = MEDIA.get(file.suffix, UNKNOWN)
    if about.st_size > _WHOLE and file.suffix != ".html":
        return Served(file, media, _digest(file, about.st_mtime_ns, about.st_size), None, headers)
    data = file.read_bytes()
    if not one.stands and file.suffix == ".html":
        # Only as it goes out: the file is what the edition's SHA256SUMS and its readers' copies hold.
        data = data.replace(_TOP, _banner(one, language).encode() + _TOP, 1)
    return Served(file, media, hashlib.sha256(data).hexdigest(), data, headers)


def packed(one: Published) -> Served | None:
    """The whole edition in one file; None while it is being made.

    Raises:
        NotFound: the edition is not whole. Withdrawn: it was taken back meanwhile.
    """
    file = bundle(one)
    if file is None:
        return None
    sums = one.file("SHA256SUMS")
    about = sums.stat()
    # The digests of all that is in it say when it is another; itself it may be too long to be read for that.
    digest = _digest(sums, about.st_mtime_ns, about.st_size)
    name = f'attachment; filename="dossier-{one.number}.zip"'
    headers = {**HEADERS, "Content-Disposition": name}
    return Served(file, "application/zip", f"zip-{digest}", None, headers)


def _square_of(one: Published, path: str) -> Served:
    """The address of a statement as a square, drawn when it is asked for: one for each would be most of the site."""
    page = one.file(f"{path.removesuffix('.svg')}.html")
    if not settings.ADDRESS:
        raise NotFound
    below = page.relative_to(one.folder).as_posix()
    data = square(f"{settings.ADDRESS}{reverse('dossier-edition', args=(one.address, one.number))}{below}")
    return Served(page, MEDIA[".svg"], hashlib.sha256(data).hexdigest(), data, HEADERS)


def _language(path: str) -> Language | None:
    return next((code for code in LANGUAGES if code == path.partition("/")[0]), None)


def _banner(one: Published, language: Language | None) -> str:
    """That a newer edition has come, and the way there; in all languages where the page has none."""
    to = reverse("dossier", kwargs={"address": one.address})
    said = (
        (code, say("public-newer", code, number=one.number), f"{to}{code}/", say("public-newer-go", code))
        for code in ([language] if language else LANGUAGES)
    )
    return format_html(
        '<div class="notice newer" role="note">{}</div>\n',
        format_html_join("", '<p lang="{}">{} <a href="{}">{}</a></p>', said),
    )


@lru_cache(maxsize=512)
def _digest(file: Path, changed_ns: int, size: int) -> str:
    """The digest of a long file; when it changed and how long it is are asked so that a new one is read again."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
