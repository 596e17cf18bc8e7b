"""The pictures and papers of an edition, and how a page shows one.

Invariant: bytes are shown only if they are those whose digest was cleared and signed; none other is written.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from aigaq.dossier.edition import Page
from aigaq.errors import ChangedSince
from aigaq.records.releases import Attachment, Draft

FOLDER = "files"
"""Where they lie, beside the folders of the languages: a picture is the same in all."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """What an edition shows beside words.

    Args:
        of_source: by key of the source. files: by name in the edition, the bytes.
    """

    of_source: Mapping[str, Attachment] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    def printed(self, attachment: Attachment) -> Markup | None:
        """A picture as an address that holds it, for the paper; None for what is no picture, or hard to look at."""
        if attachment.kind != "picture" or attachment.distressing:
            return None
        return Markup(f"data:{attachment.media};base64,{b64encode(self.files[attachment.name]).decode()}")


def pictures_of(draft: Draft, files: Mapping[str, bytes]) -> Pictures:
    """The pictures that were cleared, with their bytes.

    Args:
        files: by name in the edition; what the draft does not name stays where it is.
    Raises:
        ChangedSince: not the bytes that were cleared, or none.
    """
    for attachment in draft.files:
        data = files.get(attachment.name)
        if data is None or hashlib.sha256(data).hexdigest() != attachment.digest:
            raise ChangedSince
    named = {one.name: files[one.name] for one in draft.files}
    return Pictures({one.source: one for one in draft.files}, named)


def written(pictures: Pictures) -> Iterator[Page]:
    """Each file of the edition."""
    media = {one.name: one.media for one in pictures.of_source.values()}
    yield from (Page(f"{FOLDER}/{name}", media[name], data) for name, data in pictures.files.items())
