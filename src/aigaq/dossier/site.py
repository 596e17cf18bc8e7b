"""The whole site of an edition, file by file.

Invariant: the only input is `Cleared` and the edition's own days and names; the same input gives the same bytes, in
the same order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from aigaq.casework.case import Case
from aigaq.dossier import addresses
from aigaq.dossier.changes import ChangeView, ChangeViews
from aigaq.dossier.edition import Edition, Page
from aigaq.dossier.environment import SHEETS, written
from aigaq.dossier.index import Index
from aigaq.dossier.lists import lists
from aigaq.dossier.page_builder import PageBuilder, page_builder_of
from aigaq.dossier.paper import paper
from aigaq.dossier.pictures import pictures_of
from aigaq.dossier.pictures import written as shown
from aigaq.dossier.qr import qr_svg
from aigaq.dossier.records import records
from aigaq.protection import Cleared

Files = Mapping[str, bytes]
"""The bytes of pictures, by name in the edition."""
Share = tuple[int, int]
"""Number of a share of the pages, from 0, and the number of shares, for several processes."""
WHOLE: Share = (0, 1)


def render(cleared: Cleared, edition: Edition, files: Files | None = None) -> Iterator[Page]:
    """Every file of the site: pages in each language, feeds, citations, and last the digests of them all.

    Args:
        files: the bytes of pictures named in the draft, by name.
    Raises:
        ChangedSince: a picture differs from the one that was cleared.
        BadValue, MissingField, ReversedRange, TooLarge: a title, address or day that cannot be cited.
    """
    sums: list[tuple[str, str]] = []
    for page in pages(index_of(cleared, edition, files), cleared, edition):
        sums.append((page.path, digest_of(page)))
        yield page
    yield from closing(edition, sums)


def index_of(cleared: Cleared, edition: Edition, files: Files | None = None) -> Index:
    """The lookup tables for all pages, made from the cleared records only.

    Raises:
        ChangedSince: a picture differs from the one that was cleared.
    """
    draft = cleared.draft
    pictures = pictures_of(draft, files or {})
    return Index(draft.records, draft.texts, draft.slugs, Case(draft.records), edition.rule, pictures)


def digest_of(page: Page) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(page.data).hexdigest()


def pages(index: Index, cleared: Cleared, edition: Edition, share: Share = WHOLE) -> Iterator[Page]:
    """The files of the site except those about all files; or one share of them, with no file in two shares."""
    number, many = share
    words = frozenset(cleared.draft.words.values())
    if number == 0:
        yield from _roots(index, edition)
    for place, language in enumerate(edition.languages):
        builder = page_builder_of(index, cleared, edition, language)
        if place % many == number:
            yield from lists(builder, words)
            if edition.paper:
                yield Page(f"{language}/dossier.pdf", "application/pdf", paper(builder))
        yield from records(builder, share)
        yield from feeds(builder, words, share)


def _roots(index: Index, edition: Edition) -> Iterator[Page]:
    sheets = (SHEETS / "voices.css", SHEETS / "dossier.css")
    yield Page("dossier.css", "text/css", b"\n".join(sheet.read_bytes() for sheet in sheets))
    if edition.address is not None:
        yield Page("address.svg", "image/svg+xml", qr_svg(edition.address))
    if edition.checkpoint is not None:
        yield Page("checkpoint.txt", "text/plain", edition.checkpoint.encode())
        yield Page("checkpoint.svg", "image/svg+xml", qr_svg(edition.checkpoint))
    values = {"title": index.records.title, "languages": edition.languages}
    yield Page("index.html", "text/html", written("choose.html", values))
    yield from shown(index.pictures)


def closing(edition: Edition, sums: Iterable[tuple[str, str]]) -> Iterator[Page]:
    """The site map, if the site has an address, and the digests of all files.

    Args:
        sums: path and digest of every other file, in any order.
    """
    listed = sorted(sums)
    if edition.address is not None:
        for page in sitemap(edition.address, [path for path, _ in listed]):
            listed.append((page.path, digest_of(page)))
            yield page
    text = "".join(f"{digest}  {path}\n" for path, digest in sorted(listed))
    yield Page("SHA256SUMS", "text/plain", text.encode())


# Feeds of changes, and the site map. A feed tells no more than the page of changes.

_MOST = 45_000
"""Addresses in one file of the site map (the standard allows 50,000)."""
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def feeds(builder: PageBuilder, words: frozenset[str], share: tuple[int, int]) -> Iterator[Page]:
    """The feed of all changes, and one per person; or one share of them (`share`: its number, number of shares)."""
    number, many = share
    teller = ChangeViews(builder.views, builder.edition, words)
    if number == 0:
        yield _feed(builder, "changes.atom", builder.site.title, teller.all())
    by_subject, first = teller.by_subject(), [teller.first()]
    for subject in islice(builder.index.records.subjects.values(), number, None, many):
        if subject.kind == "person":
            title = f"{subject.label} · {builder.site.title}"
            yield _feed(
                builder,
                addresses.feed(builder.index.word(subject.id)),
                title,
                by_subject.get(builder.index.evidence.canonical(subject.id), first),
            )


def _feed(builder: PageBuilder, path: str, title: str, changes: Sequence[ChangeView]) -> Page:
    up, language = addresses.up(path), builder.language
    base = f"{builder.site.address}/{language}/" if builder.site.address else up
    values = {
        "t": builder.localizer,
        "site": builder.site,
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{builder.index.records.key}/{language}/{path}')}",
        "title": title,
        "changes": changes,
        "path": path,
        "up": up,
        "base": base,
    }
    return Page(f"{language}/{path}", "application/atom+xml", written("feed.xml", values))


def sitemap(address: str, paths: Sequence[str]) -> Iterator[Page]:
    """The site map for search engines; if it is long, several files and one that lists them."""
    pages = [path for path in paths if path.endswith(".html")]
    cuts = [pages[at : at + _MOST] for at in range(0, len(pages), _MOST)]
    if len(cuts) == 1:
        yield Page("sitemap.xml", "application/xml", _urls(address, cuts[0], "urlset", "url"))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(cuts) + 1)]
    for name, cut in zip(names, cuts, strict=True):
        yield Page(name, "application/xml", _urls(address, cut, "urlset", "url"))
    yield Page("sitemap.xml", "application/xml", _urls(address, names, "sitemapindex", "sitemap"))


def _urls(address: str, paths: Sequence[str], outer: str, inner: str) -> bytes:
    rows = "".join(f"<{inner}><loc>{escape(f'{address}/{path}')}</loc></{inner}>\n" for path in paths)
    return f"{_HEAD}<{outer} {_SPACE}>\n{rows}</{outer}>\n".encode()
