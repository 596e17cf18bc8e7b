"""A server killed at fifty random moments while people save: whatever it acknowledged is there.

Invariant: each server is a process of its own, killed with SIGKILL while several requests are under way.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from subprocess import Popen
from threading import Thread
from typing import Any
from uuid import UUID

from tests.web.cast import TASQORA
from tests.web.programs import command, line_of, running
from tests.web.visitor import Visitor, found

KILLS = 50
SEED = 20111216
PATIENCE = 60


@dataclass(slots=True)
class Writer:
    """Somebody who saves one thing after another; an entry that nobody acknowledged is sent again, as it was."""

    number: int
    cookies: dict[str, str]
    blank: dict[str, str]
    saved: int = 0
    acknowledged: set[str] = field(default_factory=set)

    def key(self) -> str:
        return f"e{self.number:02x}{self.saved:06x}"

    def write(self, port: int, told: SimpleQueue[int]) -> None:
        """Save until nobody answers any more."""
        visitor = Visitor(port, dict(self.cookies))
        # The same source twice is refused: what was not acknowledged may be there.
        self.saved += self.number % 3 == 2
        with suppress(OSError, http.client.HTTPException):
            while True:
                answer = visitor.post(*self.next())
                if answer.status == 302:
                    self.acknowledged.add(self.key())
                    self.saved += 1
                told.put(answer.status)

    def next(self) -> tuple[str, dict[str, str]]:
        """An entry of a coding; of every third writer a text, which is sealed before it is read."""
        if self.number % 3 == 2:
            paper = {
                "key": self.key(),
                "what": "a note",
                "text": f"Note {self.key()}.\nTwo men were there.\n",
            }
            return "/c/tasqora/sources/new/", paper
        return "/c/tasqora/source/talk/code/", {**self.blank, "entry": self.key(), "save": "1"}


@contextmanager
def server(nursery: Popen[str]) -> Iterator[int]:
    """A server, by its port; killed in the end, whatever it is doing."""
    assert nursery.stdin is not None
    nursery.stdin.write("\n")
    nursery.stdin.flush()
    process = int(line_of(nursery.stdout))
    try:
        address = json.loads(line_of(nursery.stdout))["address"]
        yield int(address.rsplit(":", 1)[1])
    finally:
        os.kill(process, signal.SIGKILL)


def begun(home: Path) -> str:
    """A home with one case; the password of its lead."""
    added = command("init", "--user", "bolat", "--json", home=home)
    assert command("import", TASQORA, home=home).returncode == 0
    password: str = json.loads(added.stdout.splitlines()[1])["password"]
    return password


def writers(port: int, password: str) -> list[Writer]:
    """Bolat at three desks, each with the form open."""
    visitor = Visitor(port)
    visitor.sign_in("bolat", password)
    page = visitor.get("/c/tasqora/source/talk/code/?line=2&form=died").page
    inputs = found(page, '//form[@id="coding"]//input[@name][not(@type="checkbox")]')
    blank = {str(one.get("name")): str(one.get("value") or "") for one in inputs}
    # As from a form without the mark of what stood on the line: else each is asked to look at what the others wrote.
    blank |= {"first": "2", "last": "2", "who": "daulet", "seen": ""}
    return [Writer(number, visitor.cookies, blank) for number in range(3)]


def at_work(port: int, desks: list[Writer], told: SimpleQueue[int]) -> list[Thread]:
    """All of them saving at once."""
    threads = [Thread(target=one.write, args=(port, told), daemon=True) for one in desks]
    for thread in threads:
        thread.start()
    return threads


def a_while(told: SimpleQueue[int], chance: random.Random) -> list[int]:
    """What the server answered up to a moment of chance."""
    states = [told.get(timeout=PATIENCE) for _ in range(chance.randint(1, 3))]
    # At any moment between one acknowledgement and the next, not only right after one.
    with suppress(Empty):
        states.append(told.get(timeout=chance.uniform(0, 0.1)))
    return states


def one_kill(nursery: Popen[str], desks: list[Writer], chance: random.Random) -> list[int]:
    """A server begun, at work, and killed; all that it answered."""
    told: SimpleQueue[int] = SimpleQueue()
    with server(nursery) as port:
        threads = at_work(port, desks, told)
        states = a_while(told, chance)
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    return states + [told.get() for _ in range(told.qsize())]


def test_fifty_kills_lose_nothing_that_was_acknowledged(own_home: Path) -> None:
    password, chance = begun(own_home), random.Random(SEED)
    states: list[int] = []
    with running("-m", "tests.web.nursery", home=own_home) as nursery:
        with server(nursery) as port:
            desks = writers(port, password)
        for _ in range(KILLS):
            states += one_kill(nursery, desks, chance)
    assert set(states) == {302}
    assert_whole(own_home, desks)


def assert_whole(home: Path, desks: list[Writer]) -> None:
    """The file, what was acknowledged, the log, the sealed texts, and the case itself."""
    with closing(sqlite3.connect(home / "aigaq.sqlite3")) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        entries = {key for (key,) in file.execute("SELECT key FROM web_entryrow")}
        sources = {key for (key,) in file.execute("SELECT key FROM web_sourcerow")}
        made = {key for (key,) in file.execute("SELECT entry FROM web_statementrow")}
        log = file.execute("SELECT * FROM web_eventrow ORDER BY seq")
        assert_one_chain([dict(zip([head[0] for head in log.description], row, strict=True)) for row in log])
    acknowledged = [one.acknowledged for one in desks]
    assert all(acknowledged)
    assert acknowledged[0] | acknowledged[1] <= entries
    assert acknowledged[2] <= sources
    assert {one for one in entries if one.startswith("e0")} <= made, "an entry stands with its statements"
    assert command("verify", home / "custody", home=home).returncode == 0
    deep = command("verify", "--deep", home=home)
    assert deep.returncode == 0, deep.stderr
    assert command("ladder", "tasqora", "--as", "bolat", home=home).returncode == 0


def assert_one_chain(rows: list[dict[str, Any]]) -> None:
    before = "0" * 64
    for number, row in enumerate(rows):
        at = datetime.fromisoformat(row["at"]).replace(tzinfo=UTC).isoformat()
        case = str(UUID(row["case_id"])) if row["case_id"] else ""
        parts = [str(number), before, at, row["by"], row["action"], case, row["about"], row["content"]]
        parts += [row["bound"]] if row["bound"] else []
        assert (row["seq"], row["before"]) == (number, before)
        assert row["digest"] == sha256("\n".join(parts).encode()).hexdigest()
        before = row["digest"]
