"""The job that works out what is drawn from all of a large case.

Invariant: as whoever asked sees it, for nobody else.
"""

from __future__ import annotations

from aigaq.web.background.attempts import Outcome, Task
from aigaq.web.store import cases


def reckon(task: Task) -> Outcome:
    """Read the whole case and keep it for the pages of this server."""
    task.progress(0, None, "job-reckoning")
    assert task.case is not None
    cases.reckon(task.viewer, task.case)
    return Outcome({})
