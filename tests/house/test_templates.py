"""Templates, styles, scripts and messages are code: their lines can be read, and a change to them reviewed.

Invariant: no line of them is longer than 120 columns.
"""

from __future__ import annotations

from pathlib import Path

from tests.house import tree

WIDTH = 120
MESSAGES = tree.SOURCE / "records" / "vocab" / "messages"


def too_long(text: str) -> list[int]:
    """The numbers of the lines that pass the width."""
    return [number for number, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH]


def places(paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(tree.SOURCE)}:{number}"
        for path in sorted(paths)
        for number in too_long(path.read_text(encoding="utf-8"))
    ]


def test_a_line_of_messages_can_be_read() -> None:
    assert places(list(MESSAGES.glob("*.yaml"))) == []


def test_a_line_is_too_long_from_121_columns_on() -> None:
    assert too_long("я" * 120 + "\n" + "я" * 121) == [2]
