"""A small case in which one line is to be protected, told again in every way in which two sources share a text.

Invariant: each line that must not be told bears a word of its own that stands nowhere else, `CANARIES`; `OPEN` stands
in a text that may go out in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

OPEN = "qanatbird"
CANARIES = {
    "first": "ledgerfox",
    "copy": "ledgerfox",
    "english": "marblewren",
    "excerpt": "copperlynx",
    "reader": "ledgerfox",
}
"""By source, the word of the line that is to be protected in it."""
LINE = "A guard with a scarred left thumb opened the back gate for us, ledgerfox."
TEXTS = {
    "first": f"I worked in the settlement that spring.\n{LINE}\nThen we went home.\n",
    # The same bytes under another name, which nobody declared to be a copy.
    "copy": f"I worked in the settlement that spring.\n{LINE}\nThen we went home.\n",
    "english": "In spring I had work there.\nWhoever had the burn let us leave, marblewren.\nWe went.\n",
    "excerpt": "From a talk of that spring.\nSomebody in uniform with a scar, copperlynx.\nNo more.\n",
    # Somebody else's words, into which the line was taken up word for word.
    "reader": f"A reader writes to us.\nThis was told to me: {LINE}\nI believe it.\n",
    "plain": f"Many people stood at the crossing, {OPEN}.\nThere was shooting at noon.\nNobody helped.\n",
}
DERIVED = {
    "english": "  derived-from: {source: first, kind: translation}\n",
    "excerpt": "  derived-from: {source: english, kind: excerpt}\n",
}
CAST = """cast:
  voices: {speaker: a resident, other: a neighbour}
  persons: {p: Oraz Seitov}
  events: {ev: the shooting at the crossing}
  places: {road: the road}
"""
PLACE = {"first": "L2", "english": "L2", "reader": "L2"}
"""Where something is coded of the line."""
PROTECTED = "n-first"
"""The entry that is protected, unless it is that of another source: `n-reader`, `n-english`."""


def guarded_folder(
    folder: Path,
    *,
    coded: Iterable[str] = ("first",),
    safeguard: str = "",
    off: Iterable[str] = (),
    files: Mapping[str, str] | None = None,
) -> Path:
    """The case in a folder.

    Args:
        coded: sources of whose line something is coded: entry `n-SOURCE`.
        off: sources whose text is not on board.
        safeguard: what stands under `safeguards:` of `private/safeguards.yaml`.
    """
    told = {
        "case.yaml": "bundle: aigaq/1\ncase: {key: thumb, title: The crossing, anchor: ev}\ncoder: {by: bolat}\n",
        "cast.yaml": CAST,
        "rules/deaths.yaml": "rule: {key: deaths, harm: died}\n",
    }
    for key, text in TEXTS.items():
        told[f"sources/{key}/source.yaml"] = _source(key, shipped=key not in off)
        if key not in off:
            told[f"sources/{key}/text.txt"] = text
        told[f"sources/{key}/coding.yaml"] = _coding(key, key in coded)
    if safeguard:
        told["private/safeguards.yaml"] = f"safeguards:\n  s1:\n{safeguard}"
    for name, text in {**told, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _source(key: str, *, shipped: bool) -> str:
    on_board = "yes" if shipped else "no"
    return f"source:\n  key: {key}\n  is: talk {key}\n  file: {{shipped: {on_board}}}\n{DERIVED.get(key, '')}"


def _coding(key: str, coded: bool) -> str:
    if key == "plain":
        return "coding:\n  L2:\n    killing: {killed: p, when: 2031-05-14}\n"
    if not coded:
        return "coding: {}\n"
    return f"coding:\n  {PLACE[key]}:\n    n-{key}: [p, injury, leg]\n"


def safeguard(*, covers: str = "", withholds: str = "") -> str:
    """One safeguard of the case; its reasons hold a word of their own."""
    lines = [f"covers: [{covers}]", "wording: somebody helped", "reasons: reasonsotter alone", "by: dina"]
    lines += ["at: 2031-07-01", *([f"withholds: [{withholds}]"] if withholds else [])]
    return "".join(f"    {one}\n" for one in lines)
