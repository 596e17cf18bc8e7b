"""The server itself: what our proxy says of a sender reaches the throttle, and her address lies nowhere."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

from tests.web.programs import COMMAND, environment, line_of, running
from tests.web.published import ADDRESS

FILL = (
    "from aigaq.web.server.starting import start; start(new=True); from tests.web.cast import assembled; "
    "from tests.web.published import published; published(assembled().row)"
)
FORM = f"/d/{ADDRESS}/en/comments/new/"
FLOOD, READER = "203.0.113.7", "198.51.100.4"


def send(port: int, cookie: str, sender: str, text: str) -> int:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    body = urlencode({"csrfmiddlewaretoken": cookie, "text": text})
    headers = {
        "Cookie": f"__Host-csrf={cookie}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"https://localhost:{port}",
        "X-Forwarded-For": f"192.0.2.1, {sender}",
    }
    connection.request("POST", FORM, body, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def token(port: int) -> str:
    connection = http.client.HTTPConnection("localhost", port, timeout=30)
    connection.request("GET", FORM)
    said = connection.getresponse().headers["Set-Cookie"] or ""
    connection.close()
    return said.partition("csrf=")[2].partition(";")[0]


def test_a_flood_keeps_nobody_else_out_and_its_address_lies_nowhere(own_home: Path) -> None:
    subprocess.run([sys.executable, "-c", FILL], env=environment(own_home), check=True)
    with running(*COMMAND, "serve", "--port", "0", home=own_home, AIGAQ_TLS="yes") as program:
        found = re.search(r"localhost:(\d+)", line_of(program.stdout))
        assert found is not None
        port = int(found[1])
        cookie = token(port)
        assert [send(port, cookie, FLOOD, f"Spam {n}") for n in range(30)] == [302] * 5 + [429] * 25
        assert send(port, cookie, READER, "What I saw") == 302
        program.terminate()
        said = "".join(program.communicate(timeout=60))
    written = said.encode() + b"".join(one.read_bytes() for one in own_home.rglob("*") if one.is_file())
    assert b"What I saw" in written
    assert not any(one.encode() in written for one in (FLOOD, READER, "192.0.2.1"))
