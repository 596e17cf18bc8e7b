"""Cases that stand on a page of the docs, written into a folder as a reader would copy them.

Invariant: a block is written exactly as it stands; nothing is added.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.house import tree

REFERENCE = tree.ROOT / "docs" / "reference"
BLOCK = re.compile(r"^```(?:yaml|text) (\S+/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def cases_on(page: str, folder: Path) -> list[Path]:
    """The folders of the cases on a page, in the order they are told."""
    found: dict[str, Path] = {}
    for name, text in BLOCK.findall((REFERENCE / page).read_text(encoding="utf-8")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        case = name.split("/")[0]
        found[case] = folder / case
    return list(found.values())
