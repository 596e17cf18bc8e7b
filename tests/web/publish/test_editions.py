"""An edition goes out by three people: one drafts it, two others sign what was cleared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from django.conf import settings
from tests.web.cast import AT, SAMPLES, Cast
from tests.web.editing import ADDRESS, LATER, Press, press

from aigaq.errors import (
    AigaqError,
    AlreadyWithdrawn,
    ChangedSince,
    MissingField,
    NoAddress,
    NotAllowed,
    NotCleared,
    NotFound,
    NotSigned,
    OwnDraft,
    SignedAlready,
    UnknownCode,
    UnknownId,
    Withdrawn,
)
from aigaq.records.releases import ClearingRefusal, Reason
from aigaq.records.vocab.messages import sentence
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import CaseRow, DossierRow, EventRow, ReleaseRow, SubjectRow
from aigaq.web.publish import actions as publish_actions
from aigaq.web.publish import edition_check, public_files
from aigaq.web.publish.queries import Imprint, current_of, desk, dossier_at
from aigaq.web.team import actions as team_actions


@pytest.fixture
def team(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    return press(cast)


def folder(row: ReleaseRow) -> Path:
    return Path(settings.HOME) / "public" / row.dossier.address / str(row.number)


def states(team: Press) -> list[tuple[int, str]]:
    rows = ReleaseRow.objects.filter(dossier__case=team.row).exclude(state="dropped")
    return sorted(rows.values_list("number", "state"))


def retitle(team: Press) -> None:
    """A change of what an edition shows."""
    CaseRow.objects.filter(pk=team.row.pk).update(title="Tasqora, told anew", version=team.row.version + 9)


def test_it_is_published_with_an_address_that_lasts(team: Press) -> None:
    row = team.published()
    assert states(team) == [(1, "current")]
    front = (folder(row) / "en" / "index.html").read_text(encoding="utf-8")
    assert f"{ADDRESS}/d/{row.dossier.address}/1" in front
    assert row.manifest in front
    team.published(at=LATER)
    assert states(team) == [(1, "superseded"), (2, "current")]
    assert DossierRow.objects.get().address == row.dossier.address


def test_the_next_edition_tells_what_changed_and_keeps_the_numbers_of_people(team: Press) -> None:
    first = team.published()
    second = team.published(at=LATER)
    assert second.kept == first.kept
    assert second.kept
    dates = (folder(second) / "en" / "cite.html").read_text(encoding="utf-8")
    assert "2031" in dates


def test_nobody_signs_what_she_drafted(team: Press) -> None:
    team.draft(by=team.saule)
    team.clear()
    with pytest.raises(OwnDraft):
        team.sign(team.saule)


def test_two_different_people_sign(team: Press) -> None:
    team.draft()
    team.clear()
    team.sign(team.saule)
    with pytest.raises(SignedAlready):
        team.sign(team.saule)
    with pytest.raises(NotSigned):
        team.publish()
    assert states(team) == [(1, "draft")]
    team.sign(team.erlan)
    assert team.publish().state == "current"


def test_what_is_not_cleared_is_not_signed(team: Press) -> None:
    team.draft()
    with pytest.raises(NotCleared):
        team.sign(team.saule)
    with pytest.raises(NotCleared):
        team.publish()


def test_what_changed_after_clearing_must_be_cleared_again(team: Press) -> None:
    team.signed()
    retitle(team)
    with pytest.raises(ChangedSince):
        team.publish()
    with pytest.raises(ChangedSince):
        team.sign(team.cast.aigerim)
    again = team.clear()
    assert again.title == "Tasqora, told anew"
    with pytest.raises(NotSigned):
        team.publish()
    for who in (team.saule, team.erlan):
        team.sign(who)
    assert team.publish().title == "Tasqora, told anew"


def test_another_draft_than_the_one_that_was_seen_is_not_signed(team: Press) -> None:
    team.draft()
    seen = team.clear().manifest
    team.draft(at=LATER)
    team.clear(at=LATER)
    retitle(team)
    team.clear(at=LATER)
    with pytest.raises(ChangedSince):
        team.sign(team.saule, seen)


def test_what_is_sealed_changes_no_draft(team: Press) -> None:
    first = team.signed()
    team.row.refresh_from_db()
    team_actions.grant(team.cast.aigerim, team.row, username="aigerim", compartment="closed-room", at=AT)
    assert team.publish().digest == first.digest


def test_the_mother_of_four_is_not_published(cast: Cast) -> None:
    row, _ = import_folder(cast.aigerim, SAMPLES / "zhanaozen", at=AT)
    team = press(cast, row)
    team.draft()
    _, answer = publish_actions.clear(cast.aigerim, row, at=AT, rng=Random(1))
    assert isinstance(answer, ClearingRefusal)
    assert {one.code for one in answer.reasons} >= {"too-few-alike"}
    assert not ReleaseRow.objects.get().manifest


def test_a_sealed_name_in_a_title_blocks_and_tells_nobody_whose_it_is(team: Press) -> None:
    team_actions.seal(team.cast.aigerim, team.row, kind="subject", key="daulet", compartment="closed", at=AT)
    name = SubjectRow.objects.get(case=team.row, key="daulet").to_record().label
    team.row.refresh_from_db()
    CaseRow.objects.filter(pk=team.row.pk).update(title=f"For {name}", version=team.row.version + 1)
    team.draft()
    (reason,) = [one for one in _blocked(team) if one.code.startswith("name-")]
    assert (reason.about, reason.spot.part if reason.spot else "") == ("–", "title")


def _blocked(team: Press) -> tuple[Reason, ...]:
    _, answer = publish_actions.clear(team.cast.aigerim, team.row, at=AT, rng=Random(1))
    assert isinstance(answer, ClearingRefusal)
    return answer.reasons


def test_without_an_address_nothing_is_published(team: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    team.signed()
    monkeypatch.setattr(settings, "ADDRESS", "")
    with pytest.raises(NoAddress):
        team.publish()
    assert states(team) == [(1, "draft")]


def test_what_is_taken_back_is_gone_from_the_disk_and_says_nothing(team: Press) -> None:
    team.published()
    row = team.published(at=LATER)
    taken = publish_actions.withdraw(team.cast.aigerim, team.row, reasons="somebody asked", at=LATER)
    assert taken == [1, 2]
    assert not folder(row).exists()
    with pytest.raises(Withdrawn):
        dossier_at(row.dossier.address)
    with pytest.raises(AlreadyWithdrawn):
        publish_actions.withdraw(team.cast.aigerim, team.row, number=2, reasons="again", at=LATER)
    with pytest.raises(UnknownId):
        publish_actions.withdraw(team.cast.aigerim, team.row, number=7, reasons="none", at=LATER)


def test_after_a_withdrawal_the_next_edition_does_not_tell_what_was_in_it(team: Press) -> None:
    team.published()
    publish_actions.withdraw(team.cast.aigerim, team.row, reasons="somebody asked", at=AT)
    row = team.published(at=LATER)
    assert (row.number, row.state) == (2, "current")
    told = (folder(row) / "en" / "changes.html").read_text(encoding="utf-8")
    assert "2031-06-03" not in told
    assert current_of(row.dossier) == row


def test_a_reason_is_needed_to_take_something_back(team: Press) -> None:
    team.published()
    with pytest.raises(MissingField):
        publish_actions.withdraw(team.cast.aigerim, team.row, reasons=" ", at=AT)
    assert states(team) == [(1, "current")]


def test_each_role_does_its_part_and_no_more(team: Press) -> None:
    cast = team.cast
    refused: list[tuple[Callable[[], object], type[AigaqError]]] = [
        (lambda: team.draft(by=cast.dina), NotFound),
        (lambda: publish_actions.clear(cast.bolat, team.row, at=AT, rng=_lot()), NotAllowed),
        (lambda: team.sign(cast.bolat, "x"), NotAllowed),
        (lambda: publish_actions.publish(team.saule, team.row, at=AT, rng=_lot()), NotAllowed),
        (lambda: publish_actions.withdraw(team.saule, team.row, reasons="x", at=AT), NotAllowed),
        (lambda: desk(cast.dina, team.row), NotFound),
    ]
    team.draft()
    for do, error in refused:
        with pytest.raises(error):
            do()


def _lot() -> Random:
    return Random(1)


def test_a_rule_or_language_that_is_not_there_is_refused(team: Press) -> None:
    for asked in (Imprint(rule="no-such"), Imprint(language="xx")):
        with pytest.raises(UnknownCode):
            team.draft(asked)
    assert states(team) == []


def test_every_step_stands_in_the_log_and_moves_the_case_by_nothing(team: Press) -> None:
    team.row.refresh_from_db()
    before = team.row.version
    team.published()
    team.row.refresh_from_db()
    assert team.row.version == before
    told = EventRow.objects.filter(case=team.row, action__startswith="edition.").order_by("seq")
    # Each part that somebody is shown is a row of its own; how many parts there are is not asked here.
    steps = [step for step, _ in groupby(one.action.removeprefix("edition.") for one in told)]
    assert steps == ["drafted", "cleared", "read", "signed", "read", "signed", "published"]


def differing(team: Press) -> set[tuple[str, str, str]]:
    return {(one.table, one.key, one.why) for one in edition_check.edition_differences(team.row)}


def test_a_page_that_was_changed_or_taken_away_is_named(team: Press) -> None:
    row = team.published()
    assert differing(team) == set()
    (folder(row) / "en" / "people.html").write_bytes(b"another")
    (folder(row) / "ru" / "people.html").unlink()
    assert differing(team) == {
        ("page", "1/en/people.html", "changed"),
        ("page", "1/ru/people.html", "missing"),
    }


def test_a_page_that_was_rewritten_with_its_line_of_the_sums_is_told_by_the_sums(team: Press) -> None:
    row = team.published()
    rewritten(folder(row), "en/people.html", b"another")
    assert differing(team) == {("page", "1/SHA256SUMS", "changed")}


def test_a_page_that_was_taken_out_with_its_line_is_told_by_the_sums(team: Press) -> None:
    row = team.published()
    sums, path = folder(row) / "SHA256SUMS", "ru/people.html"
    (folder(row) / path).unlink()
    sums.write_bytes(b"\n".join(line for line in sums.read_bytes().split(b"\n") if path.encode() not in line))
    assert differing(team) == {("page", "1/SHA256SUMS", "changed")}


def test_the_packed_edition_is_held_against_the_sums(team: Press) -> None:
    row = team.published()
    packed = public_files.bundle(public_files.current_edition(row.dossier.address))
    assert packed is not None
    assert differing(team) == set()
    with ZipFile(packed, "a") as whole:
        whole.writestr("dossier-1/en/more.html", b"another")
    assert differing(team) == {("page", "1.zip", "changed")}
    packed.write_bytes(b"no file of that kind")
    assert differing(team) == {("page", "1.zip", "unreadable")}


def test_an_edition_of_before_the_sums_were_bound_is_counted_and_no_difference(team: Press) -> None:
    row = team.published()
    assert edition_check.count_without_sums() == 0
    log = EventRow.objects.filter(case=team.row, action="edition.published")
    log.update(about=f"{row.pk}:{row.manifest}", about_kind="", about_id="", detail=None)
    assert (differing(team), edition_check.count_without_sums()) == (set(), 1)


def rewritten(site: Path, path: str, data: bytes) -> None:
    """Another page, and the sums as they would be if it were the one that was published."""
    due, new = (hashlib.sha256(one).hexdigest().encode() for one in ((site / path).read_bytes(), data))
    (site / path).write_bytes(data)
    sums = site / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes().replace(due, new))


def test_an_edition_that_is_not_what_was_signed_is_named(team: Press) -> None:
    row = team.published()
    changed = row.content.replace("Tasqora", "Tasqara", 1)
    ReleaseRow.objects.filter(pk=row.pk).update(content=changed, manifest="0" * 64)
    assert differing(team) == {("edition", "1", "column"), ("edition", "1", "unlogged")}


@pytest.mark.parametrize(
    "asked",
    [
        Imprint(authors=(",",)),
        Imprint(authors=("   ",)),
        Imprint(authors=("x" * 5_000,)),
        Imprint(publisher="y" * 5_000),
        Imprint(publisher="A\x00b"),
        Imprint(authors=tuple(f"Author {one}" for one in range(5_000))),
    ],
)
def test_an_author_or_publisher_that_cannot_be_cited_is_one_clear_sentence(
    team: Press, asked: Imprint
) -> None:
    with pytest.raises(AigaqError) as error:
        team.draft(asked)
    assert sentence(error.value, "en")
    assert states(team) == []


def test_what_hides_in_an_author_is_not_in_a_citation(team: Press) -> None:
    row = team.published(Imprint(authors=("Sapar\u202eova, Dana",), publisher="A <b>B</b>"))
    told = (folder(row) / "en" / "cite.html").read_text(encoding="utf-8")
    assert "Saparova" in told
    assert [mark for mark in ("\u202e", "<b>B") if mark in told] == []
