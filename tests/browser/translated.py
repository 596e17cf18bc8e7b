"""A published dossier with people who translate it, served. Invariant: it is gone when the tests are over."""

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
from typing import Any

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
ALLOWED_SECONDS = 180
DONE = {
    "case:title": ("Аксай өткелі (ойдан шығарылған іс)", "checked"),
    "question:q-what:ask": ("өткелде не болды", "unchecked"),
    "question:q-order:ask": ("бұйрықты кім берді", "machine"),
    "question:q-captain:ask": ("бұйрықты капитан берді ме", "stale"),
}
"""Paragraphs in Kazakh that are there from the beginning, in each state."""


@dataclass(frozen=True, slots=True)
class Translated:
    """Where the site is, the dossier below it, and the sign-in of each of the team."""

    site: str
    dossier: str
    sessions: dict[str, str]

    def page_of(self, browser: Browser, who: str | None = None, **kept: object) -> Page:
        """A page of somebody who is signed in, or of a reader who is nobody."""
        context = browser.new_context(base_url=self.site, **kept)  # type: ignore[arg-type]  # options as they are
        if who is not None:
            context.add_cookies([{"name": "session", "value": self.sessions[who], "url": self.site}])
        return context.new_page()


@contextmanager
def translated() -> Iterator[Translated]:
    """Publish, translate a little, serve, and take everything away at the end of the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AIGAQ_")}
    with tempfile.TemporaryDirectory(prefix="aigaq-said-") as home:
        ours = {"AIGAQ_HOME": home, "AIGAQ_ADDRESS": f"http://localhost:{port}", "AIGAQ_LANG": "en"}
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.translated", str(port)],
            cwd=ROOT,
            env={**kept, **ours},
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        try:
            told = [_line(program) for _ in range(2)]
            yield Translated(ours["AIGAQ_ADDRESS"], **told[0])
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


def _publish() -> dict[str, object]:
    """The sample, published by the actions that people use, with some of it in Kazakh."""
    cast, editing = import_module("tests.web.cast"), import_module("tests.web.editing")
    people = cast.assembled()
    press = editing.press(people)
    row, _ = import_module("aigaq.web.commands.copies").brought_in(
        people.aigerim, ROOT / "samples" / "aqsai", at=cast.AT
    )
    people.let_in(people.bolat, "coder", row)
    for one in (press.saule, press.erlan):
        people.let_in(one, "reviewer", row)
    dina = people.dina
    people.let_in(dina, "translator", row)
    asked = import_module("aigaq.web.actions.editions").Asked(publisher="The commission")
    first = editing.Press(people, press.saule, press.erlan, row).published(asked)
    _translate(dina, press.saule, row, cast.AT)
    client = import_module("django.test").Client
    sessions = {}
    for who in (people.aigerim, people.bolat, dina, press.saule):
        browser = client()
        browser.force_login(who)
        sessions[who.get_username()] = browser.cookies["session"].value
    return {"dossier": f"/d/{first.dossier.address}/", "sessions": sessions}


def _translate(writer: object, checker: object, row: object, at: object) -> None:
    """Each paragraph of `DONE` in its state; what is stale was made of other words than stand there."""
    acting, looking = (
        import_module("aigaq.web.actions.translations"),
        import_module("aigaq.web.actions.secondlook"),
    )
    rows = import_module("aigaq.web.models").TranslationRow
    for unit, (text, state) in DONE.items():
        listed = [acting.Written(unit, text)]
        done = acting.save(
            writer, "aqsai", "kk", listed, at=at, credit="Г. Сәрсенова", machine=state == "machine"
        )
        assert done.kept == 1, done.refused
        last = rows.objects.get(unit=unit)
        if state == "checked":
            looking.check(checker, "aqsai", "kk", last.pk, at=at)
        if state == "stale":
            rows.objects.filter(pk=last.pk).update(original="0" * 64)


def main() -> None:
    """Publish and serve until stopped."""
    from aigaq.web.commands.starting import start  # noqa: PLC0415 - reads the home of this program

    start()
    print(json.dumps(_publish()), flush=True)
    serving = import_module("aigaq.web.commands.serving")
    serving.run(argparse.Namespace(json=True), "en", int(sys.argv[1]))


if __name__ == "__main__":
    main()
