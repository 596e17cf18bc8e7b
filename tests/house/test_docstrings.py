"""Every public thing says what it answers: the docstrings are the reference manual.

Invariant: a module, class or function without a first line of its own does not land.
"""

from __future__ import annotations

import ast

from tests.house import tree


def first_line(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return (ast.get_docstring(node) or "").split("\n")[0].strip()


def test_every_module_says_what_it_is_for() -> None:
    assert [file for file, module in tree.modules().items() if not first_line(module)] == []


def test_every_public_function_and_class_says_what_it_answers() -> None:
    assert [found.place for found in tree.definitions() if found.public and not first_line(found.node)] == []
