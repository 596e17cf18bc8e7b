"""Retraction reaches copies: a statement of a copy falls with the statement that it repeats.

Invariant: no copy keeps a retracted statement counted.
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
"""Subject, predicate and polarity."""


def retracted_copies(
    statements: Iterable[Statement],
    status: Mapping[str, Status],
    *,
    sources: Mapping[str, Source],
    entries: Mapping[str, tuple[str, ...]],
    vocabulary: Vocabulary,
    voices: Voices,
) -> dict[str, Status]:
    """The status of statements in copies whose original is retracted.

    A copy repeats what is said of the same in a source it was made from: the very same, or, of what has one true
    value and where nobody there says the very same, any other (who adds a day to a death has it from nobody). In
    a voice of the original it repeats that voice; in none but its own, whoever still says so. Where the main
    statement of an entry falls, the entry falls.
    """
    every = list(statements)
    above = {key: originals_of(key, sources) for key, source in sources.items() if source.derived_from}
    if not above or all(one.id not in status or status[one.id].still_counts for one in every):
        return {}
    topics = _Topics(every, vocabulary, voices)
    repeated = [one for one in every if one.source in above and one.id not in status]
    # From the originals down: what a copy of a copy repeats may have fallen with the copy.
    repeated.sort(key=lambda statement: (len(above[statement.source]), statement.source, statement.id))
    fallen_copies: dict[str, Status] = {}
    now = ChainMap(fallen_copies, dict(status))
    for statement in repeated:
        fallen = topics.fallen(statement, above[statement.source], now)
        if fallen is not None and statement.id not in fallen_copies:
            fallen_copies.update((part, fallen) for part in _whole(statement, entries))
    return fallen_copies


class _Topics:
    """Index of statements by topic; an event of a person's death goes by that person."""

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
        """The status that a statement of a copy takes from the statements it repeats; None where one still counts."""
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
    """By event, a key that is the same in every source: whose death, or who suffered which act."""
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
    """The sources that a copy was made from, nearest first; a circle of copies ends where it closes."""
    originals: list[str] = []
    above = sources[source].derived_from if source in sources else None
    while above is not None and above != source and above not in originals:
        originals.append(above)
        above = sources[above].derived_from if above in sources else None
    return tuple(originals)


def _as_sure(original: Statement, copy: Statement) -> bool:
    """Whether an original is as sure as its copy: a merely possible one does not support a certain copy."""
    return original.modality in ("certain", copy.modality)


def _whole(statement: Statement, entries: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ids that fall with a statement: of a main statement, all of its entry."""
    made = entries.get(statement.entry or "", ())
    return made if made and made[0] == statement.id else (statement.id,)
