"""Whatever is typed into the form of a comment comes back with one sentence, and nothing of it runs or is kept."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.test import Client
from tests.web.cast import AT, Cast
from tests.web.comments.test_comments import FORM, PAGE, send
from tests.web.published import ADDRESS, published

from aigaq.web.comments import actions as acting
from aigaq.web.comments import queries as asked
from aigaq.web.comments import views as pages
from aigaq.web.models import CommentRow, EventRow
from aigaq.web.throttle import Limits, Throttle

BAD = {
    "nothing": ("  ", "is missing"),
    "too long": ("ә" * 4_001, "larger than may be read"),
    "marks": ("Z" + "\u0335" * 3_000, "marks stand over one letter"),
    "links": ("see https://a.example/ " * 9, "more links"),
    "NUL": ("one\x00two", "nobody sees"),
    "turned": ("one \u202eowt", "nobody sees"),
}


@pytest.fixture(autouse=True)
def dossier(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Published, and nobody wrote before."""
    monkeypatch.setattr(pages, "throttle", Throttle(Limits(accepted_each=30)))
    published(cast.row)
    return cast


def problems(answer: Any) -> str:
    text = answer.content.decode()
    return html.unescape(text.partition('class="problems"')[2].partition("</div>")[0])


@pytest.mark.parametrize("what", sorted(BAD))
def test_each_bad_input_has_one_sentence_and_the_words_come_back(what: str) -> None:
    written, due = BAD[what]
    answer = send(written, name="A. K.")
    assert answer.status_code == 400 and due in problems(answer) and problems(answer).count("<p>") == 1
    shown = html.unescape(answer.content.decode())
    assert written.replace("\x00", "").replace("\u202e", "").strip()[:2_000] in shown and "A. K." in shown
    assert not CommentRow.objects.exists()


def test_a_form_of_a_megabyte_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_posted", lambda *_: pytest.fail("it was read"))
    answer = send("x" * 1_000_000)
    assert answer.status_code == 413 and "larger than may be read" in problems(answer)


def test_script_is_shown_as_the_words_that_it_is(dossier: Cast) -> None:
    send('<script>alert(1)</script><img src=x onerror="alert(2)">', name="<b>x</b>")
    row = CommentRow.objects.get()
    acting.let_through(dossier.aigerim, dossier.row, str(row.pk), at=AT)
    client = Client()
    client.force_login(dossier.aigerim)
    for page in (Client().get(PAGE), client.get("/c/tasqora/comments/?list=shown")):
        text = page.content.decode()
        assert "<script>alert" not in text and "<img" not in text and "<b>x" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_what_is_not_shown_there_cannot_be_answered(dossier: Cast) -> None:
    send("Held words")
    held = CommentRow.objects.get()
    for to in (str(held.pk), "0e0e0e0e-0000-4000-8000-000000000000", "x", "\x00", "9" * 400):
        answer = send("An answer", to=to)
        assert answer.status_code == 400 and "answer is not shown" in problems(answer)
        assert Client().get(FORM, {"to": to}).status_code == 404
    acting.let_through(dossier.aigerim, dossier.row, str(held.pk), at=AT)
    assert send("An answer", to=str(held.pk), about="marat.victim").status_code == 400, "of another thread"
    assert send("An answer", to=str(held.pk)).status_code == 302


def test_addresses_that_are_none_are_none() -> None:
    for path in (f"/d/{ADDRESS}/xx/comments/", f"/d/{ADDRESS}/xx/comments/new/", "/d/none/en/comments/new/"):
        assert Client().get(path).status_code == 404
        assert Client().post(path, {"text": "x"}).status_code in (404, 405)
    assert Client().get(PAGE, {"about": "\x00"}).status_code == 404


def test_a_flood_is_turned_away_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "throttle", Throttle())
    statuses = [send(f"Words {number}").status_code for number in range(40)]
    assert statuses == [302] * 5 + [429] * 35
    assert CommentRow.objects.count() == 5 == EventRow.objects.filter(action="comment.held").count()
    answer = Client().post(FORM, {"text": "Words of a reader"}, REMOTE_ADDR="198.51.100.4")
    assert answer.status_code == 302 and Client().get(PAGE).status_code == 200


def test_who_writes_too_often_is_told_and_has_her_words_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "throttle", Throttle(Limits(accepted_each=1)))
    send("Words 1")
    answer = send("Words 2")
    assert (
        answer.status_code == 429
        and "More is being sent" in problems(answer)
        and "Words 2" in str(answer.content)
    )


def test_a_full_queue_is_told_like_a_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "MOST_HELD", 1)
    send("Words 1")
    answer = send("Words 2")
    assert answer.status_code == 429 and "More is being sent" in problems(answer)
    assert CommentRow.objects.count() == 1
