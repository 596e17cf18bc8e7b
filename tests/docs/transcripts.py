"""The examples of a page: what a reader is shown is what the program says.

On a page, ```console is run and compared: `$ ` begins a command, the lines under it are its output, a line `[...]`
stands for lines left out, `…` for a part that differs each time. ```console ±3% lets the figures of an interval, such
as `580 [542 – 630]`, differ so far: what is drawn hangs on the processor. Another fence with a second word writes a
file of that name.
```pycon is run as a doctest. All of a page runs in one empty folder that holds the samples.
`python -m tests.docs.transcripts [PAGE ...]` writes the outputs anew. Invariant: a command on a page is never changed.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
CUT, VARIES, BREAK = "[...]", "…", "\x1e"
# What the program says when it is broken itself: no page is ever made to show that.
FAILURES = ("Traceback (most recent call last)", "Something failed that should not")
_FENCE = re.compile(r"^```(?P<head>[^\n`]+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_INTERVAL = re.compile(r" *([\d,]+) \[([\d,]+) – ([\d,]+)\]")
_ALLOWED = re.compile(r"^console ±(\d+)%$")
_FILE = re.compile(r"^\S+ (\S+)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `start` and `end` are where its body stands in the page."""

    head: str
    body: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    """A command and the output that the page shows for it."""

    command: str
    shown: tuple[str, ...]


def pages() -> list[Path]:
    """Every page with something to run."""
    every = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in every if any(_runs(block) for block in blocks(page.read_text(encoding="utf-8")))]


def _runs(block: Block) -> bool:
    return block.head.split()[0] in ("console", "pycon")


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(m["head"], m["body"], m.start("body"), m.end("body")) for m in _FENCE.finditer(text)]


def examples(body: str) -> list[Example]:
    """The commands of one console block."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return [Example(command, tuple(shown)) for command, shown in found]


def wrong(page: Path) -> list[str]:
    """What a page shows and the program does not say; empty when all is well."""
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for block, said in _played(page, Path(folder)):
            if isinstance(said, str):
                found += [said] if said else []
                continue
            found += [
                f"$ {one.command}\n{told}"
                for one, told in zip(examples(block.body), said, strict=True)
                if not fits(one.shown, told.splitlines(), within=_within(block))
            ]
    return found


def _played(page: Path, folder: Path) -> Iterator[tuple[Block, list[str] | str]]:
    """Each block that runs, with the outputs of its commands or, of Python, with the report of what failed."""
    (folder / "samples").symlink_to(ROOT / "samples")
    names: dict[str, object] = {}
    for block in blocks(page.read_text(encoding="utf-8")):
        if not block.head.startswith("console") and (named := _FILE.search(block.head)):
            path = folder / named[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
        elif block.head.startswith("console"):
            yield block, run([one.command for one in examples(block.body)], folder)
        elif block.head.startswith("pycon"):
            yield block, check_python(block.body, names, folder)


def run(commands: list[str], folder: Path) -> list[str]:
    """Run commands one after the other in one shell; what each printed, errors too."""
    step = f"\n__left=$?; printf '{BREAK}'; (exit $__left)\n"
    script = "exec 2>&1\n" + step.join(commands) + step
    setting = {
        key: value for key, value in os.environ.items() if not key.startswith(("AIGAQ_", "LC_", "LANG"))
    }
    setting |= {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "COLUMNS": "100",
    }
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=setting, capture_output=True, check=False)
    return done.stdout.decode().split(BREAK)[:-1]


def check_python(body: str, names: dict[str, object], folder: Path) -> str:
    """Run a block of Python as a doctest; the report, empty when all is well."""
    test = doctest.DocTestParser().get_doctest(body, names, "page", None, 0)
    report: list[str] = []
    before = Path.cwd()
    os.chdir(folder)
    try:
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.append, clear_globs=False)
    finally:
        os.chdir(before)
    names.update(test.globs)
    return "".join(report)


def fits(shown: tuple[str, ...], told: list[str], *, within: float = 0.0) -> bool:
    """Whether the output is what the page shows, cuts and varying parts apart.

    Args:
        within: how far each figure of an interval may be from the one shown, as a share of it.
    """
    pattern = "".join(r"(?:.*\n)*" if line == CUT else _line(line, within > 0) + r"\n" for line in shown)
    output = re.fullmatch(pattern, "".join(f"{line}\n" for line in told))
    figures = [figure for line in shown for figure in _figures(line)] if within else []
    return output is not None and all(
        abs(_number(said) - _number(figure)) <= within * _number(figure)
        for figure, said in zip(figures, output.groups(), strict=bool(figures))
    )


def _figures(line: str) -> tuple[str, ...]:
    """The three figures of each interval in a line: `580 [542 – 630]`."""
    return tuple(figure for interval in _INTERVAL.findall(line) for figure in interval)


def _number(figure: str) -> int:
    return int(figure.replace(",", ""))


def _within(block: Block) -> float:
    """The share that the head of a block allows its figures to differ by: `console ±3%`."""
    allowed = _ALLOWED.search(block.head)
    return int(allowed[1]) / 100 if allowed else 0.0


def _line(shown: str, loose: bool) -> str:
    """The pattern of a shown line; with `loose` each figure of an interval is a group of its own."""
    parts = _INTERVAL.split(shown.rstrip()) if loose else [shown.rstrip()]
    between = [".*".join(map(re.escape, part.split(VARIES))) for part in parts[::4]]
    return r" *([\d,]+) \[([\d,]+) – ([\d,]+)\]".join(between) + " *"


def refreshed(page: Path) -> str:
    """The text of a page with the outputs that the program gives now; a cut keeps its place."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        played = [(block, said) for block, said in _played(page, Path(folder)) if isinstance(said, list)]
    for block, said in reversed(played):
        pairs = zip(examples(block.body), said, strict=True)
        body = "".join(_written(one, told, _within(block)) for one, told in pairs)
        text = text[: block.start] + body + text[block.end :]
    return text


def _written(one: Example, told: str, within: float) -> str:
    return "".join(f"{line}\n" for line in (f"$ {one.command}", *_anew(one.shown, told, within)))


def _anew(shown: tuple[str, ...], told: str, within: float) -> list[str]:
    lines = [line.rstrip() for line in told.splitlines()]
    if fits(shown, lines, within=within):
        return list(shown)
    if CUT not in shown:
        return lines
    before = shown.index(CUT)
    after = len(shown) - before - 1
    return [*lines[:before], CUT, *(lines[len(lines) - after :] if after else [])]


def main(words: list[str]) -> int:
    """Write the outputs anew, in the pages named or in all; say which changed."""
    for page in [Path(word).resolve() for word in words] or pages():
        text = refreshed(page)
        if any(sign in text for sign in FAILURES):
            print(f"left as it was, the program failed: {page.relative_to(ROOT)}")
        elif text != page.read_text(encoding="utf-8"):
            page.write_text(text, encoding="utf-8")
            print(f"changed: {page.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
