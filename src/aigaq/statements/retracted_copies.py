"""What copies go on repeating after the words were taken back.

Invariant: a copy keeps nothing alive: each of its statements falls with the word that it repeats.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping

from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.statements.status import ASSERTED, Status
from aigaq.statements.voices import Voices

Topic = tuple[str, str, str]
"""Whom or what it is about, by which predicate, and whether it is denied."""


def retracted_copies(
    statements: Iterable[Statement],
    status: Mapping[str, Status],
    *,
    sources: Mapping[str, Source],
    entries: Mapping[str, tuple[str, ...]],
    vocabulary: Vocabulary,
    voices: Voices,
) -> dict[str, Status]:
    """The status of statements of copies whose original was taken back.

    A copy repeats what is said of the same in a source it was made from: the very same, or, of what has one true
    value and where nobody there says the very same, any other (who adds a day to a death has it from nobody). In
    a voice of the original it repeats that voice; in none but its own, whoever still says so. Where the main
    statement of an entry falls, the entry falls.
    """
    every = list(statements)
    above = {key: originals_of(key, sources) for key, source in sources.items() if source.derived_from}
    if not above or all(one.id not in status or status[one.id].still_counts for one in every):
        return {}
    told = _Told(every, vocabulary, voices)
    repeated = [one for one in every if one.source in above and one.id not in status]
    # From the originals down: what a copy of a copy repeats may have fallen with the copy.
    repeated.sort(key=lambda statement: (len(above[statement.source]), statement.source, statement.id))
    found: dict[str, Status] = {}
    now = ChainMap(found, dict(status))
    for statement in repeated:
        fallen = told.fallen(statement, above[statement.source], now)
        if fallen is not None and statement.id not in found:
            found.update((part, fallen) for part in _whole(statement, entries))
    return found


class _Told:
    """Every statement by what it is about; an event of a person's death goes by that person."""

    def __init__(self, every: list[Statement], vocabulary: Vocabulary, voices: Voices) -> None:
        self._vocabulary = vocabulary
        self._voices = voices
        self._events = _events(every)
        self._by_topic: dict[Topic, list[Statement]] = {}
        self._speakers: dict[str, set[str]] = {}
        for statement in every:
            self._by_topic.setdefault(self._topic(statement), []).append(statement)
            self._speakers.setdefault(statement.source, set()).add(voices.canonical(statement.origin))

    def fallen(self, copy: Statement, above: tuple[str, ...], status: Mapping[str, Status]) -> Status | None:
        """What became of the words that a statement of a copy repeats; None where one of them stands, or none is."""
        repeated = self._repeated(copy, above)
        gone = [one for one in repeated if not status.get(one.id, ASSERTED).still_counts]
        still = [one for one in repeated if status.get(one.id, ASSERTED).still_counts]
        if not gone or any(_as_sure(one, copy) for one in still):
            return None
        return status[min(gone, key=lambda statement: statement.id).id]

    def _repeated(self, copy: Statement, above: tuple[str, ...]) -> list[Statement]:
        origin = self._voices.canonical(copy.origin)
        known = any(origin in self._speakers.get(source, ()) for source in above)
        if not known and len(copy.chain) > 1:
            return []
        alike = [
            statement
            for statement in self._by_topic[self._topic(copy)]
            if statement.source in above and (not known or self._voices.canonical(statement.origin) == origin)
        ]
        same = [one for one in alike if self._value(one) == self._value(copy)]
        return same or (alike if self._vocabulary.predicates[copy.predicate].functional else [])

    def _topic(self, statement: Statement) -> Topic:
        return self._events.get(statement.subject, statement.subject), statement.predicate, statement.polarity

    def _value(self, statement: Statement) -> str:
        return (
            self._events.get(statement.value.id, statement.value.id)
            if isinstance(statement.value, Ref)
            else statement.value.text
        )


def _events(every: Iterable[Statement]) -> dict[str, str]:
    """A name for each event that is the same whoever tells of it: whose death, or who suffered what there."""
    dead: dict[str, set[str]] = {}
    victims: dict[str, set[str]] = {}
    acts: dict[str, set[str]] = {}
    for statement in every:
        if statement.predicate == "died" and statement.event is not None:
            dead.setdefault(statement.event, set()).add(statement.subject)
        elif statement.predicate == "victim-of" and isinstance(statement.value, Ref):
            victims.setdefault(statement.value.id, set()).add(statement.subject)
        elif statement.predicate == "type":
            acts.setdefault(statement.subject, set()).add(statement.value.text)
    named = {event: f"{_list(who)}~{_list(acts.get(event, ()))}" for event, who in victims.items()}
    return named | {event: f"{_list(who)}~death" for event, who in dead.items()}


def _list(ids: Iterable[str]) -> str:
    return ",".join(sorted(ids))


def originals_of(source: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The sources that a copy was made from, nearest first; a ring ends where it closes."""
    found: list[str] = []
    above = sources[source].derived_from if source in sources else None
    while above is not None and above != source and above not in found:
        found.append(above)
        above = sources[above].derived_from if above in sources else None
    return tuple(found)


def _as_sure(original: Statement, copy: Statement) -> bool:
    """What its original holds only for possible does not bear out a copy that is certain."""
    return original.modality in ("certain", copy.modality)


def _whole(statement: Statement, entries: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A copy's main statement falls with all that its entry says."""
    made = entries.get(statement.entry or "", ())
    return made if made and made[0] == statement.id else (statement.id,)
