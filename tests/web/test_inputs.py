"""Whatever is typed, pasted or posted at whatever address: no failure of ours, nothing runs, nothing refused is kept.

Invariant: the addresses come from the router; one that is new is tried without being named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.cast import Cast
from tests.web.routes import FILLED, addresses, assert_sound, body_of, signed_in
from tests.web.visitor import found, read

from aigaq import web

HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "'onmouseover='alert(1)",
    "{{7*7}}{% load x %}",
    "javascript:alert(1)",
    "</textarea></title><img src=x onerror=alert(1)>",
    "\u202egnp.exe",
    "<!--",
)
AWKWARD = (
    *("", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\ufeff", "\x1b[2J", "\r\n\r\nSet-Cookie: x=1"),
    *("-1", "0", "1e9", "９", "²", "٣", "9" * 400, "NaN", "0x10", "1/0", "L1.1", "L0", "L2.1-9"),
    *(
        "../../etc/passwd",
        "%00",
        "a" * 3000,
        "қ" * 2001,
        "marat",
        "talk",
        "captain",
        "closed",
        "nobody",
        "statement",
    ),
    *(
        "9999-12-31",
        "2011-02-30",
        "[..2011]",
        "0000",
        "-99999999",
        "2011-12-16/..",
        "~",
        "#",
        "not x",
        "*",
        "a:b",
    ),
)
FIELDS = (
    *(
        "form",
        "line",
        "first",
        "last",
        "who",
        "entry",
        "save",
        "look",
        "editor",
        "how",
        "sure",
        "via",
        "version",
    ),
    *(
        "slot-when",
        "slot-cause",
        "slot-where",
        "slot-with",
        "kind",
        "others",
        "value",
        "reasons",
        "username",
        "role",
    ),
    *(
        "compartment",
        "record",
        "seal",
        "key",
        "what",
        "text",
        "title",
        "event",
        "language",
        "next",
        "rule",
        "harm",
    ),
    *(
        "evidence",
        "as_of",
        "q",
        "scope",
        "page",
        "sort",
        "login",
        "password",
        "start",
        "end",
        "quote",
        "after",
    ),
)
VALUES = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(AWKWARD), st.text(max_size=40))
FORMS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=9)
URLENCODED = "application/x-www-form-urlencoded"
TYPES = (
    *("application/json", "a\x01/b", "multipart/form-data", "multipart/form-data; boundary=xx"),
    f"{URLENCODED}; charset=none",
)
# Signing in and out again is another matter than what a page answers; without them Aigerim stays signed in.
LEAVING = frozenset({"account_logout", "account_login", "account_reauthenticate"})
TRIES = settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(fields: dict[str, str]) -> bytes:
    """A form as a program could send it: half a letter of UTF-16 too, which no browser sends."""
    return urlencode(fields, errors="surrogatepass").encode("ascii")


@contextmanager
def taken_back() -> Iterator[None]:
    """What one example wrote is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def everything() -> dict[str, int]:
    """How many rows there are, of whatever is ours."""
    return {
        model.__name__: model._default_manager.count() for model in apps.get_app_config("web").get_models()
    }


def posted(client: Client, address: str, data: bytes, kind: str = URLENCODED) -> None:
    before = everything()
    with taken_back():
        answer = client.generic("POST", address, data, content_type=kind)
        assert_sound(answer, address)
        if answer.status_code >= 400:
            assert everything() == before, address


@TRIES
@given(fields=FORMS)
def test_any_form_at_any_address_is_taken_or_refused(cast: Cast, fields: dict[str, str]) -> None:
    for address in addresses().values():
        posted(signed_in(cast), address, written(fields))


@TRIES
@given(fields=FORMS)
def test_any_question_at_any_address_is_answered_or_refused(cast: Cast, fields: dict[str, str]) -> None:
    client = signed_in(cast)
    for address in addresses().values():
        assert_sound(client.get(f"{address}?{written(fields).decode()}"), address)


# What is no address is refused by the router.
@pytest.mark.one_database
@pytest.mark.parametrize("blank", sorted(FILLED))
@settings(TRIES, max_examples=3)
@given(junk=VALUES, fields=FORMS)
def test_anything_within_an_address_is_not_there(
    cast: Cast, blank: str, junk: str, fields: dict[str, str]
) -> None:
    client = signed_in(cast)
    junk = quote(junk, safe="", errors="surrogatepass")
    for address in set(addresses({**FILLED, blank: "JUNK"}).values()):
        if "JUNK" in address:
            assert_sound(client.get(address.replace("JUNK", junk)), address)
            posted(client, address.replace("JUNK", junk), written(fields))


# What is no form is refused before anything is read from it.
@pytest.mark.one_database
@pytest.mark.parametrize("kind", TYPES)
def test_a_body_of_another_kind_is_refused_or_taken_for_an_empty_form(cast: Cast, kind: str) -> None:
    client = signed_in(cast)
    for name, address in addresses().items():
        if name not in LEAVING:
            for data in (
                b"",
                b"\x00\xff",
                b'{"kind": ["accept"]}',
                b"--xx\r\nContent-Disposition: form-data\r\n\r\n",
            ):
                posted(client, address, data, kind)


