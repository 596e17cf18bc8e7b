"""Clear a draft for publication, or say what speaks against it: the one maker of `Cleared`.

Invariant: there is no `Cleared` that did not pass every check here, and none outlives a change of what it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NoReturn, final

from aigaq.names.watch import Watch
from aigaq.protection.accusations import unconvicted_reasons
from aigaq.protection.attachments import attachment_reasons
from aigaq.protection.consent import consent_reasons, intruder_test_reasons
from aigaq.protection.differencing import adds_up, shown_before
from aigaq.protection.k_anonymity import AnonymitySet, too_few_alike
from aigaq.protection.lists import traits
from aigaq.protection.masking_check import not_applied
from aigaq.protection.naming import ids_with_names, name_reasons, unsearchable_names, watch_of
from aigaq.protection.overriding import overridden, without_overrides
from aigaq.protection.quasi_identifiers import identifiers_of, shared_by_case, told_dead, unnamed_people
from aigaq.protection.repeated import repeated_passages
from aigaq.protection.unweighed import not_weighed
from aigaq.records.cases import Safeguard
from aigaq.records.releases import Draft, Guarded, Reason, Refused, Release
from aigaq.records.serialize import to_plain

_SEAL = object()


@final
class Cleared:
    """A draft that may be published. Only `clear` makes one; nothing copies, changes or restores one.

    `draft` is what may be shown, `digest` what two people sign, `overridden` what two people took upon themselves.
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
) -> Cleared | Refused:
    """The draft, cleared, or every reason against it.

    Args:
        draft: with the safeguards applied.
        safeguards: from `guarded_against`, of the whole case; without them nothing is looked for.
        earlier_releases: every edition that was ever out, withdrawn ones too.
    """
    reasons = tuple(_reasons(draft, safeguards, earlier_releases))
    taken, left = overridden(
        reasons, draft.decided, {one.safeguard.id: one.safeguard.at for one in safeguards}
    )
    if left:
        return Refused(left)
    return Cleared(_SEAL, without_overrides(draft), taken)


def _reasons(draft: Draft, guarded: Sequence[Guarded], earlier: Sequence[Release]) -> Iterator[Reason]:
    safeguards = tuple(one.safeguard for one in guarded)
    watch = watch_of(guarded, draft.records)
    numbers = ids_with_names(draft, watch)
    reasons = [
        *not_applied(draft, safeguards),
        *repeated_passages(draft, guarded),
        *name_reasons(draft, watch, numbers),
        *unsearchable_names(guarded, draft),
        *_crowds(draft, safeguards, earlier, watch),
        *shown_before(draft, safeguards, watch, earlier),
        *unconvicted_reasons(draft),
        *attachment_reasons(draft, _protected(draft, safeguards)),
        *consent_reasons(safeguards, draft.at),
        *intruder_test_reasons(draft, safeguards),
    ]
    yield from (replace(one, about=numbers.get(one.about, one.about)) for one in reasons)


def _crowds(
    draft: Draft, safeguards: Iterable[Safeguard], earlier: Sequence[Release], watch: Watch
) -> Iterator[Reason]:
    cells, sought = identifiers_of(draft.records), _sought(draft, tuple(safeguards))
    for person in cells:
        reason = too_few_alike(person, cells, sought[person])
        if reason is not None:
            yield reason
    for reason in not_weighed(draft.records, cells, sought):
        label = draft.records.subjects[reason.about].label
        yield replace(reason, whom=None if watch.scan(label) else label)
    yield from adds_up(cells, earlier, sought)


def _sought(draft: Draft, safeguards: Sequence[Safeguard]) -> dict[str, AnonymitySet]:
    """By unnamed person, among whom somebody would look."""
    covered = {one for safeguard in safeguards for one in safeguard.covers}
    said = {one: each.alike for each in safeguards for one in each.covers if each.alike is not None}
    common, dead = shared_by_case(draft.records), told_dead(draft.records)
    return {
        person: AnonymitySet(
            traits().dead if person in dead else traits().population,
            # What everybody of the case shares still tells where somebody protected was: it counts for them.
            frozenset() if covered & set(ids) else common,
            min((said[one] for one in ids if one in said), default=None),
        )
        for person, ids in unnamed_people(draft.records).items()
    }


def _protected(draft: Draft, safeguards: Iterable[Safeguard]) -> frozenset[str]:
    covered = {one for safeguard in safeguards for one in safeguard.covers}
    return frozenset(covered.union(*unnamed_people(draft.records).values()))


def digest_of(draft: Draft) -> str:
    """SHA-256 of all that a draft shows: another digest is another draft, and must be cleared again."""
    records = draft.records
    told = {
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
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
