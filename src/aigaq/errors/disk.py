"""What a failure of the disk means for somebody who can mend it. Invariant: no path is named, it may name a case."""

from __future__ import annotations

import errno

from aigaq.errors.base import AigaqError
from aigaq.errors.casebook import DiskFull, DiskReadOnly


def disk_refusal(error: OSError) -> AigaqError | None:
    """The error of ours that says it; None where the disk is not the reason."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull()
    return DiskReadOnly() if error.errno == errno.EROFS else None
