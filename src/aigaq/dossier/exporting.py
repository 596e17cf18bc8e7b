"""Write a cleared case into a folder: the pages, and the PDF if requested.

Invariant: the folder is written whole or not at all; an interrupted export leaves nothing that looks like one.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import cast

from aigaq.dossier import Edition, Page
from aigaq.dossier.index import Index
from aigaq.dossier.site import Files, closing, digest_of, index_of, pages
from aigaq.errors import AigaqError, WrongArguments
from aigaq.protection import Cleared

Seen = Callable[[int, int], None]
Sum = tuple[str, str]
"""Path and digest of a file."""
_AT_ONCE = 200
"""Number of files that a process writes between two reports."""


def export(
    cleared: Cleared,
    edition: Edition,
    folder: Path,
    *,
    files: Files | None = None,
    workers: int = 1,
    seen: Seen | None = None,
) -> int:
    """Write the public site of an edition into a folder that is new or empty.

    Args:
        files: the bytes of cleared pictures, by their names in the edition.
        workers: number of processes, if the system can fork (not on Windows); the files are the same. Programs with
            threads must use one.
        seen: called from time to time with the number of files written and the estimated total.
    Returns:
        The number of files written.
    Raises:
        WrongArguments: the folder is not empty, or its parent does not exist. Otherwise as `render`.
    """
    parent = _parent(folder)
    with tempfile.TemporaryDirectory(dir=parent, prefix=".aigaq-") as room:
        made = Path(room) / "site"
        sums: list[Sum] = []
        about = about_how_many(cleared, edition)
        index = index_of(cleared, edition, files)
        several = workers if "fork" in get_all_start_methods() else 1
        for some in _shared(index, cleared, edition, made, several):
            sums += some
            if seen is not None:
                seen(len(sums), max(about, len(sums)))
        sums += [_write(page, made) for page in closing(edition, sums)]
        if folder.exists():
            folder.rmdir()
        shutil.move(made, folder)
    return len(sums)


def _parent(folder: Path) -> Path:
    """The parent folder, in which a new or empty folder may be created.

    Raises:
        WrongArguments: the folder is not empty, or its parent does not exist.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongArguments(why=f"{folder.name}: not an empty folder.")
    parent = folder.absolute().parent
    if not parent.is_dir():
        raise WrongArguments(why=f"{parent.name}: no such folder.")
    return parent


def _shared(
    index: Index, cleared: Cleared, edition: Edition, folder: Path, workers: int
) -> Iterator[list[Sum]]:
    if workers == 1:
        yield from _in_lots(pages(index, cleared, edition), folder)
        return
    index.warm()
    # Forked, not spawned: a `Cleared` must not be serialised, and the case is computed once.
    context = get_context("fork")
    receivers: list[Connection] = []
    working = []
    try:
        for number in range(workers):
            ours, theirs = context.Pipe(duplex=False)
            share = pages(index, cleared, edition, (number, workers))
            working.append(context.Process(target=_work, args=(share, folder, theirs), daemon=True))
            working[-1].start()
            theirs.close()
            receivers.append(ours)
        yield from _heard(receivers)
    finally:
        # However the work ended, no process may still write when the folder is moved or removed.
        for process in working:
            process.terminate()
            process.join()


def _work(share: Iterator[Page], folder: Path, tell: Connection) -> None:
    """Write a share of the pages. Report each batch, and finally the end or the error that stopped it."""
    # The garbage collector would write into each record, and so copy memory that the processes share.
    gc.freeze()
    # A failure of ours ends the process; its traceback could hold words that were cleared only for pages.
    sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # open as long as the process lives
    try:
        for sums in _in_lots(share, folder):
            tell.send(sums)
        tell.send(None)
    except AigaqError as error:
        # Sent in parts: an error takes its parameters by keyword, which pickle does not support.
        tell.send((type(error), error.parameters))


def _heard(receivers: list[Connection]) -> Iterator[list[Sum]]:
    """Reports of the processes, until the last has ended.

    Raises:
        EOFError: a process ended without a report.
    """
    while receivers:
        for ready in wait(receivers):
            connection = cast(Connection, ready)
            message = connection.recv()
            if isinstance(message, tuple):
                kind, parameters = message
                raise kind(**parameters)
            if message is None:
                receivers.remove(connection)
            else:
                yield message


def _in_lots(made: Iterable[Page], folder: Path) -> Iterator[list[Sum]]:
    sums: list[Sum] = []
    for page in made:
        sums.append(_write(page, folder))
        if len(sums) == _AT_ONCE:
            yield sums
            sums = []
    yield sums


def _write(page: Page, folder: Path) -> Sum:
    path = folder / page.path
    try:
        path.write_bytes(page.data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.data)
    return page.path, digest_of(page)


def about_how_many(cleared: Cleared, edition: Edition) -> int:
    """Estimated number of files of an edition, for progress; contradictions are not counted beforehand."""
    records = cleared.draft.records
    people = sum(one.kind == "person" for one in records.subjects.values())
    per_language = len(records.subjects) + people + len(records.statements) + len(records.sources) + 14
    return len(edition.languages) * per_language + 5
