"""Pictures and papers of an edition: the list of those shown, and their derivatives.

Invariant: original bytes are opened, checked and remade; nothing returned contains them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from aigaq.casework.case import Case
from aigaq.casework.opening import as_coded, media_bytes
from aigaq.errors import AigaqError
from aigaq.protection.sanitize import remake
from aigaq.records.releases import Attachment
from aigaq.records.sources import Media, Source

Opens = Callable[[str], bytes]
"""A function from the key of a source to the original bytes of its picture."""
Attached = tuple[tuple[Attachment, ...], Mapping[str, bytes]]
"""Attachments of an edition, and their bytes by name."""


def attachments(case: Case, open_bytes: Opens) -> Attached:
    """Attachments that a case would publish, and the bytes of each derivative by its name in the edition.

    A recording, or a picture that is not on board, has no bytes: clearing reports why it cannot be published.

    Args:
        case: the case of the edition before safeguards are applied, since they remove pictures from the records.
    Raises:
        ItemMissing, CustodyBroken: the picture is missing, or differs from the one that was coded. BadValue, TooLarge,
        TooSlow, NotAPicture, PictureBroken, PictureMoves, PaperLocked: it cannot be remade; `id` names the source.
        ExtraMissing: the optional packages that remake them are not installed.
    """
    shown: list[Attachment] = []
    files: dict[str, bytes] = {}
    for _, source in sorted(case.records.sources.items()):
        if source.media is not None and source.media.publish:
            attached, data = _attached(source, source.media, open_bytes)
            shown.append(attached)
            files |= {attached.name: data} if data else {}
    return tuple(shown), files


def in_folder(case: Case, folder: str | Path) -> Opens:
    """A function that opens the pictures of a case in a folder."""
    return lambda key: media_bytes(case.records.sources[key], Path(folder))


def _attached(source: Source, media: Media, open_bytes: Opens) -> tuple[Attachment, bytes]:
    attachment = Attachment(
        name="",
        kind=media.kind,
        alt=media.alt,
        caption=media.caption,
        shows=media.shows,
        hears=media.hears,
        covered=tuple(dict.fromkeys(one.whom for one in media.covers if one.whom is not None)),
        source=source.key,
        distressing=media.distressing,
    )
    if not media.on_board or (media.kind != "picture" and media.kind != "paper"):
        return replace(attachment, covered=()), b""
    try:
        made = remake(as_coded(source, open_bytes(source.key)), media.kind, media.covers)
    except AigaqError as error:
        error.parameters.setdefault("id", source.key)
        raise
    known = replace(attachment, name=made.name, remade=True, digest=made.digest, media=made.media)
    return replace(known, width=made.width, height=made.height, pages=made.pages), made.data
