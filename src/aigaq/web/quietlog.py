"""What the server's log holds. Invariant: no address, no token, no id and no word of a case stands in it.

What others' code logs names addresses: of an invitation, of a link to a new password, of a record; and an error says
the value that it met. So of every logger but our own it is said what kind of thing happened, and where in the code.
"""

from __future__ import annotations

import logging
import os
import traceback

OWN = "aigaq"


class Quiet(logging.Formatter):
    """A line as it was written by us; of others the kind of it alone. AIGAQ_DEBUG shows all."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        if os.environ.get("AIGAQ_DEBUG"):
            return super().format(record)
        own = record.name.split(".")[0] == OWN
        said = record.getMessage() if own else f"{record.levelname} of {record.name}, {record.funcName}"
        error = record.exc_info[1] if record.exc_info else None
        return said if error is None else "\n".join((said, *_places(error)))


def _places(error: BaseException) -> list[str]:
    """The kind of an error and where it was raised, by file and line; never what it says."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return [f"  {type(error).__name__}", *(f"    {one.filename}:{one.lineno} {one.name}" for one in frames)]
