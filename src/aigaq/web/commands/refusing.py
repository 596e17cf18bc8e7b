"""What the server answers by itself, before any page is asked: a request that is none, or too large.

Invariant: it carries the header table like every page, and is kept in no cache.
"""

from __future__ import annotations

from typing import Any

import waitress
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from aigaq.web.headers import TABLE


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """An answer of the server's own, with our headers."""

    def execute(self) -> None:
        self.response_headers += [*TABLE.items(), ("Cache-Control", "private, no-store")]
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]  # as above
    error_task_class = _Refusal


def server(application: Any, **settings: Any) -> Any:
    """A server of one address that refuses in this way; arguments as those of `waitress.create_server`.

    Raises:
        OSError: the address cannot be listened to.
    """
    made = waitress.create_server(application, **settings)
    # Waitress has no setting for it; one socket takes its channels from its own class.
    made.channel_class = _Channel
    return made
