"""Readers write, the team reads, and only then is anything shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.web.cast import AT, Cast, account
from tests.web.published import ADDRESS, published, safeguarded

from aigaq.errors import Stale
from aigaq.web.comments import actions as acting
from aigaq.web.comments import views as pages
from aigaq.web.models import CommentRow, EventRow
from aigaq.web.models.contributions import HELD
from aigaq.web.models.releases import WITHDRAWN
from aigaq.web.throttle import Limits, Throttle

PAGE = f"/d/{ADDRESS}/en/comments/"
FORM, QUEUE = PAGE + "new/", "/c/tasqora/comments/"
NAME = "Aigul Bekova"


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody wrote before."""
    monkeypatch.setattr(pages, "throttle", Throttle(Limits(accepted_each=30)))


@pytest.fixture
def out(cast: Cast) -> Cast:
    """The case of the cast, published."""
    published(cast.row)
    return cast


def send(text: str, **more: str) -> Any:
    return Client().post(FORM, {"text": text, **more})


def said(text: str, *, lead: Cast | None = None, **more: str) -> CommentRow:
    """A comment that was sent; let through where somebody is to."""
    send(text, **more)
    row = CommentRow.objects.get(text=text)
    if lead is not None:
        acting.let_through(lead.aigerim, lead.row, str(row.pk), at=AT)
    return row


def page(address: str = PAGE) -> str:
    return str(Client().get(address).content.decode())


def team(who: Any, **fields: str) -> Any:
    client = Client()
    client.force_login(who)
    return client.post(QUEUE, fields) if fields else client.get(QUEUE)


def test_what_is_sent_is_held_and_shown_once_somebody_let_it_through(out: Cast) -> None:
    answer = send("I stood at the gate.", name="A. K.")
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE + "?sent=1")
    assert "I stood at the gate" not in page()
    row = CommentRow.objects.get()
    assert (row.state, row.name, row.tells) == (HELD, "A. K.", False)
    assert team(out.aigerim, do="show", comment=str(row.pk)).status_code == 302
    assert "I stood at the gate." in page() and "A. K." in page()


def test_answers_stand_under_what_they_answer_to_a_depth(out: Cast) -> None:
    first = said("First words", lead=out)
    above, texts = first, ["First words"]
    for depth in range(1, 7):
        above = said(f"Answer {depth}", lead=out, to=str(above.pk))
        texts.append(f"Answer {depth}")
    said("Second words", lead=out)
    shown = page()
    assert [shown.index(one) for one in texts] == sorted(shown.index(one) for one in texts)
    assert shown.index("Answer 6") < shown.index("Second words")
    assert 'class="in4"' in shown and 'class="in5"' not in shown


def test_what_answers_a_removed_comment_goes_with_it(out: Cast) -> None:
    first = said("First words", lead=out)
    said("An answer", lead=out, to=str(first.pk))
    acting.remove(out.aigerim, out.row, str(first.pk), reasons="asked by the writer", at=AT)
    assert "First words" not in page() and "An answer" not in page()


def test_what_answers_a_removed_comment_is_not_counted_either(out: Cast) -> None:
    first = said("On Marat", lead=out, about="marat.victim")
    said("An answer", lead=out, to=str(first.pk), about="marat.victim")
    said("Held to the end", lead=out, about="marat.victim")
    assert '<span class="soft">3</span>' in page()
    acting.remove(out.aigerim, out.row, str(first.pk), reasons="asked by the writer", at=AT)
    assert '<span class="soft">1</span>' in page()


def test_a_comment_on_a_statement_stands_there_and_is_counted(out: Cast) -> None:
    said("On Marat", lead=out, about="marat.victim")
    said("Held still", about="marat.victim")
    assert "On Marat" not in page() and "On Marat" in page(PAGE + "?about=marat.victim")
    assert '?about=marat.victim">' in page() and '<span class="soft">1</span>' in page()
    assert Client().get(PAGE + "?about=nothing").status_code == 404
    assert Client().post(FORM, {"text": "x", "about": "nothing"}).status_code == 404


