"""Signing keys as lines of text.

Invariant: a key has one encoding; any changed letter is refused, for name and key carry their own hash.

Source: C2SP signed-note (https://c2sp.org/signed-note); the private encoding is that of Go's sumdb/note.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from aigaq.custody.files import Randomness

_ED25519 = b"\x01"
_SECRET = "PRIVATE+KEY+"
_ORIGIN = re.compile(r"[!-*,-~]{1,200}")  # printable ASCII, no space, no plus


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A signing key with the public key that checks its signatures, as lines of text."""

    private: str
    public: str

    def __repr__(self) -> str:
        return f"KeyPair(public={self.public!r})"  # a private key must not reach a log


def make_key(origin: str, randomness: Randomness) -> KeyPair:
    """A new Ed25519 key for the log of this name.

    Args:
        origin: name of the log, printable ASCII without spaces and plus signs; it is written into every
            checkpoint, so it must not say more than the checkpoints may.
        randomness: 32 bytes are taken.
    Raises:
        ValueError: no such name.
    """
    if not _ORIGIN.fullmatch(origin):
        raise ValueError("A log's name is printable ASCII without spaces and plus signs.")
    secret = randomness(32)
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    named = f"{origin}+{key_id(origin, public).hex()}+"
    return KeyPair(
        private=f"{_SECRET}{named}{b64(_ED25519 + secret)}", public=f"{named}{b64(_ED25519 + public)}"
    )


def public_of(private_key: str) -> str:
    """The public key that belongs to a private one.

    Raises:
        ValueError: not a private key in its exact writing.
    """
    origin, secret = read_private(private_key)
    return make_key(origin, lambda _length: secret).public


def read_private(line: str) -> tuple[str, bytes]:
    """The log's name and the 32 secret bytes.

    Raises:
        ValueError: not a private key in its exact writing.
    """
    if not line.startswith(_SECRET):
        raise ValueError("no private key")
    origin, named, secret = _read_key(line.removeprefix(_SECRET))
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    if named != key_id(origin, public):
        raise ValueError("the private key is damaged")
    return origin, secret


def read_public(line: str) -> tuple[str, bytes]:
    """The log's name and the 32 public bytes.

    Raises:
        ValueError: not a public key in its exact writing.
    """
    origin, named, public = _read_key(line)
    if named != key_id(origin, public):
        raise ValueError("the public key is damaged")
    return origin, public


def _read_key(line: str) -> tuple[str, bytes, bytes]:
    origin, named, encoded = line.split("+", 2)
    raw = unb64(encoded)
    if not _ORIGIN.fullmatch(origin) or len(raw) != 33 or raw[:1] != _ED25519:
        raise ValueError("no Ed25519 key")
    if bytes.fromhex(named).hex() != named:
        raise ValueError("a key has one writing")
    return origin, bytes.fromhex(named), raw[1:]


def key_id(origin: str, public: bytes) -> bytes:
    """Four bytes that identify the signing key."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]


def b64(raw: bytes) -> str:
    """Bytes in base64."""
    return base64.b64encode(raw).decode("ascii")


def unb64(text: str) -> bytes:
    """Bytes from canonical base64.

    Raises:
        ValueError: anything else.
    """
    raw = base64.b64decode(text, validate=True)
    if b64(raw) != text:
        raise ValueError("base64 with loose bits")  # two writings of one key would be one too many
    return raw
