"""What is no request, or too large a one: the server itself refuses, under the header table. Invariant: raw bytes."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from tests.web.programs import COMMAND, command, line_of, running

from aigaq.web.headers import HEADERS

REFUSED: dict[str, tuple[bytes, int]] = {
    "no request line": (b"\x16\x03\x01 hello\r\n\r\n", 400),
    "a header without a name": (b"GET / HTTP/1.1\r\nHost: localhost\r\n: x\r\n\r\n", 400),
    "a header that is folded": (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b\r\n c\r\n\tx\r\nB:\x00\r\n\r\n",
        400,
    ),
    "headers that go on and on": (b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"x" * 300_000, 431),
    "two lengths": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1, 2\r\n\r\n", 400),
    "a length beyond all": (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", 413),
    "a coding nobody knows": (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: br\r\n\r\n", 501),
    "a form of nowhere at a live link": (
        b"POST /invitation/livetoken/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
        403,
    ),
    "a name of another house": (b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n", 400),
}


def answered(port: int, sent: bytes) -> tuple[int, dict[str, str]]:
    """Status and headers of what comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        got = b""
        while b"\r\n\r\n" not in got and (more := line.recv(65536)):
            got += more
    first, *rest = got.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    return int(first.split()[1]), dict(header.split(": ", 1) for header in rest)


def test_whatever_is_refused_before_a_page_is_asked_carries_the_header_table(own_home: Path) -> None:
    assert command("init", home=own_home).returncode == 0
    with running(*COMMAND, "serve", "--port", "0", home=own_home) as program:
        said = re.search(r"http://localhost:(\d+)", line_of(program.stdout))
        assert said is not None
        answers = {what: answered(int(said[1]), sent) for what, (sent, _) in REFUSED.items()}
        program.terminate()
        logged = "".join(program.communicate(timeout=60))
    assert "elsewhere" not in logged and "livetoken" not in logged
    assert {what: status for what, (status, _) in answers.items()} == {
        what: due for what, (_, due) in REFUSED.items()
    }
    for what, (_, headers) in answers.items():
        assert {**headers, **HEADERS, "Cache-Control": "private, no-store"} == headers, what
        assert "waitress" not in str(headers), what
