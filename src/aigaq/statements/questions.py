"""What is not known: questions asked, and blanks that nobody filled.

Invariant: "not stated" is computed, never typed.
"""

from __future__ import annotations

from aigaq.records.anchoring import Solution
from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Question
from aigaq.records.entries import Entry, as_words
from aigaq.records.statements import Passage
from aigaq.records.values import UNDATED
from aigaq.statements.dating import DEATH
from aigaq.statements.evidence import Evidence
from aigaq.statements.manners import not_compared

_CLOSED = frozenset({"answered"})


def open_questions(records: CaseRecords, evidence: Evidence, solution: Solution) -> tuple[Question, ...]:
    """The questions of a case that are not answered, and one for every empty slot of a form.

    A slot that another entry of any source fills for the same person is not empty, nor is a date that follows
    from what is said of another event.

    Args:
        evidence, solution: who is the same person, and when things were.
    """
    written = [one for one in records.questions if one.state not in _CLOSED]
    return (*written, *in_no_list(evidence), *_blanks(records, evidence, solution))


def in_no_list(evidence: Evidence) -> tuple[Question, ...]:
    """Words for how somebody died that nothing could be held against: which word of the list do they mean?"""
    return tuple(
        Question(
            id=f"{one.person}?{one.predicate}-{number}",
            ask=f"“{one.words}”",
            state="not-compared",
            about=one.person if one.person in evidence.subjects else None,
            passages=tuple(
                dict.fromkeys(place for said in one.statements for place in evidence.all[said].passages)
            ),
            computed=True,
        )
        for number, one in enumerate(not_compared(evidence), 1)
    )


def _blanks(records: CaseRecords, evidence: Evidence, solution: Solution) -> list[Question]:
    stated = _stated(records, evidence)
    deaths = _deaths(evidence)
    found: dict[str, Question] = {}
    for entry in records.entries:
        for slot in records.unfilled.get(entry.id, ()):
            about = as_words(entry.who)
            predicate, role = _asks(entry, slot, records)
            if (evidence.one(about), predicate, role) in stated or f"{about}?{slot}" in found:
                continue
            if predicate == "when" and _is_dated(entry, deaths, evidence, solution):
                continue
            found[f"{about}?{slot}"] = Question(
                id=f"{about}?{slot}",
                ask=slot,
                state="not-stated",
                about=about if about in records.subjects else None,
                passages=(Passage(entry.source, entry.place),),
                computed=True,
                slot=slot,
            )
    return list(found.values())


def _deaths(evidence: Evidence) -> dict[str, list[str]]:
    """By a person's death, the events that are it."""
    found: dict[str, list[str]] = {}
    for event in evidence.deaths:
        found.setdefault(evidence.one(event), []).append(event)
    return found


def _is_dated(entry: Entry, deaths: dict[str, list[str]], evidence: Evidence, solution: Solution) -> bool:
    """Whether the start of the entry's event is bounded on both sides, by whatever is said of any."""
    events = _events(entry)
    same = [other for event in events for other in deaths.get(evidence.one(event), ())]
    nodes = {*events, *same, *(evidence.one(event) for event in events), *(f"{one}{DEATH}" for one in same)}
    solved = (solution.get(node) for node in sorted(nodes))
    return any(one is not None and None not in (one.earliest_start, one.latest_start) for one in solved)


def _asks(entry: Entry, slot: str, records: CaseRecords) -> tuple[str, str | None]:
    """The predicate and role that a slot of a form would have written."""
    form = records.vocabulary.forms[str(entry.form)]
    template = form.slots[slot].template if slot in form.slots else None
    return (template.predicate, template.role) if template else (slot, None)


def _stated(records: CaseRecords, evidence: Evidence) -> set[tuple[str, str, str | None]]:
    """Who has what stated anywhere, through themselves or through an event of theirs."""
    owner = {made: as_words(entry.who) for entry in records.entries for made in _events(entry)}
    found: set[tuple[str, str, str | None]] = set()
    for one in records.statements:
        role = one.qualifier("role")
        whom = evidence.one(owner.get(one.subject, evidence.deaths.get(one.subject, one.subject)))
        found.add((whom, one.predicate, role.text if role is not None else None))
        if one.predicate == "died" and one.value != UNDATED:
            found.add((whom, "when", None))
    return found


def _events(entry: Entry) -> tuple[str, ...]:
    own = entry.slot("event")
    return (f"{entry.id}.event", *((as_words(own),) if own is not None else ()))
