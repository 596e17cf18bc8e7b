"""The job that writes a case into one file. Invariant: it holds what its asker may see, with the safeguards applied."""

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
from aigaq.web.store import cases, snapshots
from aigaq.web.store.access import case_row, held

KEPT = timedelta(days=1)


def export(task: Task) -> Outcome:
    """A bundle of the case, zipped.

    Raises:
        NotFound: no longer hers. SafeguardLeak, CaseInvalid: no copy could be made that keeps its promises.
    """
    if task.case is None:
        raise NotFound
    task.progress(0, None, "job-reading")
    sealed, logged, (records, texts) = _still(task, task.case)
    with tempfile.TemporaryDirectory(dir=task.part.parent, prefix=f"{task.part.name}-") as scratch:
        folder = Path(scratch) / task.case
        task.progress(0, None, "job-writing")
        write_case(records, folder, texts=texts)
        zipped(task, folder)
    return Outcome({"held": [*sorted(sealed)], "logged": logged}, suffix=".zip", keeps=KEPT)


def _still(task: Task, key: str) -> tuple[frozenset[str], int, tuple[CaseRecords, dict[str, bytes]]]:
    """The case between two changes, what was held then, and the last row of the log before.

    What is read while somebody writes might not fit together, and what she is let into meanwhile would be in the
    file without being asked for again when she fetches it.
    """
    while True:
        row, logged = case_row(task.viewer, key), snapshots.last_logged()
        sealed = held(task.viewer, row)
        found = cases.leaving(task.viewer, key, private=False)
        if case_row(task.viewer, key).version == row.version:
            return sealed, logged, found
        task.progress(0, None)


def zipped(task: Task, folder: Path) -> None:
    """Files in order and without their times: the same case gives the same bytes."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    handle = os.open(task.part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, path in enumerate(paths, 1):
            name = path.relative_to(folder.parent).as_posix()
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
            task.progress(done, len(paths), "job-packing")
