"""Measures of the source: what the laws of the house hold, and what `tests.house.figures` prints.

Invariant: each measure lists places, so that whoever breaks a law is shown where; a figure is the length of a list.
"""

from __future__ import annotations

import ast
import io
import itertools
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Modules = Mapping[str, ast.Module]
"""Parsed files by path under `src/aigaq`: `records/dates/edtf.py`."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

PRONOUNS = frozenset({"one", "found", "told", "asked", "given"})
"""Names that hide which noun a variable holds."""
RELATIVES = frozenset({"What", "Whom", "Whose", "Where", "Who", "How", "When", "That"})
"""First words of a docstring that describes a thing instead of naming it."""
SHORT_BODY = 3
TEMPLATE_WIDTH = 120


def parsed(source: Path) -> dict[str, ast.Module]:
    """Every Python file under a folder, parsed, by its path there."""
    files = sorted(path for path in source.rglob("*.py") if "__pycache__" not in path.parts)
    return {
        path.relative_to(source).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files
    }


@cache
def nodes(node: ast.AST) -> tuple[ast.AST, ...]:
    """All nodes below one. Kept: every measure walks every file."""
    return tuple(ast.walk(node))


def dotted(file: str) -> str:
    """The import name of a file: `aigaq.records` for `records/__init__.py`."""
    return ".".join(("aigaq", *Path(file).with_suffix("").parts)).removesuffix(".__init__")


def importers(modules: Modules) -> dict[str, set[str]]:
    """The files that import each file. Only `import` statements count; a name in a string does not."""
    file_of = {dotted(file): file for file in modules}
    importing: dict[str, set[str]] = {file: set() for file in modules}
    for file, module in modules.items():
        for name in _imported(module):
            if name in file_of and file_of[name] != file:
                importing[file_of[name]].add(file)
    return importing


def _imported(module: ast.Module) -> Iterator[str]:
    """Every name that may be a module: `from aigaq.records import sources` gives package and part."""
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            parts = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from parts
            yield node.module


def with_one_importer(modules: Modules) -> list[str]:
    """Files that exactly one other file imports; packages are left out, for they are doors."""
    alone = (file for file, importing in importers(modules).items() if len(importing) == 1)
    return sorted(file for file in alone if not file.endswith("__init__.py"))


def could_be_joined(modules: Modules, lines: Mapping[str, int], most: int) -> list[str]:
    """Files with one importer that could go into it: beside it in one folder, and together no longer than a file may.

    An index (`__init__.py`, `urls.py`) is no importer that could hold them.
    """
    importing = importers(modules)
    pairs = ((file, next(iter(importing[file]))) for file in with_one_importer(modules))
    return [
        file
        for file, importer in pairs
        if Path(file).parent == Path(importer).parent
        and Path(importer).name not in ("__init__.py", "urls.py")
        and lines[file] + lines[importer] <= most
    ]


@dataclass(frozen=True, slots=True)
class Private:
    """A private function that one place of the source uses."""

    place: str
    lines: int
    """Lines of its body, without the docstring."""
    called: bool
    """Whether that one use is a call; a function handed over as a value (`key=_order`) cannot be written in."""


def used_once(modules: Modules) -> Iterator[Private]:
    """Private functions and methods with one use, their own body left out.

    A decorated function is left out: `cache` or `contextmanager` is a reason of its own.
    """
    elsewhere = {
        alias.name
        for module in modules.values()
        for node in nodes(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for file, module in modules.items():
        uses, calls = Counter(_uses(module)), Counter(_calls(module))
        for outer, function in functions(module):
            name = function.name
            is_private = name.startswith("_") and not name.startswith("__")
            if not is_private or function.decorator_list or name in elsewhere:
                continue
            if uses[name] - Counter(_uses(function))[name] == 1:
                called = calls[name] - Counter(_calls(function))[name] == 1
                yield Private(f"{file}:{outer}{name}", body_lines(function), called)


def functions(node: ast.Module | ast.ClassDef, outer: str = "") -> Iterator[tuple[str, _Function]]:
    """Functions and methods, with the names of the classes around them; functions within functions are left out."""
    for child in node.body:
        if isinstance(child, _Function):
            yield outer, child
        if isinstance(child, ast.ClassDef):
            yield from functions(child, f"{outer}{child.name}.")


def _uses(node: ast.AST) -> Iterator[str]:
    for part in nodes(node):
        if isinstance(part, ast.Name):
            yield part.id
        if isinstance(part, ast.Attribute):
            yield part.attr


def _calls(node: ast.AST) -> Iterator[str]:
    for part in nodes(node):
        if isinstance(part, ast.Call):
            yield from itertools.islice(_uses(part.func), 1)


def body_lines(function: _Function) -> int:
    """Lines of a function below its head and docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def pronouns(modules: Modules) -> list[str]:
    """Every variable and parameter named with a pronoun, outside a comprehension of one line."""
    return [f"{file}:{line} {name}" for file, module in modules.items() for line, name in _pronouns(module)]


def _pronouns(module: ast.Module) -> Iterator[tuple[int, str]]:
    short = (
        node for node in nodes(module) if isinstance(node, _Comprehension) and node.lineno == node.end_lineno
    )
    let_be = {id(name) for node in short for clause in node.generators for name in ast.walk(clause.target)}
    for node in nodes(module):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and id(node) not in let_be:
            yield from ((node.lineno, name) for name in PRONOUNS & {node.id})
        if isinstance(node, ast.arg) and node.arg in PRONOUNS:
            yield node.lineno, node.arg


def relatives(modules: Modules) -> list[str]:
    """Docstrings that begin with a free relative: "What others did about it"."""
    return [
        f"{file}:{place} {line}"
        for file, module in modules.items()
        for place, line in first_lines(module)
        if line.split(" ")[0].rstrip(",.:;").removesuffix("'s") in RELATIVES
    ]


def first_lines(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The first line of each docstring, with the name of its owner."""
    for node in nodes(module):
        if isinstance(node, _Documented):
            text = ast.get_docstring(node)
            if text:
                yield getattr(node, "name", ""), text.split("\n")[0]


def untyped(file: str, module: ast.Module) -> Iterator[str]:
    """Places of a file where `Any` stands for a type."""
    for node in nodes(module):
        if isinstance(node, ast.Name) and node.id == "Any":
            yield f"{file}:{node.lineno}"


def doubled_classes(modules: Modules) -> dict[str, list[str]]:
    """Names of classes that more than one file defines, with the files."""
    files: dict[str, set[str]] = defaultdict(set)
    for file, module in modules.items():
        for node in nodes(module):
            if isinstance(node, ast.ClassDef):
                files[node.name].add(file)
    return {name: sorted(where) for name, where in sorted(files.items()) if len(where) > 1}


def comment_lines(source: Path) -> int:
    """Lines of Python that hold a comment."""
    return sum(len(_commented(path)) for path in source.rglob("*.py") if "__pycache__" not in path.parts)


def _commented(path: Path) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}


def template_lines(source: Path) -> dict[str, int]:
    """Length of every template line, by `file:line`, templates of the dossier too."""
    return {
        f"{path.relative_to(source).as_posix()}:{number}": len(line)
        for path in sorted(source.rglob("*.html"))
        for number, line in enumerate(_text_lines(path), 1)
    }


def _text_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def python_lines(source: Path) -> int:
    """All lines of all Python files."""
    return sum(len(_text_lines(path)) for path in source.rglob("*.py") if "__pycache__" not in path.parts)
