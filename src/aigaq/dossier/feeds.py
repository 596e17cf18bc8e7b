"""Feeds of what changed, and the map of the site. Invariant: a feed tells no more than the page of changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from aigaq.dossier import addresses
from aigaq.dossier.changes import Teller, Told
from aigaq.dossier.edition import Page
from aigaq.dossier.environment import written
from aigaq.dossier.page_builder import Maker

_MOST = 45_000
"""Addresses in one file of the map: 50,000 are allowed."""
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def feeds(maker: Maker, words: frozenset[str], share: tuple[int, int]) -> Iterator[Page]:
    """The changes of the dossier, and those about each person; or a share of them: which, of how many."""
    number, many = share
    teller = Teller(maker.views, maker.edition, words)
    if number == 0:
        yield _feed(maker, "changes.atom", maker.site.title, teller.all())
    by_subject, first = teller.by_subject(), [teller.first()]
    for subject in islice(maker.index.records.subjects.values(), number, None, many):
        if subject.kind == "person":
            title = f"{subject.label} · {maker.site.title}"
            yield _feed(
                maker,
                addresses.feed(maker.index.word(subject.id)),
                title,
                by_subject.get(maker.index.evidence.canonical(subject.id), first),
            )


def _feed(maker: Maker, path: str, title: str, changes: Sequence[Told]) -> Page:
    up, language = addresses.up(path), maker.language
    base = f"{maker.site.address}/{language}/" if maker.site.address else up
    values = {
        "t": maker.tongue,
        "site": maker.site,
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{maker.index.records.key}/{language}/{path}')}",
        "title": title,
        "changes": changes,
        "path": path,
        "up": up,
        "base": base,
    }
    return Page(f"{language}/{path}", "application/atom+xml", written("feed.xml", values))


def sitemap(address: str, paths: Sequence[str]) -> Iterator[Page]:
    """The map of the site for search machines; where it is long, several files and one that lists them."""
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
