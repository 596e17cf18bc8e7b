"""All contradictions of a case in one list.

Invariant: the list is the same whatever the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.statements.arithmetic import broken_sums
from aigaq.statements.compare import CONTRADICTS, dates_compared
from aigaq.statements.contradictions import Contradiction, Side, same_key_contradictions
from aigaq.statements.dating import solve_dates
from aigaq.statements.death_days import death_days
from aigaq.statements.disputed_retractions import disputed_retractions
from aigaq.statements.evidence import Evidence
from aigaq.statements.patterns import cross_key_contradictions
from aigaq.statements.rival_perpetrators import rival_agents
from aigaq.statements.sequence_conflicts import sequence_conflicts
from aigaq.statements.signs_of_life import alive_after_death
from aigaq.statements.verdicts import verdict_days


def contradictions(evidence: Evidence, *, solution: Solution | None = None) -> tuple[Contradiction, ...]:
    """Every contradiction and tension among the live statements, by id; each only once.

    Args:
        solution: the dates of the case, where somebody has solved them already.
    """
    found = {one.id: one for one in same_key_contradictions(evidence)}
    found |= {one.id: one for one in (*cross_key_contradictions(evidence), *sequence_conflicts(evidence))}
    found |= {one.id: one for one in rival_agents(evidence)}
    held = {frozenset(said for side in one.sides for said in side.statements) for one in found.values()}
    holding: dict[str, list[frozenset[str]]] = {}
    for said in held:
        for statement in said:
            holding.setdefault(statement, []).append(said)
    for contradiction in disputed_retractions(evidence):
        # Who corrects the figure of another gives a figure of their own: that is found already.
        near = holding.get(contradiction.sides[0].statements[0], ())
        if not any(_takes_part(contradiction, said, evidence) for said in near):
            found[contradiction.id] = contradiction
    solved = solution if solution is not None else solve_dates(evidence)
    found |= {one.id: one for one in death_days(evidence, solved)}
    found |= {one.id: one for one in alive_after_death(evidence, solved)}
    found |= {one.id: one for one in verdict_days(evidence, solved)}
    found |= {one.id: one for one in broken_sums(evidence, solved)}
    for contradiction in _dates(evidence, solved):
        if frozenset(said for side in contradiction.sides for said in side.statements) not in held:
            found[contradiction.id] = contradiction
    return tuple(found[name] for name in sorted(found))


def _takes_part(contradiction: Contradiction, held: frozenset[str], evidence: Evidence) -> bool:
    """Whether the word and what its taking back puts in its place stand against each other elsewhere."""
    earlier, words = (side.statements for side in contradiction.sides)
    instead = {evidence.by_id[word].subject.removeprefix("#") for word in words}
    return set(earlier) <= held and bool(instead & held)


def _dates(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """Dates that only together have no calendar; two plain dates of one event are found by comparing them."""
    for clash in solution.clashes:
        statements = [evidence.by_id[one] for one in clash.by if one in evidence.by_id]
        if len(statements) > 1 and not _only_about(statements):
            sides = tuple(Side(f"{one.subject}: {one.value.text}", (one.id,)) for one in statements)
            yield Contradiction(
                f"dates/{'+'.join(one.id for one in statements)}",
                clash.subjects[0],
                "when",
                "dates",
                "contradicts",
                sides,
                "dates",
            )


def _only_about(statements: list[Statement]) -> bool:
    """Whether plain dates part only by so much as "about" may mean; that is found by comparing them, or is none."""
    days = [one.value for one in statements if isinstance(one.value, When)]
    near = all(dates_compared(a, b) != CONTRADICTS for a in days for b in days)
    return len(days) == len(statements) and near
