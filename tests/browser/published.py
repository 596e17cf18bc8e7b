"""A casebook with published dossiers, served: one with two editions, one that was taken back.

Invariant: it is gone when the tests are over.
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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALLOWED_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Published:
    """Where the site is, and below it a dossier that stands and one that was taken back."""

    site: str
    dossier: str
    gone: str

    def edition(self, number: int, path: str = "") -> str:
        """A page of one edition of the dossier that stands."""
        return f"{self.dossier}{number}/{path}"


@contextmanager
def published() -> Iterator[Published]:
    """Publish, serve, and take everything away at the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIGAQ_")}
    with tempfile.TemporaryDirectory(prefix="aigaq-out-") as home:
        ours = {"AIGAQ_HOME": home, "AIGAQ_ADDRESS": f"http://localhost:{port}", "AIGAQ_LANG": "en"}
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.published", str(port)],
            cwd=ROOT,
            env={**kept, **ours},
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        try:
            assert program.stdout is not None
            told = [_line(program) for _ in range(2)]
            yield Published(ours["AIGAQ_ADDRESS"], **told[0])
        finally:
            program.terminate()
            program.communicate(timeout=ALLOWED_SECONDS)


def _line(program: subprocess.Popen[str]) -> dict[str, str]:
    assert program.stdout is not None
    ready, _, _ = select.select([program.stdout], [], [], ALLOWED_SECONDS)
    line = program.stdout.readline() if ready else ""
    assert line, "the site did not start"
    found: dict[str, str] = json.loads(line)
    return found


def _publish() -> dict[str, str]:
    """Publish by the actions that people use; the addresses of what stands and of what was taken back."""
    cast = import_module("tests.web.cast")
    editing = import_module("tests.web.editing")
    editions = import_module("aigaq.web.actions.editions")
    people = cast.assembled()
    gone = editing.press(people)
    gone.published()
    takingback = import_module("aigaq.web.actions.takingback")
    takingback.withdraw(people.aigerim, gone.row, reasons="somebody is afraid", at=editing.LATER)
    row, _ = import_module("aigaq.web.commands.copies").brought_in(
        people.aigerim, ROOT / "samples" / "aqsai", at=cast.AT
    )
    people.let_in(people.bolat, "coder", row)
    for one in (gone.saule, gone.erlan):
        people.let_in(one, "reviewer", row)
    team = editing.Press(people, gone.saule, gone.erlan, row)
    authors = ("Nurlan, Aiša", "Қаржаубай, Мөлдір")
    first = team.published(editions.Asked(publisher="The commission", authors=authors))
    row.title = f"{row.title} (revised)"
    row.save(update_fields=["title"])
    again = editions.Asked(publisher="The commission", authors=authors, paper=True)
    team.published(again, at=editing.LATER)
    return {"dossier": f"/d/{first.dossier.address}/", "gone": f"/d/{gone.row.dossier.address}/"}


def main() -> None:
    """Publish and serve until stopped."""
    from aigaq.web.commands.starting import start  # noqa: PLC0415 - reads the home of this program

    start()
    print(json.dumps(_publish()), flush=True)
    serving = import_module("aigaq.web.commands.serving")
    serving.run(argparse.Namespace(json=True), "en", int(sys.argv[1]))


if __name__ == "__main__":
    main()
