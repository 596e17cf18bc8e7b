"""A module of tests, run as a program of its own, publishes something and serves it.

Invariant: the site and its home are gone when the tests are over.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ALLOWED_SECONDS = 180


@contextmanager
def site_of(module: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run a module that calls `serve`; the address of its site, and what it told of what it published."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIGAQ_")}
    with tempfile.TemporaryDirectory(prefix="aigaq-out-") as home:
        ours = {"AIGAQ_HOME": home, "AIGAQ_ADDRESS": f"http://localhost:{port}", "AIGAQ_LANG": "en"}
        program = subprocess.Popen(
            [sys.executable, "-m", module, str(port)],
            cwd=ROOT,
            env={**kept, **ours},
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        try:
            # The second line is the server's own: it listens.
            told = [_line(program) for _ in range(2)]
            yield ours["AIGAQ_ADDRESS"], told[0]
        finally:
            program.terminate()
            program.communicate(timeout=ALLOWED_SECONDS)


def _line(program: subprocess.Popen[str]) -> dict[str, Any]:
    assert program.stdout is not None
    ready, _, _ = select.select([program.stdout], [], [], ALLOWED_SECONDS)
    line = program.stdout.readline() if ready else ""
    assert line, "the site did not start"
    found: dict[str, Any] = json.loads(line)
    return found


def serve(publish: Callable[[], Mapping[str, object]]) -> None:
    """Publish, tell of it, and serve until stopped: what such a module does."""
    from aigaq.web.server.starting import start  # noqa: PLC0415 - reads the home of this program

    start(new=True)
    print(json.dumps(publish()), flush=True)
    serving = import_module("aigaq.web.server.serving")
    serving.run(argparse.Namespace(json=True), "en", int(sys.argv[1]))
