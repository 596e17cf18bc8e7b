"""Accounts on the pages: a link to a new password, a second factor, tries that are counted, no door beside the door."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils.http import int_to_base36
from tests.web.cast import AT, Cast, account

from aigaq.errors import MoreBehindIt, NotAllowed, UnknownId
from aigaq.web.accounts.actions import OneTimeKey, reset, reset_member
from aigaq.web.casebook.actions import begin
from aigaq.web.models import Account, EventRow
from aigaq.web.team import actions as team_actions

LONG, OTHER = "seven blue wardens", "nine green wardens"


@pytest.fixture(autouse=True)
def untried() -> None:
    """Tries are counted in memory, beyond the end of a test."""
    cache.clear()


def signed_in(who: Account) -> Client:
    client = Client()
    client.force_login(who)
    return client


def with_password(name: str) -> Account:
    return Account.objects.create_user(name, password=LONG)


def sign_in(name: str, password: str, *, address: str = "10.0.0.1") -> Client:
    client = Client(REMOTE_ADDR=address)
    client.post("/accounts/login/", {"login": name, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/new/").status_code == 200


def set_by(client: Client, link: str, password: str) -> str:
    """Open a link to a new password and fill the form in; the page that comes of it."""
    form = client.get(link, follow=True)
    if "password1" not in form.content.decode():
        return form.content.decode()
    address = form.request["PATH_INFO"]
    done = client.post(address, {"password1": password, "password2": password}, follow=True)
    return done.content.decode()


def test_a_link_sets_a_new_password_once_and_voids_what_was_signed_in() -> None:
    madina = with_password("madina")
    before = sign_in("madina", LONG)
    assert is_in(before)
    link = reset("madina", at=AT)
    assert not is_in(before) and not is_in(sign_in("madina", LONG))
    assert "holds" in set_by(Client(), link, OTHER)
    assert is_in(sign_in("madina", OTHER))
    assert "does not hold" in set_by(Client(), link, LONG)
    madina.refresh_from_db()
    assert madina.check_password(OTHER)


def test_only_the_last_link_holds() -> None:
    with_password("madina")
    first = reset("madina", at=AT)
    second = reset("madina", at=AT)
    assert "does not hold" in set_by(Client(), first, OTHER)
    assert "holds" in set_by(Client(), second, OTHER)


@pytest.mark.parametrize(("age", "good"), [(23, True), (25, False)])
def test_a_link_is_good_for_a_day(age: int, good: bool) -> None:
    madina, keys = with_password("madina"), OneTimeKey()
    made = keys._num_seconds(keys._now() - timedelta(hours=age))
    key = keys._make_token_with_timestamp(madina, made, keys.secret)
    link = f"/accounts/password/reset/key/{int_to_base36(madina.pk)}-{key}/"
    assert ("password1" in Client().get(link, follow=True).content.decode()) is good


def test_a_poor_password_is_refused_and_the_link_stays_good() -> None:
    with_password("madina")
    link = reset("madina", at=AT)
    assert 'role="alert"' in set_by(Client(), link, "password1234")
    assert "holds" in set_by(Client(), link, OTHER)


def test_each_reset_and_each_new_password_is_logged_without_a_name_of_the_one_it_is_about(cast: Cast) -> None:
    link = reset_member(cast.aigerim, cast.row, username="bolat", at=AT)
    set_by(Client(), link, OTHER)
    rows = list(EventRow.objects.order_by("-seq")[:2])
    assert [row.action for row in rows] == ["account.password", "account.reset"]
    assert (rows[1].by, rows[1].about, rows[1].case) == ("aigerim", str(cast.bolat.pk), cast.row)


def test_a_lead_makes_a_link_on_the_page_and_sees_it_once(cast: Cast) -> None:
    lead = signed_in(cast.aigerim)
    asked = {"do": "reset", "username": "bolat"}
    page = lead.post("/c/tasqora/members/", asked).content.decode()
    link = re.search(r'http://testserver(/accounts/password/reset/key/[^"]+)"', page)
    assert link is not None
    assert "/reset/key/" not in lead.get("/c/tasqora/members/").content.decode()
    assert "holds" in set_by(Client(), link[1], OTHER)
    bolat = Account.objects.get(pk=cast.bolat.pk)
    assert signed_in(bolat).post("/c/tasqora/members/", asked).status_code == 403


def test_no_link_for_whoever_holds_more_than_the_lead(cast: Cast) -> None:
    begin(cast.bolat, key="own", title="His own", event="what was", at=AT)
    with pytest.raises(MoreBehindIt):
        reset_member(cast.aigerim, cast.row, username="bolat", at=AT)
    assert (
        signed_in(cast.aigerim).post("/c/tasqora/members/", {"do": "reset", "username": "bolat"}).status_code
        == 403
    )


def test_no_link_for_whoever_sees_into_a_compartment_that_the_lead_does_not(cast: Cast) -> None:
    second = joined(cast, "madina", "lead")
    with pytest.raises(MoreBehindIt):
        reset_member(second, cast.row, username="bolat", at=AT)
    team_actions.grant(cast.aigerim, cast.row, username="madina", compartment="ward", at=AT)
    assert reset_member(second, cast.row, username="bolat", at=AT).startswith("/accounts/")


def test_no_link_for_who_is_no_member_and_none_by_who_is_no_lead(cast: Cast) -> None:
    for name in ("dina", "no-such-account"):
        with pytest.raises(UnknownId):
            reset_member(cast.aigerim, cast.row, username=name, at=AT)
    with pytest.raises(NotAllowed):
        reset_member(cast.bolat, cast.row, username="aigerim", at=AT)


def test_a_link_is_void_once_the_account_opens_more(cast: Cast) -> None:
    link = reset_member(cast.aigerim, cast.row, username="bolat", at=AT)
    team_actions.grant(cast.aigerim, cast.row, username="bolat", compartment="later", at=AT)
    assert "does not hold" in set_by(Client(), link, OTHER)


def test_a_link_opened_halfway_is_void_too_once_the_account_opens_more(cast: Cast) -> None:
    client = Client()
    link = reset_member(cast.aigerim, cast.row, username="bolat", at=AT)
    address = client.get(link, follow=True).request["PATH_INFO"]
    begin(cast.bolat, key="own", title="His own", event="what was", at=AT)
    client.post(address, {"password1": OTHER, "password2": OTHER})
    cast.bolat.refresh_from_db()
    assert not cast.bolat.check_password(OTHER)


def joined(cast: Cast, name: str, role: str) -> Account:
    made = account(name)
    cast.let_in(made, role)
    return made


def test_the_square_to_scan_is_part_of_the_page(cast: Cast) -> None:
    with_password("madina")
    client = sign_in("madina", LONG)
    client.post("/accounts/reauthenticate/", {"password": LONG})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    square = re.search(r'<div class="qr"[^>]*>(<svg.*?</svg>)', page, re.S)
    assert square is not None and 'd="M4,4' in square[1]
    assert "data:" not in page and "style=" not in square[1] and "&lt;svg" not in page


@pytest.mark.parametrize("address", ["email/", "confirm-email/", "password/reset/"])
def test_nothing_asks_for_an_e_mail(cast: Cast, address: str) -> None:
    for client in (Client(), signed_in(cast.dina)):
        answer = client.post(f"/accounts/{address}", {"email": "a@example.org", "action_add": "1"})
        assert answer.status_code in (200, 404)
        assert 'name="email"' not in answer.content.decode()


def test_wrong_passwords_are_counted_for_an_account_at_an_address() -> None:
    with_password("madina")
    for _ in range(5):
        assert not is_in(sign_in("madina", "wrong"))
    assert not is_in(sign_in("madina", LONG)), "it is too late for the right one too"
    assert is_in(sign_in("madina", LONG, address="10.0.0.2")), "and she can still come from elsewhere"


def test_an_account_that_is_not_there_is_counted_like_one_that_is() -> None:
    with_password("madina")
    pages = []
    for name in ("madina", "nobody1"):
        for _ in range(5):
            sign_in(name, "wrong", address=f"10.0.1.{len(name)}")
        last = Client(REMOTE_ADDR=f"10.0.1.{len(name)}")
        page = last.post("/accounts/login/", {"login": name, "password": "wrong"}).content.decode()
        pages.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", page).replace(name, "NAME"))
    assert pages[0] == pages[1]


def test_whoever_tries_many_names_from_one_address_has_to_wait() -> None:
    with_password("madina")
    for number in range(10):
        sign_in(f"guess{number}", "wrong", address="10.0.2.1")
    assert not is_in(sign_in("madina", LONG, address="10.0.2.1"))
    for number in range(30):
        answer = Client(REMOTE_ADDR="10.0.2.1").post(
            "/accounts/login/", {"login": f"more{number}", "password": "wrong"}
        )
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
    assert answer.headers["Content-Security-Policy"]


def through_a_proxy(name: str, password: str, forwarded: str) -> Client:
    """A try as it comes from the server in front: from this machine, with what that server says."""
    client = Client(REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": forwarded})
    client.post("/accounts/login/", {"login": name, "password": password})
    return client


def test_behind_a_proxy_one_stranger_keeps_nobody_else_out() -> None:
    with_password("madina")
    with override_settings(SECURE=True):
        for number in range(11):
            through_a_proxy("madina" if number < 6 else f"guess{number}", "wrong", "203.0.113.5")
        assert not is_in(through_a_proxy("madina", LONG, "203.0.113.5"))
        assert is_in(through_a_proxy("madina", LONG, "198.51.100.7"))


@pytest.mark.parametrize("behind", [False, True])
def test_what_the_one_who_tries_writes_of_herself_is_not_believed(behind: bool) -> None:
    """Without a proxy nothing of it; with one nothing but its last word."""
    with_password("madina")
    with override_settings(SECURE=behind):
        for number in range(5):
            through_a_proxy("madina", "wrong", f"198.51.100.{number}" + (", 203.0.113.5" if behind else ""))
        last = "198.51.100.99" + (", 203.0.113.5" if behind else "")
        assert not is_in(through_a_proxy("madina", LONG, last))


def test_many_addresses_against_one_name_are_slowed_and_a_known_browser_is_not() -> None:
    with_password("madina")
    own = sign_in("madina", LONG, address="10.9.0.1")
    own.post("/accounts/logout/")
    for number in range(30):
        sign_in("madina", "wrong", address=f"10.8.{number}.1")
    assert not is_in(sign_in("madina", LONG, address="10.7.0.1"))
    own.post("/accounts/login/", {"login": "Madina", "password": LONG})
    own.post("/accounts/login/", {"login": "madina", "password": LONG})
    assert is_in(own)


def test_a_known_browser_comes_in_where_its_address_is_shut_and_has_no_more_tries_than_one_sender() -> None:
    with_password("madina")
    with_password("saule")
    own = sign_in("madina", LONG, address="10.9.0.2")
    own.post("/accounts/logout/")
    for number in range(11):
        sign_in(f"guess{number}", "wrong", address="10.9.0.2")
    own.post("/accounts/login/", {"login": "madina", "password": LONG})
    assert is_in(own)
    own.post("/accounts/logout/")
    for _ in range(5):
        own.post("/accounts/login/", {"login": "madina", "password": "wrong"})
    own.post("/accounts/login/", {"login": "madina", "password": LONG})
    assert not is_in(own), "who has the browser has its tries alone"
    assert not is_in(sign_in("saule", LONG, address="10.9.0.2"))
    own.post("/accounts/login/", {"login": "saule", "password": LONG})
    assert not is_in(own), "it is known for the one name"


def test_the_cookie_of_a_known_browser_tells_no_name_and_a_made_up_one_is_none() -> None:
    with_password("madina")
    own = sign_in("madina", LONG)
    cookie = own.cookies["familiar"]
    assert "madina" not in cookie.value and cookie["httponly"]
    stranger = Client(REMOTE_ADDR="10.9.0.3")
    stranger.cookies["familiar"] = cookie.value[:-3] + "abc"
    for _ in range(5):
        stranger.post("/accounts/login/", {"login": "madina", "password": "wrong"})
    assert not is_in(sign_in("madina", LONG, address="10.9.0.3"))


def test_a_browser_in_which_a_new_password_was_set_is_known() -> None:
    with_password("madina")
    browser = Client(REMOTE_ADDR="10.9.0.4")
    set_by(browser, reset("madina", at=AT), OTHER)
    assert "familiar" in browser.cookies


def test_more_tries_than_memory_holds_counters_for_push_none_out() -> None:
    with_password("madina")
    for _ in range(5):
        sign_in("madina", "wrong", address="10.9.0.5")
    for number in range(400):
        cache.set(f"other-{number}", [1.0], 600)
    assert not is_in(sign_in("madina", LONG, address="10.9.0.5"))
