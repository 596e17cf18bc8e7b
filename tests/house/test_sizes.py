"""Files and functions stay small enough to be read by someone tired.

Invariant: nothing passes the wall; what passes the rule is named in `oversize.txt`, and nothing else is.
"""

from __future__ import annotations

import ast

from tests.house import tree

FILE_RULE, FILE_WALL = 400, 600
FUNCTION_RULE, FUNCTION_WALL = 40, 60
OVERSIZE = tree.named_in(tree.ROOT / "tests" / "house" / "oversize.txt")


def file_lines() -> dict[str, int]:
    return {
        path.relative_to(tree.SOURCE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in tree.sources()
    }


def function_lines() -> dict[str, int]:
    """Lines of each function without its docstring: that is the manual, and may be as long as it must."""
    return {
        found.place: lines_of(found.node)
        for found in tree.definitions()
        if not isinstance(found.node, ast.ClassDef)
    }


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is not None:
        first = node.body[0]
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def over(sizes: dict[str, int], limit: int) -> dict[str, int]:
    return {place: lines for place, lines in sizes.items() if lines > limit}


def test_no_file_passes_the_wall() -> None:
    assert over(file_lines(), FILE_WALL) == {}


def test_no_function_passes_the_wall() -> None:
    assert over(function_lines(), FUNCTION_WALL) == {}


def test_what_is_long_is_named_and_nothing_else_is() -> None:
    long = {**over(file_lines(), FILE_RULE), **over(function_lines(), FUNCTION_RULE)}
    unnamed = [f"{place}  # {lines} lines" for place, lines in sorted(long.items()) if place not in OVERSIZE]
    assert not unnamed, "shorten, or name in oversize.txt with the reason:\n" + "\n".join(unnamed)
    short = sorted(OVERSIZE - set(long))
    assert not short, "short now, or gone; take off oversize.txt:\n" + "\n".join(short)


def test_a_docstring_does_not_count_against_a_function() -> None:
    function = ast.parse('def f() -> int:\n    """One.\n\n    Two.\n    """\n    return 1').body[0]
    assert isinstance(function, ast.FunctionDef)
    assert lines_of(function) == 2
