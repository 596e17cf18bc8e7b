"""Index of the statements of a case: which still count, by subject and by predicate, one id for each person and death.

Invariant: an index is a projection; it is built from records by one function and never edited.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from aigaq.statements.retracted_copies import retracted_copies
from aigaq.statements.status import ASSERTED, Status, said_by_day, statuses, withdrawn
from aigaq.statements.voices import Voices

OURS = "ours"
"""Voice of the editors' own readings. It is no origin and never corroborates."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Statements of a case as of a day, with the decisions on who is the same person applied.

    Args:
        by_id: every statement, those that no longer count too.
        live: statements that still count, in the order of the case; readings too if `gather` was given any.
        by_subject: live statements by the canonical id of their subject.
        by_predicate: live statements by predicate.
        acts: by event, its kinds of act (list `act`).
        deaths: by event, the person whose death it is. A person dies once, so these events are compared as one.
        entries: by entry, the ids of the statements it became, main one first.
    """

    subjects: Mapping[str, Subject]
    sources: Mapping[str, Source]
    vocabulary: Vocabulary
    clusters: Clusters
    by_id: Mapping[str, Statement]
    status: Mapping[str, Status]
    live: Sequence[Statement]
    by_subject: Mapping[str, list[Statement]]
    by_predicate: Mapping[str, list[Statement]]
    acts: Mapping[str, frozenset[str]]
    deaths: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # Kept from one question to the next: a count asks both of them dozens of times for each person.
    _canonical_ids: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_both: dict[str, dict[str, list[Statement]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def canonical(self, subject: str) -> str:
        """The id that stands for a subject in every comparison; all events of one person's death share one id."""
        canonical = self._canonical_ids.get(subject)
        if canonical is None:
            canonical = self._canonical_ids[subject] = _canonical(subject, self.deaths, self.clusters)
        return canonical

    def status_of(self, statement: str) -> Status:
        """Whether a statement still counts, and what changed that."""
        return self.status.get(statement, ASSERTED)

    def statements(self, subject: str, predicate: str) -> list[Statement]:
        """Live statements with one predicate about a subject, under any id that decisions join to it."""
        canonical = self.canonical(subject)
        by_predicate = self._by_both.get(canonical)
        if by_predicate is None:
            by_predicate = {}
            for statement in self.by_subject.get(canonical, ()):
                by_predicate.setdefault(statement.predicate, []).append(statement)
            self._by_both[canonical] = by_predicate
        return list(by_predicate.get(predicate, ()))

    def kinds(self, event: str) -> frozenset[str]:
        """Kinds of act of an event (list `act`), with their parents."""
        chain = self.vocabulary.lists["act"].chain
        return frozenset(term.code for act in self.acts.get(event, ()) for term in chain(act))

    def act_facts(self, event: str, name: str) -> frozenset[str]:
        """Values of one fact ("death", "violent", "custody") over the kinds of act of an event."""
        facts = (self.vocabulary.fact("act", act, name) for act in self.acts.get(event, ()))
        return frozenset(fact for fact in facts if fact is not None)

    def label(self, subject: str) -> str:
        """Label of a subject, or its id if the case does not know it.

        Of several ids joined by decision, the first label that is a name. An event that a form made ("detention of
        X") ends with the label of its person, which is replaced in the same way.
        """
        known = self.subjects.get(subject)
        if known is None:
            return subject
        owner = self._owner(known) if known.made_by is not None else None
        if owner is not None and known.label.endswith(owner.label):
            return known.label.removesuffix(owner.label) + self._name(owner)
        return self._name(known)

    def _name(self, subject: Subject) -> str:
        """First label that is a name among all ids joined to a person; else the own label."""
        if subject.named or subject.kind not in ("person", "voice"):
            return subject.label
        ids = (self.subjects.get(one) for one in self.clusters.together(subject.id))
        return next((one.label for one in ids if one is not None and one.named), subject.label)

    def _owner(self, made: Subject) -> Subject | None:
        """Subject of the entry whose form made this event; the event is labelled after it."""
        main = next(iter(self.entries.get(made.made_by or "", ())), "")
        statement = self.by_id.get(main)
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
        readings: the editors' own; leave them out for "source only".
        decisions: those taken by the day; a coding that one of them withdraws is kept and no longer counts.
        as_of: leaves out what was said later. A statement without any date is taken to have been said.
    """
    decisions, clusters = tuple(decisions), clusters or Clusters(())
    voices = Voices(identified(subjects, decisions), clusters)
    every = [*statements, *(as_statement(one) for one in readings if as_of is None or one.at <= as_of)]
    status = statuses(every, sources=sources, entries=entries, voices=voices, as_of=as_of)
    status |= retracted_copies(
        every, status, sources=sources, entries=entries, vocabulary=vocabulary, voices=voices
    )
    status |= withdrawn(decisions, entries)
    said = every if as_of is None else [one for one in every if said_by_day(one, sources, as_of)]
    live = tuple(one for one in said if one.id not in status or status[one.id].still_counts)
    acts = _acts(live)
    deaths = _deaths(live, acts, clusters, vocabulary)
    by_subject, by_predicate = _indexed(live, deaths, clusters)
    return Evidence(
        subjects=voices.subjects,
        sources=sources,
        vocabulary=vocabulary,
        clusters=clusters,
        by_id={one.id: one for one in every},
        status=status,
        live=live,
        by_subject=by_subject,
        by_predicate=by_predicate,
        acts=acts,
        deaths=deaths,
        entries=entries,
    )


def _indexed(
    live: Iterable[Statement], deaths: Mapping[str, str], clusters: Clusters
) -> tuple[dict[str, list[Statement]], dict[str, list[Statement]]]:
    """Live statements by canonical subject and by predicate."""
    by_subject: dict[str, list[Statement]] = {}
    by_predicate: dict[str, list[Statement]] = {}
    for statement in live:
        by_subject.setdefault(_canonical(statement.subject, deaths, clusters), []).append(statement)
        by_predicate.setdefault(statement.predicate, []).append(statement)
    return by_subject, by_predicate


def _canonical(subject: str, deaths: Mapping[str, str], clusters: Clusters) -> str:
    person = deaths.get(subject)
    return clusters.canonical(subject) if person is None else f"{clusters.canonical(person)}~death"


def as_statement(reading: Reading) -> Statement:
    """A reading as a statement with the voice `ours`, so that the same rules run over it."""
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
    """By event, the kinds of act that its `type` statements affirm."""
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
    live: Iterable[Statement], acts: Mapping[str, frozenset[str]], clusters: Clusters, vocabulary: Vocabulary
) -> dict[str, str]:
    """By event, the one person who died in it, as the forms `killed` and `died` write it.

    An event in which several people died is left out: it is nobody's own death.
    """
    dead_of: dict[str, set[str]] = {}
    for statement in live:
        if statement.predicate == "died" and statement.event is not None:
            dead_of.setdefault(statement.event, set()).add(clusters.canonical(statement.subject))
    return {
        event: next(iter(dead))
        for event, dead in dead_of.items()
        if len(dead) == 1
        and any(vocabulary.fact("act", act, "death") in ("act", "itself") for act in acts.get(event, ()))
    }
