"""What the server answers by itself, before any page is asked: a request that is none, or too large.

Invariant: it carries the header table like every page, and is kept in no cache.
"""

from __future__ import annotations

import resource
import socket
import sys
import time
from functools import partial
from typing import Any

import waitress
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from aigaq.web import doors
from aigaq.web.headers import TABLE
from aigaq.web.server.receiving import Gate, Parser

_LISTENS_SECONDS = 20.0
HEADER_SECONDS, IDLE_SECONDS = 15.0, 30.0
"""A request has to say within this what it is; a line on which nothing is asked is kept open so long."""
CONNECTIONS, _SPARE = 2_000, 200
"""Lines at a time; so many files of those that a process may have open are left for the rest."""
_NEVER = sys.maxsize
"""An answer that waits for a slow reader waits in memory: what is sealed would lie in a file as it is."""


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """An answer of the server's own, with our headers."""

    def execute(self) -> None:
        self.response_headers += [*TABLE.items(), ("Cache-Control", "private, no-store")]
        self.channel.listens = True
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """One connection. A refused one is listened to for a while: cut off while it sends, a browser shows no answer."""

    error_task_class = _Refusal
    listens = False
    close_when_flushed: bool
    _until = 0.0

    @property
    def parser_class(self) -> Any:
        return partial(Parser, gate=self.server.gate)

    def readable(self) -> bool:
        # The loop asks each line once a second: whoever keeps one for nothing loses it here.
        if not self._until and not self.requests and not self.total_outbufs_len and self._overdue():
            self.will_close = True
        return bool(self._until) or bool(super().readable())

    def _overdue(self) -> bool:
        if self.request is not None:
            return bool(self.request.overdue(HEADER_SECONDS))
        asked = self.last_activity > self.creation_time
        return bool(time.time() - self.last_activity > (IDLE_SECONDS if asked else HEADER_SECONDS))

    def handle_read(self) -> None:
        if not self._until:
            super().handle_read()
        elif not self.recv(self.adj.recv_bytes) or time.monotonic() > self._until:
            self.will_close = True

    def handle_write(self) -> None:
        if self.listens and self.close_when_flushed and not self._until:
            self._flush_exception(self._flush_some)
            if self.connected and not self.will_close and not self.total_outbufs_len:
                self.close_when_flushed, self._until = False, time.monotonic() + _LISTENS_SECONDS
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_write()

    def handle_close(self) -> None:
        # Waitress leaves a body that will never be whole to the collector; its place would stay taken.
        if self.request is not None:
            self.request.close()
        super().handle_close()


def _room_for(lines: int) -> int:
    """How many lines the machine lets us have open; what a process may raise by itself is raised."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = lines + _SPARE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return lines if soft == resource.RLIM_INFINITY else max(50, min(lines, soft - _SPARE))


def server(application: Any, *, gate: Gate, **settings: Any) -> Any:
    """A server of one address that refuses in this way; arguments as those of `waitress.create_server`.

    Raises:
        OSError: the address cannot be listened to.
    """
    # What a proxy of this machine says of the sender comes through: by it alone one who floods is told from the rest.
    # Only `doors.sender` reads it, and believes it where there is a proxy. Of the scheme no header is believed.
    made = waitress.create_server(
        application,
        connection_limit=_room_for(CONNECTIONS),
        # With `select` a process ends at the thousandth line.
        asyncore_use_poll=True,
        cleanup_interval=10,
        clear_untrusted_proxy_headers=False,
        outbuf_overflow=_NEVER,
        url_scheme="https" if doors.tls() else "http",
        **settings,
    )
    # Waitress has no setting for it; one socket takes its channels from its own class.
    made.channel_class, made.gate = _Channel, gate
    return made
