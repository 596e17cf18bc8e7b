"""What must not change when a case is told in another way. Invariant: the answers hang on what is said alone.

A case here is a list of small entries drawn by Hypothesis: deaths, attributes, copies, words taken back, groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import SOURCES, against, cast, count, decision, flat, held, killed, said, taken_back

from aigaq.records.decisions import Decision
from aigaq.records.ladder import Ladder
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Ref, Value

PERSONS = ("marat", "aset", "dana")
VOICES = st.sampled_from(["nurse", "sister", "guard", "crowd", "ministry", "marat"])
SOURCE = st.sampled_from(["talk", "letter", "reprint", "post", "decree", "file"])
RULES = st.sampled_from(
    [
        CountRule("deaths"),
        CountRule("at-the-shooting", scope="shooting"),
        CountRule("corroborated", threshold="corroborated"),
        CountRule("known", origins="known"),
        CountRule("first-hand", origins="first-hand"),
        CountRule("custody", custody="consequence"),
        CountRule("ill-treated", harm="ill-treated"),
    ]
)


@st.composite
def told(draw: st.DrawFn, number: int) -> list[Statement]:
    """One entry: what one voice says of one person or group."""
    name, voice, source = f"e{number}", draw(VOICES), draw(SOURCE)
    person = draw(st.sampled_from(PERSONS))
    more: dict[str, Any] = {
        "source": source,
        "basis": draw(st.sampled_from(["eyewitness", "not-stated"])),
        "modality": draw(st.sampled_from(["certain", "probable", "possible"])),
    }
    kind = draw(st.sampled_from(["killed", "killed", "denied", "held", "age", "group", "total", "paper"]))
    if kind == "killed":
        weapon, day = (
            draw(st.sampled_from(["firearm", "blade", ""])),
            draw(st.sampled_from([None, "2031-05-01", "2031-05"])),
        )
        return killed(person, voice, name=name, with_=weapon, when=day, **more)
    if kind == "held":
        return held(person, voice, f"jail.{number}", **more)
    of, as_, written = {
        "denied": (person, "died", "undated"),
        "age": (person, "age-at", str(draw(st.integers(17, 20)))),
        "group": ("carried", "died", "undated"),
        "total": ("shooting", "claimed-total", str(draw(st.integers(15, 17)))),
        "paper": (person, "cause-certified", draw(st.sampled_from(["pneumonia", "gunshot"]))),
    }[kind]
    polarity = "denies" if kind == "denied" else "affirms"
    return [said(name, voice, written, of=of, as_=as_, polarity=polarity, **more)]


@st.composite
def cases(draw: st.DrawFn) -> list[Statement]:
    """A few entries, some of them taken back."""
    found = flat([draw(told(number)) for number in range(draw(st.integers(1, 7)))])
    for number in range(draw(st.integers(0, 3))):
        target = draw(st.sampled_from(found))
        kind = draw(st.sampled_from(["retracted", "coerced", "under-pressure", "reaffirmed"]))
        day = f"2031-06-0{number + 1}"
        found.append(taken_back(f"r{number}", target.id, kind, said_on=day, voice=target.origin))
    return found


def answer(found: Ladder) -> dict[str, object]:
    """All that a ladder says, without the order of its lists and the ids of statements."""
    return {
        "people": {
            (one.id, one.kind, one.state, one.when, one.independent_origins, one.reason)
            for one in (*found.individuals, *found.unresolved)
        },
        "excluded": {(one.id, one.reason) for one in found.excluded},
        "groups": {(one.id, one.low, one.high, one.overlap) for one in found.groups},
        "totals": sorted(
            (one.claimant, str(one.low), str(one.high), one.status) for one in found.claimed_totals
        ),
        "bounds": (found.documented_min, found.documented_max, found.open_ended),
    }


def clashes(found: tuple[Any, ...]) -> set[tuple[str, str, str, frozenset[frozenset[str]]]]:
    sides = [frozenset(frozenset(side.statements) for side in one.sides) for one in found]
    return {(one.predicate, one.kind, one.result, side) for one, side in zip(found, sides, strict=True)}


# ---- order and names


@given(cases(), RULES, st.randoms(use_true_random=False))
def test_the_order_of_statements_and_files_changes_nothing(
    case: list[Statement], rule: CountRule, dice: Any
) -> None:
    shuffled = dice.sample(case, len(case))
    assert answer(count(shuffled, rule=rule)) == answer(count(case, rule=rule))
    assert clashes(against(shuffled)) == clashes(against(case))


def renamed(case: list[Statement], names: Mapping[str, str]) -> list[Statement]:
    """The same case with other ids of statements and entries."""

    def value(old: Value) -> Value:
        is_statement = isinstance(old, Ref) and old.id.startswith("#")
        return Ref(f"#{names[old.text.removeprefix('#')]}") if is_statement else old

    entries = {one.entry: f"entry-of-{names[one.id]}" for one in case if one.entry is not None}
    return [
        replace(one, id=names[one.id], value=value(one.value), entry=entries.get(one.entry or ""))
        for one in case
    ]


@given(cases(), RULES)
def test_the_ids_of_statements_change_nothing(case: list[Statement], rule: CountRule) -> None:
    names = {one.id: f"z{len(case) - place:03}" for place, one in enumerate(case)}
    other = renamed(case, names)
    assert answer(count(other, rule=rule)) == answer(count(case, rule=rule))
    expected = {
        (predicate, kind, result, frozenset(frozenset(names[one] for one in side) for side in sides))
        for predicate, kind, result, sides in clashes(against(case))
    }
    assert clashes(against(other)) == expected


def with_other_persons(case: list[Statement], names: Mapping[str, str]) -> list[Statement]:
    def link(old: Link) -> Link:
        return replace(old, voice=names.get(old.voice, old.voice))

    return [
        replace(one, subject=names.get(one.subject, one.subject), chain=tuple(map(link, one.chain)))
        for one in case
    ]


@given(cases(), RULES)
def test_the_ids_of_persons_change_nothing(case: list[Statement], rule: CountRule) -> None:
    names = {"marat": "zz-1", "aset": "aa-1", "dana": "mm-1"}
    subjects: dict[str, Subject] = {new: replace(cast()[old], id=new) for old, new in names.items()}
    before = answer(count(case, rule=rule))
    after = answer(count(with_other_persons(case, names), rule=rule, subjects=subjects))
    old = {new: name for name, new in names.items()}
    assert isinstance(after["people"], set) and isinstance(after["excluded"], set)
    after["people"] = {(old.get(one[0], one[0]), *one[1:]) for one in after["people"]}
    after["excluded"] = {(old.get(one[0], one[0]), *one[1:]) for one in after["excluded"]}
    assert after == before


# ---- copies


@given(cases(), RULES, st.data())
def test_a_copy_of_anything_raises_no_state_and_no_number(
    case: list[Statement], rule: CountRule, data: st.DataObject
) -> None:
    copied = data.draw(st.sampled_from([one for one in case if one.predicate != "recants"]))
    bare = (Link("unknown-man"),)
    chain = data.draw(st.sampled_from([copied.chain, bare, (*bare, *copied.chain)]))
    passages = (Passage("copy", copied.passages[0].place),)
    copy = replace(copied, id="copy", source="copy", chain=chain, passages=passages, entry=None)
    sources = {**SOURCES, "copy": Source("copy", "copy", derived_from=copied.source)}
    before, after = count(case, rule=rule), count(case, [copy], rule=rule, sources=sources)
    assert after.documented_min <= before.documented_min
    origins = {one.id: one.independent_origins for one in (*before.individuals, *before.unresolved)}
    for one in (*after.individuals, *after.unresolved):
        assert one.independent_origins <= origins.get(one.id, 0)


# ---- taking back


@given(cases(), RULES, st.sampled_from(PERSONS))
def test_who_has_no_word_left_stands_in_no_ladder(
    case: list[Statement], rule: CountRule, person: str
) -> None:
    # Of an unnamed crowd nobody can say that it took its word back.
    said_so = [one for one in case if one.predicate != "recants" and one.origin != "crowd"]
    harms = [one for one in said_so if one.subject == person and one.predicate in ("died", "victim-of")]
    back = [
        taken_back(f"all-{number}", one.id, "retracted", said_on="2031-12-31", voice=one.origin)
        for number, one in enumerate(harms)
    ]
    found = count(said_so, back, rule=rule)
    assert person not in {one.id for one in (*found.individuals, *found.unresolved)}


@given(cases(), RULES)
def test_a_later_word_is_not_known_before_its_day(case: list[Statement], rule: CountRule) -> None:
    untouched = [one for one in case if one.predicate != "recants"]
    early = count(case, rule=rule, as_of=date(2031, 5, 31))
    assert answer(early) == answer(count(untouched, rule=rule))


# ---- bounds and places


DECISIONS = st.lists(
    st.tuples(st.sampled_from(["accept", "exclude", "include"]), st.sampled_from(PERSONS)), max_size=3
)


@given(cases(), RULES, DECISIONS)
def test_the_least_is_never_above_the_most(
    case: list[Statement], rule: CountRule, taken: list[tuple[Any, str]]
) -> None:
    values = {"accept": "confirmed", "exclude": "duplicate"}
    decisions: list[Decision] = [
        decision(f"d{n}", kind, who, as_=values.get(kind), harm=rule.harm)
        for n, (kind, who) in enumerate(taken)
    ]
    found = count(case, rule=rule, decisions=decisions)
    assert found.documented_min == len(found.individuals)
    assert found.documented_max is None or found.documented_min <= found.documented_max
    assert found.open_ended == (found.documented_max is None)


@given(cases(), RULES)
def test_everybody_stands_once_and_has_a_place_to_look_at(case: list[Statement], rule: CountRule) -> None:
    found = count(case, rule=rule)
    people = [*found.individuals, *found.unresolved]
    everybody = [*(one.id for one in people), *(one.id for one in found.excluded)]
    assert len(everybody) == len(set(everybody))
    places = [*(one.passages for one in people), *(one.passages for one in found.excluded)]
    assert all(places)
    assert all(one.passages for one in found.groups)


@given(cases())
def test_every_side_of_a_contradiction_is_a_live_statement(case: list[Statement]) -> None:
    ids = {one.id for one in case}
    for one in against(case):
        assert len(one.sides) > 1
        assert all(side.statements and set(side.statements) <= ids for side in one.sides)
