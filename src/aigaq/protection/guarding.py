"""Safeguards of a case, completed for the search: all names of the people covered, all words that a draft keeps back.

Invariant: a name under which the case knows somebody covered, in any statement, is among the names looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from aigaq.names.parts import name_within
from aigaq.protection.kept_back import KeptRecord, kept_back, same_text_sources
from aigaq.protection.passages import WordRuns
from aigaq.records.cases import CaseRecords, Safeguard, holding
from aigaq.records.clusters import Clusters
from aigaq.records.labels import label_key
from aigaq.records.releases import KEPT_BACK, Draft, Guarded
from aigaq.records.subjects import Subject

PEOPLE = ("person", "voice", "group")
"""Kinds of subjects whose label may be the name of somebody."""
_PUNCTUATION = ' .,;:!?"()[]«»“”„'
_LONGEST_NAME = 6
"""Words of the longest name that is looked for in the label of somebody else."""


def guarded(records: CaseRecords, *, sealed: Iterable[str] = ()) -> tuple[Guarded, ...]:
    """Each safeguard in force, with its own names and all names that the case knows of those it covers.

    Args:
        records: the whole case, before the safeguards are applied to it.
        sealed: names of people behind a seal: nobody else's label shows them openly.
    """
    same = Clusters(records.decisions)
    said: dict[str, list[str]] = {}
    for statement in records.statements:
        if statement.predicate == "name":
            said.setdefault(statement.subject, []).append(statement.value.text)
    held = holding(records.safeguards)
    anybody = {other for one in held for whom in one.covers for other in same.together(whom)}
    openly = {
        label_key(subject.label)
        for subject in records.subjects.values()
        if subject.named and subject.kind in PEOPLE and subject.id not in anybody
    } - {label_key(name) for name in sealed}
    return tuple(Guarded(one, tuple(dict.fromkeys(_names(one, records, same, said, openly)))) for one in held)


def _names(
    safeguard: Safeguard,
    records: CaseRecords,
    same: Clusters,
    said: Mapping[str, list[str]],
    openly: frozenset[str] | set[str],
) -> Iterator[str]:
    yield from safeguard.names
    covered = {other for key in safeguard.covers for other in same.together(key)}
    for key in sorted(covered):
        subject = records.subjects.get(key)
        if subject is not None and (name := own_name(subject, openly.intersection)):
            yield name
    for key in sorted(covered):
        yield from said.get(key, ())


def own_name(covered: Subject, openly_named: Callable[[Collection[str]], Collection[str]]) -> str:
    """The name under which a case knows a covered person; empty where the label only describes.

    "Marat Ospanov's sister" holds the name of somebody else. It is not hers where the case knows him openly: else
    whoever is named beside somebody covered could no longer be shown. Only a name of several words, letter for
    letter, after the description or in the English possessive, is taken for another's: in "сестра Александра
    Петрова" nobody can tell his genitive from her own name, and what may be hers stays protected.

    Args:
        openly_named: of some names, as `label_key` writes them, those of other people whom the case knows openly.
    """
    if covered.named or not (name := name_within(covered.label)):
        return covered.label if covered.named else ""
    runs = _names_of_others(covered.label)
    known = openly_named(frozenset(runs)) if runs else ()
    words = covered.label.split()
    others = {place for run in known for places in runs[run] for place in places}
    if not others:
        return name
    return name_within(" ".join(word for place, word in enumerate(words) if place not in others))


def _names_of_others(label: str) -> dict[str, list[range]]:
    """Runs of words in a label that are another's name if anybody has it, as `label_key` writes them; their places."""
    words = [label_key(word).strip(_PUNCTUATION) for word in label.split()]
    runs: dict[str, list[range]] = {}
    for first in range(len(words)):
        for last in range(first + 1, min(first + _LONGEST_NAME, len(words))):
            run = " ".join(words[first : last + 1])
            whose = run.removesuffix("'s") if run.endswith("'s") else run.removesuffix("'")
            if first > 0 or whose != run:
                runs.setdefault(whose, []).append(range(first, last + 1))
    return runs


def guarded_against(
    draft: Draft, whole: CaseRecords, texts: Mapping[str, str], *, names: Iterable[str] = ()
) -> tuple[Guarded, ...]:
    """What a draft is searched for: each safeguard with its names and words, and the words of all else kept back.

    Args:
        whole: the whole case, behind every seal, before anything is applied to it.
        texts: by source, the texts of the whole case.
        names: further names to look for, of people behind a seal.
    """
    kin = same_text_sources(whole.sources, texts)
    labels = [guard.label for guard in draft.records.subjects.values()]
    left = {guard.id: guard for guard in kept_back(whole, draft, texts)}
    entry_of = {guard.id: guard.entry or guard.id for guard in whole.statements}
    covered_ids: set[str] = set()
    kept_by_guard: list[tuple[Guarded, list[KeptRecord]]] = []
    behind_seals = tuple(names)
    for guard in guarded(whole, sealed=behind_seals):
        ids = {*guard.safeguard.covers, *guard.safeguard.withholds}
        ids |= {entry_of[key] for key in ids if key in entry_of}
        covered_ids |= ids
        kept_by_guard.append((guard, [left[key] for key in left if entry_of.get(key, key) in ids]))
    rest = [left[key] for key in left if entry_of.get(key, key) not in covered_ids]
    kept_by_guard.append((Guarded(KEPT_BACK, tuple(sorted(behind_seals))), rest))
    return tuple(_standing(_with(guard, kept), texts, kin, labels) for guard, kept in kept_by_guard)


def _standing(
    guard: Guarded, texts: Mapping[str, str], kin: Mapping[str, frozenset[str]], labels: Iterable[str]
) -> Guarded:
    """With every source that holds its words, and all copies, originals and translations of these."""
    runs = WordRuns(guard.words, texts=guard.texts, told=labels, but=guard.told)
    sources = {*guard.sources, *(key for key, text in texts.items() if runs.found_in(text))}
    return replace(guard, sources=frozenset(sources.union(*(kin.get(key, ()) for key in sources))))


def _with(guard: Guarded, kept_records: Iterable[KeptRecord]) -> Guarded:
    records = tuple(kept_records)
    return replace(
        guard,
        words=tuple(dict.fromkeys(word for record in records for word in record.words)),
        told=tuple(dict.fromkeys(word for record in records for word in record.told)),
        texts=tuple(dict.fromkeys(text for record in records for text in record.texts)),
        sources=frozenset(source for record in records for source in record.sources),
        labels=tuple(dict.fromkeys(record.label for record in records if record.label)),
    )
