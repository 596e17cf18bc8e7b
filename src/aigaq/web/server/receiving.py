"""Which bodies of requests come in, and where they go meanwhile: how large, how many, how slow.

Invariant: every body goes into a `Body`, which writes none to a disk as it is; a place that was taken is given back.
"""

from __future__ import annotations

import copy
import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, cast

from waitress.parser import HTTPRequestParser
from waitress.utilities import Error, RequestEntityTooLarge

from aigaq.custody.parcels import held
from aigaq.records.vocab.messages import LANGUAGES, Language, say
from aigaq.web.server.bodies import Body

AT_ONCE, ALL_AT_ONCE = 4, 50
"""So many bodies beyond the ordinary limit come in at a time, and so many of all: half of the server's lines."""
SLOWEST, GRACE_SECONDS = 1_000, 60.0
"""Bytes a second on average, once the grace is over: who holds a place for nothing gives it up."""
_STALE_SECONDS = 5.0
SENDING = re.compile(rf"/d/[^/]+/({'|'.join(LANGUAGES)})/send/")


class Refused(Error):  # type: ignore[misc]  # waitress has no types
    """A request that is refused before a page is asked, with a sentence in the language of its address."""

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
    """Which bodies beyond the ordinary limit may come in. It is asked by the server's thread and told by all."""

    def __init__(self, folder: Path, *, most: int, room: int, clock: Callable[[], float]) -> None:
        self.folder, self.most, self.room, self.clock = folder, most, room, clock
        self._lock = Lock()
        self._all = self._coming = self._reserved = self._held = 0
        self._looked = -_STALE_SECONDS

    def enter(self, size: int, language: Language, *, large: bool) -> Refused | None:
        """Reserve a place for so many bytes, or say why there is none."""
        with self._lock:
            if size > self.most:
                return self.too_large(language)
            if self._taken() + self._reserved + size > self.room:
                return Refused(507, "Insufficient Storage", say("no-room", language))
            if self._all >= ALL_AT_ONCE or (large and self._coming >= AT_ONCE):
                return Refused(503, "Service Unavailable", say("send-busy", language), later=600)
            self._all, self._coming = self._all + 1, self._coming + large
            self._reserved += size
            return None

    def too_large(self, language: Language) -> Refused:
        """What is said of a body beyond all."""
        sentence = say("send-too-large", language, most=self.most // 1_000_000)
        return Refused(413, "Request Entity Too Large", sentence)

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
    """A request on its way in: its body goes into a `Body`, and through the gate where people send things."""

    adj: Any
    completed: bool
    error: Any

    def __init__(self, adj: Any, gate: Gate) -> None:
        super().__init__(adj)
        self._gate, self._ordinary, self._begun = gate, adj.max_request_body_size, gate.clock()
        self._place: tuple[int, bool] | None = None
        self._language: Language = "en"

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers; a body that is to come is admitted or refused by them."""
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
        # A length beyond all is refused below, in our words; what has none is counted while it comes.
        self.adj.max_request_body_size = max(self._gate.most, self.content_length) + 1
        # Nobody knows how long a body in chunks will be: it may take all that one body may.
        size = self._gate.most if self.chunked else self.content_length
        large = size > self._ordinary
        self.error = self._gate.enter(size, self._language, large=large)
        if self.error is None:
            self._place = size, large

    def received(self, data: bytes) -> int:
        """Take what came; how much of it was this request."""
        if self.completed:
            return 0
        try:
            taken = int(super().received(data))
        except OSError:
            self.error = Refused(507, "Insufficient Storage", say("no-room", self._language))
        if isinstance(self.error, RequestEntityTooLarge) and self._place is not None:
            self.error = self._gate.too_large(self._language)
        if self.error is None and self._too_slow():
            self.error = Refused(408, "Request Timeout", say("send-too-slow", self._language))
        if self.error is not None:
            # Asked to go on, it would send all that is refused already.
            self.completed, self.expect_continue = True, False
            self.close()
            return len(data)
        return taken

    def _too_slow(self) -> bool:
        if self.completed or self.body_rcv is None:
            return False
        since = self._gate.clock() - self._begun
        return since > GRACE_SECONDS and self.body_bytes_received < SLOWEST * since

    def overdue(self, seconds: float) -> bool:
        """Whether it is kept waiting for: the headers for so long, or the body at less than the slowest pace."""
        if self.headers_finished:
            return self._too_slow()
        return self._gate.clock() - self._begun > seconds

    def close(self) -> None:
        """Forget the body, and give its place back."""
        super().close()
        if self._place is not None:
            self._gate.leave(self._place[0], large=self._place[1])
            self._place = None


def gate_of(folder: Path, *, most: int, room: int) -> Gate:
    """The gate before the folder of what people send, which is made."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return Gate(folder, most=most, room=room, clock=time.monotonic)
