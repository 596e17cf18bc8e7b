"""The front page is true: its transcript is what the program says, its commands exist, it stays short.

Invariant: what a newcomer reads first never promises what is not there.
"""

from __future__ import annotations

import re

from tests.docs.transcripts import ROOT, blocks, wrong

README = ROOT / "README.md"


def text() -> str:
    return README.read_text(encoding="utf-8")


def test_the_transcript_is_what_the_program_says() -> None:
    assert wrong(README) == []


def test_the_page_shows_a_transcript_and_python() -> None:
    assert {block.head for block in blocks(text())} >= {"console", "pycon"}


def test_every_make_command_on_the_page_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", text(), re.MULTILINE))
    assert {one or other for one, other in named} >= {"demo", "test"}
    assert {one or other for one, other in named} - targets == set()


def test_the_page_stays_under_150_lines() -> None:
    assert len(text().splitlines()) < 150
