"""Limits on what readers send: how much is taken, and whose tries are refused.

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
    """How much is taken.

    Args:
        often: tries of one sender a minute; further ones are turned away unread.
        tries: tries of all of them a minute.
        own: what is taken of one sender in the window, of which `window` is the length in seconds.
        places: what is taken of all for one dossier in the window.
        kept_free: of these, the places for senders of whom nothing was taken in the window.
    """

    often: int = OFTEN
    tries: int = 30 * OFTEN
    own: int = OWN
    places: int = PLACES
    kept_free: int = KEPT_FREE
    window: float = WINDOW


class Throttle:
    """Counts of recent tries and taken places, in memory; the limits bound its size."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits, self._lock = limits, Lock()
        self._minute, self._tries, self._all = -MINUTE, dict[str, int](), 0
        self._taken: dict[str, deque[tuple[float, str]]] = {}

    def tried(self, sender: str, now: float) -> bool:
        """Whether what a sender sends is looked at at all; one who is turned away costs the others nothing.

        Args:
            now: seconds of a clock that only goes on.
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
        """Take a place for `what`, if one is free; whether it was."""
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
    """A sender, as she is counted: a digest that means nothing to anybody and nothing after a restart.

    Args:
        address: from which she asks (`doors.sender`). Of an IPv6 address the network counts: whoever has one has them
            all.
    """
    own = address
    if ":" in own:
        with suppress(ValueError):
            own = str(ipaddress.ip_network(f"{own}/64", strict=False))
    return hashlib.blake2b(own.encode(), key=_KEY, digest_size=16).hexdigest()
