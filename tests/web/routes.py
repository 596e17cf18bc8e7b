"""Every address of the router with something in its blanks, and what any answer must be.

Invariant: taken from the router itself, so that a new address is met without being named here.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.http import HttpResponseBase
from django.test import Client
from django.urls import get_resolver
from tests.web.cast import Cast
from tests.web.visitor import found, read

from aigaq.web.headers import HEADERS

FILLED = {
    "key": "tasqora",
    "source": "talk",
    "entry": "marat",
    "kind": "person",
    "subject": "marat",
    "statement": "marat",
    "name": "statements",
    "job": "0e0e0e0e-0000-4000-8000-000000000000",
}


def addresses(filled: Mapping[str, str] = FILLED) -> dict[str, str]:
    """By name, an address for every pattern, those of the account pages included."""
    made: dict[str, str] = {}
    known = get_resolver().reverse_dict
    for name in known:
        if isinstance(name, str):
            template, blanks = known.getlist(name)[0][0][0]
            values = {blank: quote(filled.get(blank, "1"), safe="") for blank in blanks}
            made[name] = "/" + template % values
    return made


def signed_in(cast: Cast) -> Client:
    """Aigerim, who may do everything in her case."""
    client = Client()
    client.force_login(cast.aigerim)
    return client


def body_of(answer: HttpResponseBase) -> bytes:
    """All of an answer, whether it came in one piece or not."""
    # Of a file only the chunks are there.
    return b"".join(getattr(answer, "streaming_content", None) or [getattr(answer, "content", b"")])


def assert_sound(answer: HttpResponseBase, address: str) -> None:
    """No failure of ours, all headers, and nothing in the page that would run."""
    assert answer.status_code < 500, address
    for name, value in HEADERS.items():
        assert answer.headers.get(name) == value, (address, name)
    if not address.startswith("/static/"):
        assert answer.headers["Cache-Control"] == "private, no-store", address
    if "text/html" in answer.headers.get("Content-Type", ""):
        assert_inert(body_of(answer), address)


def assert_inert(body: bytes, address: str) -> None:
    """No script, handler, style or frame but those that we serve as files."""
    if not body.strip():
        return
    page = read(body)
    # The square to be photographed that sets up a second factor.
    drawn = "//*[local-name()='svg'][not(parent::div[@class='qr'])]"
    ours = 'starts-with(@src, "/static/") or @type="application/json"'
    assert found(page, f"//script[not({ours})]") == [], address
    assert found(page, "//@*[starts-with(name(), 'on')] | //@style") == [], address
    assert found(page, f"//style | //iframe | //object | //embed | //img | {drawn}") == [], address
    assert (
        found(
            page,
            "//@*[starts-with(translate(normalize-space(.), 'JAVSCRIPT', 'javscript'), 'javascript:')"
            " and (name()='href' or name()='src' or name()='action' or name()='formaction')]",
        )
        == []
    ), address
