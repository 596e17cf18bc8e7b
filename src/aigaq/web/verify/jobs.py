"""The job that checks a case to the ground, and all that is sealed in the house.

Invariant: the answer is yes or no, never a number: other cases stand in the same house.
"""

from __future__ import annotations

from aigaq import custody
from aigaq.web.background.attempts import Outcome, Task
from aigaq.web.store.access import case_row
from aigaq.web.store.differences import nobody_watches
from aigaq.web.store.sealing import custody_folder
from aigaq.web.verify import integrity


def verify(task: Task) -> Outcome:
    """Check that the case is what its records say, and that everything sealed is what it was."""
    task.progress(0, 100, "job-checking")
    return Outcome({"whole": _case_is_whole(task) and _seals_are_whole(task)})


def _case_is_whole(task: Task) -> bool:
    with integrity.read_snapshot():
        row = case_row(task.viewer, task.case)
        _, total = integrity.size_of(row)
        done = 0

        def seen(more: int) -> None:
            nonlocal done
            done += more
            task.progress(min(50, 50 * done // max(total, 1)), 100, "job-checking")

        differences = integrity.check_case(row, seen) + integrity.check_bound(nobody_watches)[0]
    return not differences and not integrity.check_search(row)


def _seals_are_whole(task: Task) -> bool:
    folder = custody_folder()

    def seen(done: int, total: int) -> None:
        # In per cent: the number of items in the house would tell of other cases.
        task.progress(50 + 50 * done // total, 100, "job-checking")

    return not custody.is_home(folder) or not custody.verify(folder, seen=seen).breaks
