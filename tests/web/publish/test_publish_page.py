"""The Publish page: what would be shown, what blocks it, who signs; each finds her own part there."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.utils import timezone
from tests.web.cast import AT, SAMPLES, Cast
from tests.web.editing import ADDRESS, LATER, Press, press
from tests.web.jobtools import pulse_of, taken

from aigaq.casework.attachments import Attached, Opens, attachments
from aigaq.casework.case import Case
from aigaq.web.background.worker import perform
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import Account, CaseRow, JobRow, ReleaseRow
from aigaq.web.publish import actions as publish_actions
from aigaq.web.publish import drafting

PAGE = "/c/tasqora/publish/"
SAMPLE = "/c/aqsai/publish/"


@pytest.fixture
def team(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    return press(cast)


@pytest.fixture
def sample(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    """A team around the sample: its edition has several parts to read, and 1,300 files."""
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    row, _ = import_folder(cast.aigerim, SAMPLES / "aqsai", at=AT)
    return press(cast, row)


def of(who: Account) -> Client:
    client = Client()
    client.force_login(who)
    return client


def seen(who: Account, page: str = PAGE) -> str:
    return of(who).get(page).content.decode()


def does(who: Account, do: str, **fields: str) -> tuple[int, str]:
    answer = of(who).post(PAGE, {"do": do, **fields}, follow=True)
    return answer.status_code, answer.content.decode()


def reads_all(who: Account, manifest: str, page: str = PAGE) -> None:
    """Press that she has read each part, until none is left."""
    here = f"{page}read/1/"
    while here != page:
        here = of(who).post(here, {"manifest": manifest})["Location"]


def work() -> JobRow:
    """The job that was asked for last, done."""
    at = timezone.now()
    attempt = taken(at)
    perform(attempt, pulse_of(attempt, at), clock=lambda: at)
    return JobRow.objects.get(pk=attempt.job)


def test_an_edition_goes_out_by_the_page(team: Press) -> None:
    aigerim, bolat = team.cast.aigerim, team.cast.bolat
    assert does(bolat, "draft", publisher="Aqsai Archive", authors="Saparova, Dana")[0] == 200
    assert "Have it cleared" in seen(aigerim)
    assert "Have it cleared" not in seen(bolat)
    assert does(aigerim, "clear")[0] == 200
    manifest = ReleaseRow.objects.get().manifest
    for who in (team.saule, team.erlan):
        assert "I have read it, and sign" not in seen(who)
        assert does(who, "sign", manifest=manifest)[0] == 400
        reads_all(who, manifest)
        assert "I have read it, and sign" in seen(who)
        assert does(who, "sign", manifest=manifest)[0] == 200
        assert "I have read it, and sign" not in seen(who)
    does(aigerim, "publish")
    assert work().state == "done"
    assert ReleaseRow.objects.get().state == "current"
    assert f"{ADDRESS}/d/" in seen(bolat)


def test_what_is_read_through_is_all_that_readers_get_and_counts_for_what_was_cleared_alone(
    sample: Press,
) -> None:
    sample.draft()
    manifest = sample.clear().manifest
    told = of(sample.saule).get(f"{SAMPLE}read/1/").content.decode()
    assert "prosecutor" in told
    assert "burnt left hand" not in told
    assert of(sample.saule).post(f"{SAMPLE}read/1/", {"manifest": "0" * 64}).status_code == 400
    reads_all(sample.saule, manifest, SAMPLE)
    for part in (0, 99):
        assert of(sample.saule).get(f"{SAMPLE}read/{part}/").status_code == 404
    assert of(sample.cast.dina).get(f"{SAMPLE}read/1/").status_code == 404
    CaseRow.objects.filter(pk=sample.row.pk).update(title="The river", version=F("version") + 1)
    assert of(sample.saule).get(f"{SAMPLE}read/1/").status_code == 400
    sample.clear()
    assert "I have read it, and sign" not in seen(sample.saule, SAMPLE), "another draft is to be read again"


def test_a_preview_is_a_file_for_who_is_to_sign(team: Press) -> None:
    team.draft()
    team.clear()
    does(team.saule, "preview")
    job = work()
    assert (job.state, job.file.endswith(".zip")) == ("done", True)
    data = b"".join(of(team.saule).get(f"/jobs/{job.pk}/file/").streaming_content)  # type: ignore[attr-defined]
    assert b"en/index.html" in data
    page = of(team.saule).get(f"/jobs/{job.pk}/pages/ru/index.html")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert of(team.saule).get(f"/jobs/{job.pk}/pages/ru/../../x").status_code == 404
    assert of(team.erlan).get(f"/jobs/{job.pk}/pages/ru/index.html").status_code == 404


def test_what_blocks_an_edition_is_told_with_its_places(cast: Cast) -> None:
    row, _ = import_folder(cast.aigerim, SAMPLES / "zhanaozen", at=AT)
    press(cast, row)
    client = of(cast.aigerim)
    client.post("/c/zhanaozen/publish/", {"do": "draft"})
    told = client.post("/c/zhanaozen/publish/", {"do": "clear"}).content.decode()
    assert "What speaks against it" in told
    assert "mother-of-four" in told
    assert "What speaks against it" not in client.get("/c/zhanaozen/publish/").content.decode()


def test_what_one_may_not_do_is_refused_whatever_the_page_shows(team: Press) -> None:
    team.draft()
    manifest = team.clear().manifest
    assert does(team.cast.bolat, "sign", manifest=manifest)[0] == 403
    assert does(team.saule, "withdraw", reasons="x")[0] == 403
    assert does(team.cast.dina, "draft")[0] == 404
    assert does(team.saule, "sign", manifest="0" * 64)[0] == 400
    assert does(team.saule, "fly")[0] == 400
    assert ReleaseRow.objects.get().signatures.count() == 0


def test_taking_back_is_told_at_once(team: Press) -> None:
    team.published()
    status, told = does(team.cast.aigerim, "withdraw", reasons="somebody asked")
    assert (status, "taken back" in told) == (200, True)
    assert "somebody asked" not in seen(team.cast.bolat)


def test_one_request_reads_the_case_once_for_all_that_it_asks_of_the_next_edition(
    team: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.published()
    team.draft(at=LATER)
    readings: list[Case] = []

    def counted(case: Case, open_bytes: Opens) -> Attached:
        readings.append(case)
        return attachments(case, open_bytes)

    monkeypatch.setattr(drafting, "attachments", counted)
    for title in ("The river", "The ford"):
        CaseRow.objects.filter(pk=team.row.pk).update(title=title, version=F("version") + 1)
        seen(team.cast.aigerim)
    assert len(readings) == 2, (
        "once for each page: the draft and the published edition are held against one reading"
    )


def test_a_reading_is_used_again_only_while_nothing_changed(team: Press) -> None:
    team.published()
    reader = drafting.CaseReader(team.row)
    first = reader.read()
    assert reader.read() is first
    CaseRow.objects.filter(pk=team.row.pk).update(title="The river", version=F("version") + 1)
    assert reader.read().shown.records.title == "The river"
    publish_actions.withdraw(team.cast.aigerim, team.row, reasons="somebody asked", at=LATER)
    assert [release.state for release in reader.read().earlier] == ["withdrawn"]
