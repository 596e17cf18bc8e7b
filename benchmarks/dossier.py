"""How long do the public pages of a case of 10,000 people take, and a PDF of 200 pages; how much memory, on two cores?

Invariant: what is measured is what publishing does once the case is read: it is cleared, then every file is written; a
figure that misses its aim is written as missed.
Run: `python -m benchmarks.dossier`; the answer goes to `benchmarks/results/dossier.json`. The work is done in a process
of its own, and memory is the most that it and those it splits off hold at one time, as Linux shares their pages out
among them (PSS), asked four times a second.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.largecase import cleared_case, to_clear
from benchmarks.setup import ROOT, machine

from aigaq.dossier import Edition
from aigaq.dossier.exporting import export
from aigaq.dossier.page_builder import page_builder_of
from aigaq.dossier.paper import paper
from aigaq.dossier.site import index_of
from aigaq.protection import Cleared, clear

RESULT = ROOT / "benchmarks" / "results" / "dossier.json"
PEOPLE, ON_PAPER, WORKERS = 10_000, 285, 2
AIMS = {"site": {"seconds": 300.0, "peak_megabytes": 1000.0}, "paper": {"seconds": 60.0}}
EDITION = Edition(
    "1",
    date(2031, 9, 2),
    address="https://record.example/d/large/1",
    publisher="A commission",
    tools="https://record.example/d/large",
)


def main() -> int:
    """Measure; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("part", choices=("site", "paper", "all"), nargs="?", default="all")
    asked.add_argument("--people", type=int)
    asked.add_argument("--here", action="store_true", help="in this process, as `measured` asks it")
    args = asked.parse_args()
    if args.here:
        print(json.dumps(PARTS[args.part](args.people)))
        return 0
    result = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    for part in PARTS if args.part == "all" else [args.part]:
        result[part] = measured(part, args.people or {"site": PEOPLE, "paper": ON_PAPER}[part])
        print(json.dumps(result[part], indent=2))
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return 0 if all(all(one["kept"].values()) for one in result.values()) else 1


def measured(part: str, people: int) -> dict[str, Any]:
    """One part, in a process of its own, with the most memory that was taken."""
    began = machine()
    command = [sys.executable, "-m", "benchmarks.dossier", part, "--people", str(people), "--here"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as work:
        most = 0
        while work.poll() is None:
            most = max(most, sum(_held(one) for one in _with_children(work.pid)))
            # To add up what is shared takes the kernel long: asked often, it would slow what it weighs.
            time.sleep(3)
        told = work.stdout.read() if work.stdout is not None else ""
    if work.returncode:
        raise SystemExit(work.returncode)
    found = {**json.loads(told), "peak_megabytes": round(most / 1024)}
    kept = {name: found[name] <= aim for name, aim in AIMS[part].items()}
    return {"people": people, **found, "aims": AIMS[part], "kept": kept, "machine": began}


def _with_children(process: int) -> Iterator[int]:
    yield process
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except FileNotFoundError:
        return
    yield from map(int, told.split())


def _held(process: int) -> int:
    """What a process holds, in kB, its part of what it shares with others; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def site(people: int) -> dict[str, Any]:
    """The case cleared, and its pages in a folder."""
    draft, safeguards = to_clear(people)
    began = time.perf_counter()
    cleared = clear(draft, safeguards)
    assert isinstance(cleared, Cleared)
    clearing = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        files = export(cleared, EDITION, Path(folder) / "site", workers=WORKERS)
        seconds = time.perf_counter() - began
        size = sum(one.stat().st_size for one in Path(folder).rglob("*") if one.is_file())
    spent = os.times()
    return {
        "statements": len(draft.records.statements),
        "safeguards": len(safeguards),
        "languages": list(EDITION.languages),
        "files": files,
        "megabytes": round(size / 1e6),
        "clearing_seconds": round(clearing, 1),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(sum(spent[:4]), 1),
    }


def on_paper(people: int) -> dict[str, Any]:
    """The same in one language as a PDF."""
    from pypdf import PdfReader  # noqa: PLC0415  # of the extra for tests

    cleared, edition = cleared_case(people), replace(EDITION, paper=True)
    builder = page_builder_of(index_of(cleared, edition), cleared, edition, "ru")
    began, spent = time.perf_counter(), time.process_time()
    made = paper(builder)
    seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    return {
        "language": "ru",
        "pages": len(PdfReader(BytesIO(made)).pages),
        "kilobytes": round(len(made) / 1000),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
    }


PARTS = {"site": site, "paper": on_paper}

if __name__ == "__main__":
    sys.exit(main())
