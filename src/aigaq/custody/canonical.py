"""One way to write a record as bytes, with its own hash beside it, so that any changed byte shows.

Invariant: a record has exactly one writing; bytes that mean the same but are written otherwise are refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from aigaq.custody import merkle

Body = Mapping[str, object]


def encode(body: Body) -> bytes:
    """The one writing of a record: JSON, keys sorted, no spaces, UTF-8, no line break inside."""
    return json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sealed(body: Body) -> bytes:
    """The record and its leaf hash, as one line with its line break."""
    return encode({"body": body, "leaf": merkle.leaf_hash(encode(body)).hex()}) + b"\n"


def unsealed(raw: bytes) -> dict[str, object]:
    """The record in one line.

    Raises:
        ValueError: not such a line, or a line whose bytes are not exactly what `sealed` wrote.
    """
    try:
        found = json.loads(raw)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict) or not isinstance(found.get("body"), dict):
        raise ValueError("not a sealed record")
    body: dict[str, object] = found["body"]
    if sealed(body) != raw:
        raise ValueError("not the bytes that were sealed")
    return body


def text(body: Body, key: str) -> str:
    """The text under a key.

    Raises:
        ValueError: absent, or no text.
    """
    found = body.get(key)
    if not isinstance(found, str):
        raise ValueError(f"{key} is no text")
    return found


def text_or_none(body: Body, key: str) -> str | None:
    """The text under a key that may hold none.

    Raises:
        ValueError: something else than text.
    """
    return None if body.get(key) is None else text(body, key)


def number(body: Body, key: str) -> int:
    """The whole number under a key.

    Raises:
        ValueError: absent, or no whole number.
    """
    found = body.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        raise ValueError(f"{key} is no whole number")
    return found
