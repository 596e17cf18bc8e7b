"""How long does `make setup` take in a clean clone, and how much does it put on the disk?

Invariant: what is measured is what a stranger gets: what is committed, no `.venv`, no cache of packages.
Run: `python benchmarks/setup.py`; the answer goes to `benchmarks/results/setup.json`.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "benchmarks" / "results" / "setup.json"
MOST_SECONDS = 90
MOST_MEGABYTES = 400
"""Of what base.lock names; the tools that install it come on top."""
_SITE = "lib/python*/site-packages/"
TOOLS = (
    "bin/uv*",
    "bin/pip*",
    *(_SITE + name for name in ("uv*", "pip*", "setuptools*", "pkg_resources", "_distutils*")),
)


def main() -> int:
    """Measure, write the result, and say by the exit code whether the promise holds."""
    with tempfile.TemporaryDirectory() as folder:
        result = {**measure(Path(folder)), "machine": machine()}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    return 0 if result["kept"] else 1


def measure(folder: Path) -> dict[str, object]:
    """Set up twice in a clean clone with empty caches: from nothing, and once more."""
    clone = folder / "clone"
    run("git", "clone", "--quiet", str(ROOT), str(clone))
    caches = {"UV_CACHE_DIR": str(folder / "uv"), "PIP_CACHE_DIR": str(folder / "pip")}
    first = seconds_of("make", "setup", cwd=clone, caches=caches)
    again = seconds_of("make", "setup", cwd=clone, caches=caches)
    whole, tools = megabytes(clone / ".venv"), tools_of(clone / ".venv")
    return {
        "question": "make setup in a clean clone with empty caches",
        "seconds_first": round(first, 1),
        "seconds_again": round(again, 2),
        "megabytes_venv": round(whole, 1),
        "megabytes_lock": round(whole - tools, 1),
        "most_seconds": MOST_SECONDS,
        "most_megabytes": MOST_MEGABYTES,
        "kept": first <= MOST_SECONDS and whole - tools <= MOST_MEGABYTES,
    }


def tools_of(venv: Path) -> float:
    """Megabytes of what installs and is no part of the base lock: pip, setuptools and uv."""
    held = [path for mark in TOOLS for path in venv.glob(mark)]
    return sum(megabytes(path) for path in held)


def seconds_of(*command: str, cwd: Path, caches: dict[str, str]) -> float:
    """Wall time of a command that must succeed."""
    begun = time.perf_counter()
    run(*command, cwd=cwd, caches=caches)
    return time.perf_counter() - begun


def run(*command: str, cwd: Path | None = None, caches: dict[str, str] | None = None) -> None:
    """Run a command; show what it said only where it fails."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(caches or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command[:2])} failed:\n{done.stdout}{done.stderr}")


def megabytes(folder: Path) -> float:
    """Space that the files take on the disk; one that is linked twice counts once."""
    files = {(info.st_dev, info.st_ino): info.st_blocks for info in _infos(folder)}
    return sum(files.values()) * 512 / 1e6


def _infos(folder: Path) -> list[os.stat_result]:
    return [path.lstat() for path in (folder, *folder.rglob("*"))]


def machine() -> dict[str, object]:
    """What the figures were measured on, without naming anybody's machine."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_1min": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    sys.exit(main())
