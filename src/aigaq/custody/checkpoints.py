"""Checkpoints of a custody folder: the signed state of the log, for those who keep it outside, on paper if need be.

Invariant: a checkpoint is signed only over rows that were read again and that extend the previous checkpoint. A note is
accepted only as exactly the bytes that the given key signed.

Source: C2SP tlog-checkpoint and signed-note (https://c2sp.org/).
"""

from __future__ import annotations

import re
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from aigaq.custody import files, keys, log, merkle, rows
from aigaq.errors import CustodyBroken, FileUnreadable
from aigaq.records.custody import Checkpoint
from aigaq.records.custody_check import Why

CHECKPOINT = "checkpoint.txt"
PUBLIC_KEY = "key.public"
PRIVATE_KEY = "key.private"
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")
SIGNED = "signed.json"
"""Head of the log at the last checkpoint, from which the next one continues. It only saves time and proves nothing:
where anything is wrong with it, all rows are read again."""


def checkpoint(folder: Path, *, randomness: files.Randomness, new_rows_alone: bool = False) -> str:
    """Sign the current log; the note is kept as `checkpoint.txt` and returned to be sent out.

    Args:
        new_rows_alone: read only the rows that no checkpoint covers yet, for reading the whole log after each sealing
            would take longer and longer.
    Raises:
        CustodyBroken: the rows do not give the root of the head, or do not extend the last checkpoint (an
            older copy of the folder was put back). Nothing is signed then.
        FileUnreadable: the private key is not here.
    """
    with files.locked(folder):
        try:
            private = _line(folder, PRIVATE_KEY)
            public = keys.public_of(private)
        except ValueError as error:
            raise CustodyBroken(file=PRIVATE_KEY, why=Why.KEY_CHANGED) from error
        last = verify_checkpoint(read_note(folder), public)
        head = log.read_head(folder)
        signed = _signed(folder, last) if new_rows_alone else log.Head()
        _require_extension(folder, last, head, since=signed)
        state = Checkpoint(last.origin, head.frontier.size, head.frontier.root().hex())
        note = sign_checkpoint(state, private)
        _write(folder, CHECKPOINT, note, randomness)
        log.write_head(folder, head, randomness, name=SIGNED)
    return note


def read_note(folder: Path) -> str:
    """The folder's own last checkpoint, unchecked.

    Raises:
        CustodyBroken: it is gone, or no text.
    """
    try:
        return (folder / CHECKPOINT).read_bytes().decode()
    except FileNotFoundError as error:
        raise CustodyBroken(file=CHECKPOINT, why=Why.CHECKPOINT_MISSING) from error
    except UnicodeDecodeError as error:
        raise CustodyBroken(file=CHECKPOINT, why=Why.SIGNATURE_BAD) from error


def public_key(folder: Path) -> str:
    """The folder's public key, checked against the private key where that is here.

    Raises:
        CustodyBroken: it is gone or changed.
    """
    try:
        public = _line(folder, PUBLIC_KEY)
        keys.read_public(public)
    except (FileUnreadable, ValueError) as error:
        raise CustodyBroken(file=PUBLIC_KEY, why=Why.KEY_CHANGED) from error
    if (folder / PRIVATE_KEY).exists():
        try:
            same = keys.public_of(_line(folder, PRIVATE_KEY)) == public
        except (FileUnreadable, ValueError) as error:
            raise CustodyBroken(file=PRIVATE_KEY, why=Why.KEY_CHANGED) from error
        if not same:
            raise CustodyBroken(file=PUBLIC_KEY, why=Why.KEY_CHANGED)
    return public


def write_first(folder: Path, key: keys.KeyPair, randomness: files.Randomness) -> None:
    """Write the keys of a new folder and the checkpoint of its empty log. The caller holds the lock."""
    origin, _ = keys.read_public(key.public)
    empty = Checkpoint(origin, 0, merkle.EMPTY_ROOT.hex())
    _write(folder, PRIVATE_KEY, key.private + "\n", randomness)
    _write(folder, PUBLIC_KEY, key.public + "\n", randomness)
    _write(folder, CHECKPOINT, sign_checkpoint(empty, key.private), randomness)


def _signed(folder: Path, last: Checkpoint) -> log.Head:
    """The head of the log at the last checkpoint; an empty head where none is recorded or it does not fit."""
    try:
        head = log.read_head(folder, name=SIGNED)
    except CustodyBroken:
        return log.Head()
    fits = (head.frontier.size, head.frontier.root().hex()) == (last.size, last.root)
    return head if fits else log.Head()


def _require_extension(folder: Path, last: Checkpoint, head: log.Head, *, since: log.Head) -> None:
    if head.frontier.size < last.size:
        raise CustodyBroken(file=CHECKPOINT, why=Why.CHECKPOINT_AHEAD)
    frontier = then = since.frontier
    for row in rows.read(folder, start=since.length, end=head.length):
        if row.entry is None:
            line = since.frontier.size + row.line
            raise CustodyBroken(file=rows.LOG, line=line, why=Why.ROW_ALTERED)
        frontier = frontier.push(bytes.fromhex(row.leaf))
        then = frontier if frontier.size == last.size else then
    if frontier != head.frontier:
        raise CustodyBroken(file=log.HEAD, why=Why.ROOT_DIFFERS)
    if then.root().hex() != last.root:
        raise CustodyBroken(file=CHECKPOINT, why=Why.ROOT_DIFFERS)


def _line(folder: Path, name: str) -> str:
    try:
        text = (folder / name).read_bytes().decode()
    except OSError as error:
        raise FileUnreadable(file=name) from error
    if not text.endswith("\n"):
        raise ValueError("a key is one line")
    return text.removesuffix("\n")


def _write(folder: Path, name: str, text: str, randomness: files.Randomness) -> None:
    files.write_whole(folder, folder / name, text.encode(), mode=0o600, randomness=randomness)


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
