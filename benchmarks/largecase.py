"""A made-up case as an edition would show it, of any number of people, with names, witnesses to protect and conflicts.

Invariant: the same size gives the same case; nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from benchmarks.generated import DAYS, INJURIES, WEAPONS

from aigaq.protection import Cleared, clear, guarded
from aigaq.records.cases import CaseRecords, Intruder, Safeguard
from aigaq.records.releases import Draft, Guarded
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Place, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import UNDATED, Code, Ref, Value, Words
from aigaq.records.vocab.vocabulary import standard

SOURCES, LINES, VOICES, PROTECTED = 200, 500, 400, 100
CONFLICTS = 10
"""Of so many people, one whose day is told in two ways."""
TRIED = Intruder("bolat", 60, ("the press",), found=False)
_GIVEN = [
    "Айдос",
    "Болат",
    "Серик",
    "Марат",
    "Дана",
    "Айгуль",
    "Нурлан",
    "Тимур",
    "Аскар",
    "Жанна",
    "Олжас",
    "Ержан",
    "Гульнара",
    "Самал",
    "Данияр",
    "Жанар",
]
_FIRST, _MIDDLE = (
    [
        "Ба",
        "Ве",
        "Гу",
        "До",
        "Жа",
        "Зе",
        "Ка",
        "Ло",
        "Му",
        "Не",
        "По",
        "Ра",
        "Су",
        "Та",
        "Фе",
        "Ша",
        "Ой",
        "Ус",
        "Ым",
        "Эк",
    ],
    ["бай", "дер", "гал", "жан", "зар", "кен", "лаш", "мур", "нус", "пал", "рат", "сен", "тул"],
)
_LAST = ["ов", "ев", "ин", "баев", "беков"]


def cleared_case(people: int) -> Cleared:
    """A made-up case of some people, ten statements each, cleared."""
    draft, safeguards = to_clear(people)
    found = clear(draft, safeguards)
    if not isinstance(found, Cleared):
        raise SystemExit(f"not cleared: {sorted({one.code for one in found.reasons})}")
    return found


def to_clear(people: int) -> tuple[Draft, tuple[Guarded, ...]]:
    """The same before it is cleared, and what must not be told of it."""
    subjects = {
        "shooting": Subject("shooting", "event", "the shooting"),
        **{f"place-{n}": Subject(f"place-{n}", "place", f"place {n}") for n in range(50)},
        **{f"voice-{n}": Subject(f"voice-{n}", "voice", f"witness {n}") for n in range(VOICES)},
    }
    sources = {f"talk-{n}": Source(f"talk-{n}", "interview", shipped=True) for n in range(SOURCES)}
    text = "".join(f"Line {n} of a talk that nobody had.\n" for n in range(1, LINES + 1))
    statements: list[Statement] = []
    entries: dict[str, tuple[str, ...]] = {}
    random, named = Random(2031), Random(2032)
    for n in range(people):
        person, event = f"p{n}", f"e{n}.event"
        name = name_of(named)
        subjects[person] = Subject(person, "person", name, named=True)
        subjects[event] = Subject(event, "event", f"the death of {name}", made_by=f"e{n}")
        said = tuple(_said(f"e{n}", person, event, name, random, text))
        entries[f"e{n}"] = tuple(one.id for one in said)
        statements += said
    records = CaseRecords(
        key="large",
        title="A large case that nobody lived",
        anchor="shooting",
        coder="bolat",
        second_coder=None,
        vocabulary=standard(),
        subjects=subjects,
        sources=sources,
        entries=(),
        statements=tuple(statements),
        made_for=entries,
    )
    draft = Draft(records, texts=dict.fromkeys(sources, text))
    return draft, guarded(_watched(records, named))


def name_of(random: Random) -> str:
    """Somebody's name: of 1,400 surnames and 16 given names, so that many share one."""
    family = random.choice(_FIRST) + random.choice(_MIDDLE) + random.choice(_LAST)
    return f"{random.choice(_GIVEN)} {family}"


def _watched(records: CaseRecords, named: Random) -> CaseRecords:
    """The case with its safeguards: witnesses whose names, which the case does not hold, are looked for in it."""
    safeguards = tuple(
        Safeguard(
            f"s{n}",
            (f"voice-{n}",),
            f"witness {n}",
            "asked for it",
            "bolat",
            date(2031, 9, 1),
            names=(f"{name_of(named)}ский",),
            intruder=TRIED,
        )
        for n in range(PROTECTED)
    )
    return replace(records, safeguards=safeguards)


def _said(entry: str, person: str, event: str, name: str, random: Random, text: str) -> Iterator[Statement]:
    source, line = f"talk-{random.randrange(SOURCES)}", random.randrange(1, LINES)
    start = text.index(f"Line {line} ")
    passage = Passage(source, Place(line), "0" * 64, start, text.index("\n", start))
    chain = tuple(Link(f"voice-{random.randrange(VOICES)}") for _ in range(random.randrange(1, 3)))
    told: tuple[tuple[str, str, Value], ...] = (
        (person, "died", UNDATED),
        (event, "type", Code("act", "killing")),
        (person, "victim-of", Ref(event)),
        (event, "when", random.choice(DAYS)),
        (event, "weapon", random.choice(WEAPONS)),
        (event, "where", Ref(f"place-{random.randrange(50)}")),
        (event, "part-of", Ref("shooting")),
        (person, "injury", random.choice(INJURIES)),
        (person, "occupation", Words("a driver")),
        (person, "name", Words(name)),
    )
    if int(entry[1:]) % CONFLICTS == 0:
        told += ((event, "when", random.choice(DAYS)), (person, "occupation", Words("a welder")))
    for number, (subject, predicate, value) in enumerate(told):
        about = event if subject == person and predicate in ("died", "victim-of", "injury") else None
        yield Statement(
            f"{entry}.s{number}",
            subject,
            predicate,
            value,
            chain,
            (passage,),
            source,
            event=about,
            basis="eyewitness",
            entry=entry,
        )
