"""Format of the server's log. Invariant: it holds no address, token, id or word of a case.

Messages of other libraries contain addresses (of an invitation, a password link, a record), and errors contain the
value at fault. So of every logger but our own only the kind of event and its place in the code are logged.
"""

from __future__ import annotations

import logging
import os
import traceback

OWN = "aigaq"


class Quiet(logging.Formatter):
    """Formatter: our own lines in full, of other loggers only the kind. With AIGAQ_DEBUG, everything."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        if os.environ.get("AIGAQ_DEBUG"):
            return super().format(record)
        own = record.name.split(".")[0] == OWN
        said = record.getMessage() if own else f"{record.levelname} of {record.name}, {record.funcName}"
        error = record.exc_info[1] if record.exc_info else None
        return said if error is None else "\n".join((said, *_places(error)))


def _places(error: BaseException) -> list[str]:
    """Type of an error and its traceback by file and line; never its text."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return [f"  {type(error).__name__}", *(f"    {one.filename}:{one.lineno} {one.name}" for one in frames)]
