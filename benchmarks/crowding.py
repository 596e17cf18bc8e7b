"""Sixteen people write into a large casebook and sixteen read it at once, each in a program of its own.

Invariant: a write counts once it is acknowledged; nothing is left out of the figures.
Run by `benchmarks.shell`: people, seconds, pause of a reader between two pages.
"""

from __future__ import annotations

import json
import multiprocessing
import secrets
import sys
import time
from datetime import UTC, datetime
from random import Random
from typing import Any

WRITERS = READERS = 16
Told = tuple[str, list[float], int]


def main() -> int:
    """Let them go to work, and print what came of it."""
    people, seconds, pause = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    from aigaq.web.server.starting import start  # noqa: PLC0415 - Django begins here

    start()
    from django.db import connections  # noqa: PLC0415 - as above

    # Forked: how long thirty-two programs take to begin is not the question. Each has a connection of its own.
    connections.close_all()
    context = multiprocessing.get_context("fork")
    told, together = context.Queue(), context.Barrier(WRITERS + READERS)
    parts = ["write"] * WRITERS + ["read"] * READERS
    programs = [
        context.Process(target=work, args=(part, number, people, seconds, pause, told, together))
        for number, part in enumerate(parts)
    ]
    for one in programs:
        one.start()
    every: list[Told] = [told.get() for _ in programs]
    for one in programs:
        one.join()
    print(json.dumps(figures(every, seconds)))
    return 0


def figures(every: list[Told], seconds: int) -> dict[str, float]:
    """Writes and pages a second, and how long they took."""
    writes = sorted(taken for part, times, _ in every if part == "write" for taken in times)
    pages = sorted(taken for part, times, _ in every if part == "read" for taken in times)
    return {
        "writes_a_second": round(len(writes) / seconds, 1),
        "write_p50_milliseconds": round(1000 * writes[len(writes) // 2], 1),
        "write_p99_milliseconds": round(1000 * writes[int(0.99 * (len(writes) - 1))], 1),
        "write_errors": sum(errors for part, _, errors in every if part == "write"),
        "pages_a_second": round(len(pages) / seconds, 1),
        "page_p95_milliseconds": round(1000 * pages[int(0.95 * (len(pages) - 1))], 1),
    }


def work(part: str, number: int, people: int, seconds: int, pause: float, told: Any, together: Any) -> None:
    """Write or read until the time is over."""
    do = _writer(people) if part == "write" else _reader(people)
    random, times, errors = Random(number), [], 0
    do(random)
    together.wait()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        try:
            do(random)
        except Exception as error:  # noqa: BLE001 - the count of failures is what is asked
            errors += 1
            print(repr(error), file=sys.stderr)
        times.append(time.perf_counter() - begun)
        if part == "read" and pause:
            time.sleep(pause)
    told.put((part, times, errors))


def _writer(people: int) -> Any:
    from aigaq.records.entries import Entry  # noqa: PLC0415 - as above
    from aigaq.records.statements import Place  # noqa: PLC0415
    from aigaq.web.coding import actions as coding_actions  # noqa: PLC0415
    from aigaq.web.models import Account, CaseRow  # noqa: PLC0415

    coder, row = Account.objects.get(username="bolat"), CaseRow.objects.get(key="crowd")

    def write(random: Random) -> None:
        key, source = f"e{secrets.token_hex(6)}", f"s{random.randrange(2_000)}"
        person, place = f"p{random.randrange(people)}", Place(3, 1)
        if random.random() < 0.5:
            entry = Entry(key, source, place, None, person, "injury", "leg")
        else:
            slots = (("with", "firearm"), ("when", "2031-05-14"), ("dead-at", "place3"))
            entry = Entry(key, source, place, "killed", person, slots=slots)
        coding_actions.save(coder, row, entry, at=datetime.now(UTC))

    return write


def _reader(people: int) -> Any:
    from aigaq.casework.portraits import about_view  # noqa: PLC0415 - as above
    from aigaq.web.models import Account  # noqa: PLC0415
    from aigaq.web.store import cases, lists  # noqa: PLC0415

    coder = Account.objects.get(username="bolat")

    def look(random: Random) -> None:
        if random.random() < 0.5:
            person = f"p{random.randrange(people)}"
            about_view(cases.about(coder, "crowd", person)[1], person)
        else:
            lists.subjects(coder, "crowd", "person", page=random.randrange(1, 20), size=100)

    return look


if __name__ == "__main__":
    sys.exit(main())
