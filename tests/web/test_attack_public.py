"""Whoever would publish what must not go out, or read what was taken back, finds no way.

Invariant: each test was a hole once, or would be one if the guard that it names were gone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.test import Client
from tests.web.cast import AT, Cast
from tests.web.editing import ADDRESS, LATER, Press, press
from waitress.buffers import OverflowableBuffer, TempfileBasedBuffer

from aigaq.errors import ChangedSince, NotCleared, NotSigned, OwnDraft
from aigaq.records.entries import Entry
from aigaq.records.releases import ClearingRefusal
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.coding import actions as coding_actions
from aigaq.web.models import CaseRow, Membership, ReleaseRow, SignatureRow
from aigaq.web.publish import actions as publish_actions
from aigaq.web.publish import public_files
from aigaq.web.publish.queries import Imprint, desk
from aigaq.web.server import http_server, request_bodies
from aigaq.web.team import actions as team_actions


@pytest.fixture
def team(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    return press(cast)


def states(team: Press) -> list[tuple[int, str]]:
    rows = ReleaseRow.objects.filter(dossier__case=team.row).exclude(state="dropped")
    return sorted(rows.values_list("number", "state"))


def retitled(team: Press, title: str) -> None:
    """A change of what an edition shows."""
    team.row.refresh_from_db()
    CaseRow.objects.filter(pk=team.row.pk).update(title=title, version=team.row.version + 1)


def witness(team: Press) -> None:
    """Somebody behind a seal, with a statement."""
    who = Subject("p-zhanna", "person", "Zhanna Qalieva", named=True)
    entry = Entry("e0000000a", "talk", Place(2, 1), None, "p-zhanna", "injury", "leg")
    coding_actions.save(team.cast.bolat, team.row, entry, added=(who,), at=AT)
    for kind, key in (("entry", "e0000000a"), ("subject", "p-zhanna")):
        team.cast.seal(kind, key)


def demoted(team: Press) -> None:
    team_actions.give_role(team.cast.aigerim, team.row, username="erlan", role="reader", at=AT)


def left(team: Press) -> None:
    Membership.objects.filter(case=team.row, account=team.erlan).delete()


def shut_out(team: Press) -> None:
    team.erlan.is_active = False
    team.erlan.save()


@pytest.mark.parametrize("gone", [demoted, left, shut_out])
def test_a_signature_counts_while_its_signer_may_decide(team: Press, gone: Callable[[Press], None]) -> None:
    team.signed()
    gone(team)
    assert desk(team.cast.aigerim, team.row).signed == ("saule",)
    with pytest.raises(NotSigned):
        team.publish()
    assert states(team) == [(1, "draft")]


def test_an_edition_taken_back_while_the_next_is_written_is_not_told_by_it(team: Press) -> None:
    first = team.published()
    retitled(team, "Tasqora, told anew")
    team.signed(at=LATER)

    def taken(*_: object) -> None:
        if public_files.published_edition(first.dossier.address, 1).current:
            publish_actions.withdraw(team.cast.aigerim, team.row, number=1, reasons="asked", at=LATER)

    seen = iter([taken])
    with pytest.raises(ChangedSince):
        publish_actions.publish(
            team.cast.aigerim, team.row, at=LATER, rng=Random(7), seen=lambda *_: next(seen, lambda: None)()
        )
    assert states(team) == [(1, "withdrawn"), (2, "draft")]
    assert [one.name for one in _folder(first).parent.glob(".part-*")] == []


def test_a_case_that_moves_while_its_pages_are_written_is_held_against_what_was_signed(team: Press) -> None:
    team.signed()
    seen = iter([lambda: retitled(team, "Tasqora, told anew")])
    with pytest.raises(ChangedSince):
        publish_actions.publish(
            team.cast.aigerim, team.row, at=AT, rng=Random(7), seen=lambda *_: next(seen, lambda: None)()
        )
    assert states(team) == [(1, "draft")]


def _folder(row: ReleaseRow) -> Path:
    return Path(settings.HOME) / "public" / row.dossier.address / str(row.number)


CREDITS = (
    Imprint(publisher="Zhanna Qalieva"),
    Imprint(place="at Zhanna Qalieva's"),
    Imprint(authors=("Qalieva, Zhanna",)),
    Imprint(authors=("A committee", "Жанна Қалиева")),
)


@pytest.mark.parametrize("asked", CREDITS)
def test_no_protected_name_goes_out_as_author_publisher_or_place(team: Press, asked: Imprint) -> None:
    witness(team)
    team.draft(asked)
    row, answer = publish_actions.clear(team.cast.aigerim, team.row, at=AT, rng=Random(7))
    assert isinstance(answer, ClearingRefusal)
    assert {one.code for one in answer.reasons} <= {"name-found", "name-maybe"}
    assert row.manifest == ""


def test_who_signs_signs_the_authors_too(team: Press) -> None:
    team.signed(Imprint(authors=("A committee",)))
    ReleaseRow.objects.update(asked=Imprint(authors=("Another committee",)).stored())
    with pytest.raises((ChangedSince, NotCleared)):
        team.publish()


def test_who_clears_a_draft_that_she_changed_does_not_sign_it(team: Press) -> None:
    team.draft()
    retitled(team, "Tasqora as the lead would have it")
    team.clear()
    for maker in (team.cast.aigerim, team.cast.bolat):
        team_actions.give_role(team.cast.aigerim, team.row, username="saule", role="lead", at=AT)
        team_actions.give_role(team.saule, team.row, username="bolat", role="reviewer", at=AT)
        with pytest.raises(OwnDraft):
            team.sign(maker)
    team.sign(team.saule)
    with pytest.raises(NotSigned):
        team.publish()


def test_a_signature_of_who_drafted_is_worth_nothing_however_it_came_there(team: Press) -> None:
    team.draft(by=team.saule)
    row = team.clear()
    team.sign(team.erlan)
    SignatureRow.objects.create(release=row, by="saule", at=AT, manifest=row.manifest)
    with pytest.raises(NotSigned):
        team.publish()


def test_a_draft_tells_nobody_what_was_put_away_since(team: Press) -> None:
    team.published()
    who = Subject("p-zhanna", "person", "Zhanna Qalieva", named=True)
    entry = Entry("e0000000a", "talk", Place(2, 1), None, "p-zhanna", "injury", "leg")
    coding_actions.save(team.cast.bolat, team.row, entry, added=(who,), at=AT)
    team.draft(at=LATER)
    reader = Client()
    reader.force_login(team.saule)
    assert b"e0000000a" in reader.get(f"/c/{team.row.key}/publish/").content
    for kind, key in (("entry", "e0000000a"), ("subject", "p-zhanna")):
        team.cast.seal(kind, key)
    page = reader.get(f"/c/{team.row.key}/publish/").content
    assert b"e0000000a" not in page and b"p-zhanna" not in page


def test_an_answer_that_waits_for_a_slow_reader_lies_on_no_disk(tmp_path: Path) -> None:
    gate = request_bodies.gate_of(tmp_path / "intake", most=1, room=1)
    server = http_server.server(lambda *_: [], gate=gate, host="127.0.0.1", port=0)
    try:
        waiting = OverflowableBuffer(server.adj.outbuf_overflow)
        waiting.append(bytes(5_000_000))
    finally:
        server.close()
    assert len(waiting) == 5_000_000 and not isinstance(waiting.buf, TempfileBasedBuffer)
