"""Find files in a case folder that nothing reads: `coding.yml`, `question.yaml`, a folder `decision`.

Invariant: a file that only looks like a part of the case is reported; nothing is opened or changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from aigaq.bundle.plainfiles import OURS, listing
from aigaq.errors import AigaqError, FileUnreadable, UnreadFile

_NAMES = ("case.yaml", "cast.yaml", "questions.yaml", "vocabulary.yaml", "private/safeguards.yaml")
_FOLDERS = ("decisions", "rules", "answers")
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
    """A problem for each file that nothing reads, and one if the case has no sources.

    Allowed beside the files of a case: a README and the like, files added by a bag or git, hidden files, all of
    `private/`, and in the folder of a source its text and anything other than YAML or JSON.
    """
    listed = listing(folder)
    files = listed.files
    if "sources" not in listed.folders:
        yield FileUnreadable(file="sources")
    for name in sorted(files):
        path = PurePosixPath(name)
        if not _is_fine(path, files):
            yield UnreadFile(file=name, value=path.name, due=_nearest(name))


def _is_fine(name: PurePosixPath, files: Collection[str]) -> bool:
    top, depth = name.parts[0], len(name.parts)
    if any(part.startswith(".") for part in name.parts) or top == "private" or str(name) in _NAMES:
        return True
    if depth == 1:
        return name.name.casefold().startswith(_BESIDE)
    if depth == 2 and top in _FOLDERS:
        return name.suffix == ".yaml" or name.name.casefold().startswith(_BESIDE)
    if depth == 2 and top == "lists":
        return name.suffix == ".csv" or name.name.casefold().startswith(_BESIDE)
    return top == "sources" and depth > 2 and _is_of_a_source(name, files)


def _is_of_a_source(name: PurePosixPath, files: Collection[str]) -> bool:
    if f"sources/{name.parts[1]}/source.yaml" not in files:
        return False
    return name.suffix.casefold() not in _DATA or (len(name.parts) == 3 and name.name in OURS)


def _nearest(name: str) -> str:
    """The readable file name most similar to this one."""
    parts = PurePosixPath(name).parts
    key = parts[1] if parts[0] == "sources" and len(parts) > 2 else "KEY"
    known = [*_NAMES, *(f"{one}/{PurePosixPath(name).stem}.yaml" for one in _FOLDERS)]
    known += [f"sources/{key}/{one}" for one in OURS]
    return max(known, key=lambda known: SequenceMatcher(None, name, known).ratio())
