"""Partial case for one page: statements about a subject, about subjects these name, and later corrections.

Invariant: a partial case holds nothing that its viewer may not see. `docs/explanation/large-cases.md` lists its
limits: dates and contradictions are followed through what its statements name, not through the rest of the case.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.casework.case import Case
from aigaq.records.labels import label_key
from aigaq.records.statements import Statement
from aigaq.statements.evidence import as_statement
from aigaq.web.models import CaseRow
from aigaq.web.store.case_builder import MOST, CaseBuilder, named_by
from aigaq.web.store.references import pointed_at

_PARTS = 400
"""Most parts of an event that are read for the dates of the whole."""
_ROUNDS = 6
_LONGEST = 300
_DATING = ("when", "died", "released-on", "before", "part-of", "example-of", "recorded-when", "type")
_PRACTICES = ("certificate-condition", "cause-certified")


def about(row: CaseRow, held: frozenset[str], subject: str) -> Case:
    """The case around one subject: statements about it and about subjects these name, datings, later corrections."""
    builder = CaseBuilder(row, held)
    names = _around(builder, {subject})
    builder.of_no_person(_PRACTICES)
    return builder.case(whose=names)


def telling(row: CaseRow, held: frozenset[str], statement: str) -> Case:
    """The case around one statement: statements on the same subject, its premises, and statements that rest on it."""
    builder = CaseBuilder(row, held)
    own = builder.take("key", [builder.main_of(statement)])
    builder.pointing_at({f"#{one.id}" for one in own})
    builder.take("key", [name for one in own for name in one.premises])
    names = _around(builder, {one.subject.removeprefix("#") for one in own} | {one.subject for one in own})
    return builder.case(whose=names)


def of_source(row: CaseRow, held: frozenset[str], source: str) -> Case:
    """The case as one source tells it, with later retractions and corrections."""
    builder = CaseBuilder(row, held)
    builder.take("source", [source], most=20 * MOST)
    return builder.case(text_of=source)


def at_line(row: CaseRow, held: frozenset[str], source: str, line: int, words: Iterable[str]) -> Case:
    """Statements coded from one line of a source, its text, and the subjects that `words` name by id or label."""
    builder = CaseBuilder(row, held)
    builder.line(source, line)
    return builder.case(also=_named(builder, words), text_of=source)


def naming(row: CaseRow, held: frozenset[str], source: str, words: Iterable[str]) -> Case:
    """The case without statements, with the text of a source and the subjects that `words` name by id or label."""
    builder = CaseBuilder(row, held)
    return builder.case(also=_named(builder, words), text_of=source)


def _named(builder: CaseBuilder, words: Iterable[str]) -> set[str]:
    typed = {word for word in words if 0 < len(word) <= _LONGEST}
    kinds = ("person", "group", "body", "event", "place", "thing", "voice")
    return typed | builder.labelled({label_key(word)[:200] for word in typed}, kinds)


def bare(row: CaseRow, held: frozenset[str]) -> Case:
    """The case without statements: its sources, decisions, questions and rules."""
    return CaseBuilder(row, held).case()


def _around(builder: CaseBuilder, subjects: set[str]) -> set[str]:
    """Add statements about some subjects and about what these name. Returns all ids of the subjects."""
    names = _named_as_one(builder, subjects)
    own = names | builder.events_of(names)
    builder.take("subject", own)
    builder.take("event", own)
    builder.pointing_at(own)
    told = builder.told()
    _members(builder, own)
    told += builder.pointing_at(_statements_named(told))
    told += builder.take("key", {name.removeprefix("#") for name in _statements_named(told)})
    _follow(builder, told, done=own)
    return names


def _named_as_one(builder: CaseBuilder, subjects: set[str]) -> set[str]:
    """All ids of subjects; for a person also the events that are that person's own death."""
    together = builder.head.clusters.together
    names, size = {name for one in subjects for name in together(one)}, 0
    while size != (size := len(names)):
        builder.take("subject", names, only=("died",))
        builder.take("event", names, only=("died",))
        dead: dict[str, set[str]] = {}
        for one in builder.told():
            if one.predicate == "died" and one.event is not None:
                dead.setdefault(one.event, set()).add(builder.head.clusters.canonical(one.subject))
        for event, who in dead.items():
            # An event with several dead is nobody's own death.
            if len(who) == 1 and (event in names or who & names) and len(builder.dead_in(event)) == 1:
                names |= {event, *together(next(iter(who)))}
    return names


def _members(builder: CaseBuilder, groups: set[str]) -> None:
    """Add the members of groups, and the statements about them."""
    told = builder.pointing_at(groups, only=("member-of",))
    for group in builder.head.by_property:
        if group.id in groups and group.all_with is not None:
            predicate, values = group.all_with
            told += [one for one in builder.take("predicate", [predicate]) if one.value.text in values]
    builder.take("subject", {one.subject for one in told})


def _follow(builder: CaseBuilder, told: list[Statement], *, done: set[str]) -> None:
    """Add statements about everything these statements name, then step by step those that date it."""
    wanted = (named_by(told) | _by_property(builder, told) | _by_readings(builder, done)) - done
    told = builder.take("subject", wanted)
    told += builder.pointing_at(wanted, only=_DATING, most=_PARTS)
    done |= wanted
    for _ in range(_ROUNDS):
        wanted = named_by(told) - done
        if not wanted:
            return
        done |= wanted
        told = builder.take("subject", wanted, only=_DATING)
        told += builder.take("entry", wanted, only=_DATING)


def _by_property(builder: CaseBuilder, told: list[Statement]) -> set[str]:
    """Groups that these statements put somebody into, by the property that defines the group."""
    return {
        group.id
        for group in builder.head.by_property
        for one in told
        if group.all_with is not None
        and one.predicate == group.all_with[0]
        and one.value.text in group.all_with[1]
    }


def _by_readings(builder: CaseBuilder, names: set[str]) -> set[str]:
    """Names in our readings about these subjects."""
    readings = [as_statement(reading) for reading in builder.head.readings]
    near = named_by([one for one in readings if one.subject in names or one.event in names])
    return named_by([one for one in readings if one.subject in near | names])


def _statements_named(told: Iterable[Statement]) -> set[str]:
    """Statements that these statements are about or point at, as `#id`."""
    return {name for one in told for name in (one.subject, *pointed_at(one)) if name.startswith("#")}
