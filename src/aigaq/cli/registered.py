"""What other packages add to the command line: commands, and cases that lie in no folder.

Invariant: nothing here knows who adds it; a package says so by entry points (`aigaq.commands`, `aigaq.cases`).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple, Protocol

from aigaq.casework.case import Case
from aigaq.casework.opening import open_case
from aigaq.errors import HomeNotSaid, WrongArguments
from aigaq.records.vocab.messages import Language

Run = Callable[[argparse.Namespace, Language], int]


class Opener(Protocol):
    """From the short name of a case and the viewer to that case; None where no casebook is set up.

    `leaving`: with the safeguards, for an answer that is to be shown outside, whatever the viewer herself may see.
    """

    def __call__(self, key: str, viewer: str | None, *, leaving: bool = False) -> Case | None:
        """Open the case."""


class Added(NamedTuple):
    """A command of another package: its arguments in order, its options, what runs it.

    Where the command is ours, these options come to ours, and whoever asks for one of them is answered by that package.
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
    """The case that the arguments name: a bundle in a folder, or a case of the casebook in AIGAQ_HOME.

    Args:
        leaving: with its safeguards, for an answer that is to be shown outside. A bundle in a folder has them anyway.
    Raises:
        NotACase, CaseInvalid: as `open_case`. NotFound: no case of that name that the viewer may see.
        WrongArguments: a viewer for a folder, which is seen by whoever holds it.
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
    """Whether CASE is a folder rather than a short name: what is there as a folder always is."""
    return Path(written).exists() or Path(written).name != written


def folder_of(args: argparse.Namespace, option: str) -> Path:
    """The folder of the case, for an option that only a bundle has.

    Raises:
        WrongArguments: the case lies in no folder.
    """
    if not is_folder(args.case):
        raise WrongArguments(why=f"{option}: {args.case}.")
    return Path(args.case)
