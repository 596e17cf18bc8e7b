"""Checkpoints as signed text, which a partner keeps outside, on paper if need be.

Invariant: a note is accepted only as exactly the bytes that the given key signed.

Source: C2SP tlog-checkpoint and signed-note (https://c2sp.org/).
"""

from __future__ import annotations

import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from aigaq.custody import keys
from aigaq.errors import CustodyBroken
from aigaq.records.custody import Checkpoint
from aigaq.records.custody_check import Why

CHECKPOINT = "checkpoint.txt"
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


def sign_checkpoint(checkpoint: Checkpoint, private_key: str) -> str:
    """The checkpoint as a signed note.

    Raises:
        ValueError: not a private key, or the key of another log.
    """
    origin, secret = keys.read_private(private_key)
    if origin != checkpoint.origin:
        raise ValueError("The key belongs to another log.")
    key = Ed25519PrivateKey.from_private_bytes(secret)
    text = f"{origin}\n{checkpoint.size}\n{keys.b64(bytes.fromhex(checkpoint.root))}\n"
    signature = keys.key_id(origin, key.public_key().public_bytes_raw()) + key.sign(text.encode())
    return f"{text}\n— {origin} {keys.b64(signature)}\n"


def verify_checkpoint(note: str, public_key: str) -> Checkpoint:
    """The checkpoint in a note, if this key signed it.

    Signatures by other keys (witnesses) are ignored.

    Raises:
        CustodyBroken: not a note, or not signed by this key, or changed since.
        ValueError: not a public key in its exact writing.
    """
    origin, public = keys.read_public(public_key)
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    try:
        checkpoint = _read_text(text)
        if checkpoint.origin != origin or not note.endswith("\n"):
            raise ValueError("of another log, or cut off")
        signature = _signature(signatures, origin, keys.key_id(origin, public))
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except (ValueError, InvalidSignature) as error:
        raise CustodyBroken(file=CHECKPOINT, why=Why.SIGNATURE_BAD) from error
    return checkpoint


def _read_text(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) < 4 or not _SIZE.fullmatch(lines[1]):
        raise ValueError("no checkpoint")
    return Checkpoint(lines[0], int(lines[1]), keys.unb64(lines[2]).hex())


def _signature(lines: str, origin: str, key_id: bytes) -> bytes:
    for line in lines.removesuffix("\n").split("\n"):
        dash, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        if dash == "—" and name == origin and (signature := keys.unb64(encoded))[:4] == key_id:
            return signature[4:]
    raise ValueError("not signed by this key")
