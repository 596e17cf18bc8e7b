"""How long do the engines of estimation take, and what do they deliver in that time?

Invariant: each engine's figures carry the machine they were measured on; a section that is not run again stays
as it was; an aim that is missed stays written as missed.
Run: `python -m benchmarks.estimation [SECTION ...]`; the answer goes to `benchmarks/results/estimation.json`.
A section is a module `benchmarks.estimation_NAME` with `figures() -> dict` and `kept(figures) -> dict`.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from typing import Any

from benchmarks.setup import ROOT, machine

RESULT = ROOT / "benchmarks" / "results" / "estimation.json"
QUESTION = "estimation: seconds by engine, median of three, CPU and wall"


def main() -> int:
    """Measure what is asked, or all; the exit code says whether all aims of it are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("section", nargs="*", help="all where none is given")
    names = asked.parse_args().section or sections()
    if unknown := set(names) - set(sections()):
        asked.error(f"no section {', '.join(unknown)}; there are {', '.join(sections())}")
    found: dict[str, Any] = {}
    for name in names:
        figures = measured(name)
        # Read anew: another section may have been written meanwhile.
        held = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
        found = {**held.get("sections", {}), name: figures}
        written = {"question": QUESTION, "sections": dict(sorted(found.items()))}
        RESULT.write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
        print(name, json.dumps(found[name], indent=2), flush=True)
    return 0 if all(kept for name in names for kept in found[name]["kept"].values()) else 1


def sections() -> list[str]:
    """The engines that are measured: by the modules that lie here."""
    return sorted(
        path.stem.removeprefix("estimation_") for path in (ROOT / "benchmarks").glob("estimation_*.py")
    )


def measured(name: str) -> dict[str, Any]:
    """The figures of one section, which aims they keep, and the machine."""
    section = import_module(f"benchmarks.estimation_{name}")
    figures = section.figures()
    return {"figures": figures, "kept": section.kept(figures), "machine": machine()}


if __name__ == "__main__":
    sys.exit(main())
