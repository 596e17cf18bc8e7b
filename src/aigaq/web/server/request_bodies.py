"""Admission and storage of request bodies: size, number, pace, and where the bytes are kept.

Invariants: no byte of a body is written to a disk unencrypted; every place taken is given back.
"""

from __future__ import annotations

import copy
import io
import os
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error, RequestEntityTooLarge

from aigaq.custody.parcels import held
from aigaq.records.vocab.messages import LANGUAGES, Language, say

IN_MEMORY = 524_288
"""Largest body in bytes that is kept in memory; a larger one goes to the disk."""
AT_ONCE, ALL_AT_ONCE = 4, 50
"""Most bodies at a time: of those above the ordinary size, and of all bodies to a team."""
SLOWEST, GRACE_SECONDS = 1_000, 60.0
"""Least average pace in bytes per second, after the seconds of grace; a slower body loses its place."""
_STALE_SECONDS = 5.0
SENDING = re.compile(rf"/d/[^/]+/({'|'.join(LANGUAGES)})/send/")


class Body(io.RawIOBase):
    """Body of a request, written once to its end, then read once; a large one is kept on the disk, encrypted.

    ChaCha20 under a key of its own, which lives in memory alone. There is no authentication tag: whoever can write into
    our unnamed file can write into our memory too. The file has no name, so that nothing of it stays after a crash.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._memory, self._file = folder, bytearray(), -1
        self._length = self._at = 0
        secret = Cipher(algorithms.ChaCha20(os.urandom(32), os.urandom(16)), mode=None)
        self._encrypt, self._decrypt = secret.encryptor(), secret.decryptor()

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        """Add bytes at the end.

        Raises:
            OSError: the disk takes no more.
        """
        if self._file < 0 and self._length + len(data) <= IN_MEMORY:
            self._memory += data
        else:
            if self._file < 0:
                self._spill()
            self._write(data)
        self._length += len(data)

    def _spill(self) -> None:
        with tempfile.TemporaryFile(dir=self._folder) as file:
            self._file = os.dup(file.fileno())
        memory, self._memory = bytes(self._memory), bytearray()
        self._write(memory)

    def _write(self, data: bytes) -> None:
        encrypted = memoryview(self._encrypt.update(data))
        while encrypted:
            encrypted = encrypted[os.write(self._file, encrypted) :]

    def getfile(self) -> Body:
        """The stream that a view reads (a name of waitress)."""
        return self

    def readable(self) -> bool:
        """Always: it is a stream for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Decrypt the next bytes into a buffer."""
        view = memoryview(buffer)
        if self._file < 0:
            data = bytes(self._memory[self._at : self._at + len(view)])
        else:
            data = self._decrypt.update(os.pread(self._file, len(view), self._at))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        """Forget the body."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._memory = bytearray()
        super().close()


