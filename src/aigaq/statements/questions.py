"""Open questions of a case: those that somebody wrote, and blanks of forms that no statement fills.

Invariant: "not stated" is computed, never typed in.
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
    """Questions of a case that are not answered, and one for every empty slot of a form.

    A slot is not empty if another entry, of any source, fills it for the same person, or if its date follows from what
    is said of other events.
    """
    closed = {one.id for one, _ in answered_questions(records, evidence)}
    written = [one for one in records.questions if one.id not in closed and one.state not in _CLOSED]
    return (*written, *in_no_list(evidence), *_blanks(records, evidence, solution))


def answered_questions(
    records: CaseRecords, evidence: Evidence
) -> tuple[tuple[Question, tuple[Statement, ...]], ...]:
    """Answered questions with the statements that answer them, named by the question or by an entry.

    An answer closes a question unless the question is marked as partly answered. "Cannot say", an unknown value or a
    retracted answer leaves it open.
    """
    answers: dict[str, list[Statement]] = {}
    for statement in evidence.live:
        if (
            statement.answers is not None
            and statement.polarity != "cannot-say"
            and not isinstance(statement.value, Unknown)
        ):
            answers.setdefault(statement.answers, []).append(statement)
    answered = []
    for question in records.questions:
        named = [main for name in question.answers if (main := _main(name, records, evidence)) is not None]
        by_entry = answers.get(question.id, [])
        if question.state in _CLOSED or (by_entry and question.state != "partly"):
            mains = [one for one in by_entry if one.id == _main_id(one, records)]
            said = {one.id: one for one in (*named, *mains)}
            answered.append((question, tuple(said.values())))
    return tuple(answered)


def _main(name: str, records: CaseRecords, evidence: Evidence) -> Statement | None:
    return evidence.by_id.get(records.made_for.get(name, (name.removeprefix("#"),))[0])


def _main_id(statement: Statement, records: CaseRecords) -> str:
    """The id of the main statement of the entry that a statement belongs to."""
    return records.made_for.get(statement.entry or "", (statement.id,))[0]


def in_no_list(evidence: Evidence) -> tuple[Question, ...]:
    """Questions about words for a manner of death that no list holds: which word of the list is meant?"""
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
    blanks: dict[str, Question] = {}
    for entry in records.entries:
        for slot in records.unfilled.get(entry.id, ()):
            about = as_words(entry.who)
            predicate, role = _asks(entry, slot, records)
            if (evidence.canonical(about), predicate, role) in stated or f"{about}?{slot}" in blanks:
                continue
            if statements_of_events(_events(entry), predicate, evidence, role=role)[1]:
                # It is stated of the event around.
                continue
            if predicate == "when" and _is_dated(entry, deaths, evidence, solution):
                continue
            blanks[f"{about}?{slot}"] = Question(
                id=f"{about}?{slot}",
                ask=slot,
                state="not-stated",
                about=about if about in records.subjects else None,
                passages=(Passage(entry.source, entry.place),),
                computed=True,
                slot=slot,
            )
    return list(blanks.values())


def _deaths(evidence: Evidence) -> dict[str, list[str]]:
    """By canonical id of a person's death, the events that tell of it."""
    deaths: dict[str, list[str]] = {}
    for event in evidence.deaths:
        deaths.setdefault(evidence.canonical(event), []).append(event)
    return deaths


def _is_dated(entry: Entry, deaths: dict[str, list[str]], evidence: Evidence, solution: Solution) -> bool:
    """Whether the start of the entry's event is bounded on both sides by the dates of the case."""
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
    """The predicate and role of the statement that a slot of a form would write."""
    form = records.vocabulary.forms[str(entry.form)]
    template = form.slots[slot].template if slot in form.slots else None
    return (template.predicate, template.role) if template else (slot, None)


def _stated(records: CaseRecords, evidence: Evidence) -> set[tuple[str, str, str | None]]:
    """Subject, predicate and role of everything stated about a person or an event of theirs."""
    owner = {made: as_words(entry.who) for entry in records.entries for made in _events(entry)}
    stated: set[tuple[str, str, str | None]] = set()
    for statement in records.statements:
        role = statement.qualifier("role")
        whom = evidence.canonical(
            owner.get(statement.subject, evidence.deaths.get(statement.subject, statement.subject))
        )
        stated.add((whom, statement.predicate, role.text if role is not None else None))
        if statement.predicate == "died" and statement.value != UNDATED:
            stated.add((whom, "when", None))
    return stated


def _events(entry: Entry) -> tuple[str, ...]:
    event = entry.slot("event")
    return (f"{entry.id}.event", *((as_words(event),) if event is not None else ()))
