"""What `import aigaq.estimation` costs a notebook, in a process of its own.

Invariant: the interpreter's own start is taken off.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from statistics import median
from typing import Any

AIM = 0.5
ASKED = "import time; t = time.process_time(); import aigaq.estimation; print(time.process_time() - t)"


def figures() -> dict[str, Any]:
    """CPU seconds of the import, median of five processes."""
    runs = [
        subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return {"cpu_seconds": round(median(float(run.stdout) for run in runs), 3)}


def kept(found: Mapping[str, Any]) -> dict[str, bool]:
    """The aim."""
    return {f"import_within_{AIM:g}_cpu_seconds": found["cpu_seconds"] <= AIM}
