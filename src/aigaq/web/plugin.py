"""What the shell adds to the command line, found by entry points.

Invariant: naming a command loads no web framework.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

from aigaq.casework.case import Case
from aigaq.errors import NotACase
from aigaq.records.vocab.messages import Language

Run = Callable[[argparse.Namespace, Language], int]


def _later(module: str, function: str, *, new: bool = False) -> Run:
    """What runs a command, loaded when it is called: Django takes half a second that `aigaq ladder` does not owe.

    Args:
        new: the command makes the casebook where there is none; any other says so and stops.
    """

    def run(args: argparse.Namespace, language: Language) -> int:
        with import_module("aigaq.web.server.failures").failures_named():
            # A throw-away casebook and one that is restored name their own homes first.
            if module not in ("server.demo", "server.restore"):
                import_module("aigaq.web.server.starting").start(new=new)
            code: int = getattr(import_module(f"aigaq.web.{module}"), function)(args, language)
        return code

    return run


def _release(args: argparse.Namespace, language: Language) -> int:
    """A step of an edition of a case in the casebook.

    Raises:
        NotACase: no casebook was set up, so that nothing of that name is a case.
    """
    if not import_module("aigaq.web.server.starting").is_set_up():
        raise NotACase(file=args.case)
    return _later("publish.commands", "release")(args, language)


COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], Run]] = {
    "init": ((), ("user",), _later("server.setup", "init", new=True)),
    "serve": ((), ("port",), _later("server.serving", "serve")),
    "demo": (("folders",), ("port",), _later("server.demo", "demo")),
    "user": (
        ("doing", "name"),
        ("port", "as", "case", "compartment", "reasons"),
        _later("server.setup", "user"),
    ),
    "import": (("folder",), ("as",), _later("casebook.commands", "import_case")),
    "export": (("key", "folder"), ("as", "private"), _later("casebook.commands", "export_case")),
    "backup": (("file",), (), _later("casebook.backup", "backup")),
    "restore": (("file", "folder"), (), _later("server.restore", "restore")),
    "translation": (
        ("way", "case", "file"),
        ("to", "machine", "credit", "as"),
        _later("translate.commands", "run"),
    ),
    "intake": (("action", "what", "to?"), ("as",), _later("intake.commands", "run")),
    "verify": ((), ("deep",), _later("verify.commands", "verify")),
    "release": (("step", "case", "folder?"), ("author", "place", "reasons"), _release),
    "rebuild": (("key?",), (), _later("verify.commands", "rebuild")),
}
"""Each command: its arguments in order, its options, what runs it."""


def open_case(key: str, viewer: str | None, *, leaving: bool = False) -> Case | None:
    """A case of the casebook in AIGAQ_HOME as one account sees it; None where no casebook was set up.

    Args:
        leaving: with its safeguards, for an answer that is to be shown outside.
    Raises:
        NotFound: no such case, or not one that she may see. Without an account: nothing of it is out.
    """
    starting = import_module("aigaq.web.server.starting")
    if not starting.is_set_up():
        return None
    with import_module("aigaq.web.server.failures").failures_named():
        starting.start()
        copies = import_module("aigaq.web.casebook.commands")
        found: Case = copies.open_case(key, viewer, leaving=leaving)
    return found
