"""Files in the folder of a case that nothing reads: `coding.yml`, `question.yaml`, a folder `decision`.

Invariant: a file that looks like a part of the case and is none is named; nothing is opened or changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from aigaq.errors import AigaqError, FileUnreadable, UnreadFile

_NAMES = ("case.yaml", "cast.yaml", "questions.yaml", "vocabulary.yaml", "private/safeguards.yaml")
_FOLDERS = ("decisions", "rules", "answers")
_OF_A_SOURCE = ("source.yaml", "coding.yaml", "pins.json")
_BESIDE = (
    "readme",
    "licence",
    "license",
    "changelog",
    "notice",
    "manifest-",
    "tagmanifest-",
    "bagit",
    "bag-info",
)
_DATA = frozenset({".yaml", ".yml", ".json"})


def unread(folder: Path) -> Iterator[AigaqError]:
    """A problem for each file that nothing reads, and one where a case has no sources.

    Fine beside the files of a case: a README and the like, what a bag or git adds, hidden files, all of
    `private/`, and in the folder of a source its text and anything that is no YAML or JSON.
    """
    if not (folder / "sources").is_dir():
        yield FileUnreadable(file="sources")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if not path.is_dir() and not _is_fine(PurePosixPath(name.as_posix()), folder):
            yield UnreadFile(file=name.as_posix(), value=name.name, due=_nearest(name.as_posix(), folder))


def _is_fine(name: PurePosixPath, folder: Path) -> bool:
    top, depth = name.parts[0], len(name.parts)
    if any(part.startswith(".") for part in name.parts) or top == "private" or str(name) in _NAMES:
        return True
    if depth == 1:
        return name.name.casefold().startswith(_BESIDE)
    if depth == 2 and top in _FOLDERS:
        return name.suffix == ".yaml" or name.name.casefold().startswith(_BESIDE)
    if depth == 2 and top == "lists":
        return name.suffix == ".csv" or name.name.casefold().startswith(_BESIDE)
    return top == "sources" and depth > 2 and _is_of_a_source(name, folder)


def _is_of_a_source(name: PurePosixPath, folder: Path) -> bool:
    if not (folder / "sources" / name.parts[1] / "source.yaml").is_file():
        return False
    return name.suffix.casefold() not in _DATA or (len(name.parts) == 3 and name.name in _OF_A_SOURCE)


def _nearest(name: str, folder: Path) -> str:
    """The name that is read and most like this one."""
    parts = PurePosixPath(name).parts
    key = parts[1] if parts[0] == "sources" and len(parts) > 2 else "KEY"
    known = [*_NAMES, *(f"{one}/{PurePosixPath(name).stem}.yaml" for one in _FOLDERS)]
    known += [f"sources/{key}/{one}" for one in _OF_A_SOURCE]
    return max(known, key=lambda one: SequenceMatcher(None, name, one).ratio())
