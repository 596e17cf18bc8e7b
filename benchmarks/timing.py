"""How long a piece of work takes: the median of several runs, of the processor and of the clock.

Invariant: nothing is kept between runs that a user would not have kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

TIMES = 3


def timed(work: Callable[[], object], *, fresh: Callable[[], object] = lambda: None) -> dict[str, float]:
    """Median seconds of `TIMES` runs, all threads together; `fresh` is called before each, off the clock."""
    cpu, wall = [], []
    for _ in range(TIMES):
        fresh()
        began = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - began[0])
        wall.append(time.perf_counter() - began[1])
    return {"cpu_seconds": round(median(cpu), 3), "wall_seconds": round(median(wall), 3)}
