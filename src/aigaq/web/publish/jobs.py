"""Jobs that write the pages of an edition: those of a large one take minutes.

Invariant: a job publishes what was signed, as the case is when the job runs, or nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from secrets import SystemRandom

from aigaq.web.background.attempts import Outcome, Task
from aigaq.web.background.jobs import zipped
from aigaq.web.publish import actions
from aigaq.web.store import whole_cases
from aigaq.web.store.access import case_row


def publish(task: Task) -> Outcome:
    """Publish the open draft of a case.

    Raises:
        As `actions.publish`.
    """
    task.progress(0, None, "job-writing")
    case = case_row(task.viewer, task.case)
    row = actions.publish(task.viewer, case, at=datetime.now(UTC), rng=SystemRandom(), seen=task.progress)
    return Outcome({"number": row.number})


def preview(task: Task) -> Outcome:
    """Write the pages of the open draft into one file, for those who are to sign it.

    Raises:
        As `actions.preview`.
    """
    task.progress(0, None, "job-writing")
    logged, case = whole_cases.last_logged(), case_row(task.viewer, task.case)

    def write(folder: Path) -> None:
        at, rng = datetime.now(UTC), SystemRandom()
        actions.preview(task.viewer, case, folder, at=at, rng=rng, seen=task.progress)

    return zipped(task, write, held=(), logged=logged)
