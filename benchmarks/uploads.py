"""Does somebody who sends 500 MB at 1 MB/s hold the site for those who read?

Invariant: a server that really runs, a form as a browser sends it; what was sent is opened again and compared.
Run: `python -m benchmarks.uploads [--megabytes 500] [--rate 1] [--senders 1]`; the answer goes to
`benchmarks/results/uploads.json`, under its own name.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any

from benchmarks.setup import ROOT, machine
from tests.web.programs import COMMAND, environment, line_of, running
from tests.web.slowly import ADDRESS, FILLED, PUBLIC, SECRET, Sender, body_of, token_at
from tests.web.visitor import Visitor

from aigaq.custody.parcels import Piece, open_upload

RESULT = ROOT / "benchmarks" / "results" / "uploads.json"
PAGE, READ = f"/d/{ADDRESS}/en/send/", f"/d/{ADDRESS}/en/receipt/"
AIMS = {"reader_p95_milliseconds": 100}
PAUSE_SECONDS, MEGABYTE = 0.5, 1_000_000


def main() -> int:
    """Measure; the exit code says whether the aim is kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--megabytes", type=int, default=500)
    asked.add_argument("--rate", type=float, default=1.0, help="megabytes a second, of each sender")
    asked.add_argument("--senders", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        answer = measure(Path(folder), given.megabytes, given.rate, given.senders)
    name = f"{given.senders} x {given.megabytes} MB at {given.rate:g} MB/s"
    before = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    RESULT.write_text(json.dumps({**before, name: answer, "aims": AIMS}, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(answer, indent=2))
    return 0 if not answer["missed"] else 1


def measure(folder: Path, megabytes: int, rate: float, senders: int) -> dict[str, Any]:
    """Readers alone, then beside the senders."""
    home, load = folder / "home", os.getloadavg()[0]
    house = [sys.executable, "-m", "tests.web.senthouse", PUBLIC]
    subprocess.run(house, cwd=ROOT, env=environment(home), check=True)
    with running(*COMMAND, "serve", "--port", "0", home=home) as server:
        said = re.search(r"http://localhost:(\d+)", line_of(server.stdout))
        assert said is not None
        port, process = int(said[1]), server.pid
        alone = _reading(port, seconds=10)
        before, begun = _memory(process, "VmRSS"), time.perf_counter()
        done, waits, beside = Event(), [0.0] * senders, list[float]()
        reader = Thread(target=_read_until, args=(port, done, beside))
        reader.start()
        _all_send(port, megabytes, rate, waits)
        done.set()
        reader.join()
        lasted = time.perf_counter() - begun
        peak = _memory(process, "VmHWM")
    answer: dict[str, Any] = {
        "seconds": round(lasted),
        "reader_alone_p95_milliseconds": _p95(alone),
        "reader_median_milliseconds": round(1000 * median(beside), 1),
        "reader_p95_milliseconds": _p95(beside),
        "reader_longest_milliseconds": round(1000 * max(beside), 1),
        "pages_read": len(beside),
        "receipt_after_last_byte_seconds": round(max(waits), 1),
        "memory_before_megabytes": before,
        "memory_peak_megabytes": peak,
        "opened_as_sent": _opened(home, folder, megabytes),
        "machine": machine(),
        "load_before": round(load, 1),
    }
    return answer | {"missed": [name for name, aim in AIMS.items() if answer[name] > aim]}


def _film(megabytes: int) -> bytes:
    return bytes(range(251)) * (megabytes * MEGABYTE // 251)


def _all_send(port: int, megabytes: int, rate: float, waits: list[float]) -> None:
    cookies = token_at(port, PAGE)
    body = body_of({"csrfmiddlewaretoken": cookies["csrf"], **FILLED}, [("film.mp4", _film(megabytes))])

    def send(number: int) -> None:
        sender = Sender(port, PAGE, cookies)
        sender.head(f"Content-Length: {len(body)}")
        _paced(sender, body, rate)
        last = time.perf_counter()
        status, page = sender.answer()
        assert status == 200, page
        waits[number] = time.perf_counter() - last

    threads = [Thread(target=send, args=(number,)) for number in range(len(waits))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _paced(sender: Sender, body: bytes, rate: float) -> None:
    step, begun, sent = max(1, int(rate * MEGABYTE / 20)), time.perf_counter(), 0
    while sent < len(body):
        sender.line.sendall(body[sent : sent + step])
        sent += step
        time.sleep(max(0.0, begun + sent / (rate * MEGABYTE) - time.perf_counter()))


def _reading(port: int, *, seconds: float) -> list[float]:
    done, found = Event(), list[float]()
    reader = Thread(target=_read_until, args=(port, done, found))
    reader.start()
    time.sleep(seconds)
    done.set()
    reader.join()
    return found


def _read_until(port: int, done: Event, found: list[float]) -> None:
    visitor = Visitor(port)
    while not done.is_set():
        begun = time.perf_counter()
        assert visitor.get(READ).status == 200
        found.append(time.perf_counter() - begun)
        time.sleep(PAUSE_SECONDS)


def _p95(seconds: list[float]) -> float:
    return round(1000 * quantiles(seconds, n=20)[-1], 1)


def _memory(process: int, name: str) -> int:
    """Megabytes that a process holds, or held at most."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) // 1000


def _opened(home: Path, folder: Path, megabytes: int) -> bool:
    due = sha256(_film(megabytes)).hexdigest()
    found = []
    for upload in sorted((home / "intake").iterdir()):
        found += list(open_upload(upload, folder / "opened" / upload.name, SECRET))
    return bool(found) and all(isinstance(one, Piece) and one.sha256 == due for one in found)


if __name__ == "__main__":
    sys.exit(main())
