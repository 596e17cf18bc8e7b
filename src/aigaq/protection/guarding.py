"""The safeguards of a case with every name of those they cover.

Invariant: a name under which the case knows somebody covered, in any statement, is among the names looked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aigaq.records.cases import CaseRecords, Safeguard, holding
from aigaq.records.clusters import Clusters
from aigaq.records.releases import Guarded


def guarded(records: CaseRecords) -> tuple[Guarded, ...]:
    """Each safeguard that holds with its own names and those that the case has for whom it covers.

    Args:
        records: the whole case, before the safeguards are applied to it.
    """
    same = Clusters(records.decisions)
    said: dict[str, list[str]] = {}
    for one in records.statements:
        if one.predicate == "name":
            said.setdefault(one.subject, []).append(one.value.text)
    held = holding(records.safeguards)
    return tuple(Guarded(one, tuple(dict.fromkeys(_names(one, records, same, said)))) for one in held)


def _names(
    safeguard: Safeguard, records: CaseRecords, same: Clusters, said: Mapping[str, list[str]]
) -> Iterator[str]:
    yield from safeguard.names
    covered = {other for one in safeguard.covers for other in same.together(one)}
    for one in sorted(covered):
        subject = records.subjects.get(one)
        if subject is not None and subject.named:
            yield subject.label
    for one in sorted(covered):
        yield from said.get(one, ())
