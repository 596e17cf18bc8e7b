"""The safeguards of a case with every name of those they cover, and the words of all that a draft keeps back.

Invariant: a name under which the case knows somebody covered, in any statement, is among the names looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from aigaq.names.parts import name_within
from aigaq.protection.kept_back import Kept, kept_back, relatives
from aigaq.protection.passages import Runs
from aigaq.records.cases import CaseRecords, Safeguard, holding
from aigaq.records.clusters import Clusters
from aigaq.records.releases import KEPT_BACK, Draft, Guarded


def guarded(records: CaseRecords) -> tuple[Guarded, ...]:
    """Each safeguard that holds with its own names and those that the case has for whom it covers.

    Args:
        records: the whole case, before the safeguards are applied to it.
    """
    same = Clusters(records.decisions)
    said: dict[str, list[str]] = {}
    for statement in records.statements:
        if statement.predicate == "name":
            said.setdefault(statement.subject, []).append(statement.value.text)
    held = holding(records.safeguards)
    return tuple(Guarded(one, tuple(dict.fromkeys(_names(one, records, same, said)))) for one in held)


def _names(
    safeguard: Safeguard, records: CaseRecords, same: Clusters, said: Mapping[str, list[str]]
) -> Iterator[str]:
    yield from safeguard.names
    covered = {other for one in safeguard.covers for other in same.together(one)}
    for one in sorted(covered):
        subject = records.subjects.get(one)
        if subject is not None and (name := subject.label if subject.named else name_within(subject.label)):
            yield name
    for one in sorted(covered):
        yield from said.get(one, ())


def guarded_against(
    draft: Draft, whole: CaseRecords, texts: Mapping[str, str], *, names: Iterable[str] = ()
) -> tuple[Guarded, ...]:
    """All that a draft is held against: each safeguard with its names and words, and the words of all else kept back.

    Args:
        whole: the whole case, behind every seal, before anything is applied to it.
        texts: by source, the texts of the whole case.
        names: further names to look for, of people behind a seal.
    """
    kin = relatives(whole.sources, texts)
    labels = [one.label for one in draft.records.subjects.values()]
    left = {one.id: one for one in kept_back(whole, draft, texts)}
    entry_of = {one.id: one.entry or one.id for one in whole.statements}
    known: set[str] = set()
    found: list[tuple[Guarded, list[Kept]]] = []
    for one in guarded(whole):
        ids = {*one.safeguard.covers, *one.safeguard.withholds}
        ids |= {entry_of[each] for each in ids if each in entry_of}
        known |= ids
        found.append((one, [left[each] for each in left if entry_of.get(each, each) in ids]))
    rest = [left[each] for each in left if entry_of.get(each, each) not in known]
    found.append((Guarded(KEPT_BACK, tuple(sorted(names))), rest))
    return tuple(_standing(_with(one, kept), texts, kin, labels) for one, kept in found)


def _standing(
    one: Guarded, texts: Mapping[str, str], kin: Mapping[str, frozenset[str]], labels: Iterable[str]
) -> Guarded:
    """With every source in which its words stand, and all that holds the text of one of these."""
    runs = Runs(one.words, texts=one.texts, told=labels, but=one.told)
    alike = {*one.sources, *(key for key, text in texts.items() if runs.stand_in(text))}
    return replace(one, sources=frozenset(alike.union(*(kin.get(key, ()) for key in alike))))


def _with(one: Guarded, kept: Iterable[Kept]) -> Guarded:
    listed = tuple(kept)
    return replace(
        one,
        words=tuple(dict.fromkeys(word for each in listed for word in each.words)),
        told=tuple(dict.fromkeys(word for each in listed for word in each.told)),
        texts=tuple(dict.fromkeys(text for each in listed for text in each.texts)),
        sources=frozenset(source for each in listed for source in each.sources),
        labels=tuple(dict.fromkeys(each.label for each in listed if each.label)),
    )
