"""Builder of pages in one language. Invariant: a page knows its own path, and all its links are relative to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from aigaq.casework.localizer import Localizer
from aigaq.citation import Citable
from aigaq.citation.cleaning import cleaned
from aigaq.dossier import addresses, quoting
from aigaq.dossier.edition import Edition, Page
from aigaq.dossier.environment import Site, written
from aigaq.dossier.index import Index
from aigaq.dossier.views import Views
from aigaq.protection import Cleared
from aigaq.records.vocab.messages import Language


@dataclass(frozen=True, slots=True)
class PageBuilder:
    """Builds the pages of one language.

    Args:
        whole: citation fields of the edition.
    """

    views: Views
    site: Site
    edition: Edition
    whole: Citable
    _frames: dict[bool, str] = field(default_factory=dict)

    @property
    def index(self) -> Index:
        """The lookup tables."""
        return self.views.index

    @property
    def localizer(self) -> Localizer:
        """The localised words."""
        return self.views.localizer

    @property
    def language(self) -> Language:
        """The language of our words."""
        return self.views.localizer.language

    def page(self, path: str, template: str, **values: Any) -> Page:
        """One page, rendered from its template."""
        around = {
            "t": self.localizer,
            "site": self.site,
            "up": addresses.up(path),
            "path": path,
            "here": path,
            "layout": WHOLE,
            **values,
        }
        # Pages about one thing are in folders; there may be hundreds of thousands, so their frame is rendered once.
        made = self._framed(template, around) if "/" in path else written(template, around)
        return Page(f"{self.language}/{path}", "text/html", made)

    def _framed(self, template: str, values: dict[str, Any]) -> bytes:
        about = "about" in values
        if about not in self._frames:
            common = {name: values[name] for name in ("t", "site", "up")}
            self._frames[about] = frame(common, about=about)
        return framed(self._frames[about], template, values)

    def parts(self, path: str, template: str, rows: Sequence[Any], **values: Any) -> Iterator[Page]:
        """A long page, split into as many files as needed."""
        most = addresses.PER_PAGE
        parts = max(1, -(-len(rows) // most))
        for number in range(1, parts + 1):
            cut = rows[(number - 1) * most : number * most]
            shown = {**values, "rows": cut, "part": number, "parts": parts}
            base = path.rpartition("/")[2]
            yield self.page(addresses.part(path, number), template, base=base, **{**shown, "here": path})


def page_builder_of(index: Index, cleared: Cleared, edition: Edition, language: Language) -> PageBuilder:
    """The page builder for one language."""
    localizer = Localizer(language, index.records)
    fit = cleaned(quoting.citable(index.records, cleared.digest, edition, language))
    site = Site(
        title=fit.title,
        revision=edition.revision,
        day=localizer.day(edition.day),
        edition_day=edition.day,
        published=edition.published,
        digest=cleared.digest,
        address=edition.address,
        publisher=fit.publisher,
        authors=quoting.names(fit.authors),
        languages=edition.languages,
        paper=edition.paper,
        tools=edition.tools,
        checkpoint=edition.checkpoint,
        coins=quoting.coins(fit),
    )
    return PageBuilder(Views(index, localizer), site, edition, fit)


# The frame around pages about one thing is rendered once and filled in for each: only the path and the statement
# differ. The result equals a fully rendered page to the byte (tests/dossier/test_layout.py).

WHOLE, PIECES = "base.html", "pieces.html"
"""The template that a page extends: the whole frame, or only its own pieces."""
# Control characters as placeholders: `environment.plain` removes them from every word, so none can come from a case.
_TITLE, _MAIN, _STEM, _ABOUT = "\x01", "\x02", "\x03", "\x04"
_SUFFIX = ".html"


def frame(values: dict[str, Any], *, about: bool) -> str:
    """A page frame with placeholders for the parts that differ between pages.

    Args:
        values: template values common to all pages of the language.
        about: for pages about a statement, whose tools link to it.
    """
    around = {**values, "path": Markup(_STEM + _SUFFIX), "here": ""}
    around |= {"about": Markup(_ABOUT)} if about else {}
    return written("frame.html", {**around, "title": Markup(_TITLE), "main": Markup(_MAIN)}).decode()


def framed(around: str, template: str, values: dict[str, Any]) -> bytes:
    """A page rendered into a finished frame."""
    pieces = written(template, {**values, "layout": PIECES, "cut": Markup(_TITLE)}).decode()
    title, _, main = pieces.partition(_TITLE)
    made = around.replace(_STEM, values["path"].removesuffix(_SUFFIX))
    if about := values.get("about"):
        made = made.replace(quote(_ABOUT), quote(about)).replace(_ABOUT, escape(about))
    return made.replace(_TITLE, title).replace(_MAIN, main).encode()
