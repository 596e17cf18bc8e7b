"""Happenings: dated events that belong together, without those that copies repeat.

Invariant: different days are never merged. Only what says the same or less is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.when import When
from aigaq.statements.dating import DEATH, when_of
from aigaq.statements.evidence import Evidence

Likeness = tuple[str, str, frozenset[str], frozenset[str]]
"""End of an event, label, acts and victims: what a copy has in common with its original."""


def happening(node: str, evidence: Evidence) -> str:
    """The happening that a node of the dates belongs to: of everything around a person's death, that death."""
    event, _, end = node.partition("~")
    canonical = evidence.canonical(event)
    if end not in ("", DEATH.removeprefix("~")):
        return node
    subject = evidence.subjects.get(event)
    return f"{canonical}{DEATH}" if end and subject is not None and subject.kind == "person" else canonical


def is_death(node: str, evidence: Evidence) -> bool:
    """Whether a node is a death and not the act that led to it."""
    return node.endswith(DEATH) or "itself" in evidence.act_facts(node, "death")


def without_copies(solution: Solution, evidence: Evidence) -> list[str]:
    """The nodes of the dates, without those of copies whose original tells the same."""
    sources, victims = _told_by(solution, evidence)
    copies = {key for key, source in evidence.sources.items() if source.derived_from is not None}

    def likeness(node: str) -> Likeness:
        event, _, end = node.partition("~")
        return (
            end,
            evidence.label(event),
            evidence.acts.get(event, frozenset()),
            frozenset(victims.get(event, ())),
        )

    copied = {
        node for node in solution if (tellers := sources.get(node.partition("~")[0])) and tellers <= copies
    }
    originals: dict[Likeness, list[When]] = {}
    for node in solution:
        if node not in copied and (when := when_of(node, solution, evidence)) is not None:
            originals.setdefault(likeness(node), []).append(when)

    def says_more(copy: str) -> bool:
        # Where the originals have no day or wider ones only, the day that a copy gives is kept.
        when = when_of(copy, solution, evidence)
        return all(when is not None and is_wider(day, when) for day in originals.get(likeness(copy), ()))

    return sorted(node for node in solution if node not in copied or says_more(node))


def is_wider(wide: When, narrow: When) -> bool:
    """Whether a date contains another and more."""
    return wide.text != narrow.text and dates.contains(wide, narrow)


def _told_by(events: Iterable[str], evidence: Evidence) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By event, the sources that tell of it, and its victims."""
    wanted = {node.partition("~")[0] for node in events}
    sources: dict[str, set[str]] = {}
    victims: dict[str, set[str]] = {}
    for statement in evidence.live:
        event = (
            statement.event
            if statement.predicate == "died"
            else statement.value.text
            if statement.predicate == "victim-of"
            else None
        )
        for named in {statement.subject, statement.event, event} & wanted:
            sources.setdefault(str(named), set()).add(statement.source)
        if event in wanted:
            victims.setdefault(str(event), set()).add(evidence.canonical(statement.subject))
    return sources, victims
