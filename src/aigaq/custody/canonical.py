"""Canonical encoding of a record as bytes, with its hash, so that any changed byte is detected.

Invariant: a record has exactly one encoding; other bytes with the same meaning are refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from aigaq.custody import merkle

Body = Mapping[str, object]


def encode(body: Body) -> bytes:
    """The encoding of a record: JSON, keys sorted, no spaces, UTF-8, no line break inside."""
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
        parsed = json.loads(raw)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(parsed, dict) or not isinstance(parsed.get("body"), dict):
        raise ValueError("not a sealed record")
    body: dict[str, object] = parsed["body"]
    if sealed(body) != raw:
        raise ValueError("not the bytes that were sealed")
    return body


def text(body: Body, key: str) -> str:
    """The text under a key.

    Raises:
        ValueError: absent, or no text.
    """
    value = body.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key} is no text")
    return value


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
    value = body.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{key} is no whole number")
    return value
