"""What is sent to a server that really runs: no byte of it lies readable on the disk, and nobody waits for the slow.

Invariant: each test has a home and a folder for temporary files of its own.
"""

from __future__ import annotations

import base64
import re
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from subprocess import Popen

import pytest
from tests.web.programs import COMMAND, command, environment, line_of, running
from tests.web.slowly import (
    ADDRESS,
    FILLED,
    SECRET,
    Sender,
    below,
    body_of,
    forms_of,
    held_open,
    telling,
    token_at,
)
from tests.web.slowly import PUBLIC as KEY
from tests.web.visitor import Visitor

from aigaq.custody.parcels import open_upload

PAGE = f"/d/{ADDRESS}/en/send/"
CANARY = "Кенарейка-7c41e9-witness"
ROUNDS = 2_000


@dataclass(frozen=True, slots=True)
class House:
    """A server, its process, and where it could write."""

    port: int
    process: Popen[str]
    home: Path
    scratch: Path

    def sender(self, *, cookies: dict[str, str] | None = None) -> Sender:
        return Sender(self.port, PAGE, cookies or {})

    def lying(self) -> list[str]:
        return sorted(one.name for one in (self.home / "intake").iterdir())

    def telling(self, words: set[bytes]) -> list[str]:
        return telling(words, chain(below(self.home, self.scratch), held_open(self.process.pid)))


@pytest.fixture(scope="module")
def filled(shared_homes: Path) -> Path:
    """A home with a dossier that takes things in, to be copied: making one takes seconds."""
    made = shared_homes / "home"
    program = [sys.executable, "-m", "tests.web.senthouse", KEY]
    subprocess.run(program, env=environment(made), check=True, timeout=120)
    return made


@pytest.fixture
def home(filled: Path, own_home: Path) -> Path:
    shutil.copytree(filled, own_home)
    return own_home


@contextmanager
def served(home: Path, **settings: str) -> Iterator[House]:
    """The server, until the block ends."""
    scratch = home.parent / "scratch"
    scratch.mkdir(exist_ok=True)
    with running(*COMMAND, "serve", "--port", "0", home=home, TMPDIR=str(scratch), **settings) as program:
        said = re.search(r"http://localhost:(\d+)", line_of(program.stdout))
        assert said is not None
        yield House(int(said[1]), program, home, scratch)


def large(house: House) -> tuple[dict[str, str], bytes]:
    """Cookies, and a form of five megabytes that says the canary wherever it can."""
    cookies = token_at(house.port, PAGE)
    message = f"{CANARY} {'x' * 15_000} {CANARY}"
    photo = (CANARY.encode() + bytes(512)) * 10_000
    fields = {
        "csrfmiddlewaretoken": cookies["csrf"],
        "about": CANARY,
        **FILLED,
        "message": message,
        "whole": "1",
    }
    return cookies, body_of(fields, [(f"{CANARY}.jpg", photo), ("b.txt", CANARY.encode("utf-16"))])


def came(house: House, least: int) -> None:
    """Ask for a page until so much of a body lies with the server."""
    for _ in range(ROUNDS):
        Visitor(house.port).get(PAGE)
        files = held_open(house.process.pid)
        if any("(deleted)" in name and len(data) >= least for name, data in files):
            return
    pytest.fail("the body does not come")


def test_nothing_of_what_is_sent_lies_readable_while_it_comes_or_after(home: Path, tmp_path: Path) -> None:
    words = forms_of(CANARY)
    with served(home) as house:
        cookies, body = large(house)
        sender, half = house.sender(cookies=cookies), len(body) // 2
        sender.head(f"Content-Length: {len(body)}")
        sender.line.sendall(body[:half])
        came(house, half - 300_000)
        assert house.telling(words) == []
        sender.line.sendall(body[half:])
        status, page = sender.answer()
        assert status == 200 and CANARY not in page
        assert house.telling(words) == []
        upload = home / "intake" / house.lying()[0]
    assert telling(words, below(home)) == []
    pieces = list(open_upload(upload, tmp_path / "out", SECRET))
    assert len(pieces) == 2
    assert telling(words, below(tmp_path / "out")) != []


def test_the_search_finds_what_would_lie_readable(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b".." + CANARY.encode("utf-16"))
    (tmp_path / "b").write_bytes(base64.b64encode(b"one " + CANARY.encode() + b" two"))
    (tmp_path / "c").write_bytes(b"nothing")
    assert [name[-1] for name in telling(forms_of(CANARY), below(tmp_path))] == ["a", "b"]


