"""Format of the server's log. Invariant: it holds no address, token, id or word of a case.

Messages of other libraries contain addresses (of an invitation, a password link, a record), and errors contain the
value at fault. So of every logger but our own only the kind of event and its place in the code are logged.
"""

from __future__ import annotations

import logging
import os
import traceback

OUR_LOGGER = "aigaq"


class QuietFormatter(logging.Formatter):
    """Formatter: our own lines in full, of other loggers only the kind. With AIGAQ_DEBUG, everything."""

    def format(self, record: logging.LogRecord) -> str:
        """Text of one line of the log."""
        if os.environ.get("AIGAQ_DEBUG"):
            return super().format(record)
        is_ours = record.name.split(".")[0] == OUR_LOGGER
        line = record.getMessage() if is_ours else f"{record.levelname} of {record.name}, {record.funcName}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else "\n".join((line, *_places(error)))


def _places(error: BaseException) -> list[str]:
    """Type of an error and its traceback by file and line; never its text."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return [f"  {type(error).__name__}", *(f"    {one.filename}:{one.lineno} {one.name}" for one in frames)]
