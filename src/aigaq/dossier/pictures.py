"""Pictures and papers of an edition, and their display on pages.

Invariant: bytes are shown only if their digest was cleared and signed; no others are written.
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
"""Their folder, beside the folders of the languages: a picture is the same in all languages."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The attachments of an edition.

    Args:
        of_source: attachments by key of the source. files: bytes by name in the edition.
    """

    of_source: Mapping[str, Attachment] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    def printed(self, attachment: Attachment) -> Markup | None:
        """A picture embedded as a data address, for the PDF; None if it is not a picture or is distressing."""
        if attachment.kind != "picture" or attachment.distressing:
            return None
        return Markup(f"data:{attachment.media};base64,{b64encode(self.files[attachment.name]).decode()}")


def pictures_of(draft: Draft, files: Mapping[str, bytes]) -> Pictures:
    """The cleared pictures with their bytes.

    Args:
        files: bytes by name in the edition; files that the draft does not name are ignored.
    Raises:
        ChangedSince: the bytes differ from those cleared, or are missing.
    """
    for attachment in draft.files:
        data = files.get(attachment.name)
        if data is None or hashlib.sha256(data).hexdigest() != attachment.digest:
            raise ChangedSince
    named = {one.name: files[one.name] for one in draft.files}
    return Pictures({one.source: one for one in draft.files}, named)


def written(pictures: Pictures) -> Iterator[Page]:
    """Each picture file of the edition."""
    media = {one.name: one.media for one in pictures.of_source.values()}
    yield from (Page(f"{FOLDER}/{name}", media[name], data) for name, data in pictures.files.items())
