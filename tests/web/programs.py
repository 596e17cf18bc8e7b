"""Programs that a test starts: commands, a server, a writer to be killed. Invariant: none outlives its test."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

COMMAND = ("-c", "from aigaq.cli.main import entry; entry()")
ALLOWED_SECONDS = 120


def command(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run one command of the casebook in a home, to its end."""
    return subprocess.run(
        [sys.executable, *COMMAND, *(str(word) for word in words)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=ALLOWED_SECONDS,
    )


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "AIGAQ_DATABASE_URL"}
    root = Path(__file__).parents[2]
    # `src` too: a program that a test starts runs the code beside the test, wherever the package is installed.
    path = os.pathsep.join((str(root), str(root / "src")))
    return {**kept, "AIGAQ_HOME": str(home), "AIGAQ_LANG": "en", "PYTHONPATH": path}


@contextmanager
def running(*words: str | Path, home: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """A Python program (`-m module ...`) that goes on until the test is over."""
    program = subprocess.Popen(
        [sys.executable, *(str(word) for word in words)],
        env={**environment(home), **settings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


def line_of(stream: IO[str] | None) -> str:
    """The next line that a program prints; a failure where it prints none in time."""
    assert stream is not None
    ready, _, _ = select.select([stream], [], [], ALLOWED_SECONDS)
    assert ready, "it says nothing"
    return stream.readline().strip()
