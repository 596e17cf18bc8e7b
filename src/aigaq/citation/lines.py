"""The styles that put names and title first: APA, MLA, Chicago, Harvard, and a plain line.

Invariant: each line holds the address as text, the title once, and no mark of a part that is missing.
Source: APA 7 (9.7-9.37, 10.16); MLA 9 (5.3-5.119); CMOS 17 (14.76, 14.205-14.210); Cite Them Right, web pages.
"""

from __future__ import annotations

from aigaq.citation import people
from aigaq.citation.asked import Asked
from aigaq.citation.citable import Body
from aigaq.citation.punctuation import capital, ended, listed, quoted, sentences


def apa(one: Asked) -> str:
    """Author. (Date). Title (edition) [statement]. Publisher. Address."""
    what = one.what
    when = f"({one.published('year-first') or one.word('no-day-short')})"
    about = listed(one.edition(), one.revised("month-first"), what.short, by="; ")
    title = f"{what.title} [{capital(about)}]" if what.draft else f"{what.title} ({capital(about)})"
    part = one.part()
    title = f"{title} [{part}]" if part else title
    names = people.apa(what.authors)
    head = f"{ended(names)} {when}. {ended(title)}" if names else f"{ended(title)} {when}."
    address = one.seen("month-first", "retrieved", address=what.address) if what.address else None
    return listed(
        head, _ended(what.outlet), address or what.address or _ended(one.seen("month-first")), by=" "
    )


def mla(one: Asked) -> str:
    """Author. “Title.” Statement. Publisher, edition, date, address. Accessed."""
    what = one.what
    # A body that publishes its own work stands as publisher alone (MLA 9, 5.21).
    own = what.authors == (Body(what.publisher or ""),)
    names = "" if own else people.mla(what.authors, last=one.word("and"), others=one.word("et-al"))
    container = listed(
        what.publisher if own else what.outlet,
        one.edition(),
        what.short,
        one.published("day-first-short"),
        one.revised("day-first-short"),
        what.address,
    )
    title = quoted(what.title, one.language, ".")
    return sentences(names, title, one.part(), capital(container), one.seen("day-first-short"))


def chicago(one: Asked) -> str:
    """The entry of a bibliography: Author. “Title.” Statement. Edition. Publisher, date. Accessed. Address."""
    what = one.what
    names = people.chicago(what.authors, last=one.word("and"), others=one.word("et-al"))
    imprint = listed(listed(what.outlet, one.published("month-first")), one.revised("month-first"), by="; ")
    title = quoted(what.title, one.language, ".")
    seen = one.seen("month-first")
    return sentences(names, title, one.part(), one.identity(), capital(imprint), seen, what.address)


def harvard(one: Asked) -> str:
    """Author (year) Title. Edition. Statement. Publisher. Available at: address (Accessed: date)."""
    what = one.what
    year = f"({what.published.year if what.published else one.word('no-day')})"
    names = people.harvard(what.authors, last=one.word("and"), others=one.word("et-al"))
    published = one.published("day-first")
    told = one.word("published", date=published) if published else None
    about = capital(listed(one.edition(), told, one.revised("day-first"), what.short))
    at = one.word("available-at", address=what.address) if what.address else None
    seen = one.seen("day-first", "accessed-on")
    place = listed(at, f"({seen})" if seen else None, by=" ")
    head = f"{names} {year} {ended(what.title)}" if names else f"{what.title} {year}"
    return listed(head, sentences(about, one.part(), what.outlet, place), by=" ")


def plain(one: Asked) -> str:
    """Title. Authors. Publisher. The three dates, each with its name. Edition. Statement. Address."""
    what = one.what
    published = one.published("day-first")
    dates = [one.word("published", date=published) if published else None, one.revised("day-first")]
    seen = one.seen("day-first")
    told = [capital(text) for text in dates if text]
    names = people.plain(what.authors)
    head = sentences(what.title, names, what.outlet, *told, one.identity(), one.part(), seen)
    return listed(head, what.address, by=" ")


def _ended(text: str | None) -> str | None:
    return ended(text) if text else None
