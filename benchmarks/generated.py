"""A made-up casebook of any size: many sources, forms, conflicts, copies, words taken back, relative dates.

Invariant: the same size and seed give the same statements; nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from aigaq.records import quantities
from aigaq.records.dates import relative
from aigaq.records.dates.when import parse
from aigaq.records.decisions import Decision
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Place, Statement
from aigaq.records.subjects import BUILT_IN, Kind, Subject
from aigaq.records.values import UNDATED, Code, Ref, Value, Words, Yes

T = TypeVar("T")
FIRST_DAY = date(2031, 1, 1)
DAYS = tuple(parse((FIRST_DAY + timedelta(days=n)).isoformat()) for n in range(700))
YEARS = tuple(parse(str(FIRST_DAY.year - age)) for age in range(100))
AGES = tuple(quantities.parse(str(n)) for n in range(100))
INJURIES = tuple(Words(word) for word in ("head", "chest", "leg", "arm", "back"))
WEAPONS = tuple(Code("weapon", code) for code in ("firearm", "rifle", "pistol", "blunt", "blade"))
CAUSES = tuple(Code("cause", code) for code in ("gunshot", "beating", "natural", "heart-attack"))
INTENTS = tuple(Code("intent", code) for code in ("kill", "warn", "stray"))
KINDS = tuple(Code("recant-kind", kind) for kind in ("retracted", "coerced", "under-pressure", "reaffirmed"))
FORMS = ("killed", "killed", "killed", "detained", "detained", "hurt")
ACTS = {"killed": "killing", "detained": "detention", "hurt": "wounding"}
ENTRIES_EACH = 2
"""How often each person is told of, in entries of different sources."""


@dataclass(slots=True)
class Casebook:
    """What a case of this size holds, before anything is indexed."""

    subjects: dict[str, Subject] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    entries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)


def casebook(size: int, *, seed: int = 2031) -> Casebook:
    """A casebook of `size` statements about a tenth as many subjects."""
    return _Mill(size, Random(seed)).filled()


class _Mill:
    """Writes entries until the casebook is full."""

    def __init__(self, size: int, random: Random) -> None:
        self.book, self.size, self.random = Casebook(), size, random
        self.incidents = [f"incident-{n}" for n in range(size // 500)]
        self.practices = [f"practice-{n}" for n in range(max(1, size // 10_000))]
        self.places = [f"place-{n}" for n in range(500)]
        self.voices = [f"voice-{n}" for n in range(size // 200)]
        self.keys = [f"source-{n}" for n in range(size // 500)]

    def filled(self) -> Casebook:
        """The whole book."""
        self._cast()
        number = 0
        while len(self.book.statements) < self.size * 0.965:
            self._person(number)
            number += 1
        self._groups()
        self._patterns()
        self._taken_back()
        while len(self.book.statements) < self.size:
            self._say(self._any(self.book.persons), "outcome", Words("not known"), "late")
        self._decisions()
        return self.book

    def _cast(self) -> None:
        self.book.subjects.update({one.id: one for one in BUILT_IN})
        cast: tuple[tuple[list[str], Kind], ...] = (
            (self.incidents, "event"),
            (self.practices, "event"),
            (self.places, "place"),
            (self.voices, "voice"),
        )
        for names, kind in cast:
            for n, name in enumerate(names):
                plural = kind == "voice" and n % 20 == 0
                self.book.subjects[name] = Subject(name, kind, name, plural=plural, official=n % 15 == 0)
        for n, key in enumerate(self.keys):
            copied = self.keys[n // 2] if n % 5 == 4 else None
            self.book.sources[key] = Source(
                key, "interview", derived_from=copied, document=n % 10 == 3, official=n % 12 == 7
            )

    def _person(self, number: int) -> None:
        person = f"person-{number}"
        self.book.persons.append(person)
        self.book.subjects[person] = Subject(person, "person", person, named=number % 3 > 0)
        age, weapon, day = self.random.randrange(15, 80), self._any(WEAPONS), self.random.randrange(600)
        place, incident, form = self._any(self.places), self._any(self.incidents), self._any(FORMS)
        for turn in range(ENTRIES_EACH):
            slip = self.random.random() < 0.03
            told = (age + 9 * slip, self._any(WEAPONS) if slip else weapon, day + 40 * slip)
            self._entry(f"{person}-e{turn}", person, form, told, (place, incident))
        self._attributes(person, age)

    def _entry(
        self, entry: str, person: str, form: str, told: tuple[int, Value, int], where: tuple[str, str]
    ) -> None:
        event, (age, weapon, day), (place, incident) = f"{entry}.event", told, where
        self.book.subjects[event] = Subject(event, "event", event, made_by=entry)
        self._open(entry)
        if form == "killed":
            self._say(person, "died", UNDATED, "died", event)
            self._say(event, "weapon", weapon, "weapon")
            self._say(event, "where", Ref(place), "where-death", role="death")
        self._say(event, "type", Code("act", ACTS[form]), "act")
        self._say(person, "victim-of", Ref(event), "victim", event)
        self._say(event, "when", self._when(day, entry), "when")
        self._say(person, "age-at", AGES[age], "age", event)
        self._say(person, "injury", self._any(INJURIES), "injury", event)
        self._say(event, "where", Ref(place), "where-injury", role="injury")
        self._say(event, "part-of", Ref(incident), "part-of")
        self._say(person, "role-at", Code("role-at", "bystander"), "role", event)

    def _when(self, day: int, entry: str) -> Value:
        """Nearly always a date; sometimes told by what the entry before tells."""
        if self.random.random() < 0.04 and entry.endswith("-e1"):
            words = f"{self.random.randrange(1, 9)} days after {entry[:-1]}0.event"
            found = relative.parse(words)
            assert found is not None
            return found
        return DAYS[day]

    def _attributes(self, person: str, age: int) -> None:
        """What sources say of a person beside the harm."""
        self._open(f"{person}-about")
        self._say(person, "name", Words(person), "name")
        self._say(person, "birth", YEARS[age], "birth")
        self._say(person, "occupation", Words("a driver"), "occupation")
        self._say(person, "known-by", Words("a red coat"), "known-by")
        self._say(person, "sister-of", Ref(self._any(self.book.persons)), "sister")
        self._say(person, "described-as", Words("a neighbour"), "described")
        if self.random.random() < 0.2:
            self._say(person, "cause-certified", self._any(CAUSES), "certified")
        if self.random.random() < 0.02:
            self._say(person, "died", UNDATED, "denied", polarity="denies")
        if self.random.random() < 0.02:
            self._say(person, "punished", Yes(), "punished", polarity=self._any(("affirms", "denies")))

    def _groups(self) -> None:
        for n in range(self.size // 1000):
            group = f"group-{n}"
            self.book.subjects[group] = Subject(group, "group", group)
            self._open(f"{group}-e")
            size = AGES[self.random.randrange(2, 99)]
            self._say(group, "size", size, "size")
            self._say(self._any(self.book.persons), "member-of", Ref(group), "member")
            self._say(group, "punished", Yes(), "none", polarity="denies", aspect="all")
            self._say(self._any(self.incidents), "claimed-total", size, "claimed", harm="died")
            if n % 3 == 0:
                self._say(group, "died", UNDATED, "died")

    def _patterns(self) -> None:
        """What only comparing across questions finds: practices, opposites, rivals, doubts, one large group."""
        for n in range(self.size // 1000):
            case, practice = self._any(self.incidents), self._any(self.practices)
            self._open(f"pattern-{n}")
            self._say(case, "example-of", Ref(practice), "example")
            self._say(case, "intent", self._any(INTENTS), "case")
            self._say(practice, "intent", self._any(INTENTS), "practice")
            self._say(case, "drove-off", Ref("voice-1"), "drove")
            self._say(case, "threatened", Ref("voice-1"), "threatened", polarity="denies")
            self._say("place-1", "explains", Ref(f"#group-{n}-e.claimed"), "why")
            self._say("place-2", "explains", Ref(f"#group-{n}-e.claimed"), "rival")
            self._say("group-0", "blamed-falsely", Yes(), "blamed", aspect=self._any(("all", "some")))
            for part in range(5):
                member = self._any(self.book.persons)
                self._say(member, "member-of", Ref("group-0"), f"of-{part}")

    def _taken_back(self) -> None:
        mains = [made[0] for made in self.book.entries.values() if made]
        for n in range(self.size // 200):
            self._open(f"recant-{n}")
            target = self._any(mains) if n % 10 or not n else f"recant-{n - 1}.recants"
            self._say("voice-1", "recants", Ref(f"#{target}"), "recants", kind=self._any(KINDS))

    def _decisions(self) -> None:
        kinds = ("accept", "exclude", "same", "different")
        for n in range(self.size // 500):
            kind = kinds[n % 4]
            pair = tuple(self.random.sample(self.book.persons, 2 if n % 4 > 1 else 1))
            value = {"accept": "confirmed", "exclude": "decision"}.get(kind)
            self.book.decisions.append(
                Decision(f"d{n}", kind, pair, "dina", FIRST_DAY, "as seen", value)  # type: ignore[arg-type]
            )

    def _open(self, entry: str) -> None:
        """Begin an entry: one place of one source, one chain of voices."""
        self.entry, self.source = entry, self._any(self.keys)
        far = self.random.random() < 0.5
        voices = (self._any(self.voices), self._any(self.voices)) if far else (self._any(self.voices),)
        self.chain = tuple(Link(voice) for voice in voices)
        self.place = Place(self.random.randrange(1, 400), 1)
        self.sure = self.random.choices(("certain", "probable", "possible"), (87, 10, 3))[0]
        self.book.entries[entry] = ()

    def _say(
        self,
        subject: str,
        predicate: str,
        value: Value,
        part: str,
        event: str | None = None,
        polarity: str = "affirms",
        aspect: str = "single",
        **qualifiers: str | Code,
    ) -> None:
        name = f"{self.entry}.{part}"
        name = name if part != "late" else f"{name}-{len(self.book.statements)}"
        lists = {"role": "place-role", "harm": "harm"}
        taken = tuple(
            (key, word if isinstance(word, Code) else Code(lists[key], word))
            for key, word in qualifiers.items()
        )
        made = Statement(
            name,
            subject,
            predicate,
            value,
            self.chain,
            (Passage(self.source, self.place),),
            self.source,
            event=event,
            basis="eyewitness" if len(self.chain) == 2 else "not-stated",
            polarity=polarity,
            modality=self.sure,
            aspect=aspect,
            qualifiers=taken,
            entry=self.entry,
        )
        self.book.statements.append(made)
        self.book.entries[self.entry] += (name,)

    def _any(self, among: Sequence[T]) -> T:
        return among[self.random.randrange(len(among))]
