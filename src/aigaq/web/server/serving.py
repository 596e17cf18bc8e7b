"""The command `serve`. Invariant: one server a casebook, bound to 127.0.0.1; a signal loses no request under way."""

from __future__ import annotations

import argparse
import signal
from contextlib import closing, suppress
from importlib import import_module
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from aigaq.errors import WrongArguments
from aigaq.records.vocab.messages import Language
from aigaq.web.command_output import tell
from aigaq.web.home import INTAKE, home, only_server
from aigaq.web.server import http_server
from aigaq.web.server.request_bodies import Gate, gate_of

PORT = 8000
# A source may be 60 MB; a larger body is refused before it fills the disk, except on the page for sending to a team.
_LARGEST = 70_000_000


def serve(args: argparse.Namespace, language: Language) -> int:
    """Serve until stopped.

    Raises:
        HomeInUse: another server works in this home. WrongArguments: no such port, or it is taken.
    """
    port = port_of(args.port)
    with only_server(home()):
        run(args, language, port)
    return 0


def port_of(written: str | None) -> int:
    """The port to listen on; 0 takes any that is free.

    Raises:
        WrongArguments: not a number of a port.
    """
    if written is None:
        return PORT
    if not written.isascii() or not written.isdigit() or int(written) > 65535:
        raise WrongArguments(why=f"--port {written}: 0–65535.")
    return int(written)


def run(args: argparse.Namespace, language: Language, port: int) -> None:
    """Listen, print the address, answer requests and do jobs until a signal; requests under way are finished."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        server = http_server.server(
            get_wsgi_application(),
            gate=_gate(),
            host="127.0.0.1",
            port=port,
            threads=8,
            ident="",
            max_request_body_size=_LARGEST,
        )
    except OSError as error:
        raise WrongArguments(why=f"--port {port}: {error.strerror}.") from error
    # The signal may come before `server.run` handles it: that is a stop like any other.
    with closing(server), suppress(KeyboardInterrupt):
        # A name, since passkeys refuse an IP address.
        own = f"http://localhost:{server.effective_port}"
        if settings.SECURE:
            tell(args, language, "serving-behind", address=outside(), own=own)
        else:
            tell(args, language, "serving", address=own)
        # Imported only now: it imports models, and `demo` has to set AIGAQ_HOME first.
        with import_module("aigaq.web.background.worker").at_work():
            server.run()


def outside() -> str:
    """The address of the casebook behind a server that speaks HTTPS."""
    return str(settings.ADDRESS) or f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"


def _gate() -> Gate:
    """The gate for what people send, after cleaning up what interrupted senders and killed processes left."""
    folder = home() / INTAKE
    import_module("aigaq.web.intake.actions").sweep()
    import_module("aigaq.web.server.sweeping").sweep()
    # Expired sessions are deleted.
    call_command("clearsessions")
    return gate_of(folder, most=settings.INTAKE_MOST, room=settings.INTAKE_ROOM)


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
