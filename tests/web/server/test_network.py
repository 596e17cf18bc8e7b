"""How the casebook is reached: settings that cannot be are refused, what a proxy says is read as proxies write it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory, override_settings
from tests.web.programs import command

from aigaq.errors import SettingWrong
from aigaq.records.vocab.messages import LANGUAGES, sentence
from aigaq.web import network
from aigaq.web.accounts.passkeys import origin_said


@pytest.mark.parametrize("written", ["true", "1", "on", "YES please"])
def test_tls_that_could_be_meant_either_way_is_refused(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGAQ_TLS", written)
    with pytest.raises(SettingWrong) as refused:
        network.tls()
    for language in LANGUAGES:
        assert "AIGAQ_TLS" in sentence(refused.value, language)


@pytest.mark.parametrize(
    "written", ["casebook.example", "ftp://a.example", "https://", "https://a b", "https://me:x@a.example"]
)
def test_an_address_that_is_none_is_refused(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGAQ_ADDRESS", written)
    with pytest.raises(SettingWrong):
        network.address()


def test_behind_tls_the_address_is_one_of_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGAQ_ADDRESS", "http://casebook.example")
    assert network.address() == "http://casebook.example"
    monkeypatch.setenv("AIGAQ_TLS", "yes")
    with pytest.raises(SettingWrong):
        network.address()


@pytest.mark.parametrize("written", ["*", "https://a.example", "a.example:8443", "a.example/x"])
def test_a_name_that_would_let_every_name_in_or_none_is_refused(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIGAQ_HOSTS", written)
    with pytest.raises(SettingWrong):
        network.hosts()


def test_the_names_are_those_set_that_of_the_address_and_those_of_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AIGAQ_HOSTS", "one.example, Іс.example")
    monkeypatch.setenv("AIGAQ_ADDRESS", "https://Two.example:8443/")
    first, second, *others = network.hosts()
    assert first == "one.example" and second.startswith("xn--") and second.isascii()
    assert others == ["two.example", *network.LOCAL_NAMES]
    assert network.origins() == ["https://two.example:8443"]
    assert "testserver" not in network.hosts()


@pytest.mark.parametrize(
    ("forwarded", "sender"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("203.0.113.7, unknown", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_last_word_of_our_proxy_counts_alone(forwarded: str, sender: str) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    assert network.sender(request) == "127.0.0.1", "no proxy, no word"
    with override_settings(SECURE=True):
        assert network.sender(request) == sender
        request.META["REMOTE_ADDR"] = "10.1.1.1"
        assert network.sender(request) == "10.1.1.1", "nobody but a proxy of this machine"


def credential(said: Any) -> dict[str, Any]:
    data = urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    return {"response": {"clientDataJSON": data}}


def test_a_passkey_that_was_asked_by_a_page_of_another_site_is_refused() -> None:
    request = RequestFactory().get("/")
    assert origin_said(credential({"origin": "http://testserver"})) == "http://testserver"
    assert network.is_ours(request, "http://testserver")
    for other in ("http://evil.example", "http://testserver:81", "https://testserver", "http://a.testserver"):
        assert not network.is_ours(request, other)
    for none in (
        credential({}),
        credential({"origin": 1}),
        {"response": {"clientDataJSON": "!"}},
        {},
        3,
        None,
    ):
        with pytest.raises(ValueError):
            origin_said(none)


def test_a_command_says_which_setting_it_is(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIGAQ_TLS", "true")
    done = command("init", home=own_home)
    assert done.returncode == 3 and "AIGAQ_TLS" in done.stderr and "yes" in done.stderr
