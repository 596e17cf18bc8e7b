"""What stands in no file: broad excepts, drawers for odds and ends, machine addresses, unnumbered promises.

Invariant: the patterns here are searched in every tracked file but this one.
"""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

import pytest
from tests.house import tree

# The edge of a command and that of a job; that of a request is Django's own.
EDGES = {"cli/main.py", "web/background/worker.py"}
BROAD = {"Exception", "BaseException"}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base2"}
THIS_FILE = "tests/house/test_words.py"
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:root|work|opt|home/\w+|Users/\w+)/|\b[A-Z]:\\Users\\")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|index-url\s*=|find-links\s*=",
    re.IGNORECASE,
)
PROMISE = re.compile(r"\b(?:TODO|FIXME|XXX)\b(?!\(#\d+\))")


def broad_handlers(tree_of_module: ast.AST) -> list[int]:
    """Lines where anything at all is caught, by `except` or by `suppress`."""
    lines = []
    for node in ast.walk(tree_of_module):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or names_in(node.type) & BROAD):
            lines.append(node.lineno)
        if isinstance(node, ast.Call) and "suppress" in names_in(node.func):
            lines += [node.lineno for argument in node.args if names_in(argument) & BROAD]
    return lines


def names_in(node: ast.AST) -> set[str]:
    found = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return found | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Each place where the pattern stands, as `file:line: words`."""
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tree.tracked_texts().items()
        if name != THIS_FILE
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_only_the_outermost_edge_catches_everything() -> None:
    found = {file: broad_handlers(module) for file, module in tree.modules().items() if file not in EDGES}
    assert {file: lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        "try: f()\nexcept: pass",
        "try: f()\nexcept (ValueError, Exception): pass",
        "with suppress(Exception): f()",
    ],
)
def test_a_broad_handler_is_seen_in_each_disguise(code: str) -> None:
    assert broad_handlers(ast.parse(code))


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    python = [PurePosixPath(name) for name in tree.tracked_texts() if name.endswith(".py")]
    assert [str(path) for path in python if path.stem in DRAWERS or DRAWERS & set(path.parts)] == []


def test_no_path_of_anybodys_machine_stands_in_a_file() -> None:
    assert hits(MACHINE_PATH) == []


def test_no_address_of_a_package_registry_stands_in_a_file() -> None:
    assert hits(REGISTRY) == []


def test_whatever_is_left_to_do_has_the_number_of_its_issue() -> None:
    assert hits(PROMISE) == []
