"""The statements of a case, indexed: what still counts, about whom, under one name for each person and death.

Invariant: an index is a projection; it is built from records by one function and never edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from aigaq.records.clusters import Clusters
from aigaq.records.decisions import Decision, Reading
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Code
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.voice_decisions import identified
from aigaq.statements.retracted_copies import echoes
from aigaq.statements.status import ASSERTED, Status, said_by, statuses, withdrawn
from aigaq.statements.voices import Voices

OURS = "ours"
"""The voice of our own readings; it is no origin and never corroborates."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Statements as of a day, seen through the decisions on who is the same person.

    Args:
        live: statements that still count, in the order of the case, readings too where they were asked for.
        about: live statements by the one id of their subject.
        under: live statements by predicate.
        acts: codes of act by event.
        deaths: by event, the person whose death it is: a person dies once, so all such events are one.
        entries: by entry, the statements it became, main one first.
    """

    subjects: Mapping[str, Subject]
    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    clusters: Clusters
    all: Mapping[str, Statement]
    status: Mapping[str, Status]
    live: tuple[Statement, ...]
    about: Mapping[str, list[Statement]]
    under: Mapping[str, list[Statement]]
    acts: Mapping[str, frozenset[str]]
    deaths: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, subject: str) -> str:
        """The one id under which a subject, or an event of a person's death, is compared."""
        person = self.deaths.get(subject)
        return f"{self.clusters.one(person)}~death" if person is not None else self.clusters.one(subject)

    def status_of(self, statement: str) -> Status:
        """What became of a statement."""
        return self.status.get(statement, ASSERTED)

    def said(self, subject: str, predicate: str) -> list[Statement]:
        """Live statements of one predicate about a subject and everybody decided to be the same."""
        return [one for one in self.about.get(self.one(subject), ()) if one.predicate == predicate]

    def kinds(self, event: str) -> frozenset[str]:
        """The kinds of act that an event is said to be, the wider ones too."""
        chain = self.vocabulary.lists["act"].chain
        return frozenset(term.code for act in self.acts.get(event, ()) for term in chain(act))

    def act_facts(self, event: str, name: str) -> frozenset[str]:
        """What the kinds of act of an event say of one matter: "death", "violent", "custody"."""
        facts = (self.vocabulary.fact("act", act, name) for act in self.acts.get(event, ()))
        return frozenset(fact for fact in facts if fact is not None)

    def label(self, subject: str) -> str:
        """The safe label of a subject, or the id where it has none; of ids joined by decision the name there is.

        What a form made is called after somebody, and so after the same name.
        """
        found = self.subjects.get(subject)
        if found is None:
            return subject
        if found.made_by is not None and (whose := self._whose(found)) is not None:
            named = self._name(whose)
            if found.label.endswith(whose.label):
                return found.label.removesuffix(whose.label) + named
        return self._name(found)

    def _name(self, subject: Subject) -> str:
        """The first label that is a name, of all the ids that somebody is decided to have."""
        if subject.named or subject.kind not in ("person", "voice"):
            return subject.label
        ids = (self.subjects.get(one) for one in self.clusters.together(subject.id))
        return next((one.label for one in ids if one is not None and one.named), subject.label)

    def _whose(self, made: Subject) -> Subject | None:
        """After whom a form called what it made: whom its entry is about."""
        main = next(iter(self.entries.get(made.made_by or "", ())), "")
        statement = self.all.get(main)
        return self.subjects.get(statement.subject) if statement is not None else None


def gather(
    statements: Iterable[Statement],
    *,
    subjects: Mapping[str, Subject],
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
    entries: Mapping[str, tuple[str, ...]],
    readings: Iterable[Reading] = (),
    clusters: Clusters | None = None,
    decisions: Iterable[Decision] = (),
    as_of: date | None = None,
) -> Evidence:
    """Index the statements of a case.

    Args:
        decisions: ours, as of the day; a coding that one withdraws stays and counts no more.
        readings: ours; leave them out for "source only".
        as_of: what was said later is left out (statements without a date are taken to have been said).
    """
    taken = [one for one in readings if as_of is None or one.at <= as_of]
    every = [*statements, *(as_statement(reading) for reading in taken)]
    decided = tuple(decisions)
    subjects = identified(subjects, decided)
    same = clusters or Clusters(())
    voices = Voices(subjects, same)
    status = statuses(every, sources=sources, entries=entries, voices=voices, as_of=as_of)
    status |= echoes(every, status, sources=sources, entries=entries, vocabulary=vocabulary, voices=voices)
    status |= withdrawn(decided, entries)
    heard = every if as_of is None else [one for one in every if said_by(one, sources, as_of)]
    live = tuple(one for one in heard if one.id not in status or status[one.id].stands)
    acts = _acts(live)
    deaths = _deaths(live, acts, same, vocabulary)
    evidence = Evidence(
        subjects=subjects,
        sources=sources,
        vocabulary=vocabulary,
        clusters=same,
        all={one.id: one for one in every},
        status=status,
        live=live,
        about={},
        under={},
        acts=acts,
        deaths=deaths,
        entries=entries,
    )
    return _filled(evidence)


def _filled(evidence: Evidence) -> Evidence:
    about: dict[str, list[Statement]] = evidence.about  # type: ignore[assignment]  # filled once, before it is seen
    under: dict[str, list[Statement]] = evidence.under  # type: ignore[assignment]
    one = evidence.one
    for statement in evidence.live:
        about.setdefault(one(statement.subject), []).append(statement)
        under.setdefault(statement.predicate, []).append(statement)
    return evidence


def as_statement(reading: Reading) -> Statement:
    """A reading in the shape of a statement, so that the same rules run over it; its voice is ours."""
    return Statement(
        id=f"reading:{reading.id}",
        subject=reading.subject,
        predicate=reading.predicate,
        value=reading.value,
        chain=(Link(OURS),),
        passages=reading.passages,
        source=OURS,
        event=reading.event,
        basis="inference",
        polarity=reading.polarity,
        modality=reading.modality,
        qualifiers=reading.qualifiers,
        premises=reading.premises,
        by=reading.by,
        at=reading.at,
    )


def _acts(live: Iterable[Statement]) -> dict[str, frozenset[str]]:
    acts: dict[str, frozenset[str]] = {}
    for statement in live:
        if (
            statement.predicate == "type"
            and isinstance(statement.value, Code)
            and statement.polarity == "affirms"
        ):
            acts[statement.subject] = acts.get(statement.subject, frozenset()) | {statement.value.code}
    return acts


def _deaths(
    live: Iterable[Statement], acts: Mapping[str, frozenset[str]], same: Clusters, vocabulary: Vocabulary
) -> dict[str, str]:
    """By event, the one person whose death it is, as the forms `killed` and `died` write it.

    An event in which several died is nobody's own death.
    """
    found: dict[str, set[str]] = {}
    for statement in live:
        if statement.predicate == "died" and statement.event is not None:
            found.setdefault(statement.event, set()).add(same.one(statement.subject))
    return {
        event: next(iter(dead))
        for event, dead in found.items()
        if len(dead) == 1
        and any(vocabulary.fact("act", act, "death") in ("act", "itself") for act in acts.get(event, ()))
    }
