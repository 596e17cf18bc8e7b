"""Editions that are out and show what is protected by now: said to a lead who may know, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.guardedcase import guarded_folder
from tests.main_path.asking import run
from tests.web.cast import AT, COMPARTMENT, Cast
from tests.web.editing import ADDRESS, Press, press

from aigaq.web.casebook.commands import import_folder
from aigaq.web.coding import actions as coding_actions
from aigaq.web.models import Account
from aigaq.web.protect.actions import SafeguardDraft, protect
from aigaq.web.publish.exposure import exposed_editions
from aigaq.web.team import actions as team_actions

TOLD = "shows what is protected by now"


@pytest.fixture
def team(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Press:
    """An edition is out in which everything stands."""
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    row, _ = import_folder(cast.aigerim, guarded_folder(tmp_path / "case"), at=AT)
    made = press(cast, row)
    team_actions.grant(cast.aigerim, row, username="aigerim", compartment=COMPARTMENT, at=AT)
    made.published()
    return made


def sealed(team: Press, kind: str, key: str) -> None:
    team_actions.seal(team.cast.aigerim, team.row, kind=kind, key=key, compartment=COMPARTMENT, at=AT)


def covered(team: Press) -> None:
    asked = SafeguardDraft(covers=("n-first",), wording="somebody helped", reasons="one man")
    protect(team.cast.aigerim, team.row, asked, at=AT)


WAYS: dict[str, Callable[[Press], None]] = {
    "entry sealed": lambda team: sealed(team, "entry", "n-first"),
    "source sealed": lambda team: sealed(team, "source", "reader"),
    "somebody sealed": lambda team: sealed(team, "subject", "p"),
    "covered": covered,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_lead_is_told_of_an_edition_that_shows_what_is_protected_now(team: Press, way: str) -> None:
    lead = team.cast.aigerim
    assert exposed_editions(lead, team.row) == ()
    WAYS[way](team)
    assert [one.number for one in exposed_editions(lead, team.row)] == [1]
    assert exposed_editions(team.cast.bolat, team.row) == ()


def of(who: Account) -> Client:
    client = Client()
    client.force_login(who)
    return client


def test_it_is_said_where_one_seals_on_publish_and_by_the_command_line(team: Press) -> None:
    lead = of(team.cast.aigerim)
    code, out, _ = run("release", "check", "thumb", "--as", "aigerim")
    assert (code, "no edition" in out) == (0, True)
    asked = {"do": "seal", "kind": "statement", "record": "n-first", "compartment": COMPARTMENT}
    told = lead.post("/c/thumb/members/", asked, follow=True).content.decode()
    assert TOLD in told
    assert f"Edition 1, which anybody can read, {TOLD}" in lead.get("/c/thumb/publish/").content.decode()
    assert TOLD not in of(team.cast.bolat).get("/c/thumb/publish/").content.decode()
    code, out, _ = run("release", "check", "thumb", "--as", "aigerim")
    assert (code, TOLD in out, "scarred" in out) == (1, True, False)
    assert run("release", "check", "thumb", "--as", "bolat")[0] != 0


def test_who_does_not_hold_the_compartment_is_told_nothing_even_as_a_lead(team: Press) -> None:
    team_actions.give_role(team.cast.aigerim, team.row, username="saule", role="lead", at=AT)
    sealed(team, "entry", "n-first")
    assert exposed_editions(team.saule, team.row) == ()
    assert exposed_editions(team.cast.aigerim, team.row) != ()


def test_new_words_that_no_edition_has_are_no_reason(team: Press) -> None:
    from aigaq.records.entries import Entry  # noqa: PLC0415 - of this test alone
    from aigaq.records.statements import Place  # noqa: PLC0415

    coding_actions.save(
        team.cast.bolat, team.row, Entry("e1", "plain", Place(3), None, "p", "injury", "head"), at=AT
    )
    assert exposed_editions(team.cast.aigerim, team.row) == ()
