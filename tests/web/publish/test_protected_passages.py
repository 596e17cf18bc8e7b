"""A passage that is protected in a casebook, in whatever way, stands in no file of an edition of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.test import Client
from tests.guardedcase import CANARIES, LINE, OPEN, guarded_folder, safeguard
from tests.main_path.asking import run
from tests.main_path.test_protected_passages import every_byte, words_told
from tests.web.cast import AT, Cast
from tests.web.editing import ADDRESS, Press, press

from aigaq.bundle import masking
from aigaq.errors import RepeatsProtected
from aigaq.protection import clear
from aigaq.records.releases import ClearingRefusal
from aigaq.web.casebook.commands import import_folder
from aigaq.web.comments import actions as comments_actions
from aigaq.web.models import CaseRow, CommentRow
from aigaq.web.protect import withholding_actions
from aigaq.web.protect.withholding_actions import WithheldField as Keeps
from aigaq.web.publish.drafting import CaseReader, next_edition
from aigaq.web.publish.queries import Imprint
from aigaq.web.team import actions as team_actions

Act = Callable[[Cast, CaseRow, str], None]


def nothing(cast: Cast, row: CaseRow, entry: str) -> None:
    """Only what the folder says."""


def sealed(cast: Cast, row: CaseRow, entry: str) -> None:
    team_actions.seal(cast.aigerim, row, kind="entry", key=entry, compartment="closed", at=AT)


def field_withheld(cast: Cast, row: CaseRow, entry: str) -> None:
    team_actions.grant(cast.aigerim, row, username="aigerim", compartment="closed", at=AT)
    act = Keeps("statement", entry, "value", "closed")
    withholding_actions.withhold(cast.aigerim, row, act, reasons="he could be found", at=AT)


def source_sealed(cast: Cast, row: CaseRow, entry: str) -> None:
    team_actions.seal(
        cast.aigerim, row, kind="source", key=entry.removeprefix("n-"), compartment="closed", at=AT
    )


WAYS: dict[str, tuple[str, str, Act]] = {
    "safeguard only": ("first", safeguard(covers="n-first"), nothing),
    "safeguard that withholds": ("first", safeguard(withholds="n-first"), nothing),
    "compartment only": ("first", "", sealed),
    "both": ("first", safeguard(covers="n-first"), sealed),
    "field withheld": ("first", "", field_withheld),
    "in a copy only": ("reader", "", sealed),
    "in a translation only": ("english", "", sealed),
    "covered in a copy, which is sealed": ("reader", safeguard(covers="n-reader"), sealed),
    "covered in a translation, which is sealed": ("english", safeguard(covers="n-english"), sealed),
    "whole source": ("reader", "", source_sealed),
}


@pytest.fixture
def team(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Press:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    coded, guard, act = WAYS[request.param]
    folder = guarded_folder(tmp_path / "case", coded=(coded,), safeguard=guard)
    row, _ = import_folder(cast.aigerim, folder, at=AT)
    act(cast, row, f"n-{coded}")
    return press(cast, row)


@pytest.mark.parametrize("team", WAYS, indirect=True)
def test_no_word_of_it_is_published_in_any_language(team: Press) -> None:
    team.published()
    told = every_byte(Path(settings.HOME) / "public")
    assert OPEN in told
    assert words_told(told) == []


@pytest.mark.parametrize("team", ["safeguard only", "compartment only"], indirect=True)
def test_a_reader_s_comment_that_repeats_it_is_not_shown(team: Press) -> None:
    edition = team.published()
    form = f"/d/{edition.dossier.address}/en/comments/new/"
    for words in (
        f"I was told the same: {LINE.lower()}",
        "Many people stood at the crossing, and nobody helped.",
    ):
        Client().post(form, {"text": words})
    repeated, other = CommentRow.objects.order_by("text")
    with pytest.raises(RepeatsProtected):
        comments_actions.let_through(team.saule, team.row, str(repeated.pk), at=AT)
    comments_actions.let_through(team.saule, team.row, str(other.pk), at=AT)
    assert words_told(Client().get(f"/d/{edition.dossier.address}/en/comments/").content.decode()) == []


@pytest.mark.parametrize("team", ["both", "in a copy only"], indirect=True)
def test_by_the_command_line_no_word_of_it_leaves(team: Press, tmp_path: Path) -> None:
    for step, who in (("draft", "bolat"), ("clear", "aigerim")):
        assert run("release", step, "thumb", "--as", who)[0] == 0, step
    for who in ("saule", "erlan"):
        assert run("release", "preview", "thumb", tmp_path / who, "--as", who)[0] == 0
        assert run("release", "sign", "thumb", "--as", who)[0] == 0
    assert run("release", "publish", "thumb", "--as", "aigerim")[0] == 0
    assert run("release", "export", "thumb", tmp_path / "out", "--as", "bolat")[0] == 0
    assert words_told(every_byte(tmp_path / "out")) == []


@pytest.mark.parametrize("team", WAYS, indirect=True)
def test_the_gate_refuses_by_itself_where_texts_are_left_on_board(
    team: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule that takes texts off board is broken here, to see the second one hold."""
    monkeypatch.setattr(masking, "off_board", lambda *_: frozenset())
    edition = next_edition(CaseReader(team.row), number=1, imprint=Imprint(), at=AT, rng=Random(1))
    assert set(CANARIES) & edition.draft.texts.keys()
    answer = clear(edition.draft, edition.guarded, edition.earlier)
    assert isinstance(answer, ClearingRefusal)
    told = {one.spot.id for one in answer.reasons if one.spot and one.code == "protected-passage"}
    assert told == set(CANARIES) & edition.draft.texts.keys()
    assert words_told(str(answer.reasons)) == []
