"""Working copies of what people sent: pictures and papers as pixels alone, to be looked at and passed round a team.

Invariant: the original is read and never touched; a copy holds nothing of it but what can be seen.
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
    """A copy beside an original, without place, device or any other metadata.

    Returns:
        The copy; None where it is neither a picture nor a paper; why not, where one could not be made.
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
