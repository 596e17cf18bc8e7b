"""The jobs of a case: export it into one file, and work out what pages draw from all of a large one.

Invariant: a file, and what is worked out, hold what the viewer may see and no more; a copy has safeguards applied.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from aigaq.bundle.write import write_case
from aigaq.records.cases import CaseRecords
from aigaq.web.background.attempts import Outcome, Task
from aigaq.web.store import cases, whole_cases
from aigaq.web.store.access import case_row, held

KEPT = timedelta(days=1)
"""Time for which a file can be fetched."""


def reckon(task: Task) -> Outcome:
    """Read the whole case as the viewer sees it, and keep it for the pages of this server."""
    task.progress(0, None, "job-reckoning")
    cases.reckon(task.viewer, task.case)
    return Outcome({})


def export(task: Task) -> Outcome:
    """Write a bundle of the case, zipped.

    Raises:
        NotFound: the viewer may no longer see the case. SafeguardLeak, CaseInvalid: no copy keeps the safeguards.
    """
    task.progress(0, None, "job-reading")
    compartments, logged, (records, texts) = _read_unchanged(task)
    task.progress(0, None, "job-writing")
    return zipped(
        task, lambda folder: write_case(records, folder, texts=texts), held=compartments, logged=logged
    )


def _read_unchanged(task: Task) -> tuple[frozenset[str], int, tuple[CaseRecords, dict[str, bytes]]]:
    """The compartments of the viewer, the last row of the log, and the case, read until nobody wrote meanwhile.

    Records read while somebody writes might not fit together. A compartment granted meanwhile would be in the file, but
    not in the list that is checked when the file is fetched.
    """
    while True:
        row, logged = case_row(task.viewer, task.case), whole_cases.last_logged()
        compartments = held(task.viewer, row)
        copied = cases.leaving(task.viewer, task.case, private=False)
        if case_row(task.viewer, task.case).version == row.version:
            return compartments, logged, copied
        task.progress(0, None)


def zipped(task: Task, write: Callable[[Path], object], *, held: Iterable[str], logged: int) -> Outcome:
    """Outcome with a folder named after the case, filled by `write` and packed into one file.

    Files are in order and without times, so that the same case gives the same bytes.

    Args:
        held: compartments that it takes to fetch the file.
        logged: number of the last row of the log before the case was read.
    """
    with tempfile.TemporaryDirectory(dir=task.part.parent, prefix=f"{task.part.name}-") as scratch:
        write(Path(scratch) / task.case)
        paths = sorted(path for path in Path(scratch).rglob("*") if path.is_file())
        handle = os.open(task.part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for done, path in enumerate(paths, 1):
                name = path.relative_to(scratch).as_posix()
                archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
                task.progress(done, len(paths), "job-packing")
    return Outcome({"held": [*sorted(held)], "logged": logged}, suffix=".zip", keeps=KEPT)
