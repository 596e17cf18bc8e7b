"""Are readers locked out while somebody sends five thousand comments a minute?

Invariant: a real server on SQLite is asked; every page comes late from the moment it was due; what is let in is counted
in the database, and whoever really wants to say something is one of the senders.
Run: `python -m benchmarks.comments`; the answer goes to `benchmarks/results/dossier-site.json` under `comments`.
"""

from __future__ import annotations

import argparse
import http.client
import json
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from benchmarks.dossier import EDITION
from benchmarks.largecase import cleared_case
from benchmarks.setup import ROOT, machine
from benchmarks.shell import run, served

from aigaq.dossier.exporting import export

RESULT = ROOT / "benchmarks" / "results" / "dossier-site.json"
READERS, EACH_A_SECOND, FLOODERS, A_MINUTE, EVERY = 5, 10, 4, 5_000, 5.0
ADDRESS, SHOWN, SECONDS = "d" * 20, 300, 60
AIMS = {"p95_milliseconds": 100.0, "errors": 0}
BELOW = f"/d/{ADDRESS}/en/comments/"
_FILL = (
    "import sys; from pathlib import Path; from aigaq.web.server.starting import start; start(new=True); "
    "from tests.web.cast import SAMPLES, assembled; from tests.web.published import published; "
    "published(assembled(SAMPLES / 'aqsai').row, address=sys.argv[1])"
)


def main() -> int:
    """Measure; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=int, default=SECONDS)
    seconds = asked.parse_args().seconds
    answer = {
        name: _measured(senders, seconds)
        for name, senders in (("quiet", 0), ("one_address", 1), ("thousand_addresses", 1_000))
    }
    kept = {name: all(one[aim] <= due for aim, due in AIMS.items()) for name, one in answer.items()}
    told = {**answer, "aims": AIMS, "kept": kept, "sent_a_minute": A_MINUTE, "machine": machine()}
    before = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}
    RESULT.write_text(json.dumps({**before, "comments": told}, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(told, indent=2))
    return 0 if all(kept.values()) else 1


def _measured(senders: int, seconds: int) -> dict[str, Any]:
    """Readers and one who writes now and then, while so many addresses flood (none: quiet)."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"AIGAQ_HOME": folder, "AIGAQ_ADDRESS": "https://record.example"}
        run("-c", _FILL, ADDRESS)
        site = Path(folder) / "public" / ADDRESS / "1"
        site.parent.mkdir(parents=True, exist_ok=True)
        export(cleared_case(SHOWN), EDITION, site)
        pages = [
            f"/d/{ADDRESS}/1/{path.relative_to(site).as_posix()}" for path in sorted(site.rglob("*.html"))
        ]
        with served("aigaq.web.server.serving") as port:
            told = _at_once(port, [*pages, *[BELOW] * (len(pages) // 5)], senders, seconds)
        return told | {"held": _held(Path(folder))}


def _held(home: Path) -> int:
    database = next(home.glob("*.sqlite3"), None) or next(home.glob("*.db"))
    return int(sqlite3.connect(database).execute("SELECT count(*) FROM web_commentrow").fetchone()[0])


def _at_once(port: int, pages: list[str], senders: int, seconds: int) -> dict[str, Any]:
    context = multiprocessing.get_context("fork")
    told = context.Queue()
    work: list[Any] = [
        context.Process(target=_reader, args=(n, port, pages, seconds, told)) for n in range(READERS)
    ]
    work.append(context.Process(target=_sender, args=("person", port, 10_000, EVERY, seconds, told)))
    pause = 60.0 * FLOODERS / A_MINUTE
    for number in range(FLOODERS if senders else 0):
        work.append(context.Process(target=_sender, args=(f"{number}", port, senders, pause, seconds, told)))
    for one in work:
        one.start()
    found = [told.get() for _ in work]
    for one in work:
        one.join()
    times = sorted(taken for who, some, _ in found if who == "reader" for taken in some)
    flood: Counter[int] = sum((some for who, _, some in found if who not in ("reader", "person")), Counter())
    return {
        "pages_a_second": round(len(times) / seconds, 1),
        "p50_milliseconds": round(1000 * times[len(times) // 2], 1),
        "p95_milliseconds": round(1000 * times[int(0.95 * (len(times) - 1))], 1),
        "p99_milliseconds": round(1000 * times[int(0.99 * (len(times) - 1))], 1),
        "errors": sum(some for who, _, some in found if who == "reader"),
        "flood": {str(status): count for status, count in sorted(flood.items())},
        "turned_away": round(flood[429] / flood.total(), 4) if flood else None,
        "people": {
            str(status): count for who, _, some in found if who == "person" for status, count in some.items()
        },
    }


def _reader(number: int, port: int, pages: list[str], seconds: int, told: Any) -> None:
    """A page each tenth of a second, at its time; late is counted from when it was due."""
    random, times, errors = Random(number), [], 0
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    begun = time.perf_counter() + random.random() / EACH_A_SECOND
    for turn in range(seconds * EACH_A_SECOND):
        due = begun + turn / EACH_A_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        connection.request("GET", random.choice(pages))
        answer = connection.getresponse()
        errors += not answer.read() or answer.status != 200
        times.append(time.perf_counter() - due)
    told.put(("reader", times, errors))


def _sender(who: str, port: int, senders: int, pause: float, seconds: int, told: Any) -> None:
    """Comments with a token that holds, from so many addresses as our own proxy would name them."""
    random, statuses = Random(who), Counter[int]()
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    connection.request("GET", BELOW + "new/")
    answer = connection.getresponse()
    answer.read()
    token = (answer.headers["Set-Cookie"] or "").partition("csrf=")[2].partition(";")[0]
    begun = time.perf_counter()
    for turn in range(int(seconds / pause)):
        time.sleep(max(0.0, begun + turn * pause - time.perf_counter()))
        number = random.randrange(senders)
        sender = f"{'10' if who == 'person' else '172'}.0.{number // 250}.{number % 250}"
        body = urlencode({"csrfmiddlewaretoken": token, "text": f"Buy {who} {turn} " + "spam " * 40})
        headers = {"Cookie": f"csrf={token}", "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", BELOW + "new/", body, {**headers, "X-Forwarded-For": sender})
        answer = connection.getresponse()
        answer.read()
        statuses[answer.status] += 1
    told.put((who, [], statuses))


if __name__ == "__main__":
    sys.exit(main())
