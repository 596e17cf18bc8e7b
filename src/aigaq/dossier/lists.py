"""Pages about the whole edition: front page, lists, method, citation, changes.

Invariant: every list is complete, over as many files as it takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.dossier import quoting
from aigaq.dossier.changes import ChangeViews
from aigaq.dossier.edition import Page
from aigaq.dossier.ladder_view import groups, ladder_view, left_out
from aigaq.dossier.page_builder import PageBuilder
from aigaq.dossier.view_models import CountStatus, Link
from aigaq.records.decisions import Question

FIRST_CLASHES, FIRST_PEOPLE, FIRST_QUESTIONS = 5, 100, 12
"""Numbers of rows shown on the front page."""
_ORDER = {"in": 0, "open": 1, "out": 2}


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its state in words and its subject."""

    ask: str
    state: str
    about: Link


def lists(builder: PageBuilder, words: frozenset[str]) -> Iterator[Page]:
    """All pages about the whole edition.

    Args:
        words: words of earlier editions that were cleared for this one.
    """
    ladder = ladder_view(builder.views, builder.index)
    everybody = standing(builder)
    yield _front(builder, everybody)
    out, listed = left_out(builder.views, builder.index), groups(builder.views, builder.index)
    yield builder.page("method.html", "method.html", front=ladder, groups=listed, out=out)
    yield from builder.parts("people.html", "people.html", everybody, rule=ladder.rule)
    yield from builder.parts("events.html", "events.html", events(builder))
    clashes = list(builder.index.contradictions.values())
    pages = builder.parts(
        "contradictions.html", "contradictions.html", [builder.views.clash(one) for one in clashes]
    )
    yield from pages
    written, blanks = questions(builder)
    yield from builder.parts("questions.html", "questions.html", [*written, *blanks])
    yield from builder.parts("sources.html", "sources.html", sources(builder))
    changes = ChangeViews(builder.views, builder.edition, words).all()
    yield builder.page("changes.html", "changes.html", changes=changes)
    yield from _citation(builder)


def _front(builder: PageBuilder, everybody: list[tuple[Link, CountStatus | None]]) -> Page:
    clashes = [
        builder.views.clash(one) for one in list(builder.index.contradictions.values())[:FIRST_CLASHES]
    ]
    counted = [(one, how) for one, how in everybody if how is not None and how.code == "in"]
    many, all_clashes = len(counted), len(builder.index.contradictions)
    return builder.page(
        "index.html",
        "front.html",
        front=ladder_view(builder.views, builder.index),
        clashes=clashes,
        more_clashes=all_clashes if all_clashes > FIRST_CLASHES else 0,
        questions=questions(builder)[0][:FIRST_QUESTIONS],
        people=counted[:FIRST_PEOPLE],
        more_people=many if many > FIRST_PEOPLE else 0,
    )


def people(builder: PageBuilder) -> list[str]:
    """Ids of all people: counted, then unresolved, then left out, then those outside the count."""
    persons = [one for one in builder.index.records.subjects.values() if one.kind == "person"]
    return [
        one.id
        for one in sorted(persons, key=lambda person: (_order(person.id, builder), person.label, person.id))
    ]


def _order(person: str, builder: PageBuilder) -> int:
    status = builder.views.standing(person)
    return _ORDER[status.code] if status else len(_ORDER)


def standing(builder: PageBuilder) -> list[tuple[Link, CountStatus | None]]:
    """All people, with their status in the count."""
    return [(builder.views.subject(one), builder.views.standing(one)) for one in people(builder)]


def events(builder: PageBuilder) -> list[tuple[Link, str | None, tuple[str, ...]]]:
    """Events by date, then events without a date."""
    dated = builder.index.dated
    every = [one.id for one in builder.index.records.subjects.values() if one.kind == "event"]
    ordered = [*dated, *(one for one in every if one not in dated)]
    events = set(every)
    return [
        (
            builder.views.subject(event),
            dated[event].when if event in dated else None,
            tuple(builder.localizer.relative(words) for words in dated[event].relative)
            if event in dated
            else (),
        )
        for event in ordered
        if event in events
    ]


def questions(builder: PageBuilder) -> tuple[list[QuestionView], list[QuestionView]]:
    """Asked questions, then facts that nobody stated."""
    every = builder.index.case.questions()
    return tuple([_asked(builder, one) for one in every if one.is_blank is blank] for blank in (False, True))  # type: ignore[return-value]


def _asked(builder: PageBuilder, question: Question) -> QuestionView:
    ask = builder.localizer.label("slot", question.ask) if question.is_blank else question.ask
    about = builder.views.subject(question.about) if question.about else Link("")
    return QuestionView(ask, builder.localizer.label("question-state", question.state), about)


def sources(builder: PageBuilder) -> list[tuple[Link, str, int, bool]]:
    """Sources: description, number of statements, and whether the text is on board."""
    index = builder.index
    return [
        (builder.views.source(key), source.what, len(index.from_source.get(key, ())), key in index.texts)
        for key, source in sorted(index.records.sources.items())
    ]


def _citation(builder: PageBuilder) -> Iterator[Page]:
    citations = quoting.styles(builder.whole, builder.language)
    yield builder.page("cite.html", "cite.html", cited=citations)
    files = dict(citations)
    for style, name in quoting.FILES.items():
        data = f"{files[style]}\n".encode()
        yield Page(f"{builder.language}/{name}", quoting.MEDIA[style], data)
    linked = quoting.linked(builder.whole, builder.edition.languages)
    yield Page(f"{builder.language}/dossier.jsonld", "application/ld+json", linked)
