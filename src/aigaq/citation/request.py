"""A request for one citation, with the phrases that several styles share.

Invariant: a phrase whose field is empty is None, never an empty shell. A day is written whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from aigaq.citation.citable import Citable, Cited
from aigaq.citation.punctuation import capital, listed
from aigaq.records.vocab.messages import Language, say


@dataclass(frozen=True, slots=True)
class CitationRequest:
    """A cleaned `Citable`, the language of the citation, and the day of access that the reader gives."""

    what: Citable
    language: Language
    accessed: date | None = None

    def word(self, code: str, **parameters: object) -> str:
        """A word of `cite.yaml`."""
        return say(f"cite-{code}", self.language, **parameters)

    def published(self, form: Form) -> str | None:
        """The day of publication."""
        return day(self.what.published, form, self.language) if self.what.published else None

    def revised(self, form: Form) -> str | None:
        """Phrase such as "revised 9 September 2031"."""
        if self.what.revised is None:
            return None
        return self.word("revised", date=day(self.what.revised, form, self.language))

    def updated(self) -> str | None:
        """Phrase such as "Updated: 09.09.2031", for GOST."""
        if self.what.revised is None:
            return None
        return self.word("updated-on", date=day(self.what.revised, "figures", self.language))

    def seen(self, form: Form, code: str = "accessed", **more: object) -> str | None:
        """Phrase such as "Accessed 27 November 2031"; None if the reader gave no day."""
        if self.accessed is None:
            return None
        return self.word(code, date=day(self.accessed, form, self.language), **more)

    def edition(self) -> str:
        """Phrase such as "revision 3", or that it is a draft."""
        return self.word("draft") if self.what.draft else self.word("revision", revision=self.what.revision)

    def identity(self, by: str = ", ") -> str:
        """The edition with its short digest."""
        return capital(listed(self.edition(), self.what.short, by=by))

    def part(self) -> str | None:
        """The cited statement: id and place, origin, voices that passed it on, and source."""
        return None if self.what.statement is None else _part(self.what.statement, self.language)


# Cached, since every style uses it.
@lru_cache(16)
def _part(cited: Cited, language: Language) -> str:
    name = say("cite-statement", language, id=cited.id)
    places = f"{name} ({', '.join(cited.places)})" if cited.places else name
    through = say("cite-through", language, voices=", ".join(cited.through)) if cited.through else None
    source = say("cite-source", language, source=cited.source) if cited.source else None
    return capital(listed(listed(places, _saying(cited, language)), through, source, by="; "))


def _saying(cited: Cited, language: Language) -> str | None:
    if not cited.said_by:
        return None
    return say("cite-said-by", language, voices=f", {say('cite-from', language)} ".join(cited.said_by))


Form = Literal[
    "day-first", "day-first-short", "month-first", "month-first-short", "year-first", "nlm", "figures"
]


@lru_cache(256)
def day(when: date, form: Form, language: Language) -> str:
    """Day in a form: `day-first` 2 September 2031, `month-first` September 2, 2031, `year-first` 2031, September 2.

    `-short` has Sept. for September; `nlm` is 2031 Sep 2; `figures` is 02.09.2031.
    """
    if form == "figures":
        return f"{when:%d.%m}.{when.year:04}"
    short = say(f"cite-month-short-{when.month}", language)
    if form == "nlm":
        return f"{when.year} {short[:3].removesuffix('.')} {when.day}"
    month = short if form.endswith("-short") else say(f"cite-month-{when.month}", language)
    order = form.removesuffix("-short")
    return say(f"cite-date-{order}", language, year=when.year, month=month, day=when.day)
