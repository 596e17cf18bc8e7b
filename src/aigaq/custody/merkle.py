"""Merkle tree of RFC 6962: one root over all rows, against which a later log can be checked.

Invariant: a leaf can never pass for a node: 0x00 precedes the one, 0x01 the other.

Source: RFC 6962, section 2.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256(b"").digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """Roots of the complete subtrees of a log, the largest first: all that is needed to continue it.

    There is one root for every 1 in the binary writing of `size`, so it stays short (20 hashes for a million
    rows) and a row can be added without reading the log.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ValueError("A frontier has one hash for every 1 in the binary writing of its size.")

    def push(self, leaf: bytes) -> Frontier:
        """The frontier after one more leaf hash."""
        peaks, node, size = list(self.peaks), leaf, self.size
        while size & 1:
            node = node_hash(peaks.pop(), node)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, node))

    def root(self) -> bytes:
        """The Merkle tree head over all leaves so far."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for left in reversed(self.peaks[:-1]):
            node = node_hash(left, node)
        return node


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def frontier_of(leaves: Iterable[bytes]) -> Frontier:
    """The frontier over leaf hashes, first to last."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.push(leaf)
    return frontier
