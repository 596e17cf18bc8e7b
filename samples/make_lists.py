"""Write `samples/aqsai/lists`: four lists of people who never lived, out of a known number.

Run `python samples/make_lists.py`. Invariant: the same seed gives the same files, and the truth stands in README.md.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "aqsai" / "lists"
TRUTH, HIDDEN, SEED = 600, 180, 20310501
# The chance of each list to have somebody: most people, and those who hid.
CHANCES = {
    "families": (0.40, 0.20),
    "hospital": (0.24, 0.12),
    "lawyers": (0.36, 0.18),
    "newspaper": (0.30, 0.15),
}


def main() -> None:
    """Write the four files."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    hidden = np.arange(TRUTH) < HIDDEN
    numbers = rng.permutation(np.arange(1, TRUTH + 1))
    FOLDER.mkdir(exist_ok=True)
    for name, (most, few) in CHANCES.items():
        on = rng.random(TRUTH) < np.where(hidden, few, most)
        people = rng.permutation(numbers[on])
        rows = [f"{row},t{person:03d}" for row, person in enumerate(people, 1)]
        (FOLDER / f"{name}.csv").write_text("\n".join(["entry,person", *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
