"""How often one address may try in a while. Invariant: kept in memory alone, for as long as the while lasts."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest

from aigaq.errors import TooOften

_ADDRESSES = 10_000


class Tries:
    """A count for each address that a request comes from; behind a server in front that is one for everybody."""

    def __init__(self, most: int, *, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._lock = Lock()
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def count(self, request: HttpRequest) -> None:
        """Count one more.

        Raises:
            TooOften: it is one too many.
        """
        with self._lock:
            now = self._clock()
            times = self._seen.setdefault(request.META.get("REMOTE_ADDR", ""), deque())
            self._seen.move_to_end(request.META.get("REMOTE_ADDR", ""))
            while times and now - times[0] >= self._seconds:
                times.popleft()
            if len(times) >= self._most:
                raise TooOften
            times.append(now)
            while len(self._seen) > _ADDRESSES:
                self._seen.popitem(last=False)

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._seen.clear()
