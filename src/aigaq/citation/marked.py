"""Styles with their own marks for online sources: Vancouver, IEEE, GOST R 7.0.5-2008.

Invariant: as in `lines`. The number of a reference in a list is added by the author of that list.
Source: NLM, Citing Medicine, chapter 25; IEEE Reference Guide, websites; GOST R 7.0.5-2008, 7 and 10.
"""

from __future__ import annotations

from aigaq.citation import people
from aigaq.citation.punctuation import capital, listed, lower, quoted, sentences
from aigaq.citation.request import CitationRequest


def vancouver(request: CitationRequest) -> str:
    """Author. Title [Internet]. Edition. Place: publisher; date [revised; cited]. Statement. Available from: address"""
    what = request.what
    names = people.vancouver(what.authors, others=request.word("et-al"))
    title = f"{what.title} {request.word('internet')}" if what.address else what.title
    dates = listed(request.revised("nlm"), request.seen("nlm", "cited"), by="; ")
    dates = f"[{dates}]" if dates else ""
    edition = capital(request.edition())
    imprint = (
        [listed(edition, dates, by=" ")]
        if what.draft
        else [edition, listed(_imprint(request), dates, by=" ")]
    )
    head = sentences(names, title, *imprint)
    at = request.word("available-from", address=what.address) if what.address else None
    return listed(head, sentences(request.part(), what.short), at, by=" ")


def _imprint(request: CitationRequest) -> str:
    """Place, publisher and date; unknown parts are named in brackets, as the manual requires."""
    what = request.what
    place = what.place or f"[{request.word('place-unknown')}]"
    # A body that is author and publisher is named in both places: Citing Medicine does not shorten this.
    publisher = what.publisher or f"[{request.word('publisher-unknown')}]"
    return f"{place}: {publisher}; {request.published('nlm') or '[' + request.word('day-unknown') + ']'}"


def ieee(request: CitationRequest) -> str:
    """A. Author, “Title,” Publisher, edition, date. Statement. Accessed: date. [Online]. Available: address"""
    what = request.what
    names = people.ieee(what.authors, last=request.word("and"), others=request.word("et-al"))
    imprint = listed(
        what.outlet,
        request.edition(),
        what.short,
        request.published("month-first-short"),
        request.revised("month-first-short"),
    )
    head = listed(listed(names, quoted(what.title, request.language, ",")), imprint, by=" ")
    at = request.word("online", address=what.address) if what.address else None
    seen = request.seen("month-first-short", "accessed-on")
    return listed(sentences(head, request.part(), seen), at, by=" ")


def gost(request: CitationRequest) -> str:
    """Author. Title [Electronic resource] // Publisher. Date. Edition. Statement. Updated. URL: address (accessed)."""
    what = request.what
    many = len(what.authors) > 3
    heading = None if many else people.gost(what.authors)
    title = f"{what.title} {request.word('electronic')}" if what.address else what.title
    if many:
        first = people.name(what.authors[0], turned=False, given=people.initials)
        title = f"{title} / {first} [{request.word('et-al')}]"
    title = listed(title, what.outlet, by=" // ")
    parts = [
        title,
        request.published("figures"),
        capital(request.edition()),
        what.short,
        request.part(),
        request.updated(),
    ]
    parts += [f"URL: {what.address}"] if what.address else []
    present = [part for part in parts if part]
    seen = request.seen("figures", "accessed-on")
    last = f"{present[-1]} ({lower(seen)})" if seen else present[-1]
    return sentences(heading, *present[:-1], last)
