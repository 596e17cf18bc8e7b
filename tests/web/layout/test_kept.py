"""Words that came after the sign-in had ended: they come back in the page, and to nobody but who sent them."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from tests.web.cast import Cast
from tests.web.test_pages import XSS

FORMS = {
    "/c/tasqora/subject/marat/decide/": {"kind": "accept", "reasons": "seen by\r\ntwo"},
    "/c/tasqora/entry/late/withdraw/": {"reasons": "wrong line"},
    "/c/tasqora/sources/new/": {"key": "s2", "what": "a note", "text": "One line.\r\nAnd one."},
    "/c/tasqora/members/": {"do": "unseal", "record": "marat", "reasons": "his wish"},
    "/c/none/members/": {"do": "unseal", "record": "marat", "reasons": "his wish"},
    "/new/": {"key": "ferry", "title": "The ferry", "event": "the landing"},
}


def again(page: str) -> dict[str, str]:
    """The fields that the page would send again, as a browser reads them."""
    form = re.search(r'<form method="post" class="coding"[^>]*>(.*?)</form>', page, re.S)
    assert form is not None
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form[1])
    return {html.unescape(name): html.unescape(value) for name, value in found}


@pytest.mark.parametrize("address", sorted(FORMS))
def test_words_sent_after_the_sign_in_ended_stay_in_the_page(cast: Cast, address: str) -> None:
    answer = Client().post(address, FORMS[address])
    page = answer.content.decode()
    sent = again(page)
    sent.pop("csrfmiddlewaretoken", None)
    assert answer.status_code == 401
    assert sent == FORMS[address]
    assert "/accounts/login/" in page and "Location" not in answer.headers
    assert not answer.cookies.get("session")


def test_the_words_are_sent_again_after_the_sign_in_and_arrive(cast: Cast) -> None:
    client = Client()
    kept = again(client.post("/new/", FORMS["/new/"]).content.decode())
    client.force_login(cast.dina)
    assert client.post("/new/", kept).headers["Location"].startswith("/c/ferry-")


@pytest.mark.parametrize("words", XSS)
def test_words_that_come_back_are_inert(cast: Cast, words: str) -> None:
    page = Client().post("/new/", {"title": words, words: "1"}).content.decode()
    assert again(page)["title"] == words
    assert "<script>alert" not in page and "<svg onload" not in page and "<img src=x" not in page


def failed(address: str, origin: str | None) -> str:
    client = Client(enforce_csrf_checks=True)
    headers = {"origin": origin} if origin else {}
    answer = client.post(address, {"title": "The ferry", "password": "not for you"}, headers=headers)
    assert answer.status_code in (401, 403)
    return answer.content.decode()


def test_words_under_an_old_token_come_back_to_our_own_page_alone(cast: Cast) -> None:
    page = failed("/new/", "http://testserver")
    assert again(page)["title"] == "The ferry" and "not for you" not in page
    for origin in (None, "null", "http://elsewhere.example", "http://testserver.elsewhere.example"):
        assert "The ferry" not in failed("/new/", origin)


def test_what_is_typed_to_sign_in_never_comes_back(cast: Cast) -> None:
    assert "The ferry" not in failed("/accounts/login/", "http://testserver")


def test_whoever_only_looks_is_led_to_the_sign_in_and_back(cast: Cast) -> None:
    answer = Client().get("/c/tasqora/counts/?rule=deaths")
    assert answer.headers["Location"] == "/accounts/login/?next=/c/tasqora/counts/%3Frule%3Ddeaths"
