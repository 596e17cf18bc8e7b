"""What copies go on repeating after the words were taken back.

Invariant: a copy keeps nothing alive: it falls with the words it repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.statements.status import ASSERTED, Status

Same = tuple[str, str, str, str]


def echoes(
    statements: Iterable[Statement],
    status: Mapping[str, Status],
    *,
    sources: Mapping[str, Source],
    entries: Mapping[str, tuple[str, ...]],
) -> dict[str, Status]:
    """The status of statements of copies whose original was taken back, each with its whole entry.

    A copy repeats a statement that says the same of the same, in a source it was made from, in the same voice
    or in none but its own.
    """
    every = list(statements)
    gone = [one for one in every if one.id in status and not status[one.id].stands]
    copied = {key for key, source in sources.items() if source.derived_from}
    if not gone or not copied:
        return {}
    taken_back: dict[Same, list[Statement]] = {}
    for one in gone:
        taken_back.setdefault(_same(one), []).append(one)
    alike = [(key, one) for one in every if (key := _same(one)) in taken_back]
    standing: dict[Same, list[Statement]] = {}
    for key, one in alike:
        if status.get(one.id, ASSERTED).stands:
            standing.setdefault(key, []).append(one)
    found: dict[str, Status] = {}
    for key, one in alike:
        if one.source not in copied or one.id in status:
            continue
        originals = set(originals_of(one.source, sources))
        repeated = [said for said in taken_back[key] if said.source in originals and _repeats(one, said)]
        still = [said for said in standing.get(key, ()) if said.source in originals]
        own_voice = one.origin not in {said.origin for said in repeated}
        if repeated and not (own_voice and any(_as_sure(said, one) for said in still)):
            fallen = min(repeated, key=lambda said: said.id)
            found.update((part, status[fallen.id]) for part in _whole(one, entries))
    return found


def originals_of(source: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The sources that a copy was made from, nearest first; a ring ends where it closes."""
    found: list[str] = []
    above = sources[source].derived_from if source in sources else None
    while above is not None and above != source and above not in found:
        found.append(above)
        above = sources[above].derived_from if above in sources else None
    return tuple(found)


def _same(one: Statement) -> Same:
    return one.subject, one.predicate, one.value.text, one.polarity


def _repeats(copy: Statement, original: Statement) -> bool:
    return len(copy.chain) == 1 or copy.origin == original.origin


def _as_sure(original: Statement, copy: Statement) -> bool:
    """What its original holds only for possible does not bear out a copy that is certain."""
    return original.modality in ("certain", copy.modality)


def _whole(one: Statement, entries: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A copy's main statement falls with all that its entry says."""
    made = entries.get(one.entry or "", ())
    return made if made and made[0] == one.id else (one.id,)
