"""Files that jobs make: put in place, and removed when their time is over.

Invariant: a copy of a case does not lie about when nobody may fetch it any more.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings

from aigaq.web.home import EXPORTS
from aigaq.web.models import JobRow
from aigaq.web.models.jobs import RUNNING
from aigaq.web.store.change import change


def put(part: Path, target: Path) -> None:
    """The bytes on the disk, then the name, then the folder: only then may a row speak of it."""
    _flush(part)
    part.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(*, at: datetime) -> None:
    """Remove files whose time is over, and what dead workers left: a copy of a case must not lie about."""
    folder = Path(settings.HOME) / EXPORTS
    with change():
        JobRow.objects.filter(expires_at__lte=at).update(file="", expires_at=None)
        # Asked before the files: one that runs owns what begins with its id, in place before its row says so.
        running = {str(one) for one in JobRow.objects.filter(state=RUNNING).values_list("pk", flat=True)}
        kept = set(JobRow.objects.exclude(file="").values_list("file", flat=True))
        for path in sorted(folder.glob("*")):
            if path.name in kept or path.name[:36] in running:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
