"""The styles with marks of their own for what is online: Vancouver, IEEE, GOST R 7.0.5-2008.

Invariant: as in `lines`. The number of a reference in somebody's list is hers to give.
Source: NLM, Citing Medicine, chapter 25; IEEE Reference Guide, websites; GOST R 7.0.5-2008, 7 and 10.
"""

from __future__ import annotations

from aigaq.citation import people
from aigaq.citation.asked import Asked
from aigaq.citation.punctuation import capital, listed, lower, quoted, sentences


def vancouver(one: Asked) -> str:
    """Author. Title [Internet]. Edition. Place: publisher; date [revised; cited]. Statement. Available from: address"""
    what = one.what
    names = people.vancouver(what.authors, others=one.word("et-al"))
    title = f"{what.title} {one.word('internet')}" if what.address else what.title
    dates = listed(one.revised("nlm"), one.seen("nlm", "cited"), by="; ")
    dates = f"[{dates}]" if dates else ""
    edition = capital(one.edition())
    imprint = (
        [listed(edition, dates, by=" ")] if what.draft else [edition, listed(_imprint(one), dates, by=" ")]
    )
    head = sentences(names, title, *imprint)
    at = one.word("available-from", address=what.address) if what.address else None
    return listed(head, sentences(one.part(), what.short), at, by=" ")


def _imprint(one: Asked) -> str:
    """Place, publisher and date; what is not known is said in brackets, as the manual wants it."""
    what = one.what
    place = what.place or f"[{one.word('place-unknown')}]"
    # Who is both author and publisher stands in both places here: Citing Medicine does not cut it.
    publisher = what.publisher or f"[{one.word('publisher-unknown')}]"
    return f"{place}: {publisher}; {one.published('nlm') or '[' + one.word('day-unknown') + ']'}"


def ieee(one: Asked) -> str:
    """A. Author, “Title,” Publisher, edition, date. Statement. Accessed: date. [Online]. Available: address"""
    what = one.what
    names = people.ieee(what.authors, last=one.word("and"), others=one.word("et-al"))
    imprint = listed(
        what.outlet,
        one.edition(),
        what.short,
        one.published("month-first-short"),
        one.revised("month-first-short"),
    )
    head = listed(listed(names, quoted(what.title, one.language, ",")), imprint, by=" ")
    at = one.word("online", address=what.address) if what.address else None
    seen = one.seen("month-first-short", "accessed-on")
    return listed(sentences(head, one.part(), seen), at, by=" ")


def gost(one: Asked) -> str:
    """Author. Title [Electronic resource] // Publisher. Date. Edition. Statement. Updated. URL: address (accessed)."""
    what = one.what
    many = len(what.authors) > 3
    heading = None if many else people.gost(what.authors)
    title = f"{what.title} {one.word('electronic')}" if what.address else what.title
    if many:
        first = people.name(what.authors[0], turned=False, given=people.initials)
        title = f"{title} / {first} [{one.word('et-al')}]"
    title = listed(title, what.outlet, by=" // ")
    parts = [title, one.published("figures"), capital(one.edition()), what.short, one.part(), one.updated()]
    parts += [f"URL: {what.address}"] if what.address else []
    told = [part for part in parts if part]
    seen = one.seen("figures", "accessed-on")
    last = f"{told[-1]} ({lower(seen)})" if seen else told[-1]
    return sentences(heading, *told[:-1], last)
