"""The documented way to work together over a network: TLS in front, the casebook behind it, people at both ends.

Invariant: all goes through a real TLS line; what a browser tells (Origin, Host with its port) is told as browsers do.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest
from tests.web.programs import COMMAND, command, environment, line_of, running
from tests.web.slowly import ADDRESS, BOUNDARY, FILLED, body_of
from tests.web.slowly import PUBLIC as KEY
from tests.web.tlsproxy import HOST, in_front, passing
from tests.web.visitor import Answer, words

SEND = f"/d/{ADDRESS}/en/send/"
COMMENT = f"/d/{ADDRESS}/en/comments/new/"


@dataclass(slots=True)
class Browser:
    """Somebody at a browser: cookies kept by their rules, Origin and Host as browsers write them."""

    port: int
    trusting: ssl.SSLContext
    cookies: dict[str, str] = field(default_factory=dict)
    set_by: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"https://{HOST}:{self.port}"

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None, {})

    def post(self, address: str, fields: Mapping[str, str], **headers: str) -> Answer:
        token = {"csrfmiddlewaretoken": self.cookies.get("__Host-csrf", "")}
        told = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin, **headers}
        return self._ask("POST", address, urlencode({**token, **fields}).encode(), told)

    def send(self, address: str, fields: Mapping[str, str], name: str, data: bytes) -> Answer:
        token = {"csrfmiddlewaretoken": self.cookies.get("__Host-csrf", "")}
        told = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY.decode()}", "Origin": self.origin}
        return self._ask("POST", address, body_of({**token, **fields}, [(name, data)]), told)

    def _ask(self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        line = http.client.HTTPConnection(HOST, self.port)
        line.sock = self.trusting.wrap_socket(plain, server_hostname=HOST)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"Host": f"{HOST}:{self.port}", "Cookie": cookies, "Connection": "close", **headers}
        line.request(method, address, body=body, headers=told)
        answer = line.getresponse()
        read = answer.read()
        line.close()
        for written in answer.headers.get_all("Set-Cookie") or ():
            self.set_by.append(written)
            self.cookies |= {name: one.value for name, one in SimpleCookie(written).items()}
        return Answer(answer.status, dict(answer.headers), read)

    def sign_in(self, name: str, password: str, **headers: str) -> Answer:
        self.get("/accounts/login/")
        return self.post("/accounts/login/", {"login": name, "password": password}, **headers)


@dataclass(frozen=True, slots=True)
class House:
    """A casebook behind TLS: the port of the door, that of the casebook itself, its lead's password."""

    door: int
    own: int
    home: Path
    trusting: ssl.SSLContext
    password: str
    settings: Mapping[str, str]

    def browser(self) -> Browser:
        return Browser(self.door, self.trusting)


@pytest.fixture(scope="module")
def house(shared_homes: Path) -> Iterator[House]:
    folder = shared_homes
    home = folder / "home"
    program = [sys.executable, "-m", "tests.web.senthouse", KEY]
    made = subprocess.run(
        program, env=environment(home), check=True, timeout=120, capture_output=True, text=True
    )
    with in_front(folder) as (door, trusting):
        port = door.getsockname()[1]
        named = {
            "AIGAQ_TLS": "yes",
            "AIGAQ_HOSTS": HOST,
            "AIGAQ_ADDRESS": f"https://{HOST}:{port}",
        }
        with running(*COMMAND, "serve", "--port", "0", home=home, **named) as served:
            said = line_of(served.stdout)
            own = re.search(r"http://localhost:(\d+)", said)
            assert own is not None and f"https://{HOST}:{port}" in said
            passing(door, folder, int(own[1]))
            yield House(port, int(own[1]), home, trusting, made.stdout.split()[-1], named)


def test_a_team_signs_in_and_invites_a_colleague(house: House) -> None:
    lead = house.browser()
    assert lead.sign_in("aigerim", house.password).status == 302
    assert lead.get("/c/tasqora/").status == 200
    page = lead.post("/c/tasqora/members/", {"do": "invite", "role": "coder"})
    assert f"https://{HOST}:{house.door}/invitation/" in words(page.page) + page.body.decode()


@pytest.mark.parametrize("host", [HOST, f"{HOST}:443"])
def test_a_proxy_that_names_another_port_or_none_keeps_nobody_out(house: House, host: str) -> None:
    assert house.browser().sign_in("aigerim", house.password, Host=host).status == 302


def test_the_form_of_another_site_is_refused(house: House) -> None:
    for origin in (f"http://{HOST}:{house.door}", f"http://{HOST}", "https://elsewhere.example", "null"):
        assert house.browser().sign_in("aigerim", house.password, Origin=origin).status == 403, origin


def test_readers_comment_and_send_a_file(house: House) -> None:
    reader = house.browser()
    reader.get(COMMENT)
    said = reader.post(COMMENT, {"text": "I know the gate.", "name": "", "about": "", "to": ""})
    assert said.status in (200, 302), words(said.page)
    reader.get(SEND)
    sent = reader.send(SEND, FILLED, "gate.jpg", b"\xff\xd8" + b"x" * 700_000)
    assert sent.status == 200, words(sent.page)
    assert f"https://{HOST}:{house.door}/d/{ADDRESS}/en/receipt/" in words(sent.page)
    assert [one.name for one in (house.home / "intake").iterdir()] != []


def test_whatever_travels_is_bound_to_the_site_and_to_tls(house: House) -> None:
    lead = house.browser()
    lead.sign_in("aigerim", house.password)
    lead.post("/language/", {"language": "ru", "next": "/"})
    answer = lead.get("/")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    names = {written.partition("=")[0] for written in lead.set_by}
    assert {"__Host-session", "__Host-csrf", "__Host-language", "__Host-familiar"} <= names
    for written in lead.set_by:
        assert written.startswith("__Host-") and "; Secure" in written and "Path=/" in written, written
        assert "Domain" not in written


def test_a_link_made_on_the_machine_leads_to_the_site(house: House) -> None:
    assert command("user", "add", "bolat", home=house.home).returncode == 0
    done = subprocess.run(
        [sys.executable, *COMMAND, "user", "reset", "bolat"],
        env={**environment(house.home), **house.settings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"https://{HOST}:{house.door}/accounts/password/reset/key/" in done.stdout


def test_what_a_stranger_writes_of_the_sender_is_not_what_the_proxy_writes(house: House) -> None:
    for _ in range(5):
        house.browser().sign_in("madina", "wrong", **{"X-Forwarded-For": "198.51.100.77"})
    page = house.browser().sign_in("madina", "wrong", **{"X-Forwarded-For": "198.51.100.78"})
    assert "Too many" in words(page.page)
