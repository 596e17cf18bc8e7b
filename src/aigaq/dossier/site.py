"""The whole site of an edition, file by file.

Invariant: what goes in is `Cleared` and nothing beside it but the edition's own days and names; the same input gives
the same bytes, in the same order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from aigaq.casework.case import Case
from aigaq.dossier.edition import Edition, Page
from aigaq.dossier.environment import SHEETS, written
from aigaq.dossier.feeds import feeds, sitemap
from aigaq.dossier.index import Index
from aigaq.dossier.lists import lists
from aigaq.dossier.page_builder import maker_of
from aigaq.dossier.paper import paper
from aigaq.dossier.pictures import pictures_of
from aigaq.dossier.pictures import written as shown
from aigaq.dossier.qr import square
from aigaq.dossier.records import records
from aigaq.protection import Cleared

Files = Mapping[str, bytes]
"""The bytes of pictures, by name in the edition."""
Share = tuple[int, int]
"""Which part of the pages, counted from 0, and of how many: so that several processes can write them."""
WHOLE: Share = (0, 1)


def render(cleared: Cleared, edition: Edition, files: Files | None = None) -> Iterator[Page]:
    """Every file of the site: pages in each language, feeds, citations, and last the digests of them all.

    Args:
        files: the bytes of the pictures that the draft names, by their names in it.
    Raises:
        ChangedSince: a picture is not the one that was cleared.
        BadValue, MissingField, ReversedRange, TooLarge: a title, address or day that cannot be cited.
    """
    sums: list[tuple[str, str]] = []
    for page in pages(index_of(cleared, edition, files), cleared, edition):
        sums.append((page.path, digest_of(page)))
        yield page
    yield from closing(edition, sums)


def index_of(cleared: Cleared, edition: Edition, files: Files | None = None) -> Index:
    """What all pages look up; of the cleared records and of nothing else.

    Raises:
        ChangedSince: a picture is not the one that was cleared.
    """
    draft = cleared.draft
    pictures = pictures_of(draft, files or {})
    return Index(draft.records, draft.texts, draft.slugs, Case(draft.records), edition.rule, pictures)


def digest_of(page: Page) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(page.data).hexdigest()


def pages(index: Index, cleared: Cleared, edition: Edition, share: Share = WHOLE) -> Iterator[Page]:
    """The files of the site without those about all files; or one share of them, no file in two shares."""
    number, many = share
    words = frozenset(cleared.draft.words.values())
    if number == 0:
        yield from _roots(index, edition)
    for place, language in enumerate(edition.languages):
        maker = maker_of(index, cleared, edition, language)
        if place % many == number:
            yield from lists(maker, words)
            if edition.paper:
                yield Page(f"{language}/dossier.pdf", "application/pdf", paper(maker))
        yield from records(maker, share)
        yield from feeds(maker, words, share)


def _roots(index: Index, edition: Edition) -> Iterator[Page]:
    yield Page("dossier.css", "text/css", (SHEETS / "dossier.css").read_bytes())
    if edition.address is not None:
        yield Page("address.svg", "image/svg+xml", square(edition.address))
    if edition.checkpoint is not None:
        yield Page("checkpoint.txt", "text/plain", edition.checkpoint.encode())
        yield Page("checkpoint.svg", "image/svg+xml", square(edition.checkpoint))
    values = {"title": index.records.title, "languages": edition.languages}
    yield Page("index.html", "text/html", written("choose.html", values))
    yield from shown(index.pictures)


def closing(edition: Edition, sums: Iterable[tuple[str, str]]) -> Iterator[Page]:
    """The map of the site, where it has an address, and the digests of all files.

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
