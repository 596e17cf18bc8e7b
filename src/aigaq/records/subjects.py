"""Subjects: the people, groups, events, places and things that statements are about.

Invariant: a subject has a safe label and no attribute that somebody asserted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["person", "group", "body", "event", "place", "thing", "voice"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Overlap = Literal["none", "possible", "contained", "unknown"]
OVERLAPS: tuple[Overlap, ...] = get_args(Overlap)


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry of the cast, or an event that a form created.

    Args:
        label: what may be shown; a person's name only if `named`.
        named: the label is a name, not a description.
        plural: a voice of several people not told apart ("many witnesses"); one origin, which never adds
            corroboration.
        stands_for: the person or body behind a voice, if known.
        within: the larger group or place.
        all_with: defines a group by a property: every subject with one of these values of that predicate.
        overlap: how far a group overlaps the people listed individually.
        official: speaks for an authority.
        made_by: the entry whose form created this event.
        source: key of the source whose anonymous speaker this voice is; no other source shares it.
    """

    id: str
    kind: Kind
    label: str
    named: bool = False
    plural: bool = False
    stands_for: str | None = None
    within: str | None = None
    all_with: tuple[str, tuple[str, ...]] | None = None
    overlap: Overlap = "unknown"
    official: bool = False
    document: bool = False
    made_by: str | None = None
    source: str | None = None


BUILT_IN = (
    Subject("they-unnamed", "voice", "people, unnamed", plural=True),
    Subject("unknown", "voice", "unknown", plural=True),
    Subject("court", "body", "the court", official=True),
    Subject("editor", "voice", "writer of the [brackets]"),
    Subject("heading", "voice", "writer of the headings"),
)
"""Voices that every case has without writing them."""
