"""Styles of citation for people.

Invariant: each line holds the address as text, the title once, and no mark of a part that is missing. The number of a
reference in a list is added by the author of that list.
Source: APA 7 (9.7-9.37, 10.16); MLA 9 (5.3-5.119); CMOS 17 (14.76, 14.205-14.210); Cite Them Right, web pages; NLM,
Citing Medicine, chapter 25; IEEE Reference Guide, websites; GOST R 7.0.5-2008, 7 and 10.
"""

from __future__ import annotations

from aigaq.citation import people
from aigaq.citation.citable import Body
from aigaq.citation.punctuation import capital, ended, listed, lower, quoted, sentences
from aigaq.citation.request import CitationRequest


def apa(request: CitationRequest) -> str:
    """Author. (Date). Title (edition) [statement]. Publisher. Address."""
    what = request.what
    when = f"({request.published('year-first') or request.word('no-day-short')})"
    about = listed(request.edition(), request.revised("month-first"), what.short, by="; ")
    title = f"{what.title} [{capital(about)}]" if what.draft else f"{what.title} ({capital(about)})"
    part = request.part()
    title = f"{title} [{part}]" if part else title
    names = people.apa(what.authors)
    head = f"{ended(names)} {when}. {ended(title)}" if names else f"{ended(title)} {when}."
    address = request.seen("month-first", "retrieved", address=what.address) if what.address else None
    return listed(
        head, _ended(what.outlet), address or what.address or _ended(request.seen("month-first")), by=" "
    )


def mla(request: CitationRequest) -> str:
    """Author. “Title.” Statement. Publisher, edition, date, address. Accessed."""
    what = request.what
    # A body that publishes its own work stands as publisher alone (MLA 9, 5.21).
    is_author = what.authors == (Body(what.publisher or ""),)
    names = (
        "" if is_author else people.mla(what.authors, last=request.word("and"), others=request.word("et-al"))
    )
    container = listed(
        what.publisher if is_author else what.outlet,
        request.edition(),
        what.short,
        request.published("day-first-short"),
        request.revised("day-first-short"),
        what.address,
    )
    title = quoted(what.title, request.language, ".")
    return sentences(names, title, request.part(), capital(container), request.seen("day-first-short"))


def chicago(request: CitationRequest) -> str:
    """The entry of a bibliography: Author. “Title.” Statement. Edition. Publisher, date. Accessed. Address."""
    what = request.what
    names = people.chicago(what.authors, last=request.word("and"), others=request.word("et-al"))
    imprint = listed(
        listed(what.outlet, request.published("month-first")), request.revised("month-first"), by="; "
    )
    title = quoted(what.title, request.language, ".")
    seen = request.seen("month-first")
    return sentences(names, title, request.part(), request.identity(), capital(imprint), seen, what.address)


def harvard(request: CitationRequest) -> str:
    """Author (year) Title. Edition. Statement. Publisher. Available at: address (Accessed: date)."""
    what = request.what
    year = f"({what.published.year if what.published else request.word('no-day')})"
    names = people.harvard(what.authors, last=request.word("and"), others=request.word("et-al"))
    published = request.published("day-first")
    date_words = request.word("published", date=published) if published else None
    about = capital(listed(request.edition(), date_words, request.revised("day-first"), what.short))
    at = request.word("available-at", address=what.address) if what.address else None
    seen = request.seen("day-first", "accessed-on")
    place = listed(at, f"({seen})" if seen else None, by=" ")
    head = f"{names} {year} {ended(what.title)}" if names else f"{what.title} {year}"
    return listed(head, sentences(about, request.part(), what.outlet, place), by=" ")


def plain(request: CitationRequest) -> str:
    """Title. Authors. Publisher. The three dates, each with its name. Edition. Statement. Address."""
    what = request.what
    published = request.published("day-first")
    dates = [request.word("published", date=published) if published else None, request.revised("day-first")]
    seen = request.seen("day-first")
    dated = [capital(text) for text in dates if text]
    names = people.plain(what.authors)
    head = sentences(what.title, names, what.outlet, *dated, request.identity(), request.part(), seen)
    return listed(head, what.address, by=" ")


def _ended(text: str | None) -> str | None:
    return ended(text) if text else None


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
