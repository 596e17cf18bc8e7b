"""How much processor does each page of a case take after somebody saved an entry, and does memory grow with saves?

Invariant: every page is opened by another save than the one before it, as a team that codes in parallel opens it; the
floor of the same run is the sign-in page, which asks nothing of any case.
Run: `python -m benchmarks.after_save`; the answer goes to `benchmarks/results/after_save.json`. SQLite, in a throw-away
home.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.setup import ROOT, machine

RESULT = ROOT / "benchmarks" / "results" / "after_save.json"
PEOPLE, TIMES, SAVES = 455, 3, 100
MOST_MS, MOST_MB = 150.0, 20.0
PAGES = {
    "overview": "",
    "counts": "counts/",
    "contradictions": "contradictions/",
    "questions": "questions/",
    "timeline": "timeline/",
    "grid": "grid/",
    "person": "subject/p1/",
    "people": "subjects/person/",
    "reader": "source/s1/",
    "coding form": "source/s1/code/?form=hurt&line=3",
    "sources": "sources/",
    "members": "members/",
    "publish": "publish/",
}


def main() -> int:
    """Measure; the exit code says whether every aim is kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=PEOPLE, help="ten statements are made of each")
    people = arguments.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AIGAQ_HOME"] = folder
        os.environ.pop("AIGAQ_DATABASE_URL", None)
        result = measured(people)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    return 0 if all(result["kept"].values()) else 1


def measured(people: int) -> dict[str, Any]:
    """All figures of a case of so many people."""
    from aigaq.web.server.starting import start  # noqa: PLC0415 - only now is there a home

    start(new=True)
    from benchmarks.crowd import fill  # noqa: PLC0415 - as above

    row = fill(people, "a horse and a battery staple")
    return _figures(row, _saver(row))


def _saver(row: Any) -> Callable[[], None]:
    """What saves one more entry."""
    from datetime import UTC, datetime  # noqa: PLC0415 - as above
    from itertools import count  # noqa: PLC0415

    from aigaq.records.entries import Entry  # noqa: PLC0415
    from aigaq.records.statements import Place  # noqa: PLC0415
    from aigaq.web.coding import actions  # noqa: PLC0415
    from aigaq.web.models import Account  # noqa: PLC0415

    numbers, coder = count(), Account.objects.get(username="bolat")

    def save() -> None:
        row.refresh_from_db()
        entry = Entry(f"later{next(numbers)}", "s1", Place(3, 1), None, "p1", "injury", "leg")
        actions.save(coder, row, entry, at=datetime.now(UTC))

    return save


def _figures(row: Any, save: Callable[[], None]) -> dict[str, Any]:
    from django.test import Client  # noqa: PLC0415 - as above

    from aigaq.web.models import Account, StatementRow  # noqa: PLC0415

    client, address = Client(), f"/c/{row.key}/"
    floor = _milliseconds(lambda: client.get("/accounts/login/", headers={"host": "localhost"}), lambda: None)
    lead = Account.objects.get(username="aigerim")
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")

    def opened(page: str) -> None:
        answer = client.get(address + page, headers={"host": "localhost"})
        assert answer.status_code == 200, (page, answer.status_code)

    for page in PAGES.values():
        opened(page)
    pages = {name: _milliseconds(partial(opened, page), save) for name, page in PAGES.items()}
    before = _megabytes()
    for _ in range(SAVES):
        save()
        opened("")
    grown = round(_megabytes() - before, 1)
    kept = {name: took <= MOST_MS for name, took in pages.items()} | {"memory": grown <= MOST_MB}
    return {
        "statements": StatementRow.objects.filter(case=row).count(),
        "cpu_milliseconds_after_a_save": pages,
        "floor_milliseconds": floor,
        "times_the_floor": {name: round(took / floor, 1) for name, took in pages.items()},
        f"megabytes_grown_in_{SAVES}_saves": grown,
        "aims": {"cpu_milliseconds": MOST_MS, "megabytes": MOST_MB},
        "kept": kept,
        "machine": machine(),
    }


def _milliseconds(work: Callable[[], object], before: Callable[[], object]) -> float:
    """Of several runs the least processor time: what else the machine does only adds to it."""
    took = []
    for _ in range(TIMES):
        before()
        began = time.process_time()
        work()
        took.append(1000 * (time.process_time() - began))
    return round(min(took), 1)


def _megabytes() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    raise SystemExit(main())
