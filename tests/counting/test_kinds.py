"""How a death came, where voices differ on it. Invariant: what another gainsays is no kind of death."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.counting.written import counted, kinds, outcome

SHOT = "k: {killed: p, with: firearm}"


@pytest.mark.parametrize(
    ("other", "due"),
    [
        ("d: {died: p, cause: pneumonia}", "disputed"),
        ("d: {died: p, certified: suicide}", "disputed"),
        ("d: {killed: p, with: axe}", "disputed"),
        ("d: {died: p, cause: beating}", "disputed"),
        ('d: {died: p, cause: "three wounds"}', "kind-unclear"),
        ("d: {died: p}", "gunfire"),
        ("d: {killed: p, with: pistol}", "gunfire"),
        ("d: {died: p, certified: haemorrhage}", "gunfire"),
        ("d: {died: p}\nd2: [p, cause-of-death, pneumonia, {sure: possible}]", "gunfire"),
    ],
)
def test_two_agree_on_the_death_and_the_kind_is_only_what_nobody_gainsays(
    tmp_path: Path, other: str, due: str
) -> None:
    found = counted(tmp_path, a=SHOT, b=other)
    assert kinds(found) == {"p": due}
    assert [one.state for one in found.individuals] == ["corroborated"]


def test_words_in_no_list_do_not_undo_what_two_others_bear_out(tmp_path: Path) -> None:
    found = counted(tmp_path, a=SHOT, b=SHOT.replace("k:", "l:"), m='d: {died: p, cause: "three wounds"}')
    assert kinds(found) == {"p": "gunfire"}


@pytest.mark.parametrize(
    ("leave_out", "due"),
    [
        ("gunfire", "open: kind-disputed"),
        ("other", "open: kind-disputed"),
        ("gunfire, other", "out: other-class"),
        ("disputed", "out: other-class"),
        ("after-custody", "in"),
    ],
)
def test_a_rule_leaves_out_a_disputed_death_only_where_it_leaves_out_every_kind(
    tmp_path: Path, leave_out: str, due: str
) -> None:
    found = counted(tmp_path, rule=f"leave-out: [{leave_out}]", a=SHOT, b="d: {died: p, cause: accident}")
    assert outcome(found) == {"p": due}


@pytest.mark.parametrize(
    ("event", "death", "due"),
    [
        ("", "", "later-homicide"),
        ("", ", when: 2031-06-03", "later-homicide"),
        ("e: [ev, when, 2031-06-03]\n", "", "other"),
        ("e: [ev, when, 2031-06-03]\n", ", when: 2031-06-03", "other"),
        ("e: [ev, when, 2031-06-03]\n", ", when: 2031-06", "other"),
        ("e: [ev, when, 2031-06-03]\n", ", when: 2031-07", "later-homicide"),
        ("e: [ev, when, 2031-06-03]\n", ", when: a month after ev", "later-homicide"),
        ("e: [ev, when, 2031-06-03]\n", ", when: a month after march", "later-homicide"),
    ],
)
def test_a_homicide_is_later_where_it_is_later_or_the_event_has_no_day(
    tmp_path: Path, event: str, death: str, due: str
) -> None:
    assert kinds(counted(tmp_path, a=f"{event}k: {{killed: p, as: homicide{death}}}")) == {"p": due}
