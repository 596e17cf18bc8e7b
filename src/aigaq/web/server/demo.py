"""A casebook to try out, with a cast of four. Invariant: it lives in a folder of its own that is gone afterwards."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import tempfile
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NoReturn

from aigaq.records.vocab.messages import Language, say
from aigaq.web.command_output import tell
from aigaq.web.server import serving
from aigaq.web.server.starting import start

STOPS = (signal.SIGINT, signal.SIGTERM)


def demo(args: argparse.Namespace, language: Language) -> int:
    """Bring the cases in, make the cast, say how to sign in, serve until stopped.

    Aigerim leads every case; Bolat codes in them and holds the compartment; Saule reviews, so that an edition finds its
    two signatures; Dina is signed in and outside.
    What a safeguard of a case covers is put into the compartment.
    """
    port = serving.port_of(args.port)
    for number in STOPS:
        # Set by hand: started in the background by a script, a program ignores Ctrl-C from its birth.
        signal.signal(number, _stop)
    # Ctrl-C waits while the folder is made: between its making and the block that removes it, it would be left behind.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory(prefix="aigaq-demo-") as folder:
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
            _serve(args, language, folder, port)
        finally:
            # A second Ctrl-C must not leave half of the folder behind.
            for number in STOPS:
                signal.signal(number, signal.SIG_IGN)
    return 0


def _serve(args: argparse.Namespace, language: Language, folder: str, port: int) -> None:
    os.environ["AIGAQ_HOME"] = folder
    # A throw-away casebook never touches a real database.
    os.environ.pop("AIGAQ_DATABASE_URL", None)
    taken = args.port is None and not _free(port)
    port = _any_free() if taken or port == 0 else port
    # Named before the settings are read: what is published says where it lies.
    os.environ["AIGAQ_ADDRESS"] = f"http://localhost:{port}"
    start(new=True)
    # Loaded only now: it reads the tables' settings, and those the home.
    told = import_module("aigaq.web.server.cast").fill([Path(one) for one in args.folders])
    for name, password, role in told:
        tell(args, language, "demo-sign-in", user=name, password=password, role=say(role, language))
    if taken:
        tell(args, language, "port-taken", port=serving.PORT)
    serving.run(args, language, port)


def _free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        # As the server itself will ask: a port that was just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _any_free() -> int:
    """A port that is free now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
