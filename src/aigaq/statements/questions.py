"""What is not known: questions asked, and blanks that nobody filled.

Invariant: "not stated" is computed, never typed.
"""

from __future__ import annotations

from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Question
from aigaq.records.entries import Entry, as_words
from aigaq.records.statements import Passage

_CLOSED = frozenset({"answered"})


def open_questions(records: CaseRecords) -> tuple[Question, ...]:
    """The questions of a case that are not answered, and one for every empty slot of a form.

    A slot that another entry of any source fills for the same person is not empty.
    """
    written = [one for one in records.questions if one.state not in _CLOSED]
    return (*written, *_blanks(records))


def _blanks(records: CaseRecords) -> list[Question]:
    stated = _stated(records)
    found: dict[str, Question] = {}
    for entry in records.entries:
        for slot in records.unfilled.get(entry.id, ()):
            about = as_words(entry.who)
            predicate, role = _asks(entry, slot, records)
            if (about, predicate, role) in stated or f"{about}?{slot}" in found:
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


def _asks(entry: Entry, slot: str, records: CaseRecords) -> tuple[str, str | None]:
    """The predicate and role that a slot of a form would have written."""
    form = records.vocabulary.forms[str(entry.form)]
    template = form.slots[slot].template if slot in form.slots else None
    return (template.predicate, template.role) if template else (slot, None)


def _stated(records: CaseRecords) -> set[tuple[str, str, str | None]]:
    """Who has what stated anywhere, through themselves or through an event of theirs."""
    owner = {made: as_words(entry.who) for entry in records.entries for made in _events(entry)}
    found: set[tuple[str, str, str | None]] = set()
    for one in records.statements:
        role = one.qualifier("role")
        whom = owner.get(one.subject, one.subject)
        found.add((whom, one.predicate, role.text if role is not None else None))
    return found


def _events(entry: Entry) -> tuple[str, ...]:
    own = entry.slot("event")
    return (f"{entry.id}.event", *((as_words(own),) if own is not None else ()))
