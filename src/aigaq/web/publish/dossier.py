"""The published dossier: the files of an edition, served as they were written, and the addresses that last.

Invariant: every reader gets the same bytes, signed in or not; of what is not out nothing can be told but that.
"""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from aigaq.errors import NotFound
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.layout import public
from aigaq.web.layout.context import language_of
from aigaq.web.publish import published
from aigaq.web.publish.served import BUNDLE, Served, packed, served


@require_safe
def dossier(request: HttpRequest, address: str) -> HttpResponse:
    """On to the edition that stands, in the language of the reader."""
    one = published.current(address)
    known = one.languages()
    ours = language_of(get_language())
    language = ours if ours in known or not known else known[0]
    return _on_to(one, f"{language}/index.html")


@require_safe
def lasting(request: HttpRequest, address: str, path: str) -> HttpResponse:
    """On to the same page of the edition that stands: an address without a number lasts over editions."""
    one = published.current(address)
    if path.partition("/")[0] not in LANGUAGES:
        raise NotFound
    one.file(path if "/" in path else f"{path}/")
    return _on_to(one, path if "/" in path else f"{path}/")


@require_safe
def bare(request: HttpRequest, address: str, number: int) -> HttpResponse:
    """An edition as it is cited, without the slash at its end."""
    return _on_to(published.edition(address, number), "")


@require_safe
def edition(request: HttpRequest, address: str, number: int, path: str = "") -> HttpResponseBase:
    """One file of an edition, current or superseded."""
    one = published.edition(address, number)
    try:
        file = packed(one) if path == BUNDLE else served(one, path)
        return _given(request, file) if file is not None else public.busy()
    except FileNotFoundError as error:
        # Taken back, and taken away, between the question and the reading.
        raise NotFound from error


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search machines may read: what is published, and nothing else."""
    lines = ["User-agent: *", "Allow: /d/", "Allow: /static/", "Disallow: /"]
    if settings.ADDRESS:
        lines.append(f"Sitemap: {settings.ADDRESS}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The maps of all editions that stand."""
    maps = [place for one in published.standing() for place in _maps(one)]
    page = render_to_string("publish/sitemap.xml", {"maps": maps})
    return HttpResponse(page, content_type="application/xml; charset=utf-8")


def _maps(one: published.Published) -> list[str]:
    """The maps of one edition in full; a map of maps may not stand in another, so its parts do."""
    below = f"{settings.ADDRESS}{reverse('dossier-edition', args=(one.address, one.number))}"
    parts = sorted(file.name for file in one.folder.glob("sitemap-*.xml"))
    return [below + name for name in parts or ["sitemap.xml"]] if settings.ADDRESS else []


def _on_to(one: published.Published, path: str) -> HttpResponse:
    names = {"address": one.address, "number": one.number}
    return HttpResponseRedirect(reverse("dossier-edition", kwargs=names) + path)


def _given(request: HttpRequest, file: Served) -> HttpResponseBase:
    """A file, or that the reader has it already."""
    etag = f'"{file.digest}"'
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    answer: HttpResponseBase
    if "*" in asked or any(one.removeprefix("W/") == etag for one in asked):
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
