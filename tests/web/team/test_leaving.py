"""Who leaves a case or a compartment: what she meets from then on, and what nobody gains by it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.main_path.asking import ask, run
from tests.web.cast import AT, COMPARTMENT, Cast, account, seen_by
from tests.web.test_pages import MATRIX, NO_JOB

from aigaq.errors import BadValue, HeldByOthers, LastOne, MissingField, NotAllowed, NotFound, UnknownId
from aigaq.web.models import EventRow, Grant, Membership
from aigaq.web.store.access import held
from aigaq.web.team import actions as team_actions
from aigaq.web.team.invitations import invite, join

PAGE = "/c/tasqora/members/"


def signed_in(who: object) -> Client:
    client = Client()
    client.force_login(who)  # type: ignore[arg-type]  # an account of the cast
    return client


def out(cast: Cast, who: str = "bolat", *, reasons: str = "left us") -> None:
    team_actions.remove(cast.aigerim, cast.row, username=who, reasons=reasons, at=AT)


def closed(cast: Cast, who: str = "bolat", *, compartment: str = COMPARTMENT, reasons: str = "moved") -> None:
    team_actions.revoke(cast.aigerim, cast.row, username=who, compartment=compartment, reasons=reasons, at=AT)


@pytest.mark.parametrize("name", sorted(name for name, (address, _) in MATRIX.items() if "/c/" in address))
def test_for_who_was_taken_out_the_case_is_one_that_does_not_exist(cast: Cast, name: str) -> None:
    bolat = signed_in(cast.bolat)
    bolat.get("/c/tasqora/")
    out(cast)
    here = MATRIX[name][0]
    answers = [bolat.get(here), bolat.get(here.replace("tasqora", "nothere"))]
    pages = [re.sub(r'value="[A-Za-z0-9]{64}"', "", one.content.decode()) for one in answers]
    assert answers[0].status_code == answers[1].status_code
    assert pages[0].replace("tasqora", "nothere") == pages[1]
    assert "Tasqora" not in bolat.get("/").content.decode()


def test_who_was_taken_out_can_post_nothing_and_her_work_stays(cast: Cast) -> None:
    before = len(seen_by(cast.aigerim).records.statements)
    bolat = signed_in(cast.bolat)
    out(cast)
    died = {"form": "died", "line": "2", "first": "2", "last": "2", "who": "daulet", "save": "1"}
    assert bolat.post("/c/tasqora/source/talk/code/", died).status_code == 404
    assert bolat.post("/c/tasqora/jobs/", {"kind": "export"}).status_code == 404
    assert bolat.get(f"/jobs/{NO_JOB}/file/").status_code == 404
    assert len(seen_by(cast.aigerim).records.statements) == before


def test_a_link_that_she_still_has_lets_her_in_no_more_and_a_new_one_does(cast: Cast) -> None:
    old = invite(cast.aigerim, cast.row, role="lead", at=AT)
    out(cast)
    with pytest.raises(NotFound):
        join(cast.bolat, old, at=AT)
    assert join(cast.dina, old, at=AT) == cast.row
    join(cast.bolat, invite(cast.aigerim, cast.row, role="reader", at=AT), at=AT)
    assert held(cast.bolat, cast.row) == frozenset()


def test_links_of_a_lead_who_was_taken_out_stay_void_when_she_leads_again(cast: Cast) -> None:
    cast.let_in(cast.dina, "lead")
    link = invite(cast.dina, cast.row, role="lead", at=AT)
    out(cast, "dina")
    cast.let_in(cast.dina, "lead")
    with pytest.raises(NotFound):
        join(account("friend"), link, at=AT)


def test_a_case_keeps_a_lead_whoever_asks(cast: Cast) -> None:
    with pytest.raises(LastOne):
        out(cast, "aigerim")
    cast.let_in(cast.dina, "lead")
    out(cast, "aigerim")
    with pytest.raises(NotFound):
        out(cast, "dina")
    assert Membership.objects.get(case=cast.row, role="lead").account == cast.dina


def test_by_taking_the_last_holder_out_no_lead_comes_into_her_compartment(cast: Cast) -> None:
    cast.let_in(cast.dina, "lead")
    closed(cast, "aigerim")
    with pytest.raises(LastOne):
        closed(cast, "bolat")
    out(cast, "bolat")
    for lead in (cast.aigerim, cast.dina):
        with pytest.raises(HeldByOthers):
            team_actions.grant(lead, cast.row, username="dina", compartment=COMPARTMENT, at=AT)
    assert [one.account for one in Grant.objects.filter(compartment__case=cast.row)] == [cast.bolat]


def test_who_comes_back_to_a_compartment_that_nobody_else_holds_lets_others_in(cast: Cast) -> None:
    closed(cast, "aigerim")
    out(cast, "bolat")
    cast.let_in(cast.bolat, "lead")
    team_actions.grant(cast.bolat, cast.row, username="aigerim", compartment=COMPARTMENT, at=AT)
    assert held(cast.aigerim, cast.row) == {COMPARTMENT}
    closed(cast, "bolat")
    assert held(cast.bolat, cast.row) == frozenset()


def test_a_compartment_that_was_closed_to_somebody_is_not_there_for_her(cast: Cast) -> None:
    cast.seal("subject", "marat", compartment=COMPARTMENT)
    bolat = signed_in(cast.bolat)
    assert bolat.get("/c/tasqora/subject/marat/").status_code == 200
    closed(cast)
    assert bolat.get("/c/tasqora/subject/marat/").status_code == 404
    assert "marat" not in seen_by(cast.bolat).records.subjects
    assert COMPARTMENT not in bolat.get(PAGE).content.decode()


def test_nothing_is_closed_without_a_lead_a_reason_and_somebody_to_close_it_to(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        team_actions.remove(cast.bolat, cast.row, username="aigerim", reasons="mine now", at=AT)
    with pytest.raises(NotFound):
        team_actions.remove(cast.dina, cast.row, username="bolat", reasons="", at=AT)
    for asked in (out, closed):
        with pytest.raises(MissingField):
            asked(cast, reasons=" \n ")
        with pytest.raises(BadValue):
            asked(cast, reasons="x" * 151)
        with pytest.raises(UnknownId):
            asked(cast, "dina")
    with pytest.raises(UnknownId):
        closed(cast, compartment="closed")
    assert Membership.objects.filter(case=cast.row).count() == 2


def test_each_stands_in_the_log_with_its_reason(cast: Cast) -> None:
    closed(cast, reasons="moved\nto another case")
    out(cast, reasons="left us")
    rows = EventRow.objects.order_by("-seq")[:2]
    assert [(row.action, row.by, row.about) for row in rows] == [
        ("member.removed", "aigerim", "bolat – left us"),
        ("compartment.revoked", "aigerim", "bolat:ward – moved to another case"),
    ]


def test_the_page_asks_again_with_what_was_typed_and_lets_a_lead_leave(cast: Cast) -> None:
    lead = signed_in(cast.aigerim)
    refused = lead.post(PAGE, {"do": "remove", "username": "aigerim", "reasons": "I <b>go</b>"})
    assert refused.status_code == 403
    assert 'value="I &lt;b&gt;go&lt;/b&gt;"' in refused.content.decode()
    cast.let_in(cast.dina, "lead")
    gone = lead.post(PAGE, {"do": "remove", "username": "aigerim", "reasons": "I go"})
    assert (gone.status_code, gone.headers["Location"]) == (302, "/")
    assert lead.get(PAGE).status_code == 404


def test_the_command_does_what_the_page_does_and_no_more(cast: Cast) -> None:
    who = ("--case", "tasqora", "--as", "aigerim", "--reasons", "left us")
    assert run("user", "revoke", "bolat", *who)[0] == 2
    assert ask("user", "revoke", "bolat", "--compartment", COMPARTMENT, *who)["compartment"] == COMPARTMENT
    assert held(cast.bolat, cast.row) == frozenset()
    assert run("user", "remove", "bolat", "--as", "aigerim", "--reasons", "x")[0] == 2
    for wrong in ("dina", "bolat", "ghost"):
        assert run("user", "remove", "bolat", "--case", "tasqora", "--as", wrong, "--reasons", "x")[0] == 3
    assert ask("user", "remove", "bolat", *who) == {"user": "bolat", "case": "tasqora"}
    assert not Membership.objects.filter(account=cast.bolat).exists()
    assert run("user", "remove", "aigerim", *who)[0] == 3
