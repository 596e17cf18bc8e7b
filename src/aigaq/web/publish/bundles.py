"""An edition as one file, made when it is first asked for and kept beside the edition's folder.

Invariant: of an edition that was taken back none is made and none stays.
"""

from __future__ import annotations

import fcntl
from pathlib import Path

from aigaq.casework.packing import pack
from aigaq.errors import NotFound, Withdrawn
from aigaq.web.publish import published
from aigaq.web.publish.published import Published


def bundle(one: Published) -> Path | None:
    """The whole edition as a ZIP file; None while somebody else's asking makes it.

    Raises:
        NotFound: its folder is not whole. Withdrawn: it was taken back meanwhile.
    """
    made = one.folder.with_name(f"{one.number}.zip")
    if made.is_file():
        return made
    one.file("SHA256SUMS")
    lock = made.with_suffix(".lock")
    with lock.open("wb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        if not made.is_file():
            pack(one.folder, made, inside=f"dossier-{one.number}")
    return _still_out(one, made)


def _still_out(one: Published, made: Path) -> Path:
    """What was just made, unless the edition was taken back while it was."""
    try:
        published.edition(one.address, one.number)
    except (NotFound, Withdrawn):
        made.unlink(missing_ok=True)
        raise
    return made
