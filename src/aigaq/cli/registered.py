"""Commands and cases that other packages add to the command line.

Invariant: nothing here knows those packages; they register by entry points (`aigaq.commands`, `aigaq.cases`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple, Protocol

from aigaq.casework.case import Case
from aigaq.casework.opening import open_case
from aigaq.errors import BadDate, HomeNotSaid, WrongArguments
from aigaq.records.vocab.messages import Language

Run = Callable[[argparse.Namespace, Language], int]


class Opener(Protocol):
    """A function that opens a case by its short name for a viewer; it returns None if no casebook is set up.

    `leaving`: apply safeguards, for an answer to be shown outside, whatever the viewer herself may see.
    """

    def __call__(self, key: str, viewer: str | None, *, leaving: bool = False) -> Case | None:
        """Open the case."""


class Added(NamedTuple):
    """A command of another package: its arguments in order, its options, the function that runs it.

    If the command is one of ours, the options are added to it, and that package answers whenever one of them is used.
    """

    arguments: tuple[str, ...]
    options: tuple[str, ...]
    run: Run


@cache
def commands() -> Mapping[str, Added]:
    """The commands that installed packages add, by name."""
    by_name: dict[str, Added] = {}
    for point in entry_points(group="aigaq.commands"):
        by_name.update((name, Added(*each)) for name, each in point.load().items())
    return by_name


def case_of(args: argparse.Namespace, *, leaving: bool = False) -> Case:
    """The case named by the arguments: a bundle in a folder, or a case of the casebook in AIGAQ_HOME.

    Args:
        leaving: apply safeguards, for an answer to be shown outside. A bundle in a folder has them anyway.
    Raises:
        NotACase, CaseInvalid: as `open_case`. NotFound: no case of that name that the viewer may see.
        WrongArguments: a viewer given for a folder, which anybody who has it can read.
    """
    viewer: str | None = getattr(args, "as")
    if not is_folder(args.case):
        for point in entry_points(group="aigaq.cases"):
            opener: Opener = point.load()
            if (case := opener(args.case, viewer, leaving=leaving)) is not None:
                return case
    if viewer is not None:
        raise HomeNotSaid if not is_folder(args.case) else WrongArguments(why="--as: AIGAQ_HOME.")
    return open_case(args.case)


def is_folder(written: str) -> bool:
    """Whether CASE is a folder rather than a short name; an existing folder always is."""
    return Path(written).exists() or Path(written).name != written


def folder_of(args: argparse.Namespace, option: str) -> Path:
    """The folder of the case, for an option that only a bundle has.

    Raises:
        WrongArguments: the case is not in a folder.
    """
    if not is_folder(args.case):
        raise WrongArguments(why=f"{option}: {args.case}.")
    return Path(args.case)


def day(written: str | None) -> date | None:
    """The day given as an option; None if the option is absent.

    Raises:
        BadDate: not a day.
    """
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadDate(value=written[:40]) from error


def give(answer: object, args: argparse.Namespace, text: Callable[[], str]) -> None:
    """Print an answer, as JSON or as text."""
    print(as_json(answer) if args.json else text())


def as_json(answer: object) -> str:
    """An answer as JSON for a person or another program to read."""
    return json.dumps(answer, ensure_ascii=False, indent=2)
