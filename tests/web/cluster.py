"""A PostgreSQL of the test's own: begun in a folder, reached by a socket in it, gone afterwards.

Invariant: no port is opened, and no server that runs already is touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

NAME = "aigaq"


def programs() -> Path | None:
    """Where the newest installed server keeps its programs; None where there is no server."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def cluster(bin_: Path, *, durable: bool = False) -> Iterator[str]:
    """A running cluster with one empty database; its address.

    Args:
        durable: what is acknowledged survives a power cut; only a measurement wants to wait for that.
    """
    folder = Path(tempfile.mkdtemp(prefix="aigaq-pg-"))
    as_owner = _owner_of(folder)
    try:
        _run(
            [
                *as_owner,
                bin_ / "initdb",
                "--no-sync",
                "-A",
                "trust",
                "-U",
                NAME,
                "-E",
                "UTF8",
                "-D",
                folder / "data",
            ]
        )
        # Durability is PostgreSQL's own affair; here only the time of the tests is.
        options = f"-c listen_addresses= -c fsync={'on' if durable else 'off'} -k {folder}"
        _run(
            [
                *as_owner,
                bin_ / "pg_ctl",
                "-w",
                "-D",
                folder / "data",
                "-l",
                folder / "log",
                "-o",
                options,
                "start",
            ]
        )
        try:
            _run([*as_owner, bin_ / "createdb", "-h", folder, "-U", NAME, NAME])
            yield f"postgresql://{NAME}@{quote(str(folder), safe='')}/{NAME}"
        finally:
            _run([*as_owner, bin_ / "pg_ctl", "-w", "-D", folder / "data", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder)


def _owner_of(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as the account that its package made."""
    if os.getuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _run(words: Sequence[str | Path]) -> None:
    done = subprocess.run(
        [str(word) for word in words],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
