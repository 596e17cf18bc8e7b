"""Faces and voices in what a draft shows, and files that are still as they came.

Invariant: a picture at which nobody looked is not one without faces.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from aigaq.records.releases import Attachment, BlockCode, Draft, Offer, Reason, Spot

_SEEN = ("picture", "video", "paper")
_HEARD = ("sound", "video")


def attachment_reasons(draft: Draft, protected: Collection[str]) -> Iterator[Reason]:
    """A reason for each face and voice of somebody protected, and for each file not looked at or not remade.

    Args:
        protected: ids of people under a safeguard or without a name in the draft.
    """
    known = draft.records.subjects.keys()
    for number, file in enumerate(draft.files, 1):
        spot = Spot("file", str(number), "bytes")
        # Somebody of whom the draft does not know at all is kept back by more than a safeguard.
        hidden = {one for one in (*(file.shows or ()), *(file.hears or ())) if one not in known}
        yield from _people(file, spot, {*protected, *hidden})
        if (file.kind in _SEEN and file.shows is None) or (file.kind in _HEARD and file.hears is None):
            yield Reason("not-looked-at", spot.id, spot, offers=(Offer("offer-look"),))
        if not file.remade:
            yield Reason("original-file", spot.id, spot, offers=(Offer("offer-remake"),))


def _people(file: Attachment, spot: Spot, protected: Collection[str]) -> Iterator[Reason]:
    told: tuple[tuple[BlockCode, tuple[str, ...] | None, str], ...] = (
        ("face", file.shows, "offer-solid"),
        ("voice", file.hears, "offer-transcript"),
    )
    for code, people, offer in told:
        for one in people or ():
            if one in protected and one not in file.covered:
                yield Reason(code, one, spot, offers=(Offer(offer),))
