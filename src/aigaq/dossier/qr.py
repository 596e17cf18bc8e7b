"""QR code of an address. Invariant: drawn here, by no service; the same address gives the same picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
"""Width of the empty margin that scanners need, in modules."""


def qr_svg(address: str) -> bytes:
    """A QR code as SVG; black on white, whatever the page's colours."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    made.add_data(address)
    rows = made.get_matrix()
    size = len(rows)
    path = "".join(f"M{x} {y}h{wide}v1h-{wide}z" for y, row in enumerate(rows) for x, wide in _runs(row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path fill="#000" d="{path}"/></svg>\n'
    ).encode()


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Runs of dark modules in a row: start and length."""
    at = 0
    for dark, cells in groupby(row):
        wide = len(list(cells))
        if dark:
            yield at, wide
        at += wide