def test_what_was_taken_back_takes_its_comments_along(out: Cast) -> None:
    row = said("I stood at the gate.", lead=out)
    out.row.dossier.releases.update(state=WITHDRAWN)
    answers = [Client().get(one) for one in (PAGE, FORM, PAGE + "?about=marat.victim")]
    assert [one.status_code for one in answers] == [410] * 3
    assert len({one.content for one in answers}) == 1 and b"gate" not in answers[0].content
    assert send("More words").status_code == 410 and CommentRow.objects.count() == 1
    acting.remove(out.aigerim, out.row, str(row.pk), reasons="taken back", at=AT)


def test_closed_comments_say_so_and_take_none(out: Cast) -> None:
    said("Words before", lead=out)
    assert team(out.aigerim, do="close").status_code == 302
    assert "No comments are taken here now." in page() and "Words before" in page()
    answer = send("Words after")
    assert answer.status_code == 400 and "Words after" in answer.content.decode()
    assert CommentRow.objects.count() == 1
    assert team(out.aigerim, do="open").status_code == 302
    assert send("Words after").status_code == 302


def test_reading_sets_no_cookie_and_writing_one(out: Cast) -> None:
    for address in (PAGE, PAGE + "?about=marat.victim", PAGE + "?sent=1"):
        answer = Client().get(address)
        assert (answer.status_code, len(answer.cookies)) == (200, 0)
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert list(Client().get(FORM).cookies) == ["csrf"]


