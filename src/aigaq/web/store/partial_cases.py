"""The part of a case that one page needs: statements about a subject, about what those name, and later corrections.

Invariant: a part holds nothing that its viewer may not see. What it leaves out is listed in
`docs/explanation/large-cases.md`: dates and contradictions are followed along what the statements in it name, not
through the rest of the case.
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
"""Most parts of an event whose own days are read as days of the whole."""
_ROUNDS = 6
_LONGEST = 300
_DATING = ("when", "died", "released-on", "before", "part-of", "example-of", "recorded-when", "type")
_PRACTICES = ("certificate-condition", "cause-certified")


def about(row: CaseRow, held: frozenset[str], subject: str) -> Case:
    """The case around one subject: what is said of it, of what that names, what dates it, and what became of it."""
    builder = CaseBuilder(row, held)
    names = _around(builder, {subject})
    builder.of_no_person(_PRACTICES)
    return builder.case(whose=names)


def telling(row: CaseRow, held: frozenset[str], statement: str) -> Case:
    """The case around one statement: what is said of the same, what it rests on and what rests on it."""
    builder = CaseBuilder(row, held)
    own = builder.take("key", [builder.main_of(statement)])
    builder.pointing_at({f"#{one.id}" for one in own})
    builder.take("key", [name for one in own for name in one.premises])
    names = _around(builder, {one.subject.removeprefix("#") for one in own} | {one.subject for one in own})
    return builder.case(whose=names)


def of_source(row: CaseRow, held: frozenset[str], source: str) -> Case:
    """The case as one source tells it, with what became of its words."""
    builder = CaseBuilder(row, held)
    builder.take("source", [source], most=20 * MOST)
    return builder.case(text_of=source)


def at_line(row: CaseRow, held: frozenset[str], source: str, line: int, words: Iterable[str]) -> Case:
    """The case as one line of a source tells it, and whom some words name, by id or by label."""
    builder = CaseBuilder(row, held)
    builder.line(source, line)
    return builder.case(also=_named(builder, words), text_of=source)


def naming(row: CaseRow, held: frozenset[str], source: str, words: Iterable[str]) -> Case:
    """The case without a statement, with the text of a source and whom some words name, by id or by label."""
    builder = CaseBuilder(row, held)
    return builder.case(also=_named(builder, words), text_of=source)


def _named(builder: CaseBuilder, words: Iterable[str]) -> set[str]:
    typed = {word for word in words if 0 < len(word) <= _LONGEST}
    kinds = ("person", "group", "body", "event", "place", "thing", "voice")
    return typed | builder.labelled({label_key(word)[:200] for word in typed}, kinds)


def bare(row: CaseRow, held: frozenset[str]) -> Case:
    """The case without a statement: its sources, decisions, questions and rules."""
    return CaseBuilder(row, held).case()


def _around(builder: CaseBuilder, subjects: set[str]) -> set[str]:
    """Take what is said of some subjects and of what that names; the ids that they go by."""
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
    """Subjects under all their ids; with a person, the events that are that person's own death."""
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
            # The event of a massacre is nobody's own death.
            if len(who) == 1 and (event in names or who & names) and len(builder.dead_in(event)) == 1:
                names |= {event, *together(next(iter(who)))}
    return names


def _members(builder: CaseBuilder, groups: set[str]) -> None:
    """Of groups, who belongs to them, and what is said of those."""
    told = builder.pointing_at(groups, only=("member-of",))
    for group in builder.head.by_property:
        if group.id in groups and group.all_with is not None:
            predicate, values = group.all_with
            told += [one for one in builder.take("predicate", [predicate]) if one.value.text in values]
    builder.take("subject", {one.subject for one in told})


def _follow(builder: CaseBuilder, told: list[Statement], *, done: set[str]) -> None:
    """What is said of all that these statements name; then what dates that, as far as it leads."""
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
    """The groups that somebody belongs to by what is said of them."""
    return {
        group.id
        for group in builder.head.by_property
        for one in told
        if group.all_with is not None
        and one.predicate == group.all_with[0]
        and one.value.text in group.all_with[1]
    }


def _by_readings(builder: CaseBuilder, names: set[str]) -> set[str]:
    """What our readings of some subjects name."""
    readings = [as_statement(reading) for reading in builder.head.readings]
    near = named_by([one for one in readings if one.subject in names or one.event in names])
    return named_by([one for one in readings if one.subject in near | names])


def _statements_named(told: Iterable[Statement]) -> set[str]:
    """The statements that statements are about or point at, each with `#` before it."""
    return {name for one in told for name in (one.subject, *pointed_at(one)) if name.startswith("#")}
