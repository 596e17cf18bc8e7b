"""Working copies of received files: pictures and papers as pixels only, safe to view and share within a team.

Invariant: the original is read and never changed; a copy holds only its visible content.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from aigaq.custody.files import write_new
from aigaq.errors import AigaqError
from aigaq.protection.sanitize import remake

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
_PAPER = b"%PDF-"
_SUFFIX = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}
_LARGEST = 64_000_000


def working_copy(original: Path) -> Path | AigaqError | None:
    """Make a sanitised copy beside an original, without place, device or other metadata.

    Returns:
        The copy; None if the file is neither image nor PDF; the error if no copy could be made.
    """
    with original.open("rb") as file:
        kind = _kind(file.read(8))
    if kind is None or original.stat().st_size > _LARGEST:
        return None
    try:
        made = remake(original.read_bytes(), kind)
    except AigaqError as error:
        return error
    copy = original.with_suffix(f".working.{_SUFFIX[made.media]}")
    write_new(copy, made.data)
    return copy


def _kind(start: bytes) -> Literal["picture", "paper"] | None:
    if start.startswith(_PAPER):
        return "paper"
    return "picture" if start.startswith(_PICTURES) else None
