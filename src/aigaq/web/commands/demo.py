"""A casebook to try out, with a cast of three. Invariant: it lives in a folder of its own that is gone afterwards."""

from __future__ import annotations

import argparse
import os
import tempfile
from importlib import import_module
from pathlib import Path

from aigaq.records.messages import Language, say
from aigaq.web.commands import serving
from aigaq.web.commands.starting import start
from aigaq.web.commands.telling import tell


def demo(args: argparse.Namespace, language: Language) -> int:
    """Bring the cases in, make the cast, say how to sign in, serve.

    Aigerim leads every case; Bolat codes in them and holds the compartment; Dina is signed in and outside.
    What a safeguard of a case covers is put into the compartment.
    """
    port = serving.port_of(args.port)
    with tempfile.TemporaryDirectory(prefix="aigaq-demo-") as folder:
        os.environ["AIGAQ_HOME"] = folder
        # A throw-away casebook never touches a real database.
        os.environ.pop("AIGAQ_DATABASE_URL", None)
        start()
        # Loaded only now: it reads the tables' settings, and those the home.
        for name, password, role in import_module("aigaq.web.commands.cast").fill(
            [Path(one) for one in args.folders]
        ):
            tell(args, language, "demo-sign-in", user=name, password=password, role=say(role, language))
        serving.run(args, language, port)
    return 0