def test_twelve_slow_senders_keep_no_reader_waiting(home: Path) -> None:
    with served(home) as house:
        cookies, body = large(house)
        senders = [house.sender(cookies=cookies) for _ in range(12)]
        for one in senders:
            one.head(f"Content-Length: {len(body)}")
            one.line.sendall(body[:600_000])
        came(house, 500_000)
        assert Visitor(house.port).get(PAGE).status == 200
        for one in senders[:2]:
            one.line.sendall(body[600_000:])
            assert one.answer()[0] == 200
        assert len(house.lying()) == 2


def test_a_server_killed_while_somebody_sends_begins_anew_without_a_trace(home: Path) -> None:
    with served(home) as house:
        cookies, body = large(house)
        sender = house.sender(cookies=cookies)
        sender.head(f"Content-Length: {len(body)}")
        sender.line.sendall(body[:4_000_000])
        came(house, 3_000_000)
        house.process.send_signal(signal.SIGKILL)
        house.process.wait(30)
    (home / "intake" / "c0ffee.part").mkdir()
    (home / "intake" / "c0ffee.part" / "0001.age").write_bytes(b"half")
    with served(home) as house:
        assert house.lying() == []
        assert list(house.scratch.iterdir()) == []


def test_what_is_too_much_is_refused_before_it_comes(home: Path) -> None:
    with served(home, AIGAQ_INTAKE_MOST="80000000", AIGAQ_INTAKE_ROOM="390000000") as house:
        beyond = house.sender()
        beyond.head("Content-Length: 80000001", "Expect: 100-continue")
        status, page = beyond.answer()
        assert status == 413 and "At most 80 MB" in page and "100 Continue" not in page
        senders = [house.sender() for _ in range(4)]
        for one in senders:
            one.head("Content-Length: 75000000")
            one.line.sendall(b"--")
        Visitor(house.port).get(PAGE)
        fifth, small = house.sender(), house.sender()
        fifth.head("Content-Length: 75000001")
        status, page = fifth.answer()
        assert status == 503 and "Retry-After: 600" in page and "ten minutes" in page
        small.head("Content-Length: 90000")
        small.line.sendall(b"x" * 90000)
        assert small.answer()[0] == 400


def test_a_place_is_free_again_when_its_sender_goes(home: Path) -> None:
    with served(home, AIGAQ_INTAKE_MOST="80000000", AIGAQ_INTAKE_ROOM="80000000") as house:
        first = house.sender()
        first.head("Content-Length: 79000000")
        first.line.sendall(b"--")
        Visitor(house.port).get(PAGE)
        assert refused(house) == 507
        first.line.close()
        assert any(refused(house) is None for _ in range(ROUNDS))


def refused(house: House) -> int | None:
    """The status for one who asks before sending; None where she may go on."""
    one = house.sender()
    one.head("Content-Length: 78000000", "Expect: 100-continue")
    status = one.answer_to_asking()
    one.line.close()
    return None if status == 100 else status


def test_a_body_in_chunks_is_counted_while_it_comes(home: Path) -> None:
    with served(home, AIGAQ_INTAKE_MOST="1000000") as house:
        sender = house.sender()
        sender.head("Transfer-Encoding: chunked")
        piece = b"%x\r\n%s\r\n" % (100_000, b"x" * 100_000)
        sender.line.sendall(piece * 12)
        status, page = sender.answer()
        assert status == 413 and "At most 1 MB" in page
        assert house.lying() == []


def test_a_backup_holds_what_was_sent_and_a_check_misses_what_is_gone(home: Path, tmp_path: Path) -> None:
    with served(home) as house:
        cookies, body = large(house)
        sender = house.sender(cookies=cookies)
        sender.head(f"Content-Length: {len(body)}")
        sender.line.sendall(body)
        assert sender.answer()[0] == 200
        (upload,) = house.lying()
        (home / "public" / "a").mkdir(parents=True)
        (home / "intake" / "half.part").mkdir()
        assert command("backup", tmp_path / "copy.tar", home=home).returncode == 0
    with tarfile.open(tmp_path / "copy.tar") as copy:
        names = copy.getnames()
    assert {f"intake/{upload}/letter.age", f"intake/{upload}/0001.age", "public/a"} <= set(names)
    assert not [name for name in names if "half" in name]
    whole = command("verify", "--deep", home=home)
    assert upload not in whole.stderr and "log" not in whole.stderr.replace("row of the log says so", "")
    shutil.rmtree(home / "intake" / upload)
    gone = command("verify", "--deep", home=home)
    assert gone.returncode == 1 and upload in gone.stderr
