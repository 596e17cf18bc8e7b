"""The body of a request while it comes in: in memory, and what is too large for that enciphered on the disk.

Invariant: no byte of a body is written to a disk as it is. The key of what is written lives in memory alone and dies
with the request; the file has no name, so that nothing of it stays after a crash either.
"""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms

IN_MEMORY = 524_288


class Body(io.RawIOBase):
    """A body: written to its end, then read once. ChaCha20 under a key of its own hides it from whoever has the disk.

    There is no mark against change: who can write into a file of ours that has no name can write into our memory.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._memory, self._file = folder, bytearray(), -1
        self._length = self._at = 0
        secret = Cipher(algorithms.ChaCha20(os.urandom(32), os.urandom(16)), mode=None)
        self._hiding, self._showing = secret.encryptor(), secret.decryptor()

    def __len__(self) -> int:
        return self._length

    def append(self, data: bytes) -> None:
        """More of it.

        Raises:
            OSError: the disk takes no more.
        """
        if self._file < 0 and self._length + len(data) <= IN_MEMORY:
            self._memory += data
        else:
            if self._file < 0:
                self._spill()
            self._hide(data)
        self._length += len(data)

    def _spill(self) -> None:
        with tempfile.TemporaryFile(dir=self._folder) as file:
            self._file = os.dup(file.fileno())
        memory, self._memory = bytes(self._memory), bytearray()
        self._hide(memory)

    def _hide(self, data: bytes) -> None:
        hidden = memoryview(self._hiding.update(data))
        while hidden:
            hidden = hidden[os.write(self._file, hidden) :]

    def getfile(self) -> Body:
        """The stream that a page reads."""
        return self

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, as they came."""
        view = memoryview(buffer)
        if self._file < 0:
            data = bytes(self._memory[self._at : self._at + len(view)])
        else:
            data = self._showing.update(os.pread(self._file, len(view), self._at))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        """Forget it."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        self._memory = bytearray()
        super().close()
