"""Commands that the web application adds to the command line, found by entry points.

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


def _deferred(module: str, function: str, *, new: bool = False) -> Run:
    """Runner of a command, imported on call: Django takes half a second, which `aigaq ladder` should not pay.

    Args:
        new: the command makes a casebook if there is none; other commands report that and stop.
    """

    def run(args: argparse.Namespace, language: Language) -> int:
        with import_module("aigaq.web.server.failures").failures_named():
            # `demo` and `restore` set the home themselves first.
            if module not in ("server.demo", "server.restore"):
                import_module("aigaq.web.server.starting").start(new=new)
            code: int = getattr(import_module(f"aigaq.web.{module}"), function)(args, language)
        return code

    return run


def _release(args: argparse.Namespace, language: Language) -> int:
    """Run one step of an edition of a stored case.

    Raises:
        NotACase: no casebook was set up, so no case has that name.
    """
    if not import_module("aigaq.web.server.starting").is_set_up():
        raise NotACase(file=args.case)
    return _deferred("publish.commands", "release")(args, language)


COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], Run]] = {
    "init": ((), ("user",), _deferred("server.setup", "init", new=True)),
    "serve": ((), ("port",), _deferred("server.serving", "serve")),
    "demo": (("folders",), ("port",), _deferred("server.demo", "demo")),
    "user": (
        ("doing", "name"),
        ("port", "as", "case", "compartment", "reasons"),
        _deferred("server.setup", "user"),
    ),
    "import": (("folder",), ("as",), _deferred("casebook.commands", "import_case")),
    "export": (("key", "folder"), ("as", "private"), _deferred("casebook.commands", "export_case")),
    "backup": (("file",), (), _deferred("casebook.backup", "backup")),
    "restore": (("file", "folder"), (), _deferred("server.restore", "restore")),
    "translation": (
        ("way", "case", "file"),
        ("to", "machine", "credit", "as"),
        _deferred("translate.commands", "run"),
    ),
    "intake": (("action", "what", "to?"), ("as",), _deferred("intake.commands", "run")),
    "verify": ((), ("deep",), _deferred("verify.commands", "verify")),
    "release": (("step", "case", "folder?"), ("author", "place", "reasons"), _release),
    "rebuild": (("key?",), (), _deferred("verify.commands", "rebuild")),
}
"""Each command: its arguments in order, its options, its runner."""


def open_case(key: str, viewer: str | None, *, leaving: bool = False) -> Case | None:
    """A case of the casebook in AIGAQ_HOME as one account sees it; None if no casebook was set up.

    Args:
        leaving: apply the safeguards, for an answer that is to be shown outside.
    Raises:
        NotFound: no such case, or the account may not see it. Without an account: no edition of it is published.
    """
    starting = import_module("aigaq.web.server.starting")
    if not starting.is_set_up():
        return None
    with import_module("aigaq.web.server.failures").failures_named():
        starting.start()
        copies = import_module("aigaq.web.casebook.commands")
        case: Case = copies.open_case(key, viewer, leaving=leaving)
    return case
