"""The pages about the whole: front, lists, method, citation, changes.

Invariant: every list holds all that it says it holds, over as many files as that takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aigaq.dossier import quoting
from aigaq.dossier.changes import Teller
from aigaq.dossier.edition import Page
from aigaq.dossier.ladder_view import front, groups, left_out
from aigaq.dossier.page_builder import Maker
from aigaq.dossier.view_models import Link, Standing
from aigaq.records.decisions import Question

FIRST_CLASHES, FIRST_PEOPLE, FIRST_QUESTIONS = 5, 100, 12
"""So many stand on the front page itself."""
_ORDER = {"in": 0, "open": 1, "out": 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its state in words, and whom it is about."""

    ask: str
    state: str
    about: Link


def lists(maker: Maker, words: frozenset[str]) -> Iterator[Page]:
    """The pages about the whole.

    Args:
        words: words of earlier editions that were cleared for this one.
    """
    ladder = front(maker.views, maker.index)
    everybody = standing(maker)
    yield _front(maker, everybody)
    out, listed = left_out(maker.views, maker.index), groups(maker.views, maker.index)
    yield maker.page("method.html", "method.html", front=ladder, groups=listed, out=out)
    yield from maker.parts("people.html", "people.html", everybody, rule=ladder.rule)
    yield from maker.parts("events.html", "events.html", events(maker))
    clashes = list(maker.index.contradictions.values())
    pages = maker.parts(
        "contradictions.html", "contradictions.html", [maker.views.clash(one) for one in clashes]
    )
    yield from pages
    written, blanks = questions(maker)
    yield from maker.parts("questions.html", "questions.html", [*written, *blanks])
    yield from maker.parts("sources.html", "sources.html", sources(maker))
    changes = Teller(maker.views, maker.edition, words).all()
    yield maker.page("changes.html", "changes.html", changes=changes)
    yield from _citation(maker)


def _front(maker: Maker, everybody: list[tuple[Link, Standing | None]]) -> Page:
    clashes = [maker.views.clash(one) for one in list(maker.index.contradictions.values())[:FIRST_CLASHES]]
    counted = [(one, how) for one, how in everybody if how is not None and how.code == "in"]
    many, all_clashes = len(counted), len(maker.index.contradictions)
    return maker.page(
        "index.html",
        "front.html",
        front=front(maker.views, maker.index),
        clashes=clashes,
        more_clashes=all_clashes if all_clashes > FIRST_CLASHES else 0,
        questions=questions(maker)[0][:FIRST_QUESTIONS],
        people=counted[:FIRST_PEOPLE],
        more_people=many if many > FIRST_PEOPLE else 0,
    )


def people(maker: Maker) -> list[str]:
    """Everybody: those counted, those not settled, those left out, then those of whom the count does not speak."""
    persons = [one for one in maker.index.records.subjects.values() if one.kind == "person"]
    return [
        one.id
        for one in sorted(persons, key=lambda person: (_order(person.id, maker), person.label, person.id))
    ]


def _order(person: str, maker: Maker) -> int:
    status = maker.views.standing(person)
    return _ORDER[status.code] if status else len(_ORDER)


def standing(maker: Maker) -> list[tuple[Link, Standing | None]]:
    """Everybody, and how the count takes them."""
    return [(maker.views.subject(one), maker.views.standing(one)) for one in people(maker)]


def events(maker: Maker) -> list[tuple[Link, str | None, tuple[str, ...]]]:
    """Events by date, then those that no date is told of."""
    dated = maker.index.dated
    every = [one.id for one in maker.index.records.subjects.values() if one.kind == "event"]
    ordered = [*dated, *(one for one in every if one not in dated)]
    events = set(every)
    return [
        (
            maker.views.subject(event),
            dated[event].when if event in dated else None,
            tuple(maker.tongue.relative(words) for words in dated[event].relative) if event in dated else (),
        )
        for event in ordered
        if event in events
    ]


def questions(maker: Maker) -> tuple[list[Asked], list[Asked]]:
    """What was asked, then what nobody stated."""
    every = maker.index.case.questions()
    return tuple([_asked(maker, one) for one in every if one.is_blank is blank] for blank in (False, True))  # type: ignore[return-value]


def _asked(maker: Maker, question: Question) -> Asked:
    ask = maker.tongue.label("slot", question.ask) if question.is_blank else question.ask
    about = maker.views.subject(question.about) if question.about else Link("")
    return Asked(ask, maker.tongue.label("question-state", question.state), about)


def sources(maker: Maker) -> list[tuple[Link, str, int, bool]]:
    """Sources, what each is, how many statements it has, and whether its text is on board."""
    index = maker.index
    return [
        (maker.views.source(key), source.what, len(index.from_source.get(key, ())), key in index.texts)
        for key, source in sorted(index.records.sources.items())
    ]


def _citation(maker: Maker) -> Iterator[Page]:
    citations = quoting.styles(maker.whole, maker.language)
    yield maker.page("cite.html", "cite.html", cited=citations)
    files = dict(citations)
    for style, name in quoting.FILES.items():
        data = f"{files[style]}\n".encode()
        yield Page(f"{maker.language}/{name}", quoting.MEDIA[style], data)
    linked = quoting.linked(maker.whole, maker.edition.languages)
    yield Page(f"{maker.language}/dossier.jsonld", "application/ld+json", linked)
