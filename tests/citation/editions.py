"""Editions to cite, by what they have and lack. Invariant: everybody and everything in them is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from aigaq.citation import Body, Citable, Cited, Person

SEEN = date(2031, 11, 27)
KASYMOVA, OSPANOV = Person("Қасымова", "Сания Болатқызы"), Person("Ospanov", "Erlan")
COMMISSION = "Residents’ Commission"
WORD = Cited(
    "d-p06",
    places=("driver-en L11.2",),
    said_by=("a lorry driver (name withheld)", "two of a train crew"),
    through=("an interviewer of the commission", "The Salt Shore (newspaper)"),
    source="talk with a driver",
)
FULL = Citable(
    key="aqsai",
    title="The crossing at Aqsai",
    digest="1a2b3c4d5e6f" + "0" * 52,
    language="en",
    authors=(KASYMOVA, OSPANOV),
    publisher=COMMISSION,
    place="Aqsai",
    published=date(2031, 9, 2),
    revised=date(2031, 9, 9),
    revision="3",
    address="https://aqsai.example/e/3",
)
FIRST = replace(FULL, revised=None, revision="1", authors=(OSPANOV,), address="https://aqsai.example/e/1")
DRAFT = Citable(key="aqsai", title="The crossing at Aqsai", digest=FULL.digest)


def many(count: int) -> tuple[Person, ...]:
    """So many authors."""
    return tuple(Person(f"Bayalyshev{chr(64 + at)}", "Anna-Maria Zhanar") for at in range(1, count + 1))


EDITIONS: dict[str, Citable] = {
    "full": FULL,
    "first": FIRST,
    "no author": replace(FIRST, authors=()),
    "no date": replace(FIRST, published=None),
    "no author, no date": replace(FIRST, authors=(), published=None),
    "no publisher": replace(FIRST, publisher=None, place=None),
    "corporate author": replace(FIRST, authors=(Body("Committee of Mothers, Aqsai"),)),
    "its own publisher": replace(FIRST, authors=(Body(COMMISSION),)),
    "one name": replace(FIRST, authors=(Person("Дана"),)),
    "three authors": replace(FIRST, authors=many(3)),
    "four authors": replace(FIRST, authors=many(4)),
    "seven authors": replace(FIRST, authors=many(7)),
    "eleven authors": replace(FIRST, authors=many(11)),
    "twenty-one authors": replace(FIRST, authors=many(21)),
    "Kazakh": replace(
        FIRST, title="Ақсай өткеліндегі ұлы қайғы: әкелер айғағы", authors=(Person("Өтеғұлова", "Әсем"),)
    ),
    "a question": replace(FIRST, title="Who gave the order?"),
    "a full stop": replace(FIRST, title="How it was."),
    "an abbreviation": replace(FIRST, title="What reached the U.N."),
    "quotes": replace(FIRST, title="The “crossing” at Aqsai: «not one shot»"),
    "furniture": replace(
        FIRST, title="» The crossing at Aqsai | Residents’ Commission | Residents’ Commission"
    ),
    "statement": replace(FIRST, statement=WORD),
    "draft": DRAFT,
    "statement of a draft": replace(DRAFT, statement=WORD),
}
"""By what is special about them."""
