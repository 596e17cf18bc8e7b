"""What one person sent, as a folder of sealed files: filled while it comes.

Invariant: names, words and bytes lie in the folder sealed alone; a folder without `.part` is whole.
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
    """One file that was sent: how it lies sealed, what it was called, what it is said to be."""

    sealed: str
    name: str
    type: str
    size: int
    sha256: str


class Parcel:
    """A folder that is being filled, under a name that says that it is not whole."""

    def __init__(self, intake: Path, name: str, key: str) -> None:
        """Begin.

        Raises:
            BadRecipient: no public key. NoRoom: the disk takes no more.
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
        """A file begins; `write` what comes of it, then `end` it."""
        sealed = f"{len(self.pieces) + 1:04}.age"
        self._under_way = Sealing(self.folder / sealed, self.key), sealed, name, media_type

    def write(self, data: bytes) -> None:
        """More bytes of the file under way.

        Raises:
            NoRoom: the disk takes no more.
        """
        assert self._under_way is not None
        self._under_way[0].write(data)

    def end(self) -> None:
        """The file under way is whole.

        Raises:
            NoRoom: the disk took no more. EmptyFile: nothing came of it.
        """
        assert self._under_way is not None
        sealing, sealed, name, media_type = self._under_way
        told = sealing.finish()
        self._under_way = None
        if not told.size:
            raise EmptyFile(number=len(self.pieces) + 1)
        self.pieces.append(Piece(sealed, name, media_type, told.size, told.sha256))

    def close(self, letter: Mapping[str, Plain], *, on: float = 0.0) -> int:
        """Seal the letter, which tells of the files too, and make all of it durable; its size on the disk.

        Args:
            on: the time that the files bear, in seconds of the epoch: the hour is the sender's own affair.
        Raises:
            NoRoom: the disk takes no more.
        """
        told = {"form": _FORM, **letter, "files": [asdict(one) for one in self.pieces]}
        sealing = Sealing(self.folder / LETTER, self.key)
        try:
            sealing.write(json.dumps(told, ensure_ascii=False, indent=1).encode())
        finally:
            sealing.finish()
        for path in [*self.folder.iterdir(), self.folder]:
            os.utime(path, (on, on))
        sync_folder(self.folder)
        return sum(one.stat().st_size for one in self.folder.iterdir())

    def keep(self) -> None:
        """Give the folder its lasting name: whatever vouches for it stands by now."""
        self._vouched = True
        _keep(self.folder)

    def abandon(self) -> None:
        """Nothing of it stays, unless it is vouched for."""
        if self._under_way is not None:
            self._under_way[0].abandon()
        if not self._vouched:
            shutil.rmtree(self.folder, ignore_errors=True)


def _keep(part: Path) -> None:
    part.rename(part.with_suffix(""))
    sync_folder(part.parent)


def sweep(intake: Path, *, known: frozenset[str]) -> None:
    """After a crash: a folder that was acknowledged gets its name, one that was not goes. No writer may be at work."""
    for part in sorted(intake.glob(f"*{PART}")):
        if part.stem in known:
            _keep(part)
        else:
            shutil.rmtree(part)


def held(intake: Path) -> dict[str, int]:
    """By name of a folder how much it takes on the disk, those under way included."""
    found: dict[str, int] = {}
    if intake.is_dir():
        for path in intake.iterdir():
            with suppress(FileNotFoundError):  # it was swept, or got its name, meanwhile
                found[path.name] = sum(path.stat().st_size for path in path.iterdir()) if path.is_dir() else 0
    return found
