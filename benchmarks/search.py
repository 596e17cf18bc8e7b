"""How long does a search take in a big case, against reading every row, and what does it cost to save?

Invariant: both are measured in the same run on the same rows; a figure that misses its aim is written as missed.
Run: `python -m benchmarks.search`; the answer goes to `benchmarks/results/search.json`. SQLite, in a throw-away home.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from benchmarks.generated import Casebook, casebook
from benchmarks.setup import ROOT, machine

RESULT = ROOT / "benchmarks" / "results" / "search.json"
SIZE, TIMES, AT = 200_000, 40, datetime(2031, 6, 3, tzinfo=UTC)
AIMS = {"search_p95_milliseconds": 500.0, "index_entry_milliseconds": 0.5}
# Common, rare, the beginning of very many, of one kind, of several words, not there.
ASKED = (
    "head",
    "chest",
    "person 77",
    "person",
    "p",
    "red coat",
    "neighbour",
    "driver 2",
    "қуғын",
    "огнестр",
    "zzz",
)


def main() -> int:
    """Measure; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=int, default=SIZE, help="how many statements")
    size = asked.parse_args().size
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AIGAQ_HOME"] = folder
        os.environ.pop("AIGAQ_DATABASE_URL", None)
        result = measured(size)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    return 0 if all(result["kept"].values()) else 1


def measured(size: int) -> dict[str, Any]:
    """All figures for one size."""
    from aigaq.web.server.starting import start  # noqa: PLC0415 - the home is named only now

    home = start(new=True)
    viewer, row = filled(casebook(size))
    built = seconds(lambda: rebuilt(row))
    searches = {word: asked_often(viewer, row.key, word) for word in ASKED}
    likes = {word: scanned(row, word) for word in ASKED}
    every = [one for some in searches.values() for one in some]
    figures = {
        "statements": size,
        "rebuild_seconds": round(built, 1),
        "database_megabytes": round(sum(one.stat().st_size for one in Path(home).glob("*.sqlite3*")) / 1e6),
        "search_p50_milliseconds": round(median(every), 2),
        "search_p95_milliseconds": round(quantiles(every, n=20)[-1], 2),
        "index_entry_milliseconds": round(entry_cost(row), 3),
    }
    return {
        "question": f"search in {size:,} generated statements, SQLite: first page of all three kinds",
        "figures": figures,
        "by_word": {
            word: {
                "search_milliseconds": round(median(searches[word]), 2),
                "like_scan_milliseconds": round(likes[word], 1),
                "times_faster": round(likes[word] / median(searches[word]), 1),
            }
            for word in ASKED
        },
        "aims": AIMS,
        "kept": {name: figures[name] <= aim for name, aim in AIMS.items()},
        "includes": {
            "search": "who may see what, the question, and the words of each hit marked; not the page around it",
            "like_scan": "one LIKE for each word over labels and bodies of all rows, the first 30 hits taken",
            "index_entry": "what the tables of words add to saving an entry of twelve statements, without the commit",
        },
        "machine": machine(),
    }


def filled(book: Casebook) -> tuple[Any, Any]:
    """A case with the statements of the book, and who leads it; written as rows, for nothing but search is asked."""
    from aigaq.web.models import Account, CaseRow, Membership, StatementRow, SubjectRow  # noqa: PLC0415
    from aigaq.web.store.insert import rows_of  # noqa: PLC0415 - as above

    viewer = Account.objects.create_user("lead")
    row = CaseRow.objects.create(key="big", title="Big", coder="lead")
    Membership.objects.create(case=row, account=viewer, role="lead")
    parts: tuple[tuple[Any, Iterable[Any]], ...] = (
        (SubjectRow, book.subjects.values()),
        (StatementRow, book.statements),
    )
    for kind, records in parts:
        left, numbers = iter(records), count(1)
        while some := rows_of(kind, islice(left, 5000)):
            for one in some:
                one.case, one.seq, one.by, one.at = row, next(numbers), "lead", AT
            kind.objects.bulk_create(some, batch_size=500)
    return viewer, row


def rebuilt(row: Any) -> None:
    """All tables of words made anew, in one transaction."""
    from aigaq.web.store.change import change  # noqa: PLC0415 - as above
    from aigaq.web.store.index_tables import rebuild  # noqa: PLC0415

    with change():
        rebuild(row)


def asked_often(viewer: Any, key: str, word: str) -> list[float]:
    """Milliseconds of each of many searches for a word."""
    from aigaq.web.search.queries import search  # noqa: PLC0415 - as above

    search(viewer, key, word)
    return [seconds(lambda: search(viewer, key, word)) * 1000 for _ in range(TIMES)]


def scanned(row: Any, words: str) -> float:
    """Milliseconds of the same question without any index: every label and every body is read."""
    from django.db import connection  # noqa: PLC0415 - as above

    def scan() -> None:
        with connection.cursor() as cursor:
            for table, column in (("web_subjectrow", "label"), ("web_statementrow", "body")):
                marks = " AND ".join([f"{column} LIKE %s"] * len(words.split()))
                text = f"SELECT key FROM {table} WHERE case_id = %s AND {marks} ORDER BY {column} LIMIT 30"
                cursor.execute(text, [row.pk.hex, *(f"%{word}%" for word in words.split())])
                cursor.fetchall()

    return median(seconds(scan) for _ in range(3)) * 1000


def entry_cost(row: Any) -> float:
    """Milliseconds that indexing adds to one entry, of two hundred whose rows are put once more under new numbers."""
    from aigaq.web.models import StatementRow, SubjectRow  # noqa: PLC0415
    from aigaq.web.store.change import change  # noqa: PLC0415 - as above
    from aigaq.web.store.index_tables import index  # noqa: PLC0415

    random, spent = Random(1), []
    subjects, last = (
        list(SubjectRow.objects.filter(case=row)[:200]),
        StatementRow.objects.filter(case=row).count(),
    )
    for number in range(200):
        rows: list[Any]
        first = random.randrange(1, last - 20)
        rows = list(StatementRow.objects.filter(case=row, seq__gte=first).order_by("seq")[:12])
        for n, one in enumerate((subjects[number], *rows)):
            one.seq = 10_000_000 + number * 20 + n
        with change():
            begun = time.perf_counter()
            index(row, [subjects[number]])
            index(row, rows)
            spent.append((time.perf_counter() - begun) * 1000)
    return median(spent)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one run."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
