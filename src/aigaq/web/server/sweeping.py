"""Cleaning up after a crash or a power cut, before anybody is served.

Invariant: only files that a row calls withdrawn or never out are removed, and scratch folders in which nobody works.
Files that no row names stay: `aigaq verify --deep` reports them.
"""

from __future__ import annotations

from aigaq.web.home import remove
from aigaq.web.publish.public_files import delete_durably
from aigaq.web.verify import stray_files


def sweep() -> None:
    """Finish withdrawals whose files are still there, and remove what was half made.

    Raises:
        OSError: something cannot be removed; nobody is served then.
    """
    for path, has_row in list(stray_files.not_out()):
        if has_row:
            delete_durably(path)
    for path in [*stray_files.half_made(), *stray_files.scratch_folders()]:
        remove(path)
