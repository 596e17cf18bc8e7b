"""Who and what statements are about.

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
    """One entry of the cast, or an event that a form made.

    Args:
        label: what may be shown; for a person a name only where `named`.
        named: the label is a name, not a description.
        plural: a voice of several people who are not told apart ("many witnesses"): one origin that never adds.
        stands_for: the person or body that a voice is, where that is known.
        within: the larger group or place.
        all_with: a group defined by a property: every subject with one of these values of that predicate.
        overlap: how far a group overlaps the persons listed by themselves.
        official: speaks for an authority.
        made_by: the entry whose form made this event.
        source: key of the source whose own voice this is: nobody said who speaks there, and no other source has it.
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
