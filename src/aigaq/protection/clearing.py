"""Clear a draft for publication, or give every reason against it. The one maker of `Cleared`.

Invariant: there is no `Cleared` that did not pass every check here, and none outlives a change of what it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NoReturn, final

from aigaq.names.watch import Watch
from aigaq.protection.differencing import adds_up, shown_before
from aigaq.protection.k_anonymity import AnonymitySet, not_weighed, too_few_alike
from aigaq.protection.lists import traits
from aigaq.protection.naming import ids_with_names, name_reasons, name_watch, unsearchable_names
from aigaq.protection.overriding import overridden, without_overrides
from aigaq.protection.passages import repeated_passages
from aigaq.protection.quasi_identifiers import identifiers_of, shared_by_case, told_dead, unnamed_people
from aigaq.protection.release_checks import (
    attachment_reasons,
    consent_reasons,
    intruder_test_reasons,
    not_applied,
    unconvicted_reasons,
)
from aigaq.records.cases import Safeguard
from aigaq.records.releases import ClearingRefusal, Draft, Guarded, Reason, Release
from aigaq.records.serialize import to_plain

_SEAL = object()


@final
class Cleared:
    """A draft that may be published. Only `clear` makes one; nothing copies, changes or restores one.

    `draft` is what may be shown, `digest` what two people sign, `overridden` the reasons that two people overrode.
    """

    __slots__ = ("digest", "draft", "overridden")

    draft: Draft
    digest: str
    overridden: tuple[Reason, ...]

    def __init__(self, seal: object, draft: Draft, overridden: tuple[Reason, ...]) -> None:
        if seal is not _SEAL:
            raise TypeError("Only protection.clear makes a Cleared.")
        object.__setattr__(self, "draft", draft)
        object.__setattr__(self, "digest", digest_of(draft))
        object.__setattr__(self, "overridden", overridden)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("A Cleared does not change.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("A Cleared does not change.")

    def __reduce__(self) -> NoReturn:
        raise TypeError("A Cleared is made anew, not restored: clear the draft again.")


def clear(
    draft: Draft, safeguards: Sequence[Guarded], earlier_releases: Sequence[Release] = ()
) -> Cleared | ClearingRefusal:
    """The draft, cleared, or every reason against it.

    Args:
        draft: with the safeguards applied.
        safeguards: from `guarded_against`, of the whole case; without them nothing is looked for.
        earlier_releases: every edition that was ever published, withdrawn ones too.
    """
    reasons = tuple(_reasons(draft, safeguards, earlier_releases))
    made_at = {one.safeguard.id: one.safeguard.at for one in safeguards}
    taken, left = overridden(reasons, draft.decided, made_at)
    if left:
        return ClearingRefusal(left)
    return Cleared(_SEAL, without_overrides(draft), taken)


def _reasons(draft: Draft, guarded: Sequence[Guarded], earlier: Sequence[Release]) -> Iterator[Reason]:
    """The reasons of every check; an id that holds a protected name is replaced by its number."""
    safeguards = tuple(one.safeguard for one in guarded)
    covered = frozenset(one for safeguard in safeguards for one in safeguard.covers)
    unnamed = unnamed_people(draft.records)
    watch = name_watch(guarded, draft.records)
    numbers = ids_with_names(draft, watch)
    reasons = (
        *not_applied(draft, safeguards),
        *repeated_passages(draft, guarded),
        *name_reasons(draft, watch, numbers),
        *unsearchable_names(guarded, draft),
        *_identification(draft, _anonymity_sets(draft, safeguards, unnamed), earlier, watch),
        *shown_before(draft, safeguards, watch, earlier),
        *unconvicted_reasons(draft),
        *attachment_reasons(draft, covered.union(*unnamed.values())),
        *consent_reasons(safeguards, draft.at),
        *intruder_test_reasons(draft, safeguards),
    )
    yield from (replace(one, about=numbers.get(one.about, one.about)) for one in reasons)


def _identification(
    draft: Draft, within: Mapping[str, AnonymitySet], earlier: Sequence[Release], watch: Watch
) -> Iterator[Reason]:
    """A reason for each unnamed person who could be identified, or of whom nobody can say so."""
    identifiers = identifiers_of(draft.records)
    for person in identifiers:
        reason = too_few_alike(person, identifiers, within[person])
        if reason is not None:
            yield reason
    for reason in not_weighed(draft.records, identifiers, within):
        label = draft.records.subjects[reason.about].label
        yield replace(reason, whom=None if watch.scan(label) else label)
    yield from adds_up(identifiers, earlier, within)


def _anonymity_sets(
    draft: Draft, safeguards: Sequence[Safeguard], unnamed: Mapping[str, tuple[str, ...]]
) -> dict[str, AnonymitySet]:
    """By unnamed person, the anonymity set."""
    covered = {one for safeguard in safeguards for one in safeguard.covers}
    stated = {one: each.alike for each in safeguards for one in each.covers if each.alike is not None}
    shared, dead = shared_by_case(draft.records), told_dead(draft.records)
    return {
        person: AnonymitySet(
            traits().dead if person in dead else traits().population,
            # The day and place of the case still tell where somebody protected was: they count for them.
            frozenset() if covered & set(ids) else shared,
            min((stated[one] for one in ids if one in stated), default=None),
        )
        for person, ids in unnamed.items()
    }


def digest_of(draft: Draft) -> str:
    """SHA-256 of all that a draft shows. A draft with another digest must be cleared again."""
    records = draft.records
    shown = {
        "case": [records.key, records.title, records.anchor, to_plain(records.added_words)],
        "subjects": to_plain(tuple(records.subjects.values())),
        "sources": to_plain(tuple(records.sources.values())),
        "entries": to_plain(records.entries),
        "statements": to_plain(records.statements),
        "judgements": to_plain((*records.decisions, *records.readings, *records.questions)),
        "rules": to_plain(records.rules),
        "pins": to_plain(records.pins),
        "shown": [draft.language, to_plain(draft.texts), to_plain(draft.files), to_plain(draft.words)],
        "slugs": to_plain(draft.slugs),
    }
    return hashlib.sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
