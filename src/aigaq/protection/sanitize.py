"""Sanitise pictures and papers: open the foreign file in a subprocess with limits, keep its pixels alone.

Invariant: a sanitised file holds pixels and nothing else of the original: no metadata, no thumbnail, no text,
nothing under a block.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from aigaq.errors import (
    BadValue,
    ExtraMissing,
    NotAPicture,
    PaperLocked,
    PictureBroken,
    PictureMoves,
    TooLarge,
    TooSlow,
)
from aigaq.records.sources import Cover

Remakable = Literal["picture", "paper"]
_WORKER = Path(__file__).with_name("sanitize_worker.py")
_NAMES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest file that is sanitised, and what the process that opens it may use.

    Args:
        bytes: of the file. pixels: of a picture, before scaling. pages: of a paper.
        side: longest side of the result, in pixels; a larger picture is scaled down to it.
        memory: address space of the process, in bytes. seconds: its processor time; it is stopped after twice
            as many by the clock.
    """

    bytes: int = 64_000_000
    pixels: int = 50_000_000
    pages: int = 60
    side: int = 1600
    memory: int = 1_000_000_000
    seconds: int = 60


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Remade:
    """A sanitised file: its bytes, media type, size of the (first) page in pixels, and number of pages."""

    data: bytes
    media: str
    width: int
    height: int
    pages: int = 1

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def name(self) -> str:
        """A file name made of the digest, which tells nothing else."""
        return self.digest[:16] + _NAMES[self.media]


def remake(data: bytes, kind: Remakable, blocks: Sequence[Cover] = (), *, limits: Limits = DEFAULT) -> Remade:
    """The picture or paper as pixels alone. The same bytes and blocks give the same bytes.

    Colour profiles are dropped, so a picture with a wide gamut comes out a little paler. Scaling down makes sensor
    noise and hidden watermarks harder to find; it does not remove them.

    Args:
        kind: the kind that the bytes must be of.
        blocks: rectangles that are filled with black before anything else.
    Raises:
        BadValue: a block that is not on the page. TooLarge, TooSlow: above a limit. NotAPicture, PictureMoves,
        PictureBroken, PaperLocked: not remade. ExtraMissing: Pillow or PDFium is not installed.
    """
    for block in blocks:
        _check(block, kind)
    if len(data) > limits.bytes:
        raise TooLarge(limit=limits.bytes, what="bytes")
    if find_spec("PIL") is None or find_spec("pypdfium2") is None:
        raise ExtraMissing(extra="media", package="pillow pypdfium2")
    answer, made = _work(data, kind, blocks, limits)
    if "refused" in answer:
        raise _error(str(answer["refused"]), limits)
    pages = int(answer["pages"])
    for block in blocks:
        if block.page > pages:
            raise BadValue(key="covers", value=f"page {block.page}", due=f"1-{pages}")
    return Remade(made, str(answer["media"]), int(answer["width"]), int(answer["height"]), pages)


def _check(block: Cover, kind: Remakable) -> None:
    left, top, width, height = block.box
    inside = min(left, top) >= 0 and min(width, height) > 0 and max(left + width, top + height) <= 1000
    if not inside or block.page < 1 or (kind == "picture" and block.page != 1):
        box = ", ".join(map(str, block.box))
        raise BadValue(key="covers", value=box, due="left, top, width, height: 0-1000")


def _work(
    data: bytes, kind: Remakable, blocks: Sequence[Cover], limits: Limits
) -> tuple[dict[str, str | int], bytes]:
    """The worker's answer and its bytes. A worker that ends without an answer was broken by the file."""
    boxes = [[one.page, one.box] if kind == "paper" else one.box for one in blocks]
    most = {name: getattr(limits, name) for name in ("pixels", "pages", "side", "memory", "seconds")}
    done = _run(json.dumps({"kind": kind, "blocks": boxes, **most}).encode() + b"\n" + data, limits.seconds)
    line, _, made = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line:
        raise PictureBroken
    answer: dict[str, str | int] = json.loads(line)
    return answer, made


def _run(request: bytes, seconds: int) -> subprocess.CompletedProcess[bytes]:
    # Isolated and with an empty environment: no setting, credential or folder of the caller reaches the worker.
    command = [sys.executable, "-I", str(_WORKER)]
    try:
        done = subprocess.run(
            command, input=request, capture_output=True, timeout=2 * seconds, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise TooSlow(limit=seconds) from None
    if done.returncode in (-9, -24):
        # Killed, or SIGXCPU: the processor time was up.
        raise TooSlow(limit=seconds)
    return done


def _error(why: str, limits: Limits) -> Exception:
    most = {"pixels": limits.pixels, "pages": limits.pages, "memory": limits.memory}
    if why in most:
        return TooLarge(limit=most[why], what=why)
    kinds = {"kind": NotAPicture, "moving": PictureMoves, "locked": PaperLocked}
    return kinds.get(why, PictureBroken)()
