"""Set up a casebook and its accounts. Invariant: a password that we made is shown once and kept nowhere."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from django.conf import settings

from aigaq.errors import WrongArguments
from aigaq.records.messages import Language, say
from aigaq.web.actions.accounts import add_account, reset
from aigaq.web.commands.serving import port_of
from aigaq.web.commands.telling import tell
from aigaq.web.home import home


def init(args: argparse.Namespace, language: Language) -> int:
    """Make the home and its tables, and the first account where one is asked for."""
    tell(args, language, "init-done", folder=str(home()))
    if args.user is not None:
        _add(args, language, args.user)
    return 0


def user(args: argparse.Namespace, language: Language) -> int:
    """Add an account, or make a link with which somebody sets a new password."""
    if args.doing == "add":
        _add(args, language, args.name)
    elif args.doing == "reset":
        path = reset(args.name, at=datetime.now(UTC))
        tell(args, language, "user-reset", user=args.name, link=f"{_address(args.port)}{path}")
    else:
        raise WrongArguments(why=f"{args.doing}: add, reset.")
    return 0


def _address(port: str | None) -> str:
    """Where the casebook is reached: the first name of AIGAQ_HOSTS under TLS, else this machine."""
    if settings.SECURE:
        return f"https://{settings.ALLOWED_HOSTS[0]}"
    return f"http://localhost:{port_of(port)}"


def _add(args: argparse.Namespace, language: Language, name: str) -> None:
    typed = getpass.getpass(say("password-asked", language)) if sys.stdin.isatty() and not args.json else ""
    _, made = add_account(name, password=typed or None, at=datetime.now(UTC))
    if made is None:
        tell(args, language, "user-added", user=name)
    else:
        tell(args, language, "user-added-password", user=name, password=made)
