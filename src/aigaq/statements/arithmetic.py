"""Whether the numbers and dates of a case come out.

Invariant: each finding names its premises; what cannot be known either way is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.dates.anchoring import Solution
from aigaq.statements.contradictions import Contradiction, Side
from aigaq.statements.evidence import Evidence
from aigaq.statements.sizes import Finding, parts_and_wholes, people_and_room, splits_by_source
from aigaq.statements.spans import ages, order, served_and_computed, served_and_imposed


def arithmetic(evidence: Evidence, solution: Solution) -> tuple[Finding, ...]:
    """Every check that the statements allow, sorted; what cannot be known either way is left out."""
    findings = [
        *parts_and_wholes(evidence),
        *splits_by_source(evidence),
        *served_and_imposed(evidence),
        *served_and_computed(evidence, solution),
        *ages(evidence, solution),
        *order(evidence, solution),
        *people_and_room(evidence),
    ]
    short = {frozenset(one.premises) for one in findings if one.result == "short"}
    findings = [
        one for one in findings if one.result != "unaccounted" or frozenset(one.premises) not in short
    ]
    return tuple(
        sorted(
            set(findings),
            key=lambda finding: (finding.rule, finding.subject, finding.result, finding.premises),
        )
    )


def broken_sums(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """The broken ones as contradictions."""
    for finding in arithmetic(evidence, solution):
        if finding.result in ("broken", "short"):
            statements = [evidence.by_id[premise] for premise in finding.premises]
            sides = tuple(Side(f"{s.predicate} {s.subject}: {s.value.text}", (s.id,)) for s in statements)
            name = f"arithmetic/{finding.rule}/{'+'.join(finding.premises)}"
            # Fewer may only mean that nobody told of the rest: a person should look.
            result = "contradicts" if finding.result == "broken" else "tension"
            yield Contradiction(
                name, finding.subject, statements[0].predicate, "arithmetic", result, sides, finding.rule
            )
