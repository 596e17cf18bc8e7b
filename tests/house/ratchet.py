"""Old habits that are left, counted by folder: `python -m tests.house.ratchet` lowers what has fallen.

Invariant: the count of a habit in the whole house is never raised by this program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import PurePosixPath

import yaml
from tests.house import measures, tree

FILE = tree.ROOT / "tests" / "house" / "ratchet.yaml"
HEAD = """\
# Old habits that are left, by folder (tests/house/test_confetti.py). A count that grows fails the tests; one that has
# fallen is lowered by `python -m tests.house.ratchet`, which raises none; it also follows what moved to another folder.
"""
Counts = dict[str, dict[str, int]]


@cache
def places() -> dict[str, list[str]]:
    """By habit, each place where it is left; a place begins with its file under `src/aigaq`."""
    modules = tree.modules()
    short = (private for private in measures.used_once(modules) if private.lines <= measures.SHORT_BODY)
    return {
        "short-functions-called-once": [private.place for private in short if private.called],
        "pronouns": measures.pronouns(modules),
        "free-relatives": measures.relatives(modules),
        "modules-with-one-importer": measures.with_one_importer(modules),
        "any-in-views": [
            place
            for file, module in modules.items()
            if file.endswith("/views.py")
            for place in measures.untyped(file, module)
        ],
        "classes-named-twice": [
            f"{file}:{name}" for name, files in measures.doubled_classes(modules).items() for file in files
        ],
    }


def folder(place: str) -> str:
    """The folder that a place is counted in: a core, a part of `records` or `estimation`, a feature of `web`."""
    parts = PurePosixPath(place.split(":")[0]).parent.parts
    return "/".join(parts[:2]) or "."


def counted(found: Mapping[str, Iterable[str]]) -> Counts:
    """How often each habit is left in each folder."""
    return {habit: dict(sorted(Counter(map(folder, where)).items())) for habit, where in found.items()}


def allowed() -> Counts:
    """The counts that are written down."""
    counts: Counts = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return counts


def lowered(now: Counts, before: Counts) -> Counts:
    """Counts to be written: those of now, where a habit has not grown as a whole; what moved is counted where it went.

    A habit that grew stays as it was written, folder by folder, so that it goes on failing.
    """
    return {habit: now[habit] if total(now[habit]) <= total(most) else most for habit, most in before.items()}


def total(counts: Mapping[str, int]) -> int:
    """Count of a habit in the whole house."""
    return sum(counts.values())


def main() -> None:
    """Write what is left, where it has become less."""
    counts = lowered(counted(places()), allowed())
    FILE.write_text(HEAD + yaml.safe_dump(counts, sort_keys=True), encoding="utf-8")


if __name__ == "__main__":
    main()
