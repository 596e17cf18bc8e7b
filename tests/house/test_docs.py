"""The docs keep step with the program: every command, option and setting is named, every page can be found.

Invariant: what a person can type or set, she can look up.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from tests.house import tree

from aigaq.cli.parser import build

DOCS = tree.ROOT / "docs"
SETTING = re.compile(r"\bAIGAQ_[A-Z][A-Z_]*\b")
LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")


def parser() -> argparse.ArgumentParser:
    """The parser of the command line, as the program itself builds it."""
    return build()


def commands(of: argparse.ArgumentParser, name: str) -> dict[str, argparse.ArgumentParser]:
    """Every command with its parser: `aigaq`, `aigaq ladder`, and those within those."""
    found = {name: of}
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                found |= commands(inner, f"{name} {word}")
    return found


def options(of: argparse.ArgumentParser) -> set[str]:
    """The long options that the help shows."""
    shown = (action for action in of._actions if action.help != argparse.SUPPRESS)
    return {word for action in shown for word in action.option_strings if word.startswith("--")}


def names(page: str, words: str) -> bool:
    """The words stand on the page whole: `--as` is not found in `--as-of`."""
    return re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", page) is not None


def read(path: Path) -> str:
    assert path.is_file(), f"{path.relative_to(tree.ROOT)} is missing"
    return path.read_text(encoding="utf-8")


def test_the_reference_names_every_command() -> None:
    known = commands(parser(), "aigaq")
    page = read(DOCS / "reference" / "cli.md")
    assert [command for command in known if not names(page, command)] == []


def test_the_table_of_commands_has_each_of_them_once() -> None:
    page = read(DOCS / "reference" / "cli.md").partition("## For all commands")[0]
    rows = re.findall(r"^\| \[`aigaq ([a-z-]+)`\]", page, re.MULTILINE)
    assert sorted(f"aigaq {row}" for row in rows) == sorted(set(commands(parser(), "aigaq")) - {"aigaq"})


def test_the_reference_names_every_option() -> None:
    known = commands(parser(), "aigaq")
    page = read(DOCS / "reference" / "cli.md")
    wanted = {option: command for command, inner in known.items() for option in options(inner)}
    assert {option: command for option, command in wanted.items() if not names(page, option)} == {}


def test_the_reference_names_every_setting_and_no_other() -> None:
    used = {word for path in tree.sources() for word in SETTING.findall(path.read_text(encoding="utf-8"))}
    named = set(SETTING.findall(read(DOCS / "reference" / "settings.md")))
    assert (used - named, named - used) == (set(), set())


def test_every_page_can_be_found_from_the_index() -> None:
    pages = {path for path in tree.tracked() if path.suffix == ".md" and path.is_relative_to(DOCS)}
    index = DOCS / "README.md"
    linked = {(DOCS / target).resolve() for target in LINK.findall(read(index))}
    assert sorted(path.relative_to(DOCS).as_posix() for path in pages - linked - {index}) == []


def test_every_link_leads_to_something() -> None:
    dead = [
        f"{name}: {target}"
        for name, text in tree.tracked_texts().items()
        if name.endswith(".md")
        for target in LINK.findall(text)
        if "://" not in target and not (tree.ROOT / name).parent.joinpath(target).exists()
    ]
    assert dead == []


def anchors(page: str) -> set[str]:
    """The places of a page that a link can name, as GitHub makes them of its headings."""
    heads = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    bare = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", head).strip().lower() for head in heads)
    made = {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in bare}
    return made | set(re.findall(r'<a (?:id|name)="([^"]+)"', page))


def test_every_link_into_a_page_names_a_place_of_it() -> None:
    texts = {name: text for name, text in tree.tracked_texts().items() if name.endswith(".md")}
    dead = []
    for name, text in texts.items():
        for target, place in re.findall(r"\]\(([^)\s#]*)#([^)\s]+)\)", text):
            path = (tree.ROOT / name).parent.joinpath(target).resolve() if target else tree.ROOT / name
            page = texts.get(path.relative_to(tree.ROOT).as_posix()) if "://" not in target else None
            if page is not None and place not in anchors(page):
                dead.append(f"{name}: {target}#{place}")
    assert dead == []


def test_every_file_on_the_page_of_the_house_exists() -> None:
    named = re.findall(r"`([\w./-]+/[\w./-]+)`", read(DOCS / "explanation" / "house.md"))
    assert len(named) > 80
    assert [
        path for path in named if not any((base / path).exists() for base in (tree.ROOT, tree.SOURCE))
    ] == []


def test_every_file_of_code_that_a_page_names_exists() -> None:
    bases = (tree.ROOT, tree.SOURCE, tree.SOURCE / "web")
    gone = [
        f"{name}: {path}"
        for name, text in tree.tracked_texts().items()
        if name.endswith(".md") and name != "CHANGELOG.md"
        for path in re.findall(r"`([\w./-]+/[\w.-]+\.py)`", text)
        if not any((base / path).exists() for base in bases)
    ]
    assert gone == []


def test_no_two_decisions_bear_one_number() -> None:
    """A gap is no fault: notes that are written side by side land one after another."""
    numbers = [int(path.name[:4]) for path in (DOCS / "decisions").glob("*.md")]
    assert len(set(numbers)) == len(numbers)


def test_an_option_within_a_longer_one_does_not_count_as_named() -> None:
    assert not names("use `--as-of DATE`", "--as")
    assert names("use `--as USER`", "--as")
