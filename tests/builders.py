"""A small cast and short ways to say things about it: `said("s2", "nurse", "head", of="marat", as_="injury")`.

Invariant: every value goes through the reader of codings, so a test says it as a coder would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from aigaq.counting.ladder import ladder
from aigaq.records.clusters import Clusters
from aigaq.records.coding.resolution import Known, value_of
from aigaq.records.dates.relative import parse_when
from aigaq.records.decisions import Decision, DecisionKind, Reading
from aigaq.records.ladder import Ladder
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Place, Statement
from aigaq.records.subjects import BUILT_IN, Kind, Subject
from aigaq.records.values import UNDATED, Code, Ref, Value
from aigaq.records.vocab.vocabulary import standard
from aigaq.statements.contradictions import Contradiction
from aigaq.statements.dating import solve_dates
from aigaq.statements.evidence import Evidence, gather
from aigaq.statements.findings import contradictions

CAST: Mapping[Kind, str] = {
    "voice": "speaker nurse sister guard unknown-man",
    "person": "marat daulet aset dana captain colonel",
    "group": "carried officers accused sentenced tortured gunners riders",
    "body": "city",
    "event": "shooting march trial arrest-marat practice fight",
    "place": "gate yard town cell van morgue",
    "thing": "paper book",
}
QUALIFIERS = {"role": "place-role", "harm": "harm", "kind": "recant-kind"}


def cast() -> dict[str, Subject]:
    """Everybody in CAST, an official ministry, and a crowd of unnamed witnesses."""
    found = {one.id: one for one in BUILT_IN}
    for kind, names in CAST.items():
        found.update(
            (name, Subject(name, kind, name.title(), named=kind == "person")) for name in names.split()
        )
    found["ministry"] = Subject("ministry", "body", "the ministry", official=True)
    found["crowd"] = Subject("crowd", "voice", "many witnesses", plural=True)
    found["paper"] = replace(found["paper"], document=True)
    return found


SOURCES: Mapping[str, Source] = {
    one.key: one
    for one in (
        Source("talk", "interview"),
        Source("letter", "letter"),
        Source("reprint", "article", derived_from="talk"),
        Source("post", "post", derived_from="reprint"),
        Source("decree", "statement of an authority", official=True),
        Source("file", "paper", document=True),
    )
}


def value(written: str, predicate: str) -> Value:
    """A value as a coding has it; a word alone is the id of somebody, `#id` that of a statement."""
    declared = standard().predicates[predicate]
    if declared.takes == "date":
        return UNDATED if written == "undated" else parse_when(written)
    if declared.takes in ("ref", "place", "statement") and " " not in written:
        code = standard().find(declared.codes, written) if declared.codes else None
        return Code(str(declared.codes), code) if code else Ref(written)
    known = Known(standard(), {}, {}, frozenset(), frozenset())
    return value_of(written, declared.takes, declared.codes, known)


def said(
    name: str,
    voice: str,
    written: str | Value,
    *,
    of: str = "marat",
    as_: str = "injury",
    source: str = "talk",
    via: Iterable[str] = (),
    through: str | None = None,
    qualifiers: Mapping[str, str] | None = None,
    **more: Any,
) -> Statement:
    """One statement; `via` are the voices behind the first, `more` any other field."""
    chain = (*(Link(one) for one in (voice, *via)),)
    chain = (*chain[:-1], Link(chain[-1].voice, through))
    found = value(written, as_) if isinstance(written, str) else written
    carried = tuple((key, _qualifier(key, word)) for key, word in (qualifiers or {}).items())
    passage = Passage(source, Place(more.pop("line", 1)))
    return Statement(name, of, as_, found, chain, (passage,), source, qualifiers=carried, **more)


def _qualifier(key: str, word: str) -> Value:
    """Of the type that the qualifier takes."""
    return (
        Code(QUALIFIERS[key], word)
        if key in QUALIFIERS
        else value(word, "when" if key in ("when", "day") else "where")
    )


def killed(
    person: str,
    voice: str,
    *,
    name: str | None = None,
    act: str = "killing",
    with_: str = "firearm",
    **more: Any,
) -> list[Statement]:
    """What the form `killed` writes: the act, the victim, the death and the weapon, of an event of its own."""
    entry = name or f"{person}-by-{voice}"
    event = more.pop("event", f"{entry}.event")
    when = more.pop("when", None)
    made = [
        said(f"{entry}.died", voice, "undated", of=person, as_="died", event=event, entry=entry, **more),
        said(f"{entry}.act", voice, act, of=event, as_="type", entry=entry, **more),
    ]
    if with_:
        made.append(said(f"{entry}.weapon", voice, with_, of=event, as_="weapon", entry=entry, **more))
    if when:
        made.append(said(f"{entry}.when", voice, when, of=event, as_="when", entry=entry, **more))
    return made


def held(person: str, voice: str, event: str, **more: Any) -> list[Statement]:
    """What the form `detained` writes."""
    return [
        said(f"{event}.act", voice, "detention", of=event, as_="type", **more),
        said(f"{event}.victim", voice, event, of=person, as_="victim-of", **more),
        said(f"{event}.order", voice, f"{event}.release", of=event, as_="before", **more),
    ]


def taken_back(
    name: str, target: str, kind: str, *, voice: str = "speaker", said_on: str | None = None, **more: Any
) -> Statement:
    """Somebody does something to their word: retracted, coerced, under-pressure, reaffirmed, corrected."""
    when = value(said_on, "when") if said_on else None
    more.setdefault("of", voice)
    return said(name, voice, f"#{target}", as_="recants", qualifiers={"kind": kind}, said=when, **more)


def evidence(
    *statements: Statement | Iterable[Statement],
    subjects: Mapping[str, Subject] | None = None,
    decisions: Iterable[Decision] = (),
    readings: Iterable[Reading] = (),
    sources: Mapping[str, Source] | None = None,
    as_of: date | None = None,
) -> Evidence:
    """The statements, indexed; lists among them are laid flat."""
    every = flat(statements)
    entries: dict[str, tuple[str, ...]] = {}
    # The main statement of an entry is the same whatever the order it comes in.
    for one in sorted(every, key=lambda one: (one.predicate != "died", one.predicate)):
        if one.entry is not None:
            entries[one.entry] = (*entries.get(one.entry, ()), one.id)
    return gather(
        every,
        subjects={**_events(every), **cast(), **(subjects or {})},
        sources={**SOURCES, **(sources or {})},
        vocabulary=standard(),
        entries=entries,
        readings=readings,
        clusters=Clusters(decisions),
        as_of=as_of,
    )


def _events(statements: Iterable[Statement]) -> dict[str, Subject]:
    """The events that forms made."""
    made = {
        name
        for one in statements
        for name in (one.event, one.subject, one.value.text)
        if name and "." in name
    }
    return {name: Subject(name, "event", name) for name in made}


def flat(statements: Iterable[Statement | Iterable[Statement]]) -> list[Statement]:
    """Statements and lists of statements in one list."""
    return [one for part in statements for one in ([part] if isinstance(part, Statement) else part)]


def against(*statements: Statement | Iterable[Statement], **more: Any) -> tuple[Contradiction, ...]:
    """All contradictions among the statements."""
    return contradictions(evidence(*statements, **more))


def count(
    *statements: Statement | Iterable[Statement],
    rule: CountRule | None = None,
    decisions: Iterable[Decision] = (),
    anchor: str | None = "shooting",
    as_of: date | None = None,
    **more: Any,
) -> Ladder:
    """The ladder that a rule gives; deaths of any kind where none is named."""
    taken = tuple(decisions)
    found = evidence(*statements, decisions=taken, as_of=as_of, **more)
    asked = rule or CountRule("deaths")
    return ladder(found, asked, solution=solve_dates(found), decisions=taken, anchor=anchor, as_of=as_of)


def decision(
    name: str,
    kind: DecisionKind,
    *targets: str,
    at: str = "2031-06-01",
    as_: str | None = None,
    harm: str = "died",
) -> Decision:
    """A judgement of ours."""
    return Decision(name, kind, targets, "dina", date.fromisoformat(at), "as seen", as_, harm)


def people(found: Ladder) -> dict[str, str]:
    """Everybody counted or unresolved, with their state."""
    return {one.id: one.state for one in (*found.individuals, *found.unresolved)}


def reasons(found: Ladder) -> dict[str, str]:
    """Everybody left out, with the reason."""
    return {one.id: one.reason for one in found.excluded}
