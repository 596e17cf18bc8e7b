"""The words say of the product what it does: what is missing is missing, and nothing that is there is denied.

Invariant: a line that says that something is not built names what would make it untrue.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest
from tests.house import tree
from tests.house.test_docs import commands, options, parser

MISSING = "## What is not there yet"
"""The list in the README. Each line ends in a mark that the page does not show:

`<!-- until: A, B -->`: paths, `*` for any letters, or commands and options, that must all be absent;
`<!-- while: FILE has TEXT -->`: the line holds as long as the text stands in the file.
"""
MARK = re.compile(r"<!-- (until|while): (.+) -->$")
DENIAL = re.compile(
    r"\b(?:not (?:yet )?built|do(?:es)? not exist yet|not yet|in this version|not (?:\w+ ){1,3}yet|"
    r"nothing publishes|nothing is \w+ yet)\b",
    re.IGNORECASE,
)
EXCUSED = re.compile(r"[T]ODO\(#\d+\)|not yet established")
"""A promise with a number; and one term of the vocabulary."""
INSTALLS = re.compile(r"pip install \W*aigaq\b")


def missing() -> list[str]:
    """The lines of the README that say what is not built."""
    text = (tree.ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"{MISSING}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("- ")]


def built(line: str) -> Iterator[str]:
    """What is there although the line says that it is not; a line without a mark says that itself."""
    mark = MARK.search(line)
    if mark is None:
        yield "no mark"
        return
    kind, told = mark.groups()
    if kind == "while":
        file, _, text = told.partition(" has ")
        if text not in (tree.ROOT / file).read_text(encoding="utf-8"):
            yield told
        return
    known = commands(parser(), "aigaq")
    for thing in told.split(", "):
        if thing in known or _is_option(thing, known) or any(_kept(thing)):
            yield thing


def _is_option(thing: str, known: dict[str, argparse.ArgumentParser]) -> bool:
    command, _, option = thing.rpartition(" ")
    return command in known and option in options(known[command])


def _kept(pattern: str) -> Iterator[bool]:
    return (path.suffix != ".pyc" for path in tree.ROOT.glob(pattern))


def denials(text: str) -> list[str]:
    """The lines outside of fenced examples that say that something is not there."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [line for line in prose.splitlines() if DENIAL.search(line) and not EXCUSED.search(line)]


def pages() -> dict[str, str]:
    """The pages that say what the program does. Decisions and the changelog tell of their day."""
    return {
        name: text
        for name, text in tree.tracked_texts().items()
        if name in ("README.md", "SECURITY.md")
        or (name.startswith("docs/") and name.endswith(".md") and not name.startswith("docs/decisions/"))
    }


def test_what_the_readme_calls_missing_is_missing() -> None:
    assert missing()
    assert {line: list(built(line)) for line in missing() if list(built(line))} == {}


def test_no_page_denies_what_the_readme_does_not_call_missing() -> None:
    kept = set(missing()) | {MISSING}
    told = {
        name: [line for line in denials(text) if name != "README.md" or line not in kept]
        for name, text in pages().items()
    }
    assert {name: lines for name, lines in told.items() if lines} == {}


def test_every_command_on_the_readme_exists() -> None:
    text = (tree.ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^\$ |`)aigaq ([a-z][a-z-]+)", text, re.MULTILINE))
    assert {f"aigaq {word}" for word in named} - set(commands(parser(), "aigaq")) == set()


def test_nothing_installs_a_package_of_our_name() -> None:
    """The name stands in no registry: whoever took it would own everybody who follows the line."""
    texts = {name: text for name, text in tree.tracked_texts().items() if not name.startswith("tests/")}
    assert [name for name, text in texts.items() if INSTALLS.search(text)] == []


@pytest.mark.parametrize(
    "line",
    [
        "- No counting. <!-- until: src/aigaq/counting -->",
        "- No counting. <!-- until: src/aigaq/lin*age, src/aigaq/count* -->",
        "- No ladder. <!-- until: aigaq ladder -->",
        "- No rules. <!-- until: aigaq ladder --rule -->",
        "- No log. <!-- while: pyproject.toml has a text that is not in it -->",
        "- No mark.",
    ],
)
def test_a_line_that_denies_what_is_there_is_caught(line: str) -> None:
    assert list(built(line))


@pytest.mark.parametrize(
    "line",
    [
        "No estimation is built yet; it is not built.",
        "Background jobs do not exist yet.",
        "Until then nothing publishes.",
        "inferred; refused in this version",
        "Nothing is published yet.",
        "The program does not check that yet; ask somebody.",
    ],
)
def test_a_stale_sentence_is_caught(line: str) -> None:
    assert denials(line) == [line]
    assert denials(f"```\n{line}\n```") == []
    assert denials(f"{line} TODO(#12)") == []
