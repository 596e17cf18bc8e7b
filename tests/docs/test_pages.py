"""Every example on every page of the documentation runs, and says what the page shows.

Invariant: no page shows an answer that the program does not give.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.docs.transcripts import ROOT, fits, pages, wrong


@pytest.mark.parametrize(
    "page",
    [page for page in pages() if page.parent != ROOT],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_each_example_says_what_its_page_shows(page: Path) -> None:
    assert wrong(page) == []


def test_a_lesson_or_recipe_without_anything_to_run_is_not_ready() -> None:
    running = set(pages())
    rooms = [path for room in ("tutorials", "how-to") for path in (ROOT / "docs" / room).glob("*.md")]
    assert [path.name for path in rooms if path.name != "README.md" and path not in running] == []


def test_a_cut_stands_for_any_lines_and_dots_for_any_letters() -> None:
    assert fits(("one", "[...]", "id …"), ["one", "two", "three", "id 4f"])
    assert not fits(("one", "[...]", "id …"), ["one", "two", "three"])


def test_only_the_figures_of_an_interval_may_differ_and_only_so_far() -> None:
    shown = ("recorded: 4,400", "latent  10,000 [9,000 – 13,000] of 5")
    assert fits(shown, ["recorded: 4,400", "latent  9,950 [9,090 – 12,900] of 5"], within=0.01)
    assert not fits(shown, ["recorded: 4,400", "latent  9,950 [9,100 – 12,900] of 5"], within=0.01)
    assert not fits(shown, ["recorded: 4,401", "latent  10,000 [9,000 – 13,000] of 5"], within=0.01)
    assert not fits(shown, ["recorded: 4,400", "latent  10,000 [9,000 – 13,000] of 6"], within=0.01)
    assert not fits(shown, ["recorded: 4,400", "latent  9,999 [9,000 – 13,000] of 5"])


def test_a_wrong_output_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo sixteen\nseventeen\n```\n", encoding="utf-8")
    assert wrong(page) == ["$ echo sixteen\nsixteen\n"]


def test_wrong_python_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```pycon\n>>> 2 + 2\n5\n```\n", encoding="utf-8")
    assert len(wrong(page)) == 1
