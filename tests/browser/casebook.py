"""A throw-away casebook, really served, with its cast. Invariant: it is gone when the tests are over."""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
ALLOWED_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Casebook:
    """Where it is served, and the password of each of the cast."""

    address: str
    passwords: dict[str, str]


@contextmanager
def served() -> Iterator[Casebook]:
    """`aigaq demo` over both samples, on a port that is free, until the block ends."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIGAQ_")}
    program = subprocess.Popen(
        [
            *(sys.executable, "-c", "from aigaq.cli.main import entry; entry()"),
            *("demo", "--port", "0", "--json", str(SAMPLES / "zhanaozen"), str(SAMPLES / "aqsai")),
        ],
        env={**kept, "AIGAQ_LANG": "en"},
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    try:
        yield _told(program)
    finally:
        # Asked to stop, it takes its home away; killed, it would leave it.
        program.terminate()
        program.communicate(timeout=ALLOWED_SECONDS)


def _told(program: subprocess.Popen[str]) -> Casebook:
    assert program.stdout is not None
    passwords: dict[str, str] = {}
    while True:
        ready, _, _ = select.select([program.stdout], [], [], ALLOWED_SECONDS)
        line = program.stdout.readline() if ready else ""
        assert line, "the casebook did not start"
        said = json.loads(line)
        if "address" in said:
            return Casebook(said["address"], passwords)
        passwords[said["user"]] = said["password"]


def addresses() -> list[str]:
    """The names of all addresses of the shell, as its router has them."""
    router = (ROOT / "src" / "aigaq" / "web" / "urls.py").read_text(encoding="utf-8")
    return re.findall(r'name="([a-z-]+)"', router)
