"""What certificates and words say of how a death came: violent, natural, by accident, by one's own hand.

Invariant: a paper and a voice that differ both stay; neither is held to be the true one.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.compare import CONTRADICTS
from aigaq.statements.contradictions import Contradiction, as_sides, kind_of
from aigaq.statements.evidence import Evidence


def manner_of_death(evidence: Evidence) -> Iterator[Contradiction]:
    """A certificate that says one manner of death against words that say another: a natural cause and a bullet."""
    certified: dict[str, list[Statement]] = {}
    for one in evidence.under.get("cause-certified", ()):
        certified.setdefault(evidence.one(one.subject), []).append(one)
    for person, papers in sorted(certified.items()):
        told = _told(person, evidence)
        for paper in papers:
            against = [one for one in told if _manners_clash(paper, one, evidence)]
            if against:
                answers = [(paper.value, "affirms", [paper]), (against[0].value, "affirms", against)]
                kind = kind_of(answers, evidence)
                name = f"manner/{person}/{paper.id}"
                yield Contradiction(
                    name, person, "cause-certified", kind, CONTRADICTS, as_sides(answers), "manner"
                )


def _told(person: str, evidence: Evidence) -> list[Statement]:
    """What words, not certificates, say of how somebody died."""
    causes = evidence.said(person, "cause-of-death")
    weapons = [one for one in evidence.about.get(f"{person}~death", ()) if one.predicate == "weapon"]
    weapons += [
        one
        for one in evidence.about.get(f"{person}~death", ())
        if one.predicate == "type" and one.value.text == "homicide"
    ]
    return sorted((one for one in (*causes, *weapons) if one.polarity == "affirms"), key=lambda one: one.id)


def _manners_clash(paper: Statement, word: Statement, evidence: Evidence) -> bool:
    on_paper, told = manner_of(paper, evidence), manner_of(word, evidence)
    if paper.polarity != "affirms" or paper.id == word.id:
        return False
    return None not in (on_paper, told) and "undetermined" not in (on_paper, told) and on_paper != told


def manner_of(statement: Statement, evidence: Evidence) -> str | None:
    """What a cause or weapon says of how a death came: violent, natural, accident, self, undetermined, indirect."""
    value = statement.value
    if statement.predicate in ("weapon", "type"):
        return "violent"
    if isinstance(value, Code):
        return evidence.vocabulary.fact(value.list, value.code, "manner")
    if isinstance(value, Ref):
        acts = evidence.acts.get(value.id, frozenset())
        return "violent" if any(evidence.vocabulary.fact("act", act, "violent") for act in acts) else None
    return None
