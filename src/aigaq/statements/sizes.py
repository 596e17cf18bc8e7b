"""Whether the sizes of groups come out: parts and wholes, people and room.

Invariant: how far groups overlap is never guessed; a sum is broken only where no reading lets it come out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.evidence import Evidence

Result = Literal["holds", "unaccounted", "short", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the numbers.

    Args:
        rule: parts, subset, served, age, order or capacity.
        result: short is a split whose parts leave some of the whole over.
        amount: of what is unaccounted for or left over, how many; of what is above a capacity, by how many.
        premises: the statements that it rests on.
    """

    rule: str
    subject: str
    result: Result
    premises: tuple[str, ...]
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class _Sized:
    """A group, the fewest and the most that anybody gives, and who says so."""

    group: str
    low: int
    high: int | None
    premises: tuple[str, ...]


def _size(
    group: str, evidence: Evidence, predicate: str = "size", source: str | None = None
) -> _Sized | None:
    """How many by everybody, or by one source alone."""
    statements = [one for one in evidence.statements(group, predicate) if one.polarity == "affirms"]
    statements = [one for one in statements if source is None or one.source == source]
    ranges = [(allowed(one.value), one.id) for one in statements if isinstance(one.value, Quantity)]
    if not ranges:
        return None
    highs = [high for (_, high), _ in ranges if high is not None]
    high = max(highs) if len(highs) == len(ranges) else None
    return _Sized(group, min(low for (low, _), _ in ranges), high, tuple(sorted(by for _, by in ranges)))


def parts_and_wholes(evidence: Evidence) -> Iterator[Finding]:
    """A part is no larger than its whole; parts that make up the whole; how many a part leaves open."""
    parts: dict[str, dict[str, tuple[_Sized, str]]] = {}
    splits: dict[tuple[str, str], dict[str, tuple[_Sized, str]]] = {}
    for link in evidence.by_predicate.get("subset-of", ()):
        if isinstance(link.value, Ref) and link.polarity == "affirms":
            part = _size(link.subject, evidence)
            if part is not None:
                whole_id = evidence.canonical(link.value.id)
                parts.setdefault(whole_id, {})[part.group] = (part, link.id)
                if link.entry is not None:
                    splits.setdefault((whole_id, link.entry), {})[part.group] = (part, link.id)
    for whole_id, found in sorted(parts.items()):
        whole = _size(whole_id, evidence)
        if whole is not None:
            split = [dict(one) for (of, _), one in sorted(splits.items()) if of == whole_id and len(one) > 1]
            yield from _whole(whole, list(found.values()), evidence, one_split=found in split)
            yield from (
                broken for one in split if one != found for broken in _exceeding(whole, list(one.values()))
            )


def splits_by_source(evidence: Evidence) -> Iterator[Finding]:
    """Parts into which one entry splits a whole, by the numbers of its own source: more than the whole, or fewer.

    What another source says of a part mends no sum of this one. Parts of a split are meant to make up the whole; a
    group of which only one part is told leaves the rest open and is no sum.
    """
    splits: dict[tuple[str, str, str], list[Statement]] = {}
    for link in evidence.by_predicate.get("subset-of", ()):
        if isinstance(link.value, Ref) and link.polarity == "affirms" and link.entry is not None:
            key = (evidence.canonical(link.value.id), link.entry, link.source)
            splits.setdefault(key, []).append(link)
    for (whole_id, _, source), links in sorted(splits.items()):
        whole = _size(whole_id, evidence, source=source)
        sized = [(_size(link.subject, evidence, source=source), link.id) for link in links]
        parts = [(part, link) for part, link in sized if part is not None]
        if whole is None or len(parts) < 2 or len(parts) < len(links):
            continue
        yield from _exceeding(whole, parts)
        highs = [part.high for part, _ in parts if part.high is not None]
        if len(highs) == len(parts) and sum(highs) < whole.low:
            every = tuple(p for part, link in parts for p in (*part.premises, link)) + whole.premises
            yield Finding("parts", whole.group, "short", every, whole.low - sum(highs))


