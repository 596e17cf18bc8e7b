"""A cache of the answers that were used last. Invariant: it never holds more than it was told to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import RLock
from typing import Generic, TypeVar

_K = TypeVar("_K")
_V = TypeVar("_V")


class Recent(Generic[_K, _V]):
    """Values by key; the one used longest ago makes room for a new one. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[_K, _V] = OrderedDict()
        self._lock = RLock()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: _K) -> _V | None:
        """The value of a key, if it is still there."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def keep(self, key: _K, value: _V) -> _V:
        """Keep a value, in place of an earlier one of that key; the value itself."""
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
        """The value of a key, made if it is not there.

        Args:
            alone: only one thread makes a value at a time, and the others wait: for what is dear and asked for by many.
        """
        if alone:
            with self._lock:
                return self.once(key, make)
        value = self.get(key)
        return value if value is not None else self.keep(key, make())
