"""A cache of recently used answers. Invariant: it never exceeds its limit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import RLock
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class Recent(Generic[_K, _V]):
    """Least-recently-used cache of values by key. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[_K, _V] = OrderedDict()
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _K) -> _V | None:
        """The value of a key; None if it is no longer there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: _K, value: _V) -> _V:
        """Store a value, replacing an earlier one of that key, and return it."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget all values."""
        with self._lock:
            self._values.clear()

    def once(self, key: _K, make: Callable[[], _V], *, alone: bool = False) -> _V:
        """The value of a key, computed if it is missing.

        Args:
            alone: one thread at a time computes a value while others wait; for values that are costly and often
                needed.
        """
        if alone:
            with self._lock:
                return self.once(key, make)
        value = self.get(key)
        return value if value is not None else self.keep(key, make())