def test_text_of_every_field_comes_back_inert_on_every_page(cast: Cast) -> None:
    client = signed_in(cast)
    for address in addresses().values():
        page = client.get(address)
        if page.status_code == 200 and "text/html" in page.headers["Content-Type"]:
            for form in filled_forms(body_of(page), address):
                for words in ("".join(HOSTILE), HOSTILE[4]):
                    for name in form:
                        answer = client.generic(
                            "POST", address, written({**form, name: words}), content_type=URLENCODED
                        )
                        assert_sound(answer, address)
    for address in addresses().values():
        assert_sound(client.get(address), address)


def filled_forms(body: bytes, address: str) -> list[dict[str, str]]:
    """The forms of a page that are sent to it, each with something sensible in every blank."""
    forms = found(read(body), f'//main//form[@method="post"][not(@action) or @action="{address}"]')
    return [
        {
            str(one.get("name")): str(one.get("value") or FILLED.get(str(one.get("name")), "marat"))
            for one in found(
                form, ".//input[@name] | .//select[@name] | .//textarea[@name] | .//button[@name]"
            )
        }
        for form in forms
    ]


UPLOADS = {
    "nothing": b"",
    "noise": bytes(range(256)) * 8,
    "a program": b"\x7fELF\x02\x01\x01" + b"\x00" * 64,
    "an archive": b"PK\x03\x04" + b"\x00" * 64,
    "half of UTF-16": b"\xff\xfeA",
    "a page that runs": b"<html><body onload=alert(1)><script>alert(1)</script><p>One line.</p></body></html>",
    "a page of pages": b"<html>" + b"<div>" * 5000 + b"x",
    "one long line": b"word " * 200_000,
    "many lines": b"x\n" * 5_000,
}


@pytest.mark.parametrize("what", sorted(UPLOADS))
def test_any_file_is_sealed_or_refused(cast: Cast, what: str) -> None:
    client = signed_in(cast)
    boundary = "b0undary"
    head = 'Content-Disposition: form-data; name="{}"'
    blanks = (("key", "f"), ("what", what))
    parts = [f"--{boundary}\r\n{head.format(name)}\r\n\r\n{value}\r\n" for name, value in blanks]
    name = '"; filename="..\\x00/<b>\x07.txt'
    file = f"--{boundary}\r\n{head.format('file' + name)}\r\nContent-Type: text/plain\r\n\r\n".encode()
    data = "".join(parts).encode() + file + UPLOADS[what] + f"\r\n--{boundary}--\r\n".encode()
    before = everything()
    address = "/c/tasqora/sources/new/"
    answer = client.generic("POST", address, data, content_type=f"multipart/form-data; boundary={boundary}")
    assert_sound(answer, address)
    assert (answer.status_code == 302) != (everything() == before)
    if answer.status_code == 302:
        assert_sound(client.get(answer.headers["Location"] + "?line=1"), what)


def test_a_form_of_more_than_a_form_can_be_is_refused(cast: Cast) -> None:
    client = signed_in(cast)
    many = urlencode([(f"f{number}", "x") for number in range(5000)]).encode()
    for address in ("/new/", "/c/tasqora/members/", "/c/tasqora/source/talk/code/"):
        answer = client.generic("POST", address, many, content_type=URLENCODED)
        assert answer.status_code == 400
        assert_sound(answer, address)


def test_every_answer_of_every_kind_carries_the_header_table(cast: Cast) -> None:
    lead, nobody = signed_in(cast), Client()
    files = [path.name for path in (Path(web.__path__[0]) / "static" / "aigaq").iterdir() if path.is_file()]
    assert files
    for address in (
        *addresses().values(),
        *(f"/static/aigaq/{name}" for name in files),
        "/static/none.css",
        "/x/",
    ):
        for answer in (
            lead.head(address),
            lead.options(address),
            lead.put(address),
            nobody.get(address),
            nobody.get(address, headers={"host": "elsewhere.example"}),
        ):
            assert_sound(answer, address)


def test_a_download_is_a_file_and_no_page(cast: Cast) -> None:
    answer = signed_in(cast).get("/c/tasqora/table/statements.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert_sound(answer, "/c/tasqora/table/statements.csv")


def test_a_cookie_never_leaves_the_site(cast: Cast) -> None:
    cast.dina.set_password("a long word to try")
    cast.dina.save()
    client = Client()
    client.post("/accounts/login/", {"login": "dina", "password": "a long word to try"})
    client.post("/language/", {"language": "kk"})
    assert {"csrf", "session", "django_language"} <= set(client.cookies)
    assert {one["samesite"] for one in client.cookies.values()} == {"Lax"}
