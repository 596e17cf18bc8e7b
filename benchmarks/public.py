"""How quick is a page of a published dossier while people read fifty a second and four editors save?

Invariant: pages and forms are asked of a real server on SQLite, and a page that comes late is late from the moment it
was due; the floor is the same file given by a bare view, with the same readers and editors.
Run: `python -m benchmarks.public`; the answer goes to `benchmarks/results/public.json`.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.dossier import EDITION
from benchmarks.largecase import cleared_case
from benchmarks.setup import ROOT, machine
from benchmarks.shell import PASSWORD, run, saving, served, signed_in

from aigaq.dossier.exporting import export

RESULT = ROOT / "benchmarks" / "results" / "public.json"
AIMS = {"p95_milliseconds": 100.0, "errors": 0}
READERS, EACH_A_SECOND, EDITORS, PAUSE = 5, 10, 4, 1.0
PEOPLE, SHOWN, SECONDS, ADDRESS = 2_000, 300, 60, "d" * 20
_FILL = (
    "import sys; from aigaq.web.server.starting import start; start(new=True); "
    "from benchmarks.crowd import fill; from benchmarks.publics import publish; "
    "publish(fill(int(sys.argv[1]), sys.argv[2]), sys.argv[3])"
)


def main() -> int:
    """Measure; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=SECONDS)
    seconds = asked.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"AIGAQ_HOME": folder, "AIGAQ_ADDRESS": "https://record.example"}
        answer = measured(Path(folder), seconds)
    RESULT.write_text(json.dumps(answer, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(answer, indent=2))
    return 0 if all(answer["kept"].values()) else 1


def measured(home: Path, seconds: int) -> dict[str, Any]:
    """A casebook and an edition of it, read and edited."""
    began = machine()
    run("-c", _FILL, str(PEOPLE), PASSWORD, ADDRESS)
    site = home / "public" / ADDRESS / "1"
    site.parent.mkdir(parents=True, exist_ok=True)
    export(cleared_case(SHOWN), EDITION, site)
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    with served("aigaq.web.server.serving") as port, served("benchmarks.bare") as bare:
        ours = _read(partial(_at, port, f"/d/{ADDRESS}/1/"), pages, port, seconds)
        floor = _read(partial(_at, bare, f"/file/{ADDRESS}/1/"), pages, port, seconds)
    kept = {name: ours[name] <= aim for name, aim in AIMS.items()}
    told = {"pages": len(pages), "readers": READERS, "asked_a_second": READERS * EACH_A_SECOND}
    return {**told, "editors": EDITORS, **ours, "floor": floor, "aims": AIMS, "kept": kept, "machine": began}


Get = Callable[[str], "tuple[int, int]"]


def _at(port: int, below: str) -> Get:
    """What asks a server for a page, over one connection; status and length."""
    connection = http.client.HTTPConnection("localhost", port, timeout=30)

    def get(page: str) -> tuple[int, int]:
        connection.request("GET", below + page)
        answer = connection.getresponse()
        return answer.status, len(answer.read())

    return get


def _read(to: Callable[[], Get], pages: list[str], port: int, seconds: int) -> dict[str, Any]:
    """All readers and editors at once; in milliseconds."""
    context = multiprocessing.get_context("fork")
    told, together = context.Queue(), context.Barrier(READERS + EDITORS)
    work: list[Any] = [
        context.Process(target=_reader, args=(n, to, pages, seconds, told, together)) for n in range(READERS)
    ]
    work += [context.Process(target=_editor, args=(n, port, seconds, told, together)) for n in range(EDITORS)]
    for one in work:
        one.start()
    found = [told.get() for _ in work]
    for one in work:
        one.join()
    times = sorted(taken for who, taken_all, _ in found if who == "reader" for taken in taken_all)
    saves = [taken for who, taken_all, _ in found if who == "editor" for taken in taken_all]
    return {
        "pages_a_second": round(len(times) / seconds, 1),
        "p50_milliseconds": round(1000 * times[len(times) // 2], 1),
        "p95_milliseconds": round(1000 * times[int(0.95 * (len(times) - 1))], 1),
        "p99_milliseconds": round(1000 * times[int(0.99 * (len(times) - 1))], 1),
        "errors": sum(errors for _, _, errors in found),
        "saves_a_second": round(len(saves) / seconds, 1),
    }


def _reader(
    number: int, to: Callable[[], Get], pages: list[str], seconds: int, told: Any, together: Any
) -> None:
    """A page each tenth of a second, at its time; late is counted from when it was due."""
    random, get, times, errors = Random(number), to(), [], 0
    get("en/index.html")
    together.wait()
    begun = time.perf_counter() + random.random() / EACH_A_SECOND
    for turn in range(seconds * EACH_A_SECOND):
        due = begun + turn / EACH_A_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        status, length = get(random.choice(pages))
        times.append(time.perf_counter() - due)
        errors += status != 200 or not length
    told.put(("reader", times, errors))


def _editor(number: int, port: int, seconds: int, told: Any, together: Any) -> None:
    """Somebody who saves an entry by the form, then thinks for a second."""
    visitor, save, random, times = signed_in(port), saving(PEOPLE), Random(100 + number), []
    together.wait()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        save(visitor, random)
        times.append(time.perf_counter() - begun)
        time.sleep(PAUSE)
    told.put(("editor", times, 0))


if __name__ == "__main__":
    sys.exit(main())
