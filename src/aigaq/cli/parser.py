"""Parser of the commands and their options.

Invariant: every command and option is named in docs/reference/cli.md (a test checks this).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

import aigaq
from aigaq.citation import STYLES
from aigaq.cli import registered
from aigaq.errors import WrongArguments
from aigaq.records.rules import THRESHOLDS
from aigaq.records.vocab.messages import LANGUAGES, Language, catalogue, say

# Each command: its arguments in order (`?` marks optional ones), then its options.
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ladder": (("case",), ("rule", "evidence", "as-of", "as")),
    "contradictions": (("case",), ("as-of", "as")),
    "questions": (("case",), ("as",)),
    "about": (("case", "subject"), ("as",)),
    "statement": (("case", "statement"), ("as",)),
    "grid": (("case",), ("as",)),
    "timeline": (("case",), ("on", "as")),
    "what-if": (("case", "changes"), ("about", "rule", "as")),
    "total": (("case", "groups"), ("as",)),
    "cite": (("case",), ("statement", "style", "accessed", "as")),
    "release": (
        ("step", "case", "folder?"),
        ("dry-run", "revision", "published", "address", "publisher", "rule", "languages", "pdf", "as"),
    ),
    "check": (("case",), ("own-words", "as")),
    "bind": (("case", "file"), ("source", "into", "charset", "as")),
    "read": (("file",), ("charset",)),
    "preserve": (("file",), ("home", "by", "source")),
    "estimate": (("ask?", "table"), ("engine", "lists", "assume", "seed", "plot", "cache")),
    "verify": (("home?",), ("checkpoint", "key")),
    "intake": (("action", "what", "to?"), ("key",)),
    "doctor": ((), ()),
}
_MANY = frozenset({"changes", "groups", "folders"})
_YES = frozenset({"private", "deep", "dry-run", "pdf", "machine"})
"""Options without a value."""
_CHOICES = {"evidence": THRESHOLDS, "style": STYLES}


def table() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By command, its arguments and options: ours with options added by other packages, then commands they add."""
    listed = dict(COMMANDS)
    for name, added in registered.commands().items():
        arguments, options = COMMANDS.get(name, (added.arguments, ()))
        listed[name] = (arguments, (*options, *added.options))
    return listed


class _Parser(argparse.ArgumentParser):
    """Raises an error instead of exiting, so that `main` shows it in the reader's language."""

    def error(self, message: str) -> NoReturn:
        raise WrongArguments(why=message if message.endswith(".") else f"{message}.")


def build(language: Language = "en") -> argparse.ArgumentParser:
    """The argument parser, with its help in one language."""
    parser = _Parser(prog="aigaq", description=say("help-aigaq", language), add_help=False)
    _titles(parser, language)
    parser.add_argument("-h", "--help", action="help", help=say("opt-help", language))
    parser.add_argument(
        "--version", action="version", version=aigaq.__version__, help=say("opt-version", language)
    )
    commands = parser.add_subparsers(
        dest="command",
        required=True,
        metavar="COMMAND",
        title=say("head-commands", language),
        parser_class=_Parser,
    )
    for name, (arguments, options) in table().items():
        text = say(f"help-{name}", language)
        command = commands.add_parser(name, help=text, description=text, add_help=False)
        _titles(command, language)
        _fill(command, name, arguments, options, language)
    return parser


def _titles(parser: argparse.ArgumentParser, language: Language) -> None:
    parser.formatter_class = lambda prog: _Formatter(prog, language)
    parser._positionals.title = say("head-arguments", language)
    parser._optionals.title = say("head-options", language)


class _Formatter(argparse.HelpFormatter):
    """Help formatter that says "usage" in the reader's language."""

    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog, max_help_position=26, width=100)
        # The blank is added here, because messages of the catalogue end without one.
        self._prefix = f"{say('usage', language)} "

    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def]
        # argparse passes a prefix only to build a subcommand's name, not to print a usage line.
        super().add_usage(usage, actions, groups, self._prefix if prefix is None else prefix)


def _fill(
    command: argparse.ArgumentParser,
    of: str,
    arguments: Sequence[str],
    options: Sequence[str],
    language: Language,
) -> None:
    def explained(kind: str, word: str) -> str:
        """Help text of an argument or option: the command's own, else the one shared by all commands."""
        specific = f"{kind}-{of}-{word}"
        return say(specific if specific in catalogue() else f"{kind}-{word}", language)

    for name in arguments:
        word = name.removesuffix("?")
        count = "+" if word in _MANY else "?" if word != name else None
        command.add_argument(word, metavar=word.upper(), nargs=count, help=explained("arg", word))
    for name in options:
        if name in _YES:
            command.add_argument(f"--{name}", action="store_true", help=explained("opt", name))
            continue
        command.add_argument(
            f"--{name}", metavar=name.upper(), choices=_CHOICES.get(name), help=explained("opt", name)
        )
    command.add_argument("--json", action="store_true", help=say("opt-json", language))
    command.add_argument("--lang", choices=LANGUAGES, metavar="LANG", help=say("opt-lang", language))
    command.add_argument("-h", "--help", action="help", help=say("opt-help", language))
