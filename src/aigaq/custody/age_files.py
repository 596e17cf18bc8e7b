"""Sealing of files to a public key with age, and opening them again. Only this file uses pyrage.

Invariant: what is sealed passes through memory and a pipe alone; only its sealed form is written to a disk.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pyrage

from aigaq.custody.files import write_all
from aigaq.errors import BadRecipient, NoRoom, UploadDamaged, WrongKey

_MADE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Original:
    """The original of a sealed file: number of bytes and SHA-256."""

    size: int
    sha256: str


def make_identity() -> tuple[str, str]:
    """A new key pair: the secret key that opens, the public key that files are sealed to."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def public_of(secret: str) -> str:
    """The public key of a secret one.

    Raises:
        WrongKey: no secret key of age.
    """
    return str(_identity(secret).to_public())


def recipient(written: str) -> str:
    """A public key in its stored form.

    Raises:
        BadRecipient: no public key of age (X25519); a secret key is none.
    """
    try:
        return str(pyrage.x25519.Recipient.from_str(written.strip()))
    except pyrage.RecipientError as error:
        raise BadRecipient from error


class Sealing:
    """A file that is being sealed. age reads from a file object, so the bytes go through a pipe."""

    def __init__(self, target: Path, key: str) -> None:
        """Begin a new file; an existing one is not overwritten.

        Raises:
            BadRecipient: no public key. NoRoom: the disk takes no more.
        """
        self._key = pyrage.x25519.Recipient.from_str(recipient(key))
        self._target = _begun(target)
        self._digest, self._size = hashlib.sha256(), 0
        self._failed: Exception | None = None
        read, self._pipe = os.pipe()
        self._thread = Thread(target=self._seal, args=(read,), name="aigaq-sealing", daemon=True)
        self._thread.start()

    def _seal(self, read: int) -> None:
        try:
            with os.fdopen(read, "rb", buffering=0) as source, os.fdopen(self._target, "wb") as target:
                pyrage.encrypt_io(source, target, [self._key])
                target.flush()
                os.fsync(target.fileno())
        except (OSError, pyrage.EncryptError) as error:
            self._failed = error

    def write(self, data: bytes) -> None:
        """Seal more bytes.

        Raises:
            NoRoom: the disk takes no more.
        """
        self._digest.update(data)
        self._size += len(data)
        try:
            write_all(self._pipe, data)
        except BrokenPipeError as error:
            # Whoever reads the pipe has ended: the sealed form could not be written.
            self.abandon()
            raise NoRoom from error

    def finish(self) -> Original:
        """Finish the file; its bytes are durable, its name in the folder is not yet.

        Raises:
            NoRoom: the disk took no more.
        """
        self.abandon()
        if self._failed is not None:
            raise NoRoom from self._failed
        return Original(self._size, self._digest.hexdigest())

    def abandon(self) -> None:
        """Give up the incomplete file; the caller removes its folder."""
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
        self._thread.join()


def _begun(target: Path) -> int:
    try:
        return os.open(target, _MADE, 0o600)
    except OSError as error:
        raise NoRoom from error


def unseal(sealed: Path, target: Path, secret: str) -> Original:
    """Open one sealed file into a new one; if that fails, nothing of it is left.

    Raises:
        WrongKey: sealed to another key. UploadDamaged: it was changed or cut short, or is no such file.
        FileExistsError: the new file is there already.
    """
    key = _identity(secret)
    with sealed.open("rb") as source, os.fdopen(os.open(target, _MADE, 0o600), "w+b") as opened:
        try:
            pyrage.decrypt_io(source, opened, [key])
            opened.flush()
            os.fsync(opened.fileno())
            opened.seek(0)
            return Original(
                os.fstat(opened.fileno()).st_size, hashlib.file_digest(opened, "sha256").hexdigest()
            )
        except pyrage.DecryptError as error:
            target.unlink()
            # The library tells the two apart in its words alone.
            if "matching keys" in str(error):
                raise WrongKey from error
            raise UploadDamaged(value=sealed.name) from error
        except OSError as error:
            target.unlink()
            raise UploadDamaged(value=sealed.name) from error


def _identity(secret: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(secret.strip())
    except pyrage.IdentityError as error:
        raise WrongKey from error
