"""Pictures and papers made anew: pixels out of the one file, into another.

Invariant: what comes back holds pixels and nothing else of the file that came: no metadata, no thumbnail, no text,
nothing under a block. The foreign file is opened in a process of its own, with limits.
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
_ROOM = Path(__file__).with_name("sanitize_worker.py")
_NAMES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken.

    Args:
        bytes: of the file. pixels: of a picture, before it is made smaller. pages: of a paper.
        side: the longest side of what is made, in pixels; a larger picture is scaled down to it.
        memory: address space of the process that opens the file, in bytes; seconds: its processor time, and twice
            that by the clock.
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
    """A file of ours: its bytes, media type, size of the (first) page in pixels, and number of pages."""

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
        """A name that tells nothing but what the bytes tell themselves."""
        return self.digest[:16] + _NAMES[self.media]


def remake(data: bytes, kind: Remakable, blocks: Sequence[Cover] = (), *, limits: Limits = DEFAULT) -> Remade:
    """The picture or paper as pixels alone; the same bytes and blocks give the same bytes.

    Colour profiles are dropped, so a picture in a wide range of colours comes out a little paler. What a sensor's
    noise tells of its camera, and what is hidden in the pixels on purpose, is made harder to find by scaling down,
    not taken away.

    Args:
        kind: what it is taken for; the bytes must be of that kind.
        blocks: rectangles that are filled with black before anything else.
    Raises:
        BadValue: a block that is not on the page. TooLarge, TooSlow: above a limit. NotAPicture, PictureMoves,
        PictureBroken, PaperLocked: not remade. ExtraMissing: Pillow or PDFium is not installed.
    """
    for one in blocks:
        _check(one, kind)
    if len(data) > limits.bytes:
        raise TooLarge(limit=limits.bytes, what="bytes")
    if find_spec("PIL") is None or find_spec("pypdfium2") is None:
        raise ExtraMissing(extra="media", package="pillow pypdfium2")
    told, made = _asked(data, kind, blocks, limits)
    if "refused" in told:
        raise _error(str(told["refused"]), limits)
    pages = int(told["pages"])
    for one in blocks:
        if one.page > pages:
            raise BadValue(key="covers", value=f"page {one.page}", due=f"1-{pages}")
    return Remade(made, str(told["media"]), int(told["width"]), int(told["height"]), pages)


def _check(one: Cover, kind: Remakable) -> None:
    left, top, width, height = one.box
    inside = min(left, top) >= 0 and min(width, height) > 0 and max(left + width, top + height) <= 1000
    if not inside or one.page < 1 or (kind == "picture" and one.page != 1):
        raise BadValue(
            key="covers", value=", ".join(map(str, one.box)), due="left, top, width, height: 0-1000"
        )


def _asked(
    data: bytes, kind: Remakable, blocks: Sequence[Cover], limits: Limits
) -> tuple[dict[str, str | int], bytes]:
    """What the room answers; whatever ends it without an answer is the file's doing."""
    boxes = [[one.page, one.box] if kind == "paper" else one.box for one in blocks]
    most = {name: getattr(limits, name) for name in ("pixels", "pages", "side", "memory", "seconds")}
    done = _run(json.dumps({"kind": kind, "blocks": boxes, **most}).encode() + b"\n" + data, limits.seconds)
    line, _, made = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line:
        raise PictureBroken
    told: dict[str, str | int] = json.loads(line)
    return told, made


def _run(asked: bytes, seconds: int) -> subprocess.CompletedProcess[bytes]:
    # Isolated and without an environment: no setting and no folder of whoever asks reaches it.
    command = [sys.executable, "-I", str(_ROOM)]
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, timeout=2 * seconds, env={}, check=False
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
