"""Cleaning up after a crash or a power cut, before anybody is served.

Invariant: it removes only files whose row is withdrawn or was never published, and scratch folders that no process
uses. Files without a row stay: `aigaq verify --deep` reports them.
"""

from __future__ import annotations

from aigaq.web.home import remove
from aigaq.web.publish.public_files import delete_durably
from aigaq.web.verify import stray_files


def sweep() -> None:
    """Finish withdrawals whose files are left, and remove unfinished files.

    Raises:
        OSError: something cannot be removed; nobody is served then.
    """
    for path, has_row in list(stray_files.not_out()):
        if has_row:
            delete_durably(path)
    for path in [*stray_files.half_made(), *stray_files.scratch_folders()]:
        remove(path)
