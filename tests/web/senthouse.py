"""Fill a home with a case whose dossier takes things in; run as a program, since a test has another home.

Invariant: it says the password of the lead, and ends.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from aigaq.web.server.starting import start

start(new=True)

from tests.web.cast import TASQORA  # noqa: E402 - rows can be named only now
from tests.web.sent import published  # noqa: E402

from aigaq.web.accounts.actions import add_account  # noqa: E402
from aigaq.web.casebook.commands import import_folder  # noqa: E402


def main() -> None:
    """Bring the case in, and open its dossier to the key that was named."""
    lead, password = add_account("aigerim", password=None, at=datetime.now(UTC))
    row, _ = import_folder(lead, TASQORA, at=datetime.now(UTC))
    published(row, key=sys.argv[1])
    print(password)


if __name__ == "__main__":
    main()
