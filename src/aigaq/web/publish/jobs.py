"""Jobs that write the pages of an edition: those of a large one take minutes.

Invariant: a job publishes what was signed, as the case is when the job runs, or nothing.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import SystemRandom

from aigaq.errors import NotFound
from aigaq.web.background.attempts import Outcome, Task
from aigaq.web.background.exporting import write_zip
from aigaq.web.publish import actions
from aigaq.web.store import whole_cases
from aigaq.web.store.access import case_row

_KEPT = timedelta(days=1)
"""Time for which a preview can be fetched."""


def publish(task: Task) -> Outcome:
    """Publish the open draft of a case.

    Raises:
        As `actions.publish`.
    """
    if task.case is None:
        raise NotFound
    task.progress(0, None, "job-writing")
    case = case_row(task.viewer, task.case)
    row = actions.publish(task.viewer, case, at=datetime.now(UTC), rng=SystemRandom(), seen=task.progress)
    return Outcome({"number": row.number})


def preview(task: Task) -> Outcome:
    """Write the pages of the open draft into one file, for those who are to sign it.

    Raises:
        As `actions.preview`.
    """
    if task.case is None:
        raise NotFound
    task.progress(0, None, "job-writing")
    logged = whole_cases.last_logged()
    with tempfile.TemporaryDirectory(dir=task.part.parent, prefix=f"{task.part.name}-") as scratch:
        folder, case = Path(scratch) / task.case, case_row(task.viewer, task.case)
        at, rng = datetime.now(UTC), SystemRandom()
        actions.preview(task.viewer, case, folder, at=at, rng=rng, seen=task.progress)
        write_zip(task, folder)
    return Outcome({"held": [], "logged": logged}, suffix=".zip", keeps=_KEPT)
