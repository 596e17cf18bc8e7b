"""Small builders for custody: a folder, files to keep, randomness that repeats.

Invariant: nothing here asks the clock or the machine's randomness.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from aigaq import custody
from aigaq.custody import log, rows, store
from aigaq.records.custody import Item

AT = datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC)


def drawn(seed: str = "seed") -> Callable[[int], bytes]:
    """Randomness that repeats: the same seed draws the same bytes."""
    count = 0

    def draw(length: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{seed}/{count}".encode()).digest(length)

    return draw


class House:
    """A founded custody folder in a folder of the test, and the randomness it goes on with."""

    def __init__(self, folder: Path, seed: str = "seed") -> None:
        self.folder = folder / "custody"
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.draw = drawn(seed)
        self.public_key = custody.found(self.folder, origin="aigaq.example/test", randomness=self.draw)

    def file(self, content: bytes, name: str = "clip.mp4") -> Path:
        path = self.inbox / name
        path.write_bytes(content)
        return path

    def keep(self, content: bytes, name: str = "clip.mp4") -> Item:
        item, _ = custody.preserve(
            self.file(content, name), folder=self.folder, by="u1", at=AT, randomness=self.draw
        )
        return item

    def keep_many(self, count: int) -> list[Item]:
        return [self.keep(f"content {number}".encode(), f"clip{number}.mp4") for number in range(count)]

    def checkpoint(self) -> str:
        return custody.checkpoint(self.folder, randomness=self.draw)

    def blob(self, item: Item) -> Path:
        return store.blob_path(self.folder, item.sha256)

    @property
    def log(self) -> Path:
        return self.folder / rows.LOG

    def log_lines(self) -> list[bytes]:
        return self.log.read_bytes().splitlines(keepends=True)

    def rewrite_log(self, lines: list[bytes]) -> None:
        """What someone with an editor does to the log."""
        self.log.write_bytes(b"".join(lines))

    def move_head(self, lines: list[bytes]) -> None:
        """What someone does who knows how the head is made."""
        head = log.Head()
        for line in lines:
            head = head.after(line)
        log.write_head(self.folder, head, self.draw)


def flip(path: Path, offset: int, mask: int = 0x01) -> None:
    """Change one byte of a file, whatever its mode."""
    mode = path.stat().st_mode
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[offset] ^= mask
    path.write_bytes(content)
    path.chmod(mode)


def stored_files(folder: Path) -> list[Path]:
    """Every file in a custody folder that has a byte in it."""
    found = [Path(where) / name for where, _, names in os.walk(folder) for name in names]
    return sorted(path for path in found if path.stat().st_size)
