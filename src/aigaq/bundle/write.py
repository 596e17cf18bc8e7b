"""Write a case into a folder.

Invariant: the whole case is written or nothing, and only inside the folder; reading it again gives the same case;
`private/` is written only on request.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from aigaq.bundle.files import files_of, safeguards_text
from aigaq.bundle.masking import masked, names_covered
from aigaq.bundle.read import read_case
from aigaq.errors import FolderNotFree, SafeguardLeak
from aigaq.records.cases import CaseRecords

_OURS = (
    *("case.yaml", "cast.yaml", "questions.yaml", "vocabulary.yaml"),
    *("decisions/*.yaml", "rules/*.yaml", "answers/*.yaml"),
    *("sources/*/source.yaml", "sources/*/coding.yaml", "sources/*/pins.json"),
)


def write_case(
    records: CaseRecords, folder: Path, *, texts: Mapping[str, bytes] | None = None, private: bool = False
) -> None:
    """Write a case so that `read_case` gives the same records.

    Args:
        folder: absent, empty, or a case with only such files as we write.
        texts: by source, the bytes of each text and picture on board; pictures are written only to a private copy.
        private: include the safeguards, for an internal copy. Without it they are applied: see `masking`.
    Raises:
        FolderNotFree: the folder holds a file that would be lost.
        ItemMissing: a text on board is not among `texts`. BadValue: an id cannot be a file name.
        SafeguardLeak: a covered name would still be in a file. CaseInvalid: the copy would not be a valid case.
    """
    shared = records if private else masked(records, texts=_read(texts or {}))
    files = files_of(shared, texts or {})
    if private and records.safeguards:
        files["private/safeguards.yaml"] = safeguards_text(records).encode()
    if not private:
        _refuse_leaks(files, names_covered(records))
    _refuse_loss(folder, files)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(beside / "new", files)
        read_case(beside / "new")
        _put_in_place(beside, folder)
    finally:
        shutil.rmtree(beside)


def _read(texts: Mapping[str, bytes]) -> dict[str, str]:
    """The texts decoded for the search; a picture yields text that matches nothing."""
    return {key: data.decode("utf-8-sig", errors="replace") for key, data in texts.items()}


def _refuse_leaks(files: Mapping[str, bytes], names: frozenset[str]) -> None:
    for name, data in sorted(files.items()):
        text = f"{name}\n{data.decode('utf-8', errors='replace')}".casefold()
        if any(covered.casefold() in text for covered in names):
            raise SafeguardLeak(file=name)


def _refuse_loss(folder: Path, files: Mapping[str, bytes]) -> None:
    """Refuse to remove a file that is not of a kind we write."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FolderNotFree(file=folder.name)
    there = (
        {path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
        if folder.exists()
        else set()
    )
    if there and not (folder / "case.yaml").is_file():
        raise FolderNotFree(file=folder.name)
    ours = {path for pattern in _OURS for path in folder.glob(pattern)} | {folder / name for name in files}
    for path in sorted(there - ours):
        raise FolderNotFree(file=path.relative_to(folder).as_posix())


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _put_in_place(beside: Path, folder: Path) -> None:
    """Replace the old case by the new one; the old one is restored if that fails."""
    old = beside / "old"
    if folder.exists():
        folder.rename(old)
    try:
        (beside / "new").rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
