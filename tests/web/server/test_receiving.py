"""How a body comes in: back as it came, never on the disk as it is; who is too slow gives up her place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web.slowly import held_open
from waitress.adjustments import Adjustments

from aigaq.web.server import request_bodies
from aigaq.web.server.request_bodies import ALL_AT_ONCE, AT_ONCE, Gate, Parser

HEAD = b"POST /d/a/ru/send/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"


@dataclass(slots=True)
class Watch:
    """A clock that goes on when the test says so."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def gate(folder: Path, watch: Watch, *, most: int = 1_000, room: int = 1_000_000) -> Gate:
    return Gate(folder, most=most, room=room, clock=watch)


def parser(at: Gate, *, ordinary: int = 500) -> Parser:
    return Parser(Adjustments(max_request_body_size=ordinary), at)


@given(st.lists(st.binary(max_size=300), max_size=12), st.integers(0, 700), st.integers(1, 400))
@settings(deadline=None, max_examples=60)
def test_a_body_comes_back_as_it_came(pieces: list[bytes], in_memory: int, step: int) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(request_bodies, "IN_MEMORY", in_memory)
        body = request_bodies.Body(Path(folder))
        for one in pieces:
            body.append(one)
        got = b""
        while more := body.read(step):
            got += more
        assert got == b"".join(pieces) and len(body) == len(got)
        body.close()


def test_what_lies_on_the_disk_is_not_what_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_bodies, "IN_MEMORY", 10)
    body = request_bodies.Body(tmp_path)
    body.append(b"I was at the corner." * 100)
    (lying,) = [data for name, data in held_open(os.getpid()) if str(tmp_path) in name]
    assert len(lying) == 2_000 and b"corner" not in lying and lying[:20] != lying[20:40]
    assert list(tmp_path.iterdir()) == []
    body.close()


def test_who_is_too_slow_gives_up_her_place(tmp_path: Path) -> None:
    watch = Watch()
    at = gate(tmp_path, watch, most=1_000_000, room=1_000_000)
    one = parser(at)
    one.received(HEAD % 900_000)
    assert at.enter(900_000, "ru", large=False) is not None
    watch.now = 61.0
    one.received(b"x" * 100)
    assert one.completed and one.error.code == 408 and "медленно" in one.error.body
    assert at.enter(900_000, "ru", large=False) is None


def test_there_are_so_many_places_and_each_is_given_back_once(tmp_path: Path) -> None:
    at = gate(tmp_path, Watch())
    large = [parser(at) for _ in range(AT_ONCE + 1)]
    for one in large:
        one.received(HEAD % 900)
    assert [bool(one.error) for one in large] == [False] * AT_ONCE + [True]
    small = [parser(at) for _ in range(ALL_AT_ONCE - AT_ONCE + 1)]
    for one in small:
        one.received(HEAD % 10)
    assert [one.error.code for one in small if one.error] == [503]
    for one in [*large, *large, *small]:
        one.close()
    again = parser(at)
    again.received(HEAD % 900)
    assert again.error is None


def test_elsewhere_the_ordinary_limit_stands(tmp_path: Path) -> None:
    for line in (b"POST /new/ HTTP/1.1", b"PUT /d/a/ru/send/ HTTP/1.1", b"POST /d/a/de/send/ HTTP/1.1"):
        one = parser(gate(tmp_path, Watch()))
        one.received(line + b"\r\nHost: localhost\r\nContent-Length: 600\r\n\r\n")
        assert one.completed and one.error.code == 413, line
