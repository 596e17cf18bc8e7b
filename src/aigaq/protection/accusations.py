"""Named people who are said to have done it and whom no court has convicted.

Invariant: a conviction that is told of them frees them from this check, and nothing else does by itself; a denial or a
role as witness never brings anybody into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aigaq.records.cases import CaseRecords
from aigaq.records.releases import Draft, Offer, Reason, Spot
from aigaq.records.statements import Statement
from aigaq.records.values import Ref

_ACCUSING = frozenset({"charge", "punished", "ordered", "decided", "commanded", "failed-to-prevent"})
_ROLES = {"role-in-case": "defendant", "role-at": "agent"}


def unconvicted_reasons(draft: Draft) -> Iterator[Reason]:
    """A reason for each named person of whom something is alleged, with the first place that does."""
    records = draft.records
    named = {key for key, one in records.subjects.items() if one.kind == "person" and one.named}
    convicted = {
        one.subject
        for one in records.statements
        if one.predicate == "verdict" and one.polarity == "affirms" and one.value.text == "convicted"
    }
    found: dict[str, Statement] = {}
    for person, statement in _accused(records):
        if person in named - convicted:
            found.setdefault(person, statement)
    yield from _reasons(found)


def _reasons(found: Mapping[str, Statement]) -> Iterator[Reason]:
    for person, statement in found.items():
        offers = (Offer("offer-cover", (person,)), Offer("offer-decide", (person,)))
        yield Reason("unconvicted", person, Spot("statement", statement.id, "value"), offers=offers)


def _accused(records: CaseRecords) -> Iterator[tuple[str, Statement]]:
    for statement in records.statements:
        if statement.polarity != "affirms":
            continue
        declared = records.vocabulary.predicates.get(statement.predicate)
        blames = statement.predicate in _ACCUSING or (declared is not None and declared.responsibility)
        if blames or _ROLES.get(statement.predicate) == statement.value.text:
            yield statement.subject, statement
        if statement.predicate == "agent" and isinstance(statement.value, Ref):
            yield statement.value.id, statement
