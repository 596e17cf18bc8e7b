"""What is claimed stands beside a count only where it is of the same.

Invariant: a figure is a statement; it keeps its words, its harm, its event, its place and its day.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.counting.written import case
from tests.smallcase import small

from aigaq.counting.wording import as_said, in_a_sentence
from aigaq.records.ladder import Ladder
from aigaq.records.quantities import parse
from aigaq.records.vocab.messages import LANGUAGES


def told(folder: Path, rule: str, *entries: str) -> Ladder:
    return small(folder, *entries, files={"rules/deaths.yaml": f"rule: {{key: deaths, {rule}}}\n"}).ladder()


@pytest.mark.parametrize(
    ("rule", "claim", "where"),
    [
        ("scope: ev", "c: {claimed: dead, n: 7}", "beside"),
        ("scope: ev", "c: {claimed: dead, n: 7, in: raid}", "elsewhere"),
        ("scope: raid", "c: {claimed: dead, n: 7}", "elsewhere"),
        ("scope: ev", "c: {claimed: g, harm: died, n: 7}", "apart"),
        ("scope: ev", "c: {dead: g, in: ev}\n    d: {claimed: g, harm: died, n: 7}", "beside"),
        ("scope: ev", "c: {claimed: dead, n: 7}\n    w: [ev, when, 2031-05-01]", "beside"),
        (
            "scope: ev",
            "c: {claimed: dead, n: 7, day: 2031-06-09}\n    w: [ev, when, 2031-05-01]",
            "elsewhere",
        ),
        ("place: jail", "c: {claimed: dead, n: 7, place: jail}", "beside"),
        ("place: jail", "c: {claimed: dead, n: 7, place: c9}", "beside"),
        ("place: c9", "c: {claimed: dead, n: 7, place: jail}", "elsewhere"),
        ("place: jail", "c: {claimed: dead, n: 7, place: road}", "elsewhere"),
        ("place: jail", "c: {claimed: dead, n: 7}", "apart"),
        ("custody: strict", "c: {claimed: dead, n: 7}", "elsewhere"),
        ("custody: consequence", "c: {claimed: dead, n: 7, definition: of beatings while held}", "apart"),
        ("custody: strict", "c: {claimed: dead, n: 7, in: raid}\n    t: [raid, type, detention]", "beside"),
        ("population: g", "c: {claimed: g, harm: died, n: 7}", "beside"),
        ("population: g", "c: {claimed: h, harm: died, n: 7}", "elsewhere"),
        ("population: g", "c: {claimed: dead, n: 7}", "apart"),
        ("harm: died", "c: [ev, claimed-total, 7]", "apart"),
        ("harm: injured", "c: {claimed: dead, n: 7}", "nowhere"),
    ],
)
def test_a_figure_stands_beside_what_it_is_of(tmp_path: Path, rule: str, claim: str, where: str) -> None:
    found = told(tmp_path, rule, claim)
    counts = {
        "beside": len(found.claimed_totals),
        "apart": len(found.claimed_apart),
        "elsewhere": found.claimed_elsewhere,
    }
    assert {name for name, number in counts.items() if number} == ({where} - {"nowhere"})


@pytest.mark.parametrize(
    ("claim", "most"),
    [
        ("c: {claimed: dead, n: 1}", True),
        ("c: {claimed: dead, n: 64}", False),
        ("c: {claimed: dead, n: many}", False),
        ("c: {claimed: dead, n: at most 1}", True),
        ("c: {claimed: injured, n: 64}", True),
        ("c: [ev, claimed-total, 64]", False),
        ("c: {claimed: dead, n: 64, in: ev}\n    b: {recants: c, kind: retracted}", True),
    ],
)
def test_the_most_is_called_so_where_nothing_larger_stands_beside(
    tmp_path: Path, claim: str, most: bool
) -> None:
    assert told(tmp_path, "harm: died", "k: {killed: p}", claim).at_most is most


@pytest.mark.parametrize(
    ("claim", "documented"),
    [
        ("c: {claimed: dead, n: 1, via: [ministry]}", 2),
        ("c: {claimed: dead, n: none, via: [ministry]}", 2),
        ("c: {claimed: dead, n: at most 1, via: [ministry]}", 2),
        ("c: {claimed: dead, n: 2, via: [ministry]}", None),
        ("c: {claimed: dead, n: about 2, via: [ministry]}", None),
        ("c: {claimed: dead, n: some, via: [ministry]}", None),
        ("c: {claimed: dead, n: 1, place: jail, via: [ministry]}", None),
        ("c: {claimed: dead, n: 1, sure: counterfactual, via: [ministry]}", None),
    ],
)
def test_a_figure_below_what_is_documented_is_told(
    tmp_path: Path, claim: str, documented: int | None
) -> None:
    opened = small(tmp_path, "k: {killed: p, in: ev}", "l: {killed: q, in: ev}", claim)
    found = opened.ladder()
    assert [one.documented for one in found.claimed_totals] == [documented]
    below = [one for one in opened.contradictions() if one.rule == "claimed-below"]
    assert len(below) == (documented is not None)
    for language in LANGUAGES:
        assert ("2" in found.sentence[language].split("ministry")[-1]) == (documented is not None)


def test_a_figure_of_another_event_is_not_held_against_all_dead(tmp_path: Path) -> None:
    entries = ("k: {killed: p, in: ev}", "l: {killed: q, in: flood}", "c: {claimed: dead, n: 1, in: flood}")
    found = told(tmp_path, "harm: died", *entries)
    assert [one.documented for one in found.claimed_totals] == [None]


@pytest.mark.parametrize(
    ("words", "shown", "sentence"),
    [
        ("64", "“64”", "64"),
        ("more than 9", "“more than 9” (≥ 10)", "at least 10"),
        ("about 4400", "“about 4400”", "about 4400"),
        ("nearly 400", "“nearly 400”", "about 400"),
        ("fewer than 5", "“fewer than 5” (≤ 4)", "at most 4"),
        ("two dozen", "“two dozen” (24)", "24"),
        ("2 to 5", "“2 to 5” (2–5)", "2–5"),
        ("all", "“all”", "–"),
    ],
)
def test_a_figure_keeps_its_words_and_its_hedge(words: str, shown: str, sentence: str) -> None:
    one = parse(words)
    about = one.exactness == "about"
    assert as_said(words, one.low, one.high, about=about) == shown
    assert in_a_sentence(one.low, one.high, "en", about=about) == sentence
    assert "“" not in as_said(None, one.low, one.high, about=about)


def test_a_group_of_about_so_many_is_about_so_many(tmp_path: Path) -> None:
    found = case(tmp_path, a="g: {dead: lost, n: about 4400}").ladder()
    assert [(one.about, one.low, one.high) for one in found.groups] == [(4400, 3960, 4840)]
