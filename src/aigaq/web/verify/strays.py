"""Files of a casebook that no row tells of: pages taken back, pages that never came out, rooms of whoever died.

Invariant: it only looks; a room in which somebody works is none of them, and what it cannot judge it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from aigaq.web.home import INTAKE, PUBLIC, abandoned
from aigaq.web.models import DossierRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, SUPERSEDED
from aigaq.web.store.differences import Difference

_ROOM = re.compile(r"\.aigaq-.+|tmp[a-z0-9_]{8}|\.(casebook\.id|secret\.key)-[0-9a-f]{16}")
"""Beside the database: rooms of somebody at work; so they were called before they were locked, too."""
_HALF = re.compile(r"\.(part|gone|aigaq)-.+|.+\.part")
_EDITION = re.compile(r"([0-9]+)(\..+)?")


def rooms() -> Iterator[Path]:
    """What whoever was stopped in its midst left beside the database: texts as they came, before they were sealed."""
    home = Path(settings.HOME)
    yield from (path for path in sorted(home.iterdir()) if _ROOM.fullmatch(path.name) and _left(path))


def half_made() -> Iterator[Path]:
    """Pages that were being written or removed."""
    for address in _addresses():
        yield from (one for one in sorted(address.iterdir()) if _HALF.fullmatch(one.name) and _left(one))


def not_out() -> Iterator[tuple[Path, bool]]:
    """Files of editions that nobody may read, and whether a row says so; of the others no row tells."""
    rows = ReleaseRow.objects.exclude(dossier=None).values_list("dossier__address", "number", "state")
    states = {(address, number): state for address, number, state in rows}
    for address in _addresses():
        for path in sorted(address.iterdir()):
            numbered = _EDITION.fullmatch(path.name)
            state = states.get((address.name, int(numbered[1]))) if numbered else None
            if _HALF.fullmatch(path.name) is None and state not in (CURRENT, SUPERSEDED):
                yield path, state is not None


def check_files() -> list[Difference]:
    """Each of them, by its place in the folder of the casebook."""
    home = Path(settings.HOME)
    known = set(DossierRow.objects.values_list("address", flat=True))
    unknown = [folder for folder in _addresses() if folder.name not in known and not any(folder.iterdir())]
    found = [*rooms(), *half_made(), *(path for path, _ in not_out()), *unknown]
    return [Difference("file", path.relative_to(home).as_posix(), "extra") for path in found]


def _addresses() -> list[Path]:
    public = Path(settings.HOME) / PUBLIC
    return sorted(one for one in public.iterdir() if one.is_dir()) if public.is_dir() else []


def _left(path: Path) -> bool:
    return path.name != INTAKE and (not path.is_dir() or abandoned(path))
