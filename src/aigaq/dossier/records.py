"""Pages of single subjects, statements, contradictions and sources. Invariant: every link target has a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from aigaq.dossier import addresses, quoting
from aigaq.dossier.edition import Page
from aigaq.dossier.page_builder import PageBuilder
from aigaq.dossier.portraits import four_questions, subject_view
from aigaq.dossier.view_models import Link
from aigaq.dossier.views import said as grouped
from aigaq.records.sources import Source


def records(builder: PageBuilder, share: tuple[int, int]) -> Iterator[Page]:
    """Every page about one thing, or one share of them (`share`: number of the share, number of shares)."""
    first, step = share
    index = builder.index
    for subject in islice(index.records.subjects.values(), first, None, step):
        page = subject_view(subject, builder.views)
        path = addresses.subject(subject.kind, page.id)
        feed = addresses.feed(page.id).rpartition("/")[2]
        yield from builder.parts(path, "subject.html", page.said, one=page, feed=feed)
    for statement in islice(index.evidence.by_id.values(), first, None, step):
        answers = four_questions(statement, builder.views)
        what = quoting.of_statement(builder.whole, answers, builder.edition, builder.language)
        cited = quoting.styles(what, builder.language)
        picture = index.pictures.of_source.get(statement.source)
        path = addresses.statement(statement.id)
        values = {"one": answers, "cited": cited, "picture": picture}
        yield builder.page(path, "statement.html", about=statement.id, **values)
    for clash in islice(index.contradictions.values(), first, None, step):
        shown = builder.views.clash(clash)
        yield builder.page(shown.to, "contradiction.html", one=shown)
    for source in islice(index.records.sources.values(), first, None, step):
        yield _source(builder, source)


def _source(builder: PageBuilder, source: Source) -> Page:
    views, text = builder.views, builder.index.texts.get(source.key)
    said = builder.index.from_source.get(source.key, [])
    original = views.source(source.derived_from) if source.derived_from else None
    return builder.page(
        addresses.source(builder.index.word(source.key)),
        "source.html",
        one=source,
        key=builder.index.word(source.key),
        tail=[builder.localizer.who(voice) for voice in source.tail],
        original=original,
        picture=builder.index.pictures.of_source.get(source.key),
        lines=_lines(builder, source, text) if text else [],
        rows=[] if text else grouped((views.row(one) for one in said), ""),
    )


def _lines(builder: PageBuilder, source: Source, text: str) -> list[tuple[str, list[Link]]]:
    """Each line with the statements located in it."""
    standing: dict[int, list[Link]] = {}
    for statement in builder.index.from_source.get(source.key, ()):
        for line in dict.fromkeys(place.line for place in statement.passages if place.source == source.key):
            standing.setdefault(line, []).append(builder.views.said(statement.id))
    return [(line, standing.get(number, [])) for number, line in enumerate(text.split("\n"), start=1)]
