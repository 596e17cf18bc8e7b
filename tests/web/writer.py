"""Saves entries one after another and prints each after it was acknowledged; made to be killed.

Invariant: what it printed was durable before it was printed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from aigaq.web.server.starting import start

start(new=True)

from aigaq.records.entries import Entry  # noqa: E402 - rows can be named only now
from aigaq.records.statements import Place  # noqa: E402
from aigaq.web.coding.actions import save  # noqa: E402
from aigaq.web.models import Account, CaseRow  # noqa: E402


def main() -> None:
    """Save until killed."""
    viewer = Account.objects.get(username="bolat")
    row = CaseRow.objects.get(key="tasqora")
    for number in count():
        entry = Entry(f"w{number}", "talk", Place(4), None, "captain", "present-at", "shooting")
        save(viewer, row, entry, at=datetime.now(UTC))
        print(entry.id, flush=True)


if __name__ == "__main__":
    main()
