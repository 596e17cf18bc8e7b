"""The job that checks all that is sealed in the house. Invariant: it tells whether, never how many."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from aigaq import custody
from aigaq.web.home import CUSTODY
from aigaq.web.jobs.pulse import Outcome, Task


def verify(task: Task) -> Outcome:
    """Whether everything that was sealed is what it was."""
    folder = Path(settings.HOME) / CUSTODY
    if not custody.is_home(folder):
        return Outcome({"whole": True})

    def seen(done: int, total: int) -> None:
        # Of a hundred: how many items the house holds would tell of other cases.
        task.progress(100 * done // total, 100, "job-checking")

    task.progress(0, 100, "job-checking")
    return Outcome({"whole": not custody.verify(folder, seen=seen).breaks})
