"""References of a record to others. Invariant: every field by which a record can name another is read here.

A name begins with the kind: `subject:p07`, `source:talk`, `entry:marat`, `statement:marat.died`, `question:q1`,
`judgement:d2`, `safeguard:s1`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from aigaq.records.cases import Safeguard
from aigaq.records.dates.relative import Relative
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Ref, Value


def references_of(one: Any, made: Iterable[str] = ()) -> list[str]:
    """Names of the records that a record refers to, each once.

    Args:
        made: statements of an entry. An entry is seen whole or not at all, since a missing slot would tell that
            something is hidden there.
    """
    found: Iterator[str]
    if isinstance(one, Statement):
        found = _of_statement(one)
    elif isinstance(one, Subject):
        made = (f"entry:{one.made_by}",) if one.made_by is not None else ()
        # The label of such a subject contains the key of its source.
        found = iter((*made, *((f"source:{one.source}",) if one.source is not None else ())))
    elif isinstance(one, Entry):
        found = iter((f"source:{one.source}", *(f"statement:{made_one}" for made_one in made)))
    elif isinstance(one, Source):
        found = _of_source(one)
    elif isinstance(one, Decision):
        found = _of_decision(one)
    elif isinstance(one, Reading):
        found = _of_reading(one)
    elif isinstance(one, Question):
        found = _of_question(one)
    elif isinstance(one, CountRule):
        found = _named((one.scope, one.place, one.population, *one.speakers))
    elif isinstance(one, Safeguard):
        found = _of_safeguard(one)
    else:
        found = iter(())
    return list(dict.fromkeys(found))


def pointed_at(one: Statement) -> list[str]:
    """Targets of a statement besides its subject and event: values, qualifiers, premises; statements as `#id`."""
    values = (one.value, one.said, *(value for _, value in one.qualifiers))
    told = (*one.premises, *((one.completes,) if one.completes else ()))
    return list(dict.fromkeys((*_ids_of(values), *(f"#{name}" for name in told))))


def _named(words: Iterable[str | None]) -> Iterator[str]:
    """Names for an id: of the subject, or for `#id` of a statement and an entry, as it may mean either."""
    for word in words:
        if word is not None and word.startswith("#"):
            yield from (f"statement:{word[1:]}", f"entry:{word[1:]}")
        elif word is not None:
            yield f"subject:{word}"


def _ids_of(values: Iterable[Value | None]) -> Iterator[str]:
    for value in values:
        if isinstance(value, Ref):
            yield value.id
        elif isinstance(value, Relative) and not value.anchor_is_date:
            # The anchor is an event, or an entry that dates one.
            yield from (value.anchor, f"#{value.anchor}")


def _stands_in(passages: Iterable[Passage]) -> Iterator[str]:
    return (f"source:{passage.source}" for passage in passages)


def _of_source(one: Source) -> Iterator[str]:
    """Voices of a source, the source that it is a copy of, and people who can be seen or heard in it."""
    yield from _named(one.media.people if one.media is not None else ())
    yield from _named(sorted(one.voices))
    if one.derived_from is not None:
        yield f"source:{one.derived_from}"


def _of_statement(one: Statement) -> Iterator[str]:
    """Sources, entry, subject, event, values, premises and chain voices of a statement, and the question it answers."""
    yield f"source:{one.source}"
    yield from _stands_in(one.passages)
    if one.entry is not None:
        yield f"entry:{one.entry}"
    if one.answers is not None:
        yield f"question:{one.answers}"
    yield from _named((one.subject, one.event, *pointed_at(one)))
    yield from _named(word for link in one.chain for word in (link.voice, link.through))


def _of_safeguard(one: Safeguard) -> Iterator[str]:
    """Subjects, entries and statements that a safeguard covers or withholds, and the safeguard it replaces."""
    yield from (f"{kind}:{told}" for told in one.covers for kind in ("subject", "entry", "statement"))
    yield from (f"{kind}:{told}" for told in one.withholds for kind in ("statement", "entry"))
    if one.replaces is not None:
        yield f"safeguard:{one.replaces}"


def _of_reading(one: Reading) -> Iterator[str]:
    values = (one.value, *(value for _, value in one.qualifiers))
    yield from (f"statement:{premise}" for premise in one.premises)
    yield from _named((one.subject, one.event, *_ids_of(values)))
    yield from _stands_in(one.passages)


def _of_question(one: Question) -> Iterator[str]:
    yield from (f"{kind}:{told}" for told in one.answers for kind in ("statement", "entry"))
    yield from _named((one.about,))
    yield from _stands_in(one.passages)


def _of_decision(one: Decision) -> Iterator[str]:
    """Targets of a decision. An id can be of an entry or a subject: withdrawals mean the entry, others the subject."""
    yield from (f"judgement:{target}" for target in one.targets)
    yield from _named(one.targets)
    if one.kind == "speaks":
        yield from (f"source:{target}" for target in one.targets[1:])
    if one.kind == "read-as":
        yield from (f"source:{target}" for target in one.targets)
    if one.kind == "withdraw":
        yield from (f"{kind}:{target}" for target in one.targets for kind in ("entry", "statement"))
