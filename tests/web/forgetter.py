"""Writes a word into the tables of search that no record holds, takes it out again, and says what the files hold.

Invariant: it prints what stands in the bytes of the files, not what the database would answer.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from aigaq.web.server.starting import start

HOME = start(new=True)

from django.db import connection  # noqa: E402 - rows can be named only now
from tests.web.cast import TASQORA, Cast, assembled  # noqa: E402

from aigaq.web.home import DATABASE  # noqa: E402
from aigaq.web.models import IndexRow, SubjectRow  # noqa: E402
from aigaq.web.store.change import change  # noqa: E402
from aigaq.web.store.index_entries import LABEL, Findable  # noqa: E402
from aigaq.web.store.index_tables import put, rebuild  # noqa: E402

WORD = "zyzzyva"


def main() -> None:
    """Plant and make anew; plant and put into a compartment."""
    cast = assembled(TASQORA)
    plant(cast)
    say("planted", HOME)
    with change():
        rebuild(cast.row)
    say("made anew", HOME)
    plant(cast)
    say("planted", HOME)
    cast.seal("subject", "marat")
    say("moved", HOME)


def plant(cast: Cast) -> None:
    """Let a person be found by a word that nothing says of him."""
    row = SubjectRow.objects.get(case=cast.row, key="marat")
    table = IndexRow.objects.get(case=cast.row, seal=None).table
    with change():
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE rowid = %s", [LABEL + row.seq])
        put(
            cast.row, [Findable(None, LABEL + row.seq, (WORD,), row.key, WORD, f"{datetime.now(UTC)} {WORD}")]
        )


def say(step: str, home: Path) -> None:
    """Whether any file of the database holds the word."""
    files = [path for path in home.iterdir() if path.name.startswith(DATABASE)]
    held = any(WORD.encode() in path.read_bytes() for path in files)
    print(f"{step}: {'there' if held else 'gone'}", flush=True)


if __name__ == "__main__":
    main()
