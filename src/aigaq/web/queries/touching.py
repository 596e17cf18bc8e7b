"""What touches a hidden thing. Invariant: every field by which a record can name another is looked at here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.relative import Relative
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import Ref, Value


@dataclass(slots=True)
class Hidden:
    """What the viewer may not know of, by kind of record; it only grows."""

    subjects: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    entries: set[str] = field(default_factory=set)
    statements: set[str] = field(default_factory=set)
    judgements: set[str] = field(default_factory=set)
    questions: set[str] = field(default_factory=set)

    def size(self) -> int:
        """How much is hidden; when it stands still, nothing more falls."""
        kinds = (self.subjects, self.sources, self.entries, self.statements, self.judgements, self.questions)
        return sum(len(kind) for kind in kinds)

    def names(self, words: Iterable[str | None]) -> bool:
        """Whether one of these is hidden: the id of a subject, or `#` and that of a statement."""
        return any(self._name(word) for word in words if word is not None)

    def _name(self, word: str) -> bool:
        if word.startswith("#"):
            return word[1:] in self.statements or word[1:] in self.entries
        return word in self.subjects


def source_touches(one: Source, hidden: Hidden) -> bool:
    """A source that speaks with a hidden voice, or is a copy of a hidden one."""
    voices = {one.rest, *one.tail, *(turn.role for turn in one.turns)}
    return bool(voices & hidden.subjects) or one.derived_from in hidden.sources


def question_touches(one: Question, hidden: Hidden) -> bool:
    """A question about, from or answered by something hidden."""
    told = not hidden.statements.isdisjoint(one.answers) or not hidden.entries.isdisjoint(one.answers)
    return told or hidden.names((one.about,)) or _stands_in(one.passages, hidden)


def _stands_in(passages: Iterable[Passage], hidden: Hidden) -> bool:
    return any(passage.source in hidden.sources for passage in passages)


def statement_touches(one: Statement, hidden: Hidden) -> bool:
    """Whether source, entry, subject, event, a value, a voice of the chain, a premise or a question is hidden."""
    values = (one.value, one.said, *(value for _, value in one.qualifiers))
    named = (one.subject, one.event, *_ids_of(values))
    return (
        not hidden.statements.isdisjoint((*one.premises, one.completes))
        or one.source in hidden.sources
        or one.entry in hidden.entries
        or one.answers in hidden.questions
        or hidden.names(named)
        or hidden.names(word for link in one.chain for word in (link.voice, link.through))
    )


def _ids_of(values: Iterable[Value | None]) -> Iterator[str]:
    for value in values:
        if isinstance(value, Ref):
            yield value.id
        elif isinstance(value, Relative) and not value.anchor_is_date:
            # It may be an event, or an entry that tells of one.
            yield from (value.anchor, f"#{value.anchor}")


def reading_touches(one: Reading, hidden: Hidden) -> bool:
    """A reading that names or rests on something hidden."""
    values = (one.value, *(value for _, value in one.qualifiers))
    rests = not hidden.statements.isdisjoint(one.premises)
    return (
        rests or hidden.names((one.subject, one.event, *_ids_of(values))) or _stands_in(one.passages, hidden)
    )


def decision_touches(one: Decision, hidden: Hidden) -> bool:
    """An entry may bear the id of a subject: a withdrawal means the entry, any other decision the subject."""
    kinds = (hidden.entries, hidden.judgements, hidden.statements)
    if one.kind == "withdraw" and any(not kind.isdisjoint(one.targets) for kind in kinds):
        return True
    return hidden.names(one.targets) or not hidden.judgements.isdisjoint(one.targets)


def rule_touches(one: CountRule, hidden: Hidden) -> bool:
    """A rule that counts by something hidden."""
    return hidden.names((one.scope, one.place, one.population, *one.speakers))
