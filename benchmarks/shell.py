"""How quick is the casebook in the browser with a million statements of a hundred thousand people?

Invariant: pages and forms are asked of a real server, writes are durable; an aim that is missed is written as missed.
Run: `python -m benchmarks.shell` (SQLite) and `python -m benchmarks.shell --postgresql`; the answers go to
`benchmarks/results/shell.json`. On a quiet machine: sixteen readers alone keep two cores busy.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from random import Random
from typing import Any

from benchmarks.setup import ROOT, machine
from tests.web.cluster import cluster, programs
from tests.web.visitor import Visitor, found

RESULT = ROOT / "benchmarks" / "results" / "shell.json"
PEOPLE, PASSWORD = 100_000, "a horse and a battery staple"
AIMS = {
    "list_p95_milliseconds": 300,
    "person_p95_milliseconds": 200,
    "writes_a_second": 300,
    "write_p99_milliseconds": 100,
    "write_errors": 0,
    "http_of_bare": 0.5,
}
LISTS = (
    *("subjects/person/", "subjects/event/", "subjects/place/", "sources/", "contradictions/", "questions/"),
    *("timeline/", "grid/", "counts/", "custody/", "members/", "", "search/?q=person77"),
)
SECONDS = 60
# Rows can be named only once Django knows its settings.
_FILL = (
    "import sys; from aigaq.web.server.starting import start; start(new=True); "
    "from benchmarks.crowd import fill; fill(int(sys.argv[1]), sys.argv[2])"
)


def main() -> int:
    """Measure on one database; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postgresql", action="store_true", help="on PostgreSQL instead of SQLite")
    asked.add_argument("--people", type=int, default=PEOPLE)
    asked.add_argument("--seconds", type=int, default=SECONDS)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, _database(given.postgresql):
        os.environ["AIGAQ_HOME"] = folder
        answer = measure(given.people, given.seconds)
    name = "postgresql" if given.postgresql else "sqlite"
    before = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    RESULT.write_text(json.dumps({**before, name: answer, "aims": AIMS}, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(answer, indent=2))
    return 0 if not answer["missed"] else 1


@contextmanager
def _database(postgresql: bool) -> Iterator[None]:
    bin_ = programs() if postgresql else None
    if postgresql and bin_ is None:
        raise SystemExit("No PostgreSQL is installed here.")
    with cluster(bin_, durable=True) if bin_ else nullcontext(None) as address:
        os.environ.pop("AIGAQ_DATABASE_URL", None)
        if address:
            os.environ["AIGAQ_DATABASE_URL"] = address
        yield


def measure(people: int, seconds: int) -> dict[str, Any]:
    """Fill a casebook, then ask of it what people ask."""
    load = os.getloadavg()[0]
    begun = time.perf_counter()
    run("-c", _FILL, str(people), PASSWORD)
    answer: dict[str, Any] = {"people": people, "filled_seconds": round(time.perf_counter() - begun)}
    with served("aigaq.web.server.serving") as port:
        answer |= pages(port, people) | {
            "saves_over_http": _posting(signed_in(port), saving(people), seconds // 4)
        }
    with served("benchmarks.bare") as port:
        answer["bare_over_http"] = _posting(Visitor(port), put_in, seconds // 4)
    answer["http_of_bare"] = round(answer["saves_over_http"] / answer["bare_over_http"], 2)
    for name, pause in (("", 0.0), ("_readers_pausing_a_second", 1.0)):
        told = json.loads(run("-m", "benchmarks.crowding", str(people), str(seconds), str(pause)))
        answer |= {f"{key}{name}": value for key, value in told.items()}
    answer |= {"machine": machine(), "load_before": round(load, 1), "seconds": seconds}
    return answer | {"missed": [name for name, aim in AIMS.items() if not _kept(name, answer[name], aim)]}


def _kept(name: str, value: float, aim: float) -> bool:
    return value >= aim if name in ("writes_a_second", "http_of_bare") else value <= aim


def run(*words: str) -> str:
    """What a program of ours prints."""
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


@contextmanager
def served(module: str) -> Iterator[int]:
    """A server at a free port of this machine."""
    words = ["-c", "from aigaq.cli.main import entry; entry()", "serve", "--port", "0"]
    command = words if module.startswith("aigaq") else ["-m", module]
    program = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        line = next(line for line in program.stdout if "http://localhost:" in line)
        yield int(line.partition("http://localhost:")[2].split()[0].strip('./",'))
    finally:
        program.terminate()
        program.wait()


def signed_in(port: int) -> Visitor:
    """A coder with her session."""
    visitor = Visitor(port)
    visitor.sign_in("bolat", PASSWORD)
    return visitor


def pages(port: int, people: int) -> dict[str, Any]:
    """First pages of lists and pages of people, once the whole was reckoned; in milliseconds."""
    visitor, random = signed_in(port), Random(7)
    begun = time.perf_counter()
    visitor.get("/c/crowd/")
    visitor.post("/c/crowd/jobs/", {"kind": "reckon"})
    while visitor.get("/c/crowd/").status != 200:
        time.sleep(0.5)
    reckoned = time.perf_counter() - begun
    first = {name: _timed(visitor, f"/c/crowd/{name}") for name in LISTS}
    lists = [_timed(visitor, f"/c/crowd/{name}") for _ in range(10) for name in LISTS]
    persons = [_timed(visitor, f"/c/crowd/subject/p{random.randrange(people)}/") for _ in range(300)]
    return {
        "reckoned_seconds": round(reckoned, 1),
        "list_p95_milliseconds": _share(lists, 0.95),
        "list_first_milliseconds": {name or "overview": round(1000 * taken) for name, taken in first.items()},
        "person_p50_milliseconds": _share(persons, 0.5),
        "person_p95_milliseconds": _share(persons, 0.95),
    }


def _timed(visitor: Visitor, address: str) -> float:
    begun = time.perf_counter()
    answer = visitor.get(address)
    taken = time.perf_counter() - begun
    assert answer.status == 200, (address, answer.status)
    return taken


def _share(taken: list[float], share: float) -> float:
    return round(1000 * sorted(taken)[int(share * (len(taken) - 1))], 1)


def saving(people: int) -> Callable[[Visitor, Random], None]:
    """One injury coded by the form, saved: two statements, a new event, the log."""

    def save(visitor: Visitor, random: Random) -> None:
        source = random.randrange(200)
        person = f"p{random.randrange(people)}"
        fields = {"form": "hurt", "line": "3", "first": "1", "last": "1", "who": person, "save": "yes"}
        # A browser goes on to the page that says "saved" once; here nobody reads it, and it would be carried along.
        visitor.cookies.pop("messages", None)
        answer = visitor.post(f"/c/crowd/source/s{source}/code/", fields)
        assert answer.status == 302, found(answer.page, "//*[@role='alert']//text()")

    return save


def put_in(visitor: Visitor, random: Random) -> None:
    """One row, by a view that does nothing else."""
    assert visitor.post("/bare/", {"word": str(random.random())}).status == 200


def _posting(visitor: Visitor, save: Callable[[Visitor, Random], None], seconds: int) -> float:
    """Saves a second of one client after the other; the client's own time is in it, for both alike."""
    random, count = Random(3), 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        save(visitor, random)
        count += 1
    return round(count / seconds, 1)


if __name__ == "__main__":
    sys.exit(main())
