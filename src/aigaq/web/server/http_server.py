"""The HTTP server: waitress with our limits on connections, headers and bodies.

Invariant: an answer that the server gives by itself, before any view is called, carries the header table like every
page, and is kept in no cache.
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

from aigaq.web import network
from aigaq.web.headers import HEADERS
from aigaq.web.server.request_bodies import Gate, Parser

_LISTENS_SECONDS = 20.0
HEADER_SECONDS, IDLE_SECONDS = 15.0, 30.0
"""The time for the headers of a request, and the time that an idle connection is kept open."""
CONNECTIONS, _SPARE = 2_000, 200
"""Connections at a time, and open files that are left for everything else."""
_NEVER = sys.maxsize
"""Bytes of an answer that wait in memory for a slow reader. Never a file: it would hold sealed text unencrypted."""


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """An answer that the server gives itself, with our headers."""

    def execute(self) -> None:
        self.response_headers += [*HEADERS.items(), ("Cache-Control", "private, no-store")]
        self.channel.listens = True
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """One connection. After a refusal it reads on for a while: a browser cut off while sending shows no answer."""

    error_task_class = _Refusal
    listens = False
    close_when_flushed: bool
    _until = 0.0

    @property
    def parser_class(self) -> Any:
        return partial(Parser, gate=self.server.gate)

    def readable(self) -> bool:
        # Waitress calls this for each connection once a second; an idle one is closed here.
        if not self._until and not self.requests and not self.total_outbufs_len and self._overdue():
            self.will_close = True
        return bool(self._until) or bool(super().readable())

    def _overdue(self) -> bool:
        if self.request is not None:
            return bool(self.request.overdue(HEADER_SECONDS))
        was_used = self.last_activity > self.creation_time
        return bool(time.time() - self.last_activity > (IDLE_SECONDS if was_used else HEADER_SECONDS))

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
        # Waitress leaves an unfinished body to the garbage collector; its place at the gate would stay taken.
        if self.request is not None:
            self.request.close()
        super().handle_close()


def _connections_possible(wanted_connections: int) -> int:
    """Number of connections that the machine allows; raises the soft limit on open files as far as needed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = wanted_connections + _SPARE
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return wanted_connections
    return max(50, min(wanted_connections, soft - _SPARE))


def server(application: Any, *, gate: Gate, **settings: Any) -> Any:
    """The server of one address; settings as those of `waitress.create_server`.

    Raises:
        OSError: the address cannot be listened to.
    """
    # The header X-Forwarded-For must come through: behind a proxy it alone tells one flooding sender from the others.
    # Only `network.sender` reads it, and believes it only behind a proxy. No header about the scheme is believed.
    made = waitress.create_server(
        application,
        connection_limit=_connections_possible(CONNECTIONS),
        # `select` fails at the 1024th open file.
        asyncore_use_poll=True,
        cleanup_interval=10,
        clear_untrusted_proxy_headers=False,
        outbuf_overflow=_NEVER,
        url_scheme="https" if network.tls() else "http",
        **settings,
    )
    # Waitress has no setting for the class of its channels.
    made.channel_class, made.gate = _Channel, gate
    return made
