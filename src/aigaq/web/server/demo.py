"""The command `demo`: a throw-away casebook with four accounts. Invariant: its folder is removed at the end."""

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
    """Import the cases, make the accounts, print how to sign in, serve until stopped.

    Aigerim leads every case; Bolat codes in them and holds the compartment; Saule reviews, so that an edition finds its
    two signatures; Dina is a member of no case.
    Records that a safeguard of a case covers are put into the compartment.
    """
    port = serving.port_of(args.port)
    for number in STOPS:
        # Set explicitly: a program that a script starts in the background ignores Ctrl-C.
        signal.signal(number, _stop)
    # Ctrl-C is blocked while the folder is made: before the block that removes it is entered, it would be left behind.
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
    is_taken = args.port is None and not _is_free(port)
    port = _free_port() if is_taken or port == 0 else port
    # Set before the settings are read: published pages tell their address.
    os.environ["AIGAQ_ADDRESS"] = f"http://localhost:{port}"
    start(new=True)
    # Imported only now: it imports models, which need AIGAQ_HOME.
    accounts = import_module("aigaq.web.server.cast").fill([Path(one) for one in args.folders])
    for name, password, role in accounts:
        tell(args, language, "demo-sign-in", user=name, password=password, role=say(role, language))
    if is_taken:
        tell(args, language, "port-taken", port=serving.PORT)
    serving.run(args, language, port)


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        # As the server does: a port that was closed just now counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    """A port that is free now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
