"""Which dated things are one happening, and what of it is told twice.

Invariant: two days that differ are never made one; only what says the same, or less, is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.when import When
from aigaq.statements.dating import DEATH, when_of
from aigaq.statements.evidence import Evidence

Told = tuple[str, str, frozenset[str], frozenset[str]]
"""Which end of an event, its label, its acts, its victims: what a copy has in common with its original."""


def happening(node: str, evidence: Evidence) -> str:
    """The happening that a dated thing belongs to: of everything around one person's death, that death."""
    own, _, end = node.partition("~")
    one = evidence.canonical(own)
    if end not in ("", DEATH.removeprefix("~")):
        return node
    subject = evidence.subjects.get(own)
    return f"{one}{DEATH}" if end and subject is not None and subject.kind == "person" else one


def is_death(node: str, evidence: Evidence) -> bool:
    """Whether a dated thing is a death, not the act that led to it."""
    return node.endswith(DEATH) or "itself" in evidence.act_facts(node, "death")


def without_copies(solution: Solution, evidence: Evidence) -> list[str]:
    """The dated things, but for those that only copies tell of and an original tells of too."""
    sources, victims = _told_by(solution, evidence)
    copies = {key for key, source in evidence.sources.items() if source.derived_from is not None}

    def told(node: str) -> Told:
        own, _, end = node.partition("~")
        return end, evidence.label(own), evidence.acts.get(own, frozenset()), frozenset(victims.get(own, ()))

    copied = {node for node in solution if (found := sources.get(node.partition("~")[0])) and found <= copies}
    originals: dict[Told, list[When]] = {}
    for node in solution:
        if node not in copied and (when := when_of(node, solution, evidence)) is not None:
            originals.setdefault(told(node), []).append(when)

    def says_more(copy: str) -> bool:
        # An original without a day, or with a wider one, does not say when: the day that only a copy gives stays.
        when = when_of(copy, solution, evidence)
        return all(when is not None and is_wider(own, when) for own in originals.get(told(copy), ()))

    return sorted(node for node in solution if node not in copied or says_more(node))


def is_wider(one: When, other: When) -> bool:
    """Whether a date holds another and more."""
    return one.text != other.text and dates.contains(one, other)


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
