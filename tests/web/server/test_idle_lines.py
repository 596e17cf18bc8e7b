"""Lines that say nothing, or as good as nothing: they keep nobody waiting, and are taken away."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from tests.web.visitor import Visitor

from aigaq.web.server import http_server
from aigaq.web.server.request_bodies import gate_of


def hello(environ: Any, start: Any) -> list[bytes]:
    """A page of the least kind; it reads what was sent."""
    environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(http_server, "HEADER_SECONDS", 1.0)
    monkeypatch.setattr(http_server, "IDLE_SECONDS", 2.0)
    (tmp_path / "intake").mkdir()
    server = http_server.server(
        hello, gate=gate_of(tmp_path / "intake", most=1_000, room=10_000), host="127.0.0.1", port=0, threads=2
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    thread.join(5)


def line(port: int, said: bytes = b"") -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=20)
    made.sendall(said)
    return made


def ends(open_line: socket.socket) -> bool:
    """Whether the server ends it in time."""
    with suppress(ConnectionError):
        return open_line.recv(1) == b""
    return True


def test_three_hundred_lines_that_say_nothing_keep_nobody_waiting(port: int) -> None:
    lines = [line(port) for _ in range(150)] + [
        line(port, b"GET / HTTP/1.1\r\nHost: a\r\n") for _ in range(150)
    ]
    begun = time.monotonic()
    assert Visitor(port).get("/").status == 200
    assert time.monotonic() - begun < 10
    for one in lines:
        with closing(one):
            assert ends(one)


def test_a_header_that_drips_is_cut_off(port: int) -> None:
    with closing(line(port, b"GET / HTTP/1.1\r\nHost: a\r\n")) as one, suppress(ConnectionError):
        for number in range(100):
            one.sendall(b"X-%d: y\r\n" % number)
            one.settimeout(0.2)
            with suppress(TimeoutError):
                assert one.recv(1) == b""
                return
        pytest.fail("it goes on")


def test_a_line_is_kept_for_the_next_question_and_not_for_ever(port: int) -> None:
    with closing(line(port)) as one:
        for _ in range(2):
            one.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            got = b""
            while not got.endswith(b"hello"):
                got += one.recv(65536)
        assert ends(one)
