"""What the log binds is written row by row. Invariant: no bulk update names a bound column: it sends no signal."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import tree

PROJECTED = {"touches", "seal", "names", "folded", "shelf", "written"}
"""Columns that are worked out anew, or count changes (`queries/bound.py`)."""
WORK = {"file", "expires_at", "heartbeat_at", "lease_until", "done", "total", "message", "rate"}
"""Columns of work under way, which is not bound."""


def bulk_writes() -> Iterator[tuple[str, str]]:
    """Each column that `.update(column=...)` or `bulk_update(rows, [...])` names in the shell, with where."""
    for path in sorted((tree.SOURCE / "web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "update":
                yield from ((f"{path.name}:{node.lineno}", one.arg or "**") for one in node.keywords)
            if node.func.attr in ("bulk_update", "bulk_create"):
                named = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
                yield from ((f"{path.name}:{node.lineno}", str(one)) for one in named)


def test_no_bulk_update_names_a_column_that_the_log_binds() -> None:
    wrong = [f"{place} {column}" for place, column in bulk_writes() if column not in PROJECTED | WORK]
    assert not wrong, "save each row: the log hears of it then:\n" + "\n".join(wrong)
