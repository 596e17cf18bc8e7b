"""Somebody on a slow line: a form sent by hand, as slowly as the test wants, and what lies on the disk meanwhile.

Invariant: files are looked for wherever the server could have written, open ones without a name included.
"""

from __future__ import annotations

import base64
import socket
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.web.visitor import Visitor

from aigaq.custody.age_files import make_identity

BOUNDARY = b"----------slowly7f3a"
PATIENCE = 60
SECRET, PUBLIC = make_identity()
ADDRESS = "5e0d0551e7" * 3
FILLED = {
    "use": "ask",
    "safe": "yes",
    "known": "unsure",
    "back": "yes",
    "message": "I was at the corner.",
    "whole": "1",
}


def body_of(fields: Mapping[str, str], files: Sequence[tuple[str, bytes]]) -> bytes:
    """A form as a browser writes it: the files stand before its last field."""
    parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
    last = parts.pop()
    parts += [(f'name="files"; filename="{name}"', data) for name, data in files]
    told = [
        b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY, head.encode(), data)
        for head, data in [*parts, last]
    ]
    return b"".join(told) + b"--%s--\r\n" % BOUNDARY


@dataclass(slots=True)
class Sender:
    """A connection on which one form is sent."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    line: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self.line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def head(self, *headers: str) -> None:
        """The headers of a form; how long it is, the test says."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = [
            *(f"POST {self.address} HTTP/1.1", "Host: localhost", f"Cookie: {cookies}"),
            *(f"Content-Type: multipart/form-data; boundary={BOUNDARY.decode()}", *headers, "", ""),
        ]
        self.line.sendall("\r\n".join(lines).encode())

    def answer_to_asking(self) -> int:
        """The status of the first answer, be it that the sender may go on."""
        got = b""
        while b"\r\n" not in got:
            more = self.line.recv(65536)
            assert more, "no answer"
            got += more
        return int(got.split()[1])

    def answer(self) -> tuple[int, str]:
        """Status and all that follows, until the server closes or all of it came."""
        got = b""
        while b"\r\n\r\n" not in got or not _whole(got):
            more = self.line.recv(65536)
            if not more:
                break
            got += more
        return int(got.split()[1]), got.decode()


def _whole(got: bytes) -> bool:
    head, _, body = got.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return bool(lengths) and len(body) >= int(lengths[0].split(b":")[1])


def token_at(port: int, address: str) -> dict[str, str]:
    """The cookie that the form needs; the same value is its token."""
    visitor = Visitor(port)
    assert visitor.get(address).status == 200
    return visitor.cookies


def forms_of(words: str) -> set[bytes]:
    """How words could stand in a file."""
    plain = {words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")}
    # In base64 they look otherwise by where they begin.
    return plain | {
        base64.b64encode(b"\0" * shift + words.encode())[4 if shift else 0 : -4] for shift in range(3)
    }


def below(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below the folders, by name."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                yield str(path), path.read_bytes()


def held_open(process: int) -> Iterator[tuple[str, bytes]]:
    """Every file that a process holds open, whether it has a name or not."""
    for handle in Path(f"/proc/{process}/fd").iterdir():
        try:
            if stat.S_ISREG(handle.stat().st_mode):
                yield f"{handle} {handle.readlink()}", handle.read_bytes()
        except FileNotFoundError:
            continue


def telling(words: set[bytes], files: Iterable[tuple[str, bytes]]) -> list[str]:
    """The names of the files in which any of the words stands."""
    return sorted({name for name, data in files if any(one in data for one in words)})