class RefusedBody(Error):  # type: ignore[misc]  # waitress has no types
    """A request that is refused before a view is called, with a sentence in the language of its address."""

    def __init__(self, code: int, reason: str, sentence: str, *, later: int = 0) -> None:
        super().__init__(sentence)
        self.code, self.reason, self.later = code, reason, later

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status, headers and the sentence."""
        headers = [("Content-Type", "text/plain; charset=utf-8")]
        if self.later:
            headers.append(("Retry-After", str(self.later)))
        return f"{self.code} {self.reason}", headers, f"{self.body}\n".encode()


class Gate:
    """The admission of bodies: how many bytes and places are left. Called from all threads of the server."""

    def __init__(self, folder: Path, *, most: int, room: int, clock: Callable[[], float]) -> None:
        self.folder, self.most, self.room, self.clock = folder, most, room, clock
        self._lock = Lock()
        self._all = self._coming = self._reserved = self._held = 0
        self._looked = -_STALE_SECONDS

    def enter(self, size: int, language: Language, *, large: bool) -> RefusedBody | None:
        """Reserve a place for a body of `size` bytes, or return the refusal."""
        with self._lock:
            if size > self.most:
                return self.too_large(language)
            if self._taken() + self._reserved + size > self.room:
                return RefusedBody(507, "Insufficient Storage", say("no-room", language))
            if self._all >= ALL_AT_ONCE or (large and self._coming >= AT_ONCE):
                return RefusedBody(503, "Service Unavailable", say("send-busy", language), later=600)
            self._all, self._coming = self._all + 1, self._coming + large
            self._reserved += size
            return None

    def too_large(self, language: Language) -> RefusedBody:
        """The refusal of a body beyond the largest size."""
        sentence = say("send-too-large", language, most=self.most // 1_000_000)
        return RefusedBody(413, "Request Entity Too Large", sentence)

    def leave(self, size: int, *, large: bool) -> None:
        """Give the place back."""
        with self._lock:
            self._all, self._coming = self._all - 1, self._coming - large
            self._reserved -= size

    def _taken(self) -> int:
        if self.clock() - self._looked >= _STALE_SECONDS:
            self._held, self._looked = sum(held(self.folder).values()), self.clock()
        return self._held


class Parser(HTTPRequestParser):  # type: ignore[misc]  # as above
    """The parser of a request that is coming in: a body goes into a `Body`; one for a team is admitted by the gate."""

    adj: Any
    completed: bool
    error: Any

    def __init__(self, adj: Any, gate: Gate) -> None:
        super().__init__(adj)
        self._gate, self._ordinary, self._begun = gate, adj.max_request_body_size, gate.clock()
        self._place: tuple[int, bool] | None = None
        self._language: Language = "en"

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers, and admit or refuse the body that follows."""
        super().parse_header(header_plus)
        if self.body_rcv is None:
            return
        self.body_rcv.buf = Body(self._gate.folder)
        sending = SENDING.fullmatch(self.path)
        if sending is not None and self.command.upper() == "POST":
            self._language = cast(Language, sending[1])
            self._admit()

    def _admit(self) -> None:
        self.adj = copy.copy(self.adj)
        # Raised, so that the gate refuses a too large body in our words; a chunked body is counted while it comes.
        self.adj.max_request_body_size = max(self._gate.most, self.content_length) + 1
        # A body in chunks tells no length: a place for the largest one is reserved.
        size = self._gate.most if self.chunked else self.content_length
        large = size > self._ordinary
        self.error = self._gate.enter(size, self._language, large=large)
        if self.error is None:
            self._place = size, large

    def received(self, data: bytes) -> int:
        """Take bytes from the line; the number of bytes that belong to this request."""
        if self.completed:
            return 0
        try:
            consumed = int(super().received(data))
        except OSError:
            self.error = RefusedBody(507, "Insufficient Storage", say("no-room", self._language))
        if isinstance(self.error, RequestEntityTooLarge) and self._place is not None:
            self.error = self._gate.too_large(self._language)
        if self.error is None and self._too_slow():
            self.error = RefusedBody(408, "Request Timeout", say("send-too-slow", self._language))
        if self.error is not None:
            # With "100 Continue" the browser would send all of a body that is refused already.
            self.completed, self.expect_continue = True, False
            self.close()
            return len(data)
        return consumed

    def _too_slow(self) -> bool:
        if self.completed or self.body_rcv is None:
            return False
        since = self._gate.clock() - self._begun
        return since > GRACE_SECONDS and self.body_bytes_received < SLOWEST * since

    def overdue(self, seconds: float) -> bool:
        """Whether the headers take longer than `seconds`, or the body comes at less than the slowest pace."""
        if self.headers_finished:
            return self._too_slow()
        return self._gate.clock() - self._begun > seconds

    def close(self) -> None:
        """Forget the body and give its place back."""
        super().close()
        if self._place is not None:
            self._gate.leave(self._place[0], large=self._place[1])
            self._place = None


def gate_of(folder: Path, *, most: int, room: int) -> Gate:
    """The gate before the folder of what people send; the folder is made."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return Gate(folder, most=most, room=room, clock=time.monotonic)
