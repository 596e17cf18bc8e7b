"""Limits on contributions of readers, by sender and in total.

Invariant: no address is kept. Digests are counted, under a key that dies with the process; they are in no file and no
log. Reading is never counted.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

OFTEN, OWN, PLACES, KEPT_FREE = 20, 5, 60, 20
MINUTE, WINDOW = 60.0, 600.0
_KEY = secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the throttle.

    Args:
        often: tries of one sender per minute; further ones are refused unread.
        tries: tries of all senders per minute.
        own: contributions accepted from one sender in a window of `window` seconds.
        places: contributions accepted from all senders for one dossier in a window.
        kept_free: those of `places` that are reserved for senders without a contribution in the window.
    """

    often: int = OFTEN
    tries: int = 30 * OFTEN
    own: int = OWN
    places: int = PLACES
    kept_free: int = KEPT_FREE
    window: float = WINDOW


class Throttle:
    """Counts of recent tries and contributions, in memory; the limits bound its size."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits, self._lock = limits, Lock()
        self._minute, self._tries, self._all = -MINUTE, dict[str, int](), 0
        self._taken: dict[str, deque[tuple[float, str]]] = {}

    def tried(self, sender: str, now: float) -> bool:
        """Count a try. Returns whether it may be read at all; a refused sender costs the others nothing.

        Args:
            now: seconds of a monotonic clock.
        """
        with self._lock:
            if now - self._minute >= MINUTE:
                self._minute, self._tries, self._all = now, {}, 0
            own = self._tries.get(sender, 0)
            if own >= self._limits.often or self._all >= self._limits.tries:
                return False
            self._tries[sender] = own + 1
            self._all += 1
            return True

    def take(self, what: str, sender: str, now: float) -> bool:
        """Take a place for `what`. Returns whether one was free."""
        limits = self._limits
        with self._lock:
            taken = self._taken.setdefault(what, deque())
            while taken and now - taken[0][0] >= limits.window:
                taken.popleft()
            own = sum(who == sender for _, who in taken)
            free = limits.places - len(taken) - (limits.kept_free if own else 0)
            if own >= limits.own or free <= 0:
                return False
            taken.append((now, sender))
            return True


def sender_of(address: str) -> str:
    """Digest by which a sender is counted; it means nothing to others, and nothing after a restart.

    Args:
        address: network address (`doors.sender`). Of an IPv6 address only the network (/64) counts, since its owner
            has all addresses in it.
    """
    own = address
    if ":" in own:
        with suppress(ValueError):
            own = str(ipaddress.ip_network(f"{own}/64", strict=False))
    return hashlib.blake2b(own.encode(), key=_KEY, digest_size=16).hexdigest()
