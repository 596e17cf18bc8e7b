"""Who is said to have done it, where voices name different ones.

Invariant: whoever names two names both; a unit and the body that it belongs to are no rivals.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.compare import TENSION, wider
from aigaq.statements.contradictions import Contradiction, as_sides, kind_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.origins import voice_of

_NO_FACT = frozenset({"opinion", "counterfactual"})


def rival_agents(evidence: Evidence) -> Iterator[Contradiction]:
    """Of one act or death, agents of whom no voice names one that the other names: a tension, for both may have."""
    told: dict[str, dict[str, list[Statement]]] = {}
    for statement in evidence.by_predicate.get("agent", ()):
        if (
            statement.polarity == "affirms"
            and statement.modality not in _NO_FACT
            and statement.source != OURS
        ):
            by_voice = told.setdefault(evidence.canonical(statement.subject), {})
            by_voice.setdefault(voice_of(statement.origin, evidence), []).append(statement)
    for subject, by_voice in sorted(told.items()):
        named = [frozenset(_agent(one, evidence) for one in statements) for statements in by_voice.values()]
        if any(_apart(a, b, evidence) for at, a in enumerate(named) for b in named[at + 1 :]):
            yield _shown(subject, [one for statements in by_voice.values() for one in statements], evidence)


def _shown(subject: str, statements: list[Statement], evidence: Evidence) -> Contradiction:
    by_agent: dict[str, list[Statement]] = {}
    for statement in sorted(statements, key=lambda word: word.id):
        by_agent.setdefault(_agent(statement, evidence), []).append(statement)
    answers = [(by_agent[agent][0].value, "affirms", by_agent[agent]) for agent in sorted(by_agent)]
    name = f"rival-agents/{subject}"
    return Contradiction(
        name, subject, "agent", kind_of(answers, evidence), TENSION, as_sides(answers), "rival-agents"
    )


def _agent(statement: Statement, evidence: Evidence) -> str:
    if isinstance(statement.value, Ref):
        return evidence.canonical(statement.value.id)
    return " ".join(statement.value.text.casefold().split())


def _apart(a: frozenset[str], b: frozenset[str], evidence: Evidence) -> bool:
    return not any(_same(one, other, evidence) for one in a for other in b)


def _same(one: str, other: str, evidence: Evidence) -> bool:
    known = one in evidence.subjects and other in evidence.subjects
    return one == other or (known and (one in wider(other, evidence) or other in wider(one, evidence)))
