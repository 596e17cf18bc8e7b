"""The published dossier on the web: the files of an edition, and the addresses that last over editions.

Invariant: every reader gets the same bytes, signed in or not, and nothing but published editions; the name of a file
alone decides how it is sent, and no file on the disk is ever changed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from aigaq.dossier.environment import POLICY
from aigaq.dossier.qr import qr_svg
from aigaq.errors import NotFound
from aigaq.records.vocab.messages import LANGUAGES, Language, say
from aigaq.web.headers import PUBLIC_CACHE
from aigaq.web.layout import public
from aigaq.web.layout.context import language_of
from aigaq.web.layout.media_types import MEDIA, UNKNOWN
from aigaq.web.publish import public_files
from aigaq.web.publish.public_files import SUMS, Published

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    # Every cache must ask again each time: a withdrawn edition is gone from all of them at once.
    "Cache-Control": PUBLIC_CACHE,
    "Accept-Ranges": "none",
}
PAPER_POLICY = "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
BUNDLE = "dossier.zip"
_READ_AT_ONCE = 1_000_000
"""Bytes; a longer file is streamed from the disk."""
_QR_CODE = re.compile(r"[a-z]{2}/statement/[^/]+\.svg\Z")
_MAIN = b'<main id="main"'


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file as it is sent; `data` is None where it is streamed from the disk."""

    path: Path
    media: str
    digest: str
    data: bytes | None
    headers: dict[str, str]


