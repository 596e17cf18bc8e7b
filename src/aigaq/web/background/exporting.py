"""The job that exports a case into one file. Invariant: the file holds what the viewer may see, safeguards applied."""

from __future__ import annotations

import os
import tempfile
import zipfile
from datetime import timedelta
from pathlib import Path

from aigaq.bundle.write import write_case
from aigaq.errors import NotFound
from aigaq.records.cases import CaseRecords
from aigaq.web.background.attempts import Outcome, Task
from aigaq.web.store import cases, whole_cases
from aigaq.web.store.access import case_row, held

KEPT = timedelta(days=1)


def export(task: Task) -> Outcome:
    """Write a bundle of the case, zipped.

    Raises:
        NotFound: the viewer may no longer see the case. SafeguardLeak, CaseInvalid: no copy keeps the safeguards.
    """
    if task.case is None:
        raise NotFound
    task.progress(0, None, "job-reading")
    held_then, logged, (records, texts) = _read_unchanged(task, task.case)
    with tempfile.TemporaryDirectory(dir=task.part.parent, prefix=f"{task.part.name}-") as scratch:
        folder = Path(scratch) / task.case
        task.progress(0, None, "job-writing")
        write_case(records, folder, texts=texts)
        write_zip(task, folder)
    return Outcome({"held": [*sorted(held_then)], "logged": logged}, suffix=".zip", keeps=KEPT)


def _read_unchanged(task: Task, key: str) -> tuple[frozenset[str], int, tuple[CaseRecords, dict[str, bytes]]]:
    """The compartments of the viewer, the last row of the log, and the case, read until nobody wrote meanwhile.

    Records read while somebody writes might not fit together. A compartment granted meanwhile would be in the file, but
    not in the list that is checked when the file is fetched.
    """
    while True:
        row, logged = case_row(task.viewer, key), whole_cases.last_logged()
        compartments = held(task.viewer, row)
        copied = cases.leaving(task.viewer, key, private=False)
        if case_row(task.viewer, key).version == row.version:
            return compartments, logged, copied
        task.progress(0, None)


def write_zip(task: Task, folder: Path) -> None:
    """Pack a folder. Files are in order and without times, so that the same case gives the same bytes."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    handle = os.open(task.part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, path in enumerate(paths, 1):
            name = path.relative_to(folder.parent).as_posix()
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
            task.progress(done, len(paths), "job-packing")
