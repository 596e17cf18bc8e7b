"""Set up a casebook and its accounts. Invariant: a password that we made is shown once and kept nowhere."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from aigaq.errors import WrongArguments
from aigaq.records.messages import Language, say
from aigaq.web.actions.accounts import add_account, reset_password
from aigaq.web.commands.telling import tell
from aigaq.web.home import home


def init(args: argparse.Namespace, language: Language) -> int:
    """Make the home and its tables, and the first account where one is asked for."""
    tell(args, language, "init-done", folder=str(home()))
    if args.user is not None:
        _add(args, language, args.user)
    return 0


def user(args: argparse.Namespace, language: Language) -> int:
    """Add an account, or give one a new password."""
    if args.doing == "add":
        _add(args, language, args.name)
    elif args.doing == "reset":
        password = reset_password(args.name, at=datetime.now(UTC))
        tell(args, language, "user-reset", user=args.name, password=password)
    else:
        raise WrongArguments(why=f"{args.doing}: add, reset.")
    return 0


def _add(args: argparse.Namespace, language: Language, name: str) -> None:
    typed = getpass.getpass(say("password-asked", language)) if sys.stdin.isatty() and not args.json else ""
    _, made = add_account(name, password=typed or None, at=datetime.now(UTC))
    if made is None:
        tell(args, language, "user-added", user=name)
    else:
        tell(args, language, "user-added-password", user=name, password=made)
