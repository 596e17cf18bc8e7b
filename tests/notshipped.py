"""Real inputs that are not ours to ship: they lie in `../shared/inputs` beside the project, or their tests skip.

Invariant: where the folder is, no test of it may skip; where it is not, none of them may fail for it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("AIGAQ_SHARED") or Path(__file__).parents[2] / "shared") / "inputs"
"""The folder of the inputs; `AIGAQ_SHARED` names another folder that holds `inputs`."""
REASON = "not ours to ship"
"""How the reason of a skip begins; `tests/conftest.py` allows it in CI where the folder is absent, and only there."""


def held(name: str) -> Path:
    """The path of one input; without it the test that asks is skipped."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{REASON}: {name}")
    return path


INTERVIEW = FOLDER / "zhanaozen-interview.txt"
needs_interview = pytest.mark.skipif(not INTERVIEW.is_file(), reason=f"{REASON}: {INTERVIEW.name}")