def test_a_form_of_another_site_changes_nothing(out: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(FORM)
    assert client.post(FORM, {"text": "Not mine"}).status_code == 403
    token = client.cookies["csrf"].value
    foreign = client.post(
        FORM, {"text": "Not mine", "csrfmiddlewaretoken": token}, headers={"Origin": "https://evil.example"}
    )
    assert foreign.status_code == 403 and not CommentRow.objects.exists()
    assert client.post(FORM, {"text": "Mine", "csrfmiddlewaretoken": token}).status_code == 302


def test_only_the_team_that_decides_meets_the_queue(out: Cast) -> None:
    row = said("I stood at the gate.")
    assert [team(one).status_code for one in (out.aigerim, out.bolat, out.dina)] == [200, 403, 404]
    for one, due in ((out.bolat, 403), (out.dina, 404)):
        assert team(one, do="show", comment=str(row.pk)).status_code == due
    assert CommentRow.objects.get().state == HELD


def test_who_decides_second_is_told_and_changes_nothing(out: Cast) -> None:
    row = said("I stood at the gate.", lead=out)
    assert team(out.aigerim, do="show", comment=str(row.pk)).status_code == 409
    with pytest.raises(Stale):
        acting.make_lead(out.aigerim, out.row, str(row.pk), ask="x", said="y", at=AT)
    acting.remove(out.aigerim, out.row, str(row.pk), reasons="spam", at=AT)
    assert team(out.aigerim, do="remove", comment=str(row.pk), reasons="spam").status_code == 409


def test_a_lead_is_a_question_with_the_words_quoted_and_no_statement(out: Cast) -> None:
    from tests.web.cast import seen_by  # noqa: PLC0415

    row = said("There was a second van.\nIt was white.")
    before = len(seen_by(out.aigerim).records.statements)
    assert team(out.aigerim, do="lead", comment=str(row.pk), ask="Was there a second van?").status_code == 302
    records = seen_by(out.aigerim).records
    asked = records.questions[-1].ask
    assert asked.startswith(
        "Was there a second van?\nA reader's hint, not checked:\n> There was a second van."
    )
    assert "> It was white." in asked and len(records.statements) == before
    row.refresh_from_db()
    assert row.lead == records.questions[-1].id and "second van" not in page()


def test_each_doing_stands_in_the_log_and_only_a_lead_moves_the_case(out: Cast) -> None:
    out.row.refresh_from_db()
    version = out.row.version
    first, second = said("First words", lead=out), said("Second words")
    acting.remove(out.aigerim, out.row, str(first.pk), reasons="asked", at=AT)
    out.row.refresh_from_db()
    assert out.row.version == version
    acting.make_lead(out.aigerim, out.row, str(second.pk), ask="What?", said="-", at=AT)
    told = [(one.action, one.by, one.about) for one in EventRow.objects.order_by("-seq")[:6]]
    assert [one[0] for one in reversed(told)] == [
        *("comment.held", "comment.shown", "comment.held", "comment.removed", "question.added", "comment.led")
    ]
    assert ("comment.held", "-", str(first.pk)) in told


def names(who: Any, text: str) -> bool:
    return text in team(who).content.decode()


@pytest.fixture
def reviewer(out: Cast) -> Iterator[Any]:
    """Saule reviews and holds no compartment."""
    saule = account("saule")
    out.let_in(saule, "reviewer")
    yield saule


def test_what_names_somebody_protected_is_there_for_a_lead_alone(out: Cast, reviewer: Any) -> None:
    safeguarded(out.row, "sister", names=(NAME,))
    row = said("Ask Aigul Bekova.")
    said("Harmless words")
    assert names(out.aigerim, "Bekova") and names(reviewer, "Harmless")
    assert not names(reviewer, "Bekova") and not names(reviewer, str(row.pk))
    assert team(reviewer, do="show", comment=str(row.pk)).status_code == 404
    assert team(out.aigerim, do="show", comment=str(row.pk)).status_code == 400
    row.refresh_from_db()
    assert row.state == HELD


def test_what_names_somebody_sealed_takes_the_compartment(out: Cast) -> None:
    safeguarded(out.row, names=(NAME,), compartment="closed")
    safeguarded(out.row, names=("Saule Karina",), compartment="ward")
    hidden, known = said("Айгүл Бекованы білемін"), said("Saule Karina saw it")
    queue = team(out.aigerim).content.decode()
    assert "Бекованы" not in queue and "Karina" in queue
    client = Client()
    client.force_login(out.aigerim)
    log = client.get("/c/tasqora/custody/").content.decode()
    assert str(known.pk) in log and str(hidden.pk) not in log


def test_a_lead_from_such_a_comment_lies_in_the_compartment(out: Cast) -> None:
    from tests.web.cast import seen_by  # noqa: PLC0415

    safeguarded(out.row, names=(NAME,), compartment="ward")
    row = said("Ask Aigul Bekova.")
    acting.make_lead(out.aigerim, out.row, str(row.pk), ask="Ask her?", said="-", at=AT)
    eve = account("eve")
    out.let_in(eve, "lead")
    assert any("Bekova" in one.ask for one in seen_by(out.aigerim).records.questions)
    assert not any("Bekova" in one.ask for one in seen_by(eve).records.questions)
    client = Client()
    client.force_login(eve)
    log = client.get("/c/tasqora/custody/").content.decode()
    assert "question.added" not in log and str(row.pk) not in log


def test_what_is_shown_and_names_somebody_by_now_is_told_to_a_lead(out: Cast, reviewer: Any) -> None:
    said("Ask Aigul Bekova.", lead=out)
    safeguarded(out.row, "sister", names=(NAME,))
    assert "by now" in team(out.aigerim).content.decode() and "by now" not in team(reviewer).content.decode()


def test_readers_get_the_same_bytes_whether_or_not_a_name_is_sealed(out: Cast) -> None:
    answers = []
    for world in range(2):
        if world:
            safeguarded(out.row, "daulet", names=(NAME,), compartment="closed")
        posts = [send(f"{NAME} was there {world}"), send("Daulet Serikov")]
        answers.append([(one.status_code, sorted(one.headers.items()), one.content) for one in posts])
        gets = [Client().get(one) for one in (PAGE, PAGE + "?about=marat.victim", PAGE + "?sent=1")]
        answers[-1] += [(one.status_code, sorted(one.headers.items()), one.content) for one in gets]
    assert answers[0] == answers[1]
