"""Printed dossier: one PDF per language, made by WeasyPrint (extra `print`, and the system's Pango).

Invariant: the PDF says the same as the pages, from the same `Cleared`; it loads no file and no address.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from markupsafe import Markup

from aigaq.dossier.environment import FOLDER, written
from aigaq.dossier.ladder_view import groups, ladder_view, left_out
from aigaq.dossier.lists import events, people, questions, sources
from aigaq.dossier.page_builder import PageBuilder
from aigaq.dossier.portraits import subject_view
from aigaq.dossier.qr import qr_svg
from aigaq.dossier.quoting import styles
from aigaq.dossier.view_models import Link, SubjectView
from aigaq.errors import ExtraMissing
from aigaq.records.releases import Attachment

_SYSTEM = "Debian: apt install libpango-1.0-0 libpangoft2-1.0-0"


def paper(builder: PageBuilder) -> bytes:
    """The edition in one language as a tagged PDF.

    Raises:
        ExtraMissing: WeasyPrint, or the Pango library it draws with, is not installed.
    """
    return _pdf(_html(builder), builder.site.digest)


def _html(builder: PageBuilder) -> str:
    address = builder.site.address
    values: dict[str, Any] = {
        "t": builder.localizer,
        "site": builder.site,
        "front": ladder_view(builder.views, builder.index),
        "groups": groups(builder.views, builder.index),
        "out": left_out(builder.views, builder.index),
        "clashes": [builder.views.clash(one) for one in builder.index.contradictions.values()],
        "portraits": list(_portraits(builder)),
        "events": events(builder),
        "questions": questions(builder)[0],
        "sources": [
            (builder.index.word(key), *row)
            for key, row in zip(sorted(builder.index.records.sources), sources(builder), strict=True)
        ],
        "cited": dict(styles(builder.whole, builder.language)),
        # Unescaped, since we draw it ourselves from an address.
        "square": Markup(qr_svg(address).decode()) if address else None,
        "checkpoint": Markup(qr_svg(builder.site.checkpoint).decode()) if builder.site.checkpoint else None,
        "pictures": list(_pictures(builder)),
        "css": Markup((FOLDER / "paper.css").read_text(encoding="utf-8")),
    }
    return written("paper.html", values).decode()


def _pictures(builder: PageBuilder) -> Iterator[tuple[Link, Attachment, Markup | None]]:
    """Each picture with its source and its printable form."""
    shown = builder.index.pictures
    for key, picture in shown.of_source.items():
        yield builder.views.source(key), picture, shown.printed(picture)


def _portraits(builder: PageBuilder) -> Iterator[SubjectView]:
    """Subject views: people in the order of their list, then other subjects."""
    subjects = builder.index.records.subjects
    for person in people(builder):
        yield subject_view(subjects[person], builder.views)
    for subject in subjects.values():
        # An event created by a form concerns one person and is shown with that person.
        if subject.kind != "person" and subject.made_by is None and builder.index.touching(subject.id):
            yield subject_view(subject, builder.views)


def _pdf(html: str, digest: str) -> bytes:
    try:
        from weasyprint import HTML  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except (ImportError, OSError) as error:
        # Pango is loaded with the library: without it the import ends in an OSError.
        raise ExtraMissing(extra="print", package=f"weasyprint; {_SYSTEM}") from error

    class Nowhere(URLFetcher):  # type: ignore[misc]
        """URL fetcher that refuses every address; our own pictures are embedded in the page."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            """Refuse."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError("A dossier asks for nothing.")

    out = BytesIO()
    page = HTML(string=html, url_fetcher=Nowhere())
    page.write_pdf(out, pdf_identifier=digest[:32].encode(), pdf_variant="pdf/ua-1", pdf_tags=True)
    return out.getvalue()
