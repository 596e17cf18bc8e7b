"""Files of a casebook that no row names: withdrawn pages, pages never published, folders of a dead process.

Invariant: nothing is removed here. A folder in which a process works is no stray, and a file that cannot be judged is
named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from aigaq.web.home import INTAKE, PUBLIC, is_abandoned
from aigaq.web.models import DossierRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, SUPERSEDED
from aigaq.web.store.differences import Difference

_SCRATCH = re.compile(r"\.aigaq-.+|tmp[a-z0-9_]{8}|\.(casebook\.id|secret\.key)-[0-9a-f]{16}")
"""Scratch folders and files beside the database. `tmp...` are those of versions that did not lock them."""
_HALF_MADE = re.compile(r"\.(part|gone|aigaq)-.+|.+\.part")
_EDITION = re.compile(r"([0-9]+)(\..+)?")


def scratch_folders() -> Iterator[Path]:
    """What a killed process left beside the database: texts as they came, before they were sealed."""
    home = Path(settings.HOME)
    yield from (path for path in sorted(home.iterdir()) if _SCRATCH.fullmatch(path.name) and _is_left(path))


def half_made() -> Iterator[Path]:
    """Pages that were being written or removed."""
    for address in _addresses():
        yield from (
            path for path in sorted(address.iterdir()) if _HALF_MADE.fullmatch(path.name) and _is_left(path)
        )


def not_out() -> Iterator[tuple[Path, bool]]:
    """Files of editions that nobody may read, each with whether a row names its edition."""
    rows = ReleaseRow.objects.exclude(dossier=None).values_list("dossier__address", "number", "state")
    states = {(address, number): state for address, number, state in rows}
    for address in _addresses():
        for path in sorted(address.iterdir()):
            edition = _EDITION.fullmatch(path.name)
            state = states.get((address.name, int(edition[1]))) if edition else None
            if _HALF_MADE.fullmatch(path.name) is None and state not in (CURRENT, SUPERSEDED):
                yield path, state is not None


def check_files() -> list[Difference]:
    """Each stray file, by its place in the folder of the casebook."""
    home = Path(settings.HOME)
    known = set(DossierRow.objects.values_list("address", flat=True))
    unknown = [folder for folder in _addresses() if folder.name not in known and not any(folder.iterdir())]
    strays = [*scratch_folders(), *half_made(), *(path for path, _ in not_out()), *unknown]
    return [Difference("file", path.relative_to(home).as_posix(), "extra") for path in strays]


def _addresses() -> list[Path]:
    public = Path(settings.HOME) / PUBLIC
    return sorted(path for path in public.iterdir() if path.is_dir()) if public.is_dir() else []


def _is_left(path: Path) -> bool:
    return path.name != INTAKE and (not path.is_dir() or is_abandoned(path))
