"""What stands in the repository: its files and the parsed source, for the tests of the house.

Invariant: only files that belong to the project are looked at; `.venv` and caches are not ours to judge.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "aigaq"
MADE_HERE = {
    *(".venv", ".git", "__pycache__", "dist", "build"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
}

_Node = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or class and where it stands: `statements/compare.py:Sides.of`."""

    place: str
    node: _Node

    @property
    def public(self) -> bool:
        """No part of the name is private; a dunder explains itself and is left out."""
        return not any(part.startswith("_") for part in self.place.split(":")[1].split("."))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project; in an unpacked archive, without git, all but what is made on the spot."""
    listing = _listed_by_git()
    paths = ROOT.rglob("*") if listing is None else (ROOT / name for name in listing)
    kept = (path for path in paths if not MADE_HERE & set(path.relative_to(ROOT).parts))
    return tuple(sorted(path for path in kept if path.is_file() and not path.is_symlink()))


def _listed_by_git() -> list[str] | None:
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    names = [name for name in done.stdout.decode().split("\0") if name]
    return names if done.returncode == 0 and names else None


@cache
def tracked_texts() -> dict[str, str]:
    """The text of every tracked file that is UTF-8, by its path in the repository."""
    texts = {}
    for path in tracked():
        try:
            texts[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a photograph or a sealed sample, not text
    return texts


@cache
def modules() -> dict[str, ast.Module]:
    """The parsed source, by path under `src/aigaq`."""
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sources()
    }


@cache
def sources() -> tuple[Path, ...]:
    """Every Python file under `src/aigaq`."""
    return tuple(sorted(SOURCE.rglob("*.py")))


def definitions() -> Iterator[Definition]:
    """Every function and class of the source; those inside a function belong to that function."""
    for file, module in modules().items():
        yield from _inside(module, file, outer="")


def _inside(node: ast.Module | ast.ClassDef, file: str, *, outer: str) -> Iterator[Definition]:
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield Definition(f"{file}:{outer}{child.name}", child)
        if isinstance(child, ast.ClassDef):
            yield from _inside(child, file, outer=f"{outer}{child.name}.")


def named_in(path: Path) -> frozenset[str]:
    """The entries of a list kept as a text file: one a line, `#` begins a comment."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line)


def requirement_names(path: Path) -> frozenset[str]:
    """The packages that a requirements file or a lock names, in small letters with hyphens."""
    names = re.findall(r"^([A-Za-z0-9][\w.-]*)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return frozenset(re.sub(r"[-_.]+", "-", name).lower() for name in names)
