"""A visitor of a casebook that is really served: cookies, forms with their token, pages read by a parser.

Invariant: it does what a browser without script does, and follows nothing by itself.
"""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from lxml import etree

PATIENCE = 30
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def page(self) -> etree._Element:
        """The page, parsed."""
        return read(self.body)


def read(body: bytes) -> etree._Element:
    """A page as a tree."""
    return etree.fromstring(body, etree.HTMLParser(encoding="utf-8"))


def found(page: etree._Element, path: str) -> list[Any]:
    """What an XPath finds in a page."""
    got = page.xpath(path)
    assert isinstance(got, list)
    return got


def words(element: etree._Element) -> str:
    """The words of an element as they read."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


@dataclass(slots=True)
class Visitor:
    """Somebody at a port of this machine."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str) -> Answer:
        """A page."""
        return self._ask("GET", address, None)

    def post(self, address: str, fields: Mapping[str, str]) -> Answer:
        """A form sent with its token.

        Raises:
            OSError, http.client.HTTPException: nobody acknowledged it.
        """
        return self._ask("POST", address, {"csrfmiddlewaretoken": self.cookies.get("csrf", ""), **fields})

    def sign_in(self, account: str, password: str) -> None:
        """Through the page, as people do."""
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": account, "password": password})
        assert answer.status == 302, words(answer.page)

    def _ask(self, method: str, address: str, fields: Mapping[str, str] | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(
                method,
                address,
                body=urlencode(fields) if fields is not None else None,
                headers={
                    "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
                    "Content-Type": _FORM,
                    "Connection": "close",
                },
            )
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return Answer(answer.status, dict(answer.headers), body)
