"""Who comes into a case, who sees into a compartment, and what nobody learns from asking."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.web.cast import AT, Cast, account, seen_by, told

from aigaq.errors import BadValue, HeldByOthers, LastOne, MissingField, NotAllowed, NotFound, UnknownId
from aigaq.web.models import EventRow, Membership
from aigaq.web.store import access
from aigaq.web.team import actions as team_actions
from aigaq.web.team.invitations import VALID, invite, invited, join

PAGE = "/c/tasqora/members/"


def test_an_invitation_lets_one_person_in_once(cast: Cast) -> None:
    token = invite(cast.aigerim, cast.row, role="reader", at=AT)
    join(cast.dina, token, at=AT)
    assert Membership.objects.get(case=cast.row, account=cast.dina).role == "reader"
    with pytest.raises(NotFound):
        join(account("second"), token, at=AT)


def test_who_is_a_member_stays_what_she_is_and_the_invitation_stays_good(cast: Cast) -> None:
    token = invite(cast.aigerim, cast.row, role="reader", at=AT)
    join(cast.aigerim, token, at=AT)
    assert Membership.objects.get(case=cast.row, account=cast.aigerim).role == "lead"
    assert join(cast.dina, token, at=AT) == cast.row


@pytest.mark.parametrize(("late", "good"), [(VALID - timedelta(seconds=1), True), (VALID, False)])
def test_an_invitation_is_good_for_three_days(cast: Cast, late: timedelta, good: bool) -> None:
    token = invite(cast.aigerim, cast.row, role="reader", at=AT)
    if good:
        assert invited(cast.dina, token, at=AT + late) == (cast.row, "reader")
    else:
        with pytest.raises(NotFound):
            invited(cast.dina, token, at=AT + late)


def test_an_invitation_falls_with_the_role_of_the_one_who_made_it(cast: Cast) -> None:
    token = invite(cast.aigerim, cast.row, role="lead", at=AT)
    team_actions.give_role(cast.aigerim, cast.row, username="bolat", role="lead", at=AT)
    team_actions.give_role(cast.bolat, cast.row, username="aigerim", role="reader", at=AT)
    with pytest.raises(NotFound):
        join(cast.dina, token, at=AT)


def test_a_false_invitation_is_no_page_and_the_log_holds_no_key(cast: Cast) -> None:
    token = invite(cast.aigerim, cast.row, role="lead", at=AT)
    client = Client()
    client.force_login(cast.dina)
    mark = EventRow.objects.get(action="member.invited", about__endswith=":lead").about
    for false in (
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        mark,
        mark.partition(":")[0],
        "none",
        "%00",
    ):
        assert client.get(f"/invitation/{false}/").status_code == 404
    page = client.get(f"/invitation/{token}/")
    assert page.status_code == 404, "made in the year 2031, it does not hold yet"


def test_asking_about_an_account_tells_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    for doing in ("role", "grant", "reset", "remove", "revoke"):
        asked = {"do": doing, "role": "reader", "compartment": "ward", "reasons": "gone"}
        pages = [
            re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode()).replace(name, "NAME")
            for name in ("dina", "ghost")
            if (answer := client.post(PAGE, {**asked, "username": name})).status_code == 400
        ]
        assert len(pages) == 2 and pages[0] == pages[1]


def test_nobody_but_a_lead_invites_or_arranges(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        invite(cast.bolat, cast.row, role="reader", at=AT)
    with pytest.raises(NotFound):
        invite(cast.dina, cast.row, role="reader", at=AT)
    with pytest.raises(BadValue):
        invite(cast.aigerim, cast.row, role="emperor", at=AT)


def test_a_case_keeps_a_lead(cast: Cast) -> None:
    with pytest.raises(LastOne):
        team_actions.give_role(cast.aigerim, cast.row, username="aigerim", role="reader", at=AT)
    team_actions.give_role(cast.aigerim, cast.row, username="bolat", role="lead", at=AT)
    team_actions.give_role(cast.aigerim, cast.row, username="aigerim", role="reader", at=AT)
    assert Membership.objects.get(case=cast.row, account=cast.aigerim).role == "reader"


def test_a_lead_does_not_let_herself_into_what_others_hold(cast: Cast) -> None:
    cast.let_in(cast.dina, "lead")
    with pytest.raises(HeldByOthers):
        team_actions.grant(cast.dina, cast.row, username="dina", compartment="ward", at=AT)
    team_actions.grant(cast.aigerim, cast.row, username="dina", compartment="ward", at=AT)
    assert "dina" in access.rooms(cast.dina, cast.row)[0].holders


def test_what_was_put_away_comes_out_again_with_a_reason(cast: Cast) -> None:
    before = told(seen_by(cast.aigerim))
    cast.let_in(cast.dina, "reader")
    cast.seal("subject", "marat", compartment="ward")
    assert "marat" not in seen_by(cast.dina).records.subjects
    out(cast, reasons="he spoke\npublicly")
    assert "marat" in seen_by(cast.dina).records.subjects
    assert told(seen_by(cast.aigerim)) == before
    last = EventRow.objects.order_by("-seq")[0]
    assert (last.action, last.about) == ("record.unsealed", "subject:marat – he spoke publicly")


def out(cast: Cast, *, key: str = "marat", compartment: str = "ward", reasons: str = "published") -> None:
    team_actions.unseal(
        cast.aigerim, cast.row, kind="subject", key=key, compartment=compartment, reasons=reasons, at=AT
    )


def test_nothing_comes_out_without_a_reason_or_of_where_it_is_not(cast: Cast) -> None:
    cast.seal("subject", "marat", compartment="ward")
    with pytest.raises(MissingField):
        out(cast, reasons=" ")
    with pytest.raises(BadValue):
        out(cast, reasons="x" * 151)
    for key, compartment in (("marat", "closed"), ("daulet", "ward"), ("ghost", "ward")):
        with pytest.raises(UnknownId):
            out(cast, key=key, compartment=compartment)


def test_what_a_lead_may_not_see_she_can_neither_take_out_nor_put_away_nor_find(cast: Cast) -> None:
    cast.seal("subject", "marat", compartment="closed")
    with pytest.raises(UnknownId):
        out(cast, compartment="closed")
    for key in ("marat", "sister", "ghost"):
        with pytest.raises(UnknownId) as raised:
            cast.seal("subject", key)
        assert raised.value.parameters == {"value": key}


def test_who_sees_what_is_told_to_those_who_may_know(cast: Cast) -> None:
    cast.seal("subject", "marat", compartment="closed")
    cast.let_in(cast.dina, "reader")
    rooms = {
        who.username: [one.name for one in access.rooms(who, cast.row)]
        for who in (cast.aigerim, cast.bolat, cast.dina)
    }
    assert rooms == {"aigerim": ["closed", "ward"], "bolat": ["ward"], "dina": []}
    client = Client()
    client.force_login(cast.bolat)
    page = client.get(PAGE).content.decode()
    assert "ward" in page and "closed" not in page


def test_a_wrong_form_comes_back_with_what_was_typed(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    asked = {
        "do": "unseal",
        "kind": "subject",
        "record": "ghost",
        "compartment": "ward",
        "reasons": "his own wish",
    }
    answer = client.post(PAGE, asked)
    assert answer.status_code == 400
    assert 'value="his own wish"' in answer.content.decode()
    for unknown in ("", "erase"):
        assert client.post(PAGE, {"do": unknown}).status_code == 400
