"""The jobs that make the pages of an edition: those of a large one take minutes.

Invariant: what is published is what was signed, as it is when the job runs, or nothing.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import SystemRandom
from typing import Any

from aigaq.errors import NotFound
from aigaq.web.background.attempts import Outcome, Task
from aigaq.web.background.exporting import write_zip
from aigaq.web.publish import publishing
from aigaq.web.store import snapshots
from aigaq.web.store.access import case_row

_KEPT = timedelta(days=1)


def publish(task: Task) -> Outcome:
    """Let readers have the open draft of a case.

    Raises:
        As `publishing.publish`.
    """
    if task.case is None:
        raise NotFound
    lead: Any = task.viewer
    task.progress(0, None, "job-writing")
    done = publishing.publish(
        lead, case_row(lead, task.case), at=datetime.now(UTC), rng=SystemRandom(), seen=task.progress
    )
    return Outcome({"number": done.number})


def preview(task: Task) -> Outcome:
    """The pages of the open draft as readers would get them, in one file, for who is to sign it.

    Raises:
        As `publishing.preview`.
    """
    if task.case is None:
        raise NotFound
    task.progress(0, None, "job-writing")
    logged = snapshots.last_logged()
    with tempfile.TemporaryDirectory(dir=task.part.parent, prefix=f"{task.part.name}-") as scratch:
        folder, row = Path(scratch) / task.case, case_row(task.viewer, task.case)
        publishing.preview(
            task.viewer, row, folder, at=datetime.now(UTC), rng=SystemRandom(), seen=task.progress
        )
        write_zip(task, folder)
    return Outcome({"held": [], "logged": logged}, suffix=".zip", keeps=_KEPT)
