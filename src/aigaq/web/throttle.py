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

TRIES_EACH, ACCEPTED_EACH, ACCEPTED, RESERVED = 20, 5, 60, 20
MINUTE, WINDOW = 60.0, 600.0
_KEY = secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the throttle.

    Args:
        tries_each: tries of one sender per minute; further ones are refused unread.
        tries: tries of all senders per minute.
        accepted_each: contributions accepted from one sender in a window of `window` seconds.
        accepted: contributions accepted from all senders for one dossier in a window.
        reserved: those of `accepted` that are reserved for senders without a contribution in the window.
    """

    tries_each: int = TRIES_EACH
    tries: int = 30 * TRIES_EACH
    accepted_each: int = ACCEPTED_EACH
    accepted: int = ACCEPTED
    reserved: int = RESERVED
    window: float = WINDOW


class Throttle:
    """Counts of recent tries and contributions, in memory; the limits bound its size."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits, self._lock = limits, Lock()
        self._minute, self._tries, self._all = -MINUTE, dict[str, int](), 0
        self._accepted: dict[str, deque[tuple[float, str]]] = {}

    def may_try(self, sender: str, now: float) -> bool:
        """Count a try. Returns whether it may be read at all; a refused sender costs the others nothing.

        Args:
            now: seconds of a monotonic clock.
        """
        with self._lock:
            if now - self._minute >= MINUTE:
                self._minute, self._tries, self._all = now, {}, 0
            tries = self._tries.get(sender, 0)
            if tries >= self._limits.tries_each or self._all >= self._limits.tries:
                return False
            self._tries[sender] = tries + 1
            self._all += 1
            return True

    def accept(self, what: str, sender: str, now: float) -> bool:
        """Accept a contribution to `what`, unless its places are taken. Returns whether it was accepted."""
        limits = self._limits
        with self._lock:
            accepted = self._accepted.setdefault(what, deque())
            while accepted and now - accepted[0][0] >= limits.window:
                accepted.popleft()
            by_sender = sum(who == sender for _, who in accepted)
            free = limits.accepted - len(accepted) - (limits.reserved if by_sender else 0)
            if by_sender >= limits.accepted_each or free <= 0:
                return False
            accepted.append((now, sender))
            return True


def sender_of(address: str) -> str:
    """Digest by which a sender is counted; it means nothing to others, and nothing after a restart.

    Args:
        address: network address (`network.sender`). Of an IPv6 address only the network (/64) counts, since its owner
            has all addresses in it.
    """
    counted = address
    if ":" in counted:
        with suppress(ValueError):
            counted = str(ipaddress.ip_network(f"{address}/64", strict=False))
    return hashlib.blake2b(counted.encode(), key=_KEY, digest_size=16).hexdigest()
