"""Parcels: files that one person sends, sealed in a folder that is filled while they arrive; and their opening.

A parcel is opened away from the server, with the team's secret key.

Invariant: names, words and bytes are in the folder in sealed form only. A folder without `.part` is complete. A file
comes out as it was sent or not at all; a broken file does not keep others from being opened.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from aigaq.custody.age_files import Original, Sealing, recipient, unseal
from aigaq.custody.files import make_folder, sync_folder, write_new
from aigaq.errors import AigaqError, EmptyFile, FileUnreadable, FolderNotFree, NoRoom, UploadDamaged
from aigaq.records.serialize import Plain

LETTER, PART, MANY = "letter.age", ".part", 100
_FORM = "aigaq-upload-1"
OPENED_LETTER, NOTE = "letter.json", "READ-FIRST.txt"


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


def uploads_in(folder: Path) -> list[Path]:
    """The sealed folders in a download: the folder itself, or those in it.

    Raises:
        FileUnreadable: there is none.
    """
    if (folder / LETTER).is_file():
        return [folder]
    paths = sorted(one for one in folder.iterdir() if any(one.glob("*.age"))) if folder.is_dir() else []
    if not paths:
        raise FileUnreadable(file=folder.name)
    return paths


def open_upload(folder: Path, into: Path, secret: str) -> Iterator[Piece | AigaqError]:
    """Open one sealed folder into a new one, file by file; a broken file yields an error, the rest is opened.

    The files are named by numbers: a name chosen by a stranger could be an address or a trick. The letter lists the
    original names.

    Raises:
        FolderNotFree: the new folder is there already. WrongKey: sealed to another key.
    """
    if into.exists():
        raise FolderNotFree(file=into.name)
    into.mkdir(mode=0o700, parents=True)
    try:
        vouched = {one.sealed: one for one in _letter(folder, into, secret)}
    except UploadDamaged as error:
        yield error
        vouched = {}
    here = {one.name for one in folder.glob("*.age")} - {LETTER}
    for name in sorted(here | vouched.keys()):
        try:
            original = unseal(folder / name, into / f"{Path(name).stem}.original", secret)
            yield _checked(name, original, vouched.get(name))
        except FileNotFoundError:
            yield UploadDamaged(value=name)
        except UploadDamaged as error:
            yield error


def _letter(folder: Path, into: Path, secret: str) -> list[Piece]:
    try:
        unseal(folder / LETTER, into / OPENED_LETTER, secret)
        return [Piece(**one) for one in json.loads((into / OPENED_LETTER).read_bytes())["files"]]
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise UploadDamaged(value=LETTER) from error


def _checked(name: str, original: Original, vouched: Piece | None) -> Piece | AigaqError:
    """The file as the letter lists it; an error where the letter does not, or gives another size or digest."""
    if vouched is None or (vouched.size, vouched.sha256) != (original.size, original.sha256):
        return UploadDamaged(value=name)
    return vouched


def write_note(into: Path, words: str) -> None:
    """Write the note beside the opened files."""
    write_new(into / NOTE, f"{words}\n".encode())