def _exceeding(whole: _Sized, parts: list[tuple[_Sized, str]]) -> Iterator[Finding]:
    """Parts into which one entry splits a whole are apart: where they are more than it, no reading comes out."""
    if whole.high is not None and sum(part.low for part, _ in parts) > whole.high:
        every = tuple(p for part, link in parts for p in (*part.premises, link)) + whole.premises
        yield Finding("parts", whole.group, "broken", every)


def _whole(
    whole: _Sized, parts: list[tuple[_Sized, str]], evidence: Evidence, *, one_split: bool
) -> Iterator[Finding]:
    for part, link in parts:
        premises = (*part.premises, link, *whole.premises)
        if whole.high is not None and part.low > whole.high:
            yield Finding("subset", part.group, "broken", premises)
        elif part.high is not None and part.high <= whole.low:
            yield Finding("subset", part.group, "holds", premises)
    if one_split and (exceeding := list(_exceeding(whole, parts))):
        yield from exceeding
        return
    if whole.low == whole.high and all(part.low == part.high for part, _ in parts):
        yield from _parts(whole, parts, evidence, one_split=one_split)


def _parts(
    whole: _Sized, parts: list[tuple[_Sized, str]], evidence: Evidence, *, one_split: bool
) -> Iterator[Finding]:
    """Exact parts of an exact whole: whether they make it up, or how many they leave open."""
    every = tuple(p for part, link in parts for p in (*part.premises, link)) + whole.premises
    together = sum(part.low for part, _ in parts)
    subjects = (evidence.subjects.get(part.group) for part, _ in parts)
    apart = one_split or len(parts) == 1 or all(one is not None and one.overlap == "none" for one in subjects)
    if together == whole.low:
        yield Finding("parts", whole.group, "holds", every)
    elif apart and together > whole.low and len(parts) > 1:
        yield Finding("parts", whole.group, "broken", every)
    elif apart and together < whole.low:
        yield Finding("parts", whole.group, "unaccounted", every, whole.low - together)
    elif not apart:
        for part, link in parts:
            premises = (*part.premises, link, *whole.premises)
            if part.low < whole.low:
                yield Finding("parts", whole.group, "unaccounted", premises, whole.low - part.low)


def people_and_room(evidence: Evidence) -> Iterator[Finding]:
    """How many are said to have been where there was room for so many.

    Too many is crowding, not a broken sum: it says by how many.
    """
    rooms = {one.subject for one in evidence.by_predicate.get("capacity", ()) if one.polarity == "affirms"}
    for room, group, at in sorted(_held(rooms, evidence)):
        space, size = _size(room, evidence, "capacity"), _size(group, evidence)
        if space is None or space.high is None or size is None:
            continue
        premises = (*size.premises, at, *space.premises)
        if size.low > space.high:
            yield Finding("capacity", room, "unaccounted", premises, size.low - space.high)
        elif size.high is not None and size.high <= space.low:
            yield Finding("capacity", room, "holds", premises)


def _held(rooms: set[str], evidence: Evidence) -> set[tuple[str, str, str]]:
    """Room, group and the statement that puts it there: the group itself, or what befell it there."""
    if not rooms:
        return set()
    befallen: dict[str, set[str]] = {}
    for one in (*evidence.by_predicate.get("victim-of", ()), *evidence.by_predicate.get("died", ())):
        event = one.value.id if isinstance(one.value, Ref) else one.event
        if event is not None and one.polarity == "affirms":
            befallen.setdefault(event, set()).add(one.subject)
    return {
        (at.value.id, group, at.id)
        for at in (*evidence.by_predicate.get("held-at", ()), *evidence.by_predicate.get("where", ()))
        if isinstance(at.value, Ref) and at.value.id in rooms and at.polarity == "affirms"
        for group in {at.subject, *befallen.get(at.subject, ())}
    }
