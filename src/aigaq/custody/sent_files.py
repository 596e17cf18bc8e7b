"""Opening of a parcel, away from the server, with the team's secret key.

Invariant: a file comes out as it was sent or not at all. A broken file does not keep others from being opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from aigaq.custody.age_files import Original, unseal
from aigaq.custody.files import write_new
from aigaq.custody.parcels import LETTER, Piece
from aigaq.errors import AigaqError, FileUnreadable, FolderNotFree, UploadDamaged

OPENED_LETTER, NOTE = "letter.json", "READ-FIRST.txt"


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
    except FileNotFoundError as error:
        raise UploadDamaged(value=LETTER) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UploadDamaged(value=LETTER) from error


def _checked(name: str, original: Original, vouched: Piece | None) -> Piece | AigaqError:
    """The file as the letter lists it; an error where the letter does not, or gives another size or digest."""
    if vouched is None or (vouched.size, vouched.sha256) != (original.size, original.sha256):
        return UploadDamaged(value=name)
    return vouched


def write_note(into: Path, words: str) -> None:
    """Write the note beside the opened files."""
    write_new(into / NOTE, f"{words}\n".encode())
