"""Pack a folder of published pages into one ZIP file.

Invariant: the same folder gives the same bytes; the file is written whole or not at all.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

_TIME = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every file in the archive: real times would reveal when we worked."""
_PRESSED = frozenset({".pdf", ".jpg", ".png", ".webp"})
"""File types that are compressed already."""


def pack(folder: Path, target: Path, *, inside: str) -> None:
    """Write a folder into a ZIP file, below one folder of that name.

    Args:
        target: an existing file is replaced in one step; the caller ensures that nobody else writes to it.
    """
    part = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(part, "w") as archive:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            info = zipfile.ZipInfo(f"{inside}/{file.relative_to(folder).as_posix()}", _TIME)
            info.compress_type = zipfile.ZIP_STORED if file.suffix in _PRESSED else zipfile.ZIP_DEFLATED
            # Always Unix, readable by all, writable by the owner: otherwise the archive would reveal the system that
            # packed it.
            info.create_system, info.external_attr = 3, 0o644 << 16
            with file.open("rb") as source, archive.open(info, "w") as into:
                while some := source.read(1 << 20):
                    into.write(some)
    part.replace(target)
