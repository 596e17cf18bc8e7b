"""Draw the pictures of `explanation/who-is-missing.md`. Invariant: the same pictures each time, readable in grey.

Run it from the folder of the project: `.venv/bin/python docs/make_estimation_pictures.py`.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

import aigaq
from aigaq import counting, estimation
from aigaq.bundle.listfiles import read_lists
from aigaq.estimation.plots import picture

PICTURES = Path(__file__).parent / "pictures"
SAMPLE = Path(__file__).parents[1] / "samples" / "aqsai"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img"'
    ' font-family="sans-serif" font-size="14"><title>{title}</title><rect width="{w}" height="{h}" fill="#fff"/>'
)
DOT = '<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{fill}" stroke="#222"/>'


def overlap() -> str:
    """Two lists as circles, people as dots; those outside both are hollow."""
    rng = np.random.Generator(np.random.PCG64(16))
    centres = ((230.0, 150.0), (370.0, 150.0))
    drawn = [HEAD.format(w=600, h=320, title="Two lists that overlap, and people on neither")]
    for x, y in centres:
        drawn.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="110" fill="#888" fill-opacity="0.22" stroke="#222"/>'
        )
    for x, y in _scattered(rng):
        on = any((x - cx) ** 2 + (y - cy) ** 2 < 110**2 for cx, cy in centres)
        drawn.append(DOT.format(x=x, y=y, fill="#222" if on else "#fff"))
    words = ((150, 30, "list A"), (410, 30, "list B"), (250, 300, "○ on no list: how many?"))
    drawn += [f'<text x="{x}" y="{y}">{text}</text>' for x, y, text in words]
    return "\n".join([*drawn, "</svg>\n"])


def _scattered(rng: np.random.Generator) -> list[tuple[float, float]]:
    """Places that keep apart from each other."""
    kept: list[tuple[float, float]] = []
    for x, y in rng.uniform((20, 45), (580, 270), size=(2000, 2)).tolist():
        if all((x - a) ** 2 + (y - b) ** 2 > 22**2 for a, b in kept):
            kept.append((x, y))
    return kept[:190]


def friends() -> str:
    """The same two lists three times: what ties them moves those unseen, and no dot on the lists."""
    drawn = [HEAD.format(w=660, h=275, title="The same lists, three answers")]
    for place, (unseen, text) in enumerate(
        (
            (60, "they know nothing of each other"),
            (110, "one took names from the other"),
            (25, "each has whom the other missed"),
        )
    ):
        left = 20 + 215 * place
        side = 12 * unseen**0.5
        drawn += [
            f'<text x="{left}" y="24" font-size="12">{text}</text>',
            f'<rect x="{left}" y="40" width="60" height="80" fill="#bbb" stroke="#222"/>',
            f'<rect x="{left + 60}" y="40" width="40" height="80" fill="#666" stroke="#222"/>',
            f'<rect x="{left + 100}" y="40" width="60" height="80" fill="#bbb" stroke="#222"/>',
            f'<rect x="{left}" y="134" width="{side:.0f}" height="{side:.0f}" fill="#fff" stroke="#222"/>',
        ]
    return "\n".join([*drawn, "</svg>\n"])


def sample() -> str:
    """Every engine on the four lists of the sample, of which the truth is known."""
    held = counting.histories(aigaq.open(SAMPLE).evidence().clusters, read_lists(SAMPLE))
    found = estimation.compare(
        estimation.of_histories(held.lists, held.cells), assume=("closed", "unreferred")
    )
    title = "Four lists of the invented sample; the truth is 600"
    return picture(found, title=title, refused="no estimate", documented="recorded")


def main() -> None:
    """Write the three."""
    for name, drawn in (("overlap", overlap()), ("ties", friends()), ("estimate-aqsai", sample())):
        (PICTURES / f"{name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
