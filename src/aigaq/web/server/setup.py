"""The commands `init` and `user`. Invariant: a password made by the program is shown once and stored nowhere."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import UTC, datetime

from django.conf import settings

from aigaq.errors import WrongArguments
from aigaq.records.vocab.messages import Language, say
from aigaq.web.accounts.actions import add_account, reset
from aigaq.web.command_output import tell
from aigaq.web.home import home
from aigaq.web.server.serving import outside, port_of
from aigaq.web.store.access import case_row, viewer_named
from aigaq.web.team import actions as team_actions


def init(args: argparse.Namespace, language: Language) -> int:
    """Make a casebook, and its first account if one is named."""
    tell(args, language, "init-done", folder=str(home()))
    if args.user is not None:
        _add_account(args, language, args.user)
    return 0


def user(args: argparse.Namespace, language: Language) -> int:
    """Add an account, make a link to a new password, or take a member out of a case or compartment.

    Raises:
        WrongArguments: an unknown step, or no case named.
        NotFound, NotAllowed: the account of `--as` does not lead the case.
    """
    if args.doing == "add":
        _add_account(args, language, args.name)
    elif args.doing == "reset":
        path = reset(args.name, at=datetime.now(UTC))
        tell(args, language, "user-reset", user=args.name, link=f"{_address(args.port)}{path}")
    elif args.doing in ("remove", "revoke"):
        _take_out(args, language)
    else:
        raise WrongArguments(why=f"{args.doing}: add, reset, remove, revoke.")
    return 0


def _take_out(args: argparse.Namespace, language: Language) -> None:
    """Take a member out of a case, or of one compartment, as the lead of `--as` would on the page."""
    if not args.case or (args.doing == "revoke" and not args.compartment):
        raise WrongArguments(why=f"{args.doing}: --case, --compartment.")
    lead = viewer_named(getattr(args, "as"))
    case, at, why = case_row(lead, args.case), datetime.now(UTC), args.reasons or ""
    if args.doing == "remove":
        team_actions.remove(lead, case, username=args.name, reasons=why, at=at)
        tell(args, language, "user-removed", user=args.name, case=case.key)
    else:
        team_actions.revoke(lead, case, username=args.name, compartment=args.compartment, reasons=why, at=at)
        tell(args, language, "user-revoked", user=args.name, case=case.key, compartment=args.compartment)


def _address(port: str | None) -> str:
    """The address of the casebook: behind TLS the public one, else that of this machine."""
    if settings.SECURE:
        return outside()
    return f"http://localhost:{port_of(port)}"


def _add_account(args: argparse.Namespace, language: Language, name: str) -> None:
    typed = getpass.getpass(say("password-asked", language)) if sys.stdin.isatty() and not args.json else ""
    _, password = add_account(name, password=typed or None, at=datetime.now(UTC))
    if password is None:
        tell(args, language, "user-added", user=name)
    else:
        tell(args, language, "user-added-password", user=name, password=password)