@require_safe
def dossier(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect to the current edition, in the reader's language where it has pages in it."""
    edition = public_files.current_edition(address)
    known = edition.languages()
    wanted = language_of(get_language())
    return _to_edition(edition, f"{wanted if wanted in known or not known else known[0]}/index.html")


@require_safe
def lasting(request: HttpRequest, address: str, path: str) -> HttpResponse:
    """Redirect from an address without a number to the same page of the current edition."""
    edition = public_files.current_edition(address)
    if path.partition("/")[0] not in LANGUAGES:
        raise NotFound
    path = path if "/" in path else f"{path}/"
    edition.file(path)
    return _to_edition(edition, path)


@require_safe
def bare(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """Redirect from the address of an edition as it is cited, which has no slash at its end."""
    return _to_edition(public_files.published_edition(address, number), "")


def _to_edition(edition: Published, path: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("dossier-edition", args=(edition.address, edition.number)) + path)


@require_safe
def edition(request: HttpRequest, address: str, number: int, path: str = "") -> HttpResponseBase:
    """One file of an edition, current or superseded."""
    published = public_files.published_edition(address, number)
    try:
        file = _bundle(published) if path == BUNDLE else _file(published, path)
        return _sent(request, file) if file is not None else public.busy()
    except FileNotFoundError as error:
        # Withdrawn, and removed, between the query and the reading.
        raise NotFound from error


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Rules for search engines: they may read what is published, and nothing else."""
    lines = ["User-agent: *", "Allow: /d/", "Allow: /static/", "Disallow: /"]
    if settings.ADDRESS:
        lines.append(f"Sitemap: {settings.ADDRESS}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Index of the sitemaps of all current editions."""
    maps = [address for published in public_files.current_editions() for address in _sitemaps(published)]
    page = render_to_string("publish/sitemap.xml", {"maps": maps})
    return HttpResponse(page, content_type="application/xml; charset=utf-8")


def _sitemaps(edition: Published) -> list[str]:
    """Full addresses of the sitemaps of an edition; an index must not list another index, so its parts are listed."""
    if not settings.ADDRESS:
        return []
    below = f"{settings.ADDRESS}{reverse('dossier-edition', args=(edition.address, edition.number))}"
    parts = sorted(file.name for file in edition.folder.glob("sitemap-*.xml"))
    return [below + name for name in parts or ["sitemap.xml"]]


def _file(edition: Published, path: str) -> PublicFile:
    """One file of an edition as it is sent.

    Raises:
        NotFound: there is no such file.
    """
    if _QR_CODE.match(path):
        return _qr_code(edition, path)
    file = edition.file(path)
    language = next((code for code in LANGUAGES if code == path.partition("/")[0]), None)
    headers = {**HEADERS, **({"Content-Language": language} if language else {})}
    if file.suffix == ".pdf":
        # With `object-src` in the policy, browsers may refuse to show a PDF in their own viewer.
        headers["Content-Security-Policy"] = PAPER_POLICY
    about, media = file.stat(), MEDIA.get(file.suffix, UNKNOWN)
    if about.st_size > _READ_AT_ONCE and file.suffix != ".html":
        digest = _digest(file, about.st_mtime_ns, about.st_size)
        return PublicFile(file, media, digest, None, headers)
    data = file.read_bytes()
    if not edition.current and file.suffix == ".html":
        # Added on the way out: the file itself must stay as SHA256SUMS and the readers' copies have it.
        data = data.replace(_MAIN, _newer_banner(edition, language).encode() + _MAIN, 1)
    return PublicFile(file, media, hashlib.sha256(data).hexdigest(), data, headers)


def _bundle(edition: Published) -> PublicFile | None:
    """The whole edition in one file; None while it is being made.

    Raises:
        NotFound: the edition is not whole. Withdrawn: it was withdrawn meanwhile.
    """
    packed = public_files.bundle(edition)
    if packed is None:
        return None
    # The digest of SHA256SUMS identifies the whole: the ZIP file itself may be too long to be read for that.
    sums = edition.file(SUMS)
    about = sums.stat()
    digest = _digest(sums, about.st_mtime_ns, about.st_size)
    disposition = f'attachment; filename="dossier-{edition.number}.zip"'
    headers = {**HEADERS, "Content-Disposition": disposition}
    return PublicFile(packed, "application/zip", f"zip-{digest}", None, headers)


def _qr_code(edition: Published, path: str) -> PublicFile:
    """QR code of the address of a statement, drawn on request: as files they would be most of the site."""
    page = edition.file(f"{path.removesuffix('.svg')}.html")
    if not settings.ADDRESS:
        raise NotFound
    below = page.relative_to(edition.folder).as_posix()
    root = reverse("dossier-edition", args=(edition.address, edition.number))
    data = qr_svg(f"{settings.ADDRESS}{root}{below}")
    return PublicFile(page, MEDIA[".svg"], hashlib.sha256(data).hexdigest(), data, HEADERS)


def _newer_banner(edition: Published, language: Language | None) -> str:
    """Banner over a superseded page, with a link to the newer edition; in all languages where the page has none."""
    to = reverse("dossier", kwargs={"address": edition.address})
    lines = (
        (code, say("public-newer", code, number=edition.number), f"{to}{code}/", say("public-newer-go", code))
        for code in ([language] if language else LANGUAGES)
    )
    return format_html(
        '<div class="notice newer" role="note">{}</div>\n',
        format_html_join("", '<p lang="{}">{} <a href="{}">{}</a></p>', lines),
    )


# Time and size are arguments so that a file that was changed is read again.
@lru_cache(maxsize=512)
def _digest(file: Path, changed_ns: int, size: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sent(request: HttpRequest, file: PublicFile) -> HttpResponseBase:
    """The file, or 304 where the reader's copy is the same."""
    etag = f'"{file.digest}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    answer: HttpResponseBase
    if "*" in known or any(tag.removeprefix("W/") == etag for tag in known):
        answer = HttpResponse(status=304)
        del answer.headers["Content-Type"]
    elif file.data is None:
        answer = FileResponse(file.path.open("rb"), content_type=file.media)
        answer.headers["Content-Disposition"] = "inline"
    else:
        answer = HttpResponse(file.data, content_type=file.media)
    answer.headers["ETag"] = etag
    for name, value in file.headers.items():
        answer.headers[name] = value
    return answer
