"""What is not known: questions asked, and blanks that nobody filled.

Invariant: "not stated" is computed, never typed.
"""

from __future__ import annotations

from aigaq.records.cases import CaseRecords
from aigaq.records.dates.anchoring import Solution
from aigaq.records.decisions import Question
from aigaq.records.entries import Entry, as_words
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import UNDATED, Unknown
from aigaq.statements.dating import DEATH
from aigaq.statements.event_statements import statements_of_events
from aigaq.statements.evidence import Evidence
from aigaq.statements.manner_of_death import not_compared

_CLOSED = frozenset({"answered"})


def open_questions(records: CaseRecords, evidence: Evidence, solution: Solution) -> tuple[Question, ...]:
    """The questions of a case that are not answered, and one for every empty slot of a form.

    A slot that another entry of any source fills for the same person is not empty, nor is a date that follows
    from what is said of another event.

    Args:
        evidence, solution: who is the same person, and when things were.
    """
    closed = {one.id for one, _ in answered_questions(records, evidence)}
    written = [one for one in records.questions if one.id not in closed and one.state not in _CLOSED]
    return (*written, *in_no_list(evidence), *_blanks(records, evidence, solution))


def answered_questions(
    records: CaseRecords, evidence: Evidence
) -> tuple[tuple[Question, tuple[Statement, ...]], ...]:
    """The questions that somebody answered, and the words that do: named by the question, or by what was coded.

    A word that answers closes a question unless whoever wrote it down called it answered in part. Who cannot say, and
    who takes the answer back, leaves it open.
    """
    answers: dict[str, list[Statement]] = {}
    for statement in evidence.live:
        if (
            statement.answers is not None
            and statement.polarity != "cannot-say"
            and not isinstance(statement.value, Unknown)
        ):
            answers.setdefault(statement.answers, []).append(statement)
    found = []
    for question in records.questions:
        named = [main for name in question.answers if (main := _main(name, records, evidence)) is not None]
        by_entry = answers.get(question.id, [])
        if question.state in _CLOSED or (by_entry and question.state != "partly"):
            mains = [one for one in by_entry if one.id == _main_id(one, records)]
            said = {one.id: one for one in (*named, *mains)}
            found.append((question, tuple(said.values())))
    return tuple(found)


def _main(name: str, records: CaseRecords, evidence: Evidence) -> Statement | None:
    return evidence.by_id.get(records.made_for.get(name, (name.removeprefix("#"),))[0])


def _main_id(statement: Statement, records: CaseRecords) -> str:
    """Of a form the main statement stands for the entry."""
    return records.made_for.get(statement.entry or "", (statement.id,))[0]


def in_no_list(evidence: Evidence) -> tuple[Question, ...]:
    """Words for how somebody died that nothing could be held against: which word of the list do they mean?"""
    return tuple(
        Question(
            id=f"{one.person}?{one.predicate}-{number}",
            ask=f"“{one.words}”",
            state="not-compared",
            about=one.person if one.person in evidence.subjects else None,
            passages=tuple(
                dict.fromkeys(
                    place for statement in one.statements for place in evidence.by_id[statement].passages
                )
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
            if (evidence.canonical(about), predicate, role) in stated or f"{about}?{slot}" in found:
                continue
            if statements_of_events(_events(entry), predicate, evidence, role=role)[1]:
                # It is said of the event that this was part of.
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
        found.setdefault(evidence.canonical(event), []).append(event)
    return found


def _is_dated(entry: Entry, deaths: dict[str, list[str]], evidence: Evidence, solution: Solution) -> bool:
    """Whether the start of the entry's event is bounded on both sides, by whatever is said of any."""
    events = _events(entry)
    same = [other for event in events for other in deaths.get(evidence.canonical(event), ())]
    nodes = {
        *events,
        *same,
        *(evidence.canonical(event) for event in events),
        *(f"{one}{DEATH}" for one in same),
    }
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
    for statement in records.statements:
        role = statement.qualifier("role")
        whom = evidence.canonical(
            owner.get(statement.subject, evidence.deaths.get(statement.subject, statement.subject))
        )
        found.add((whom, statement.predicate, role.text if role is not None else None))
        if statement.predicate == "died" and statement.value != UNDATED:
            found.add((whom, "when", None))
    return found


def _events(entry: Entry) -> tuple[str, ...]:
    own = entry.slot("event")
    return (f"{entry.id}.event", *((as_words(own),) if own is not None else ()))
