"""A page for each subject, statement, contradiction and source. Invariant: whatever a page leads to has a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from aigaq.dossier import addresses, quoting
from aigaq.dossier.edition import Page
from aigaq.dossier.page_builder import Maker
from aigaq.dossier.portraits import portrait, testimony
from aigaq.dossier.view_models import Link
from aigaq.dossier.views import said as grouped
from aigaq.records.sources import Source


def records(maker: Maker, share: tuple[int, int]) -> Iterator[Page]:
    """Every page about one thing, or a share of them: which, of how many."""
    first, step = share
    index = maker.index
    for subject in islice(index.records.subjects.values(), first, None, step):
        page = portrait(subject, maker.views)
        path = addresses.subject(subject.kind, page.id)
        feed = addresses.feed(page.id).rpartition("/")[2]
        yield from maker.parts(path, "subject.html", page.said, one=page, feed=feed)
    for statement in islice(index.evidence.by_id.values(), first, None, step):
        four_questions = testimony(statement, maker.views)
        what = quoting.of_statement(maker.whole, four_questions, maker.edition, maker.language)
        cited = quoting.styles(what, maker.language)
        picture = index.pictures.of_source.get(statement.source)
        path, values = (
            addresses.statement(statement.id),
            {"one": four_questions, "cited": cited, "picture": picture},
        )
        yield maker.page(path, "statement.html", about=statement.id, **values)
    for clash in islice(index.contradictions.values(), first, None, step):
        shown = maker.views.clash(clash)
        yield maker.page(shown.to, "contradiction.html", one=shown)
    for source in islice(index.records.sources.values(), first, None, step):
        yield _source(maker, source)


def _source(maker: Maker, source: Source) -> Page:
    views, text = maker.views, maker.index.texts.get(source.key)
    said = maker.index.from_source.get(source.key, [])
    original = views.source(source.derived_from) if source.derived_from else None
    return maker.page(
        addresses.source(maker.index.word(source.key)),
        "source.html",
        one=source,
        key=maker.index.word(source.key),
        tail=[maker.tongue.who(voice) for voice in source.tail],
        original=original,
        picture=maker.index.pictures.of_source.get(source.key),
        lines=_lines(maker, source, text) if text else [],
        rows=[] if text else grouped((views.row(one) for one in said), ""),
    )


def _lines(maker: Maker, source: Source, text: str) -> list[tuple[str, list[Link]]]:
    """Each line with the statements that stand in it."""
    standing: dict[int, list[Link]] = {}
    for statement in maker.index.from_source.get(source.key, ()):
        for line in dict.fromkeys(place.line for place in statement.passages if place.source == source.key):
            standing.setdefault(line, []).append(maker.views.said(statement.id))
    return [(line, standing.get(number, [])) for number, line in enumerate(text.split("\n"), start=1)]
