"""The whole site of an edition, file by file.

Invariant: what goes in is `Cleared` and nothing beside it but the edition's own days and names; the same input gives
the same bytes, in the same order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from aigaq.citation.cleaning import cleaned
from aigaq.dossier import quoting
from aigaq.dossier.edition import Edition, Page
from aigaq.dossier.feeds import feeds, sitemap
from aigaq.dossier.index import Index
from aigaq.dossier.joined import Joins
from aigaq.dossier.lists import lists
from aigaq.dossier.making import Maker
from aigaq.dossier.records import records
from aigaq.dossier.setting import FOLDER, Site, written
from aigaq.dossier.square import square
from aigaq.dossier.tongue import Tongue
from aigaq.dossier.views import Views
from aigaq.protection import Cleared
from aigaq.records.messages import Language


def render(cleared: Cleared, edition: Edition, answers: Joins) -> Iterator[Page]:
    """Every file of the site: pages in each language, feeds, citations, and last the digests of them all.

    Args:
        answers: makes a case that can be asked of the cleared records (`aigaq.casework.Case`).
    Raises:
        BadValue, MissingField, ReversedRange, TooLarge: a title, address or day that cannot be cited.
    """
    sums: list[tuple[str, str]] = []
    for page in _pages(cleared, edition, answers):
        sums.append((page.path, hashlib.sha256(page.data).hexdigest()))
        yield page
    if edition.address is not None:
        for page in sitemap(edition.address, [path for path, _ in sums]):
            sums.append((page.path, hashlib.sha256(page.data).hexdigest()))
            yield page
    told = "".join(f"{digest}  {path}\n" for path, digest in sorted(sums))
    yield Page("SHA256SUMS", "text/plain", told.encode())


def _pages(cleared: Cleared, edition: Edition, answers: Joins) -> Iterator[Page]:
    draft = cleared.draft
    index = Index(draft.records, draft.texts, draft.slugs, answers(draft.records), edition.rule)
    words = frozenset(draft.words.values())
    yield Page("dossier.css", "text/css", (FOLDER / "dossier.css").read_bytes())
    if edition.address is not None:
        yield Page("address.svg", "image/svg+xml", square(edition.address))
    title = draft.records.title
    yield Page(
        "index.html", "text/html", written("choose.html", {"title": title, "languages": edition.languages})
    )
    for language in edition.languages:
        maker = maker_of(index, cleared, edition, language)
        yield from lists(maker, words)
        yield from records(maker)
        yield from feeds(maker, words)


def maker_of(index: Index, cleared: Cleared, edition: Edition, language: Language) -> Maker:
    """What makes the pages of one language."""
    tongue = Tongue(language, index.records)
    whole = quoting.citable(index.records, cleared.digest, edition, language)
    fit = cleaned(whole)
    site = Site(
        title=fit.title,
        revision=edition.revision,
        day=tongue.day(edition.day),
        edition_day=edition.day,
        published=edition.published,
        digest=cleared.digest,
        address=edition.address,
        publisher=fit.publisher,
        authors=quoting.names(fit.authors),
        languages=edition.languages,
        paper=edition.paper,
        coins=quoting.coins(fit),
    )
    return Maker(Views(index, tongue), site, edition, whole)
