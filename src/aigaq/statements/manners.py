"""What certificates and words say of how a death came: violent, natural, by accident, by one's own hand.

Invariant: a paper and a voice that differ both stay; neither is held to be the true one.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref, Value
from aigaq.statements.compare import CONTRADICTS
from aigaq.statements.contradictions import Contradiction, as_sides, kind_of
from aigaq.statements.evidence import Evidence


def manner_of_death(evidence: Evidence) -> Iterator[Contradiction]:
    """A certificate that says one manner of death against words that say another: a natural cause and a bullet."""
    certified: dict[tuple[str, str], list[Statement]] = {}
    for one in evidence.under.get("cause-certified", ()):
        manner = manner_of(one, evidence)
        if manner is not None and one.polarity == "affirms" and one.aspect != "practice":
            certified.setdefault((evidence.one(one.subject), manner), []).append(one)
    for (person, manner), papers in sorted(certified.items()):
        against = [one for one in _told(person, evidence) if _manners_clash(manner, one, evidence)]
        if against:
            # The paper and whoever was shown it say one thing: they are no two contradictions.
            answers = [*_on_paper(papers), (against[0].value, "affirms", against)]
            kind = kind_of(answers, evidence)
            yield Contradiction(
                f"manner/{person}/{manner}",
                person,
                "cause-certified",
                kind,
                CONTRADICTS,
                as_sides(answers),
                "manner",
            )


def _on_paper(papers: list[Statement]) -> list[tuple[Value, str, list[Statement]]]:
    """One side for each cause that is certified."""
    found: dict[str, tuple[Value, str, list[Statement]]] = {}
    for one in sorted(papers, key=lambda paper: paper.id):
        found.setdefault(one.value.text, (one.value, "affirms", []))[2].append(one)
    return [found[text] for text in sorted(found)]


def _told(person: str, evidence: Evidence) -> list[Statement]:
    """What words, not certificates, say of how somebody died."""
    causes = evidence.said(person, "cause-of-death")
    weapons = [one for one in evidence.about.get(f"{person}~death", ()) if one.predicate == "weapon"]
    weapons += [
        one
        for one in evidence.about.get(f"{person}~death", ())
        if one.predicate == "type" and one.value.text == "homicide"
    ]
    told = (one for one in (*causes, *weapons) if one.polarity == "affirms" and one.aspect != "practice")
    return sorted(told, key=lambda one: one.id)


def _manners_clash(on_paper: str, word: Statement, evidence: Evidence) -> bool:
    told = manner_of(word, evidence)
    return told is not None and "undetermined" not in (on_paper, told) and on_paper != told


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
