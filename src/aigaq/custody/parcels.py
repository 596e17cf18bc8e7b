"""Parcels: what one person sends, as a folder of sealed files that is filled while it arrives.

Invariant: names, words and bytes are in the folder in sealed form only. A folder without `.part` is complete.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from aigaq.custody.age_files import Sealing, recipient
from aigaq.custody.files import make_folder, sync_folder
from aigaq.errors import EmptyFile, NoRoom
from aigaq.records.serialize import Plain

LETTER, PART, MANY = "letter.age", ".part", 100
_FORM = "aigaq-upload-1"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a parcel: its sealed name, and the name, type, size and digest of the original."""

    sealed: str
    name: str
    type: str
    size: int
    sha256: str


class Parcel:
    """A folder that is being filled; the suffix `.part` marks it as incomplete."""

    def __init__(self, intake: Path, name: str, key: str) -> None:
        """Begin.

        Raises:
            BadRecipient: not a public key. NoRoom: the disk is full.
        """
        self.key, self.folder = recipient(key), intake / f"{name}{PART}"
        self.pieces: list[Piece] = []
        self._under_way: tuple[Sealing, str, str, str] | None = None
        self._vouched = False
        try:
            make_folder(intake)
            make_folder(self.folder)
        except OSError as error:
            raise NoRoom from error

    def begin(self, name: str, media_type: str) -> None:
        """Begin a file; `write` its bytes, then `end` it."""
        sealed = f"{len(self.pieces) + 1:04}.age"
        self._under_way = Sealing(self.folder / sealed, self.key), sealed, name, media_type

    def write(self, data: bytes) -> None:
        """Add bytes to the current file.

        Raises:
            NoRoom: the disk is full.
        """
        assert self._under_way is not None
        self._under_way[0].write(data)

    def end(self) -> None:
        """Complete the current file.

        Raises:
            NoRoom: the disk is full. EmptyFile: no byte arrived.
        """
        assert self._under_way is not None
        sealing, sealed, name, media_type = self._under_way
        original = sealing.finish()
        self._under_way = None
        if not original.size:
            raise EmptyFile(number=len(self.pieces) + 1)
        self.pieces.append(Piece(sealed, name, media_type, original.size, original.sha256))

    def close(self, letter: Mapping[str, Plain], *, on: float = 0.0) -> int:
        """Seal the letter, which lists the files too, and make everything durable; the size on disk, in bytes.

        Args:
            on: the time stamp of all files, in seconds since the epoch: the hour would tell about the sender.
        Raises:
            NoRoom: the disk is full.
        """
        content = {"form": _FORM, **letter, "files": [asdict(one) for one in self.pieces]}
        sealing = Sealing(self.folder / LETTER, self.key)
        try:
            sealing.write(json.dumps(content, ensure_ascii=False, indent=1).encode())
        finally:
            sealing.finish()
        for path in [*self.folder.iterdir(), self.folder]:
            os.utime(path, (on, on))
        sync_folder(self.folder)
        return sum(one.stat().st_size for one in self.folder.iterdir())

    def keep(self) -> None:
        """Give the folder its final name, once the database vouches for it."""
        self._vouched = True
        _keep(self.folder)

    def abandon(self) -> None:
        """Remove the folder, unless it is vouched for."""
        if self._under_way is not None:
            self._under_way[0].abandon()
        if not self._vouched:
            shutil.rmtree(self.folder, ignore_errors=True)


def _keep(part: Path) -> None:
    part.rename(part.with_suffix(""))
    sync_folder(part.parent)


def sweep(intake: Path, *, known: frozenset[str]) -> None:
    """After a crash: name folders that were acknowledged and remove all others. No writer may be at work."""
    for part in sorted(intake.glob(f"*{PART}")):
        if part.stem in known:
            _keep(part)
        else:
            shutil.rmtree(part)


def held(intake: Path) -> dict[str, int]:
    """Bytes on disk by folder, incomplete ones included."""
    sizes: dict[str, int] = {}
    if intake.is_dir():
        for path in intake.iterdir():
            with suppress(FileNotFoundError):  # it was swept, or got its name, meanwhile
                sizes[path.name] = sum(path.stat().st_size for path in path.iterdir()) if path.is_dir() else 0
    return sizes
