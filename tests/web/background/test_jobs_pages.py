"""Jobs on their page: each sees her own, and what a job made goes to who asked for it alone."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.web.cast import COMPARTMENT, Cast
from tests.web.jobtools import asked, fresh, kind, pulse_of, taken

from aigaq import custody
from aigaq.bundle.read import read_case
from aigaq.records.vocab.messages import say
from aigaq.web.background import actions as background_actions
from aigaq.web.background.attempts import Outcome
from aigaq.web.background.leases import sweep_files
from aigaq.web.background.worker import perform
from aigaq.web.home import CUSTODY, EXPORTS
from aigaq.web.models import Account, Grant, JobRow, Membership
from aigaq.web.store import cases

NO_JOB = "0e0e0e0e-0000-4000-8000-000000000000"


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def made(cast: Cast, what: str = "export", viewer: Account | None = None) -> JobRow:
    """A job of Bolat's, or another's, that was done just now."""
    at = timezone.now()
    job = background_actions.ask(viewer or cast.bolat, what, cast.row, at=at)
    attempt = taken(at)
    perform(attempt, pulse_of(attempt, at), clock=lambda: at)
    return fresh(job)


def unpacked(data: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder / "tasqora"


def fetched(cast: Cast, job: JobRow) -> Any:
    return client_of(cast.bolat).get(f"/jobs/{job.pk}/file/")


def without_token(page: bytes) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page.decode())


def test_a_case_taken_out_is_the_case_that_its_asker_sees(cast: Cast, tmp_path: Path) -> None:
    cast.seal("subject", "daulet")
    job = made(cast)
    assert job.state == "done", job.error
    answer = fetched(cast, job)
    folder = unpacked(b"".join(answer.streaming_content), tmp_path)
    expected, _ = cases.leaving(cast.bolat, "tasqora", private=False)
    assert set(read_case(folder).subjects) == set(expected.subjects)
    assert all(b"Daulet" not in path.read_bytes() for path in folder.rglob("*.yaml"))


def test_the_file_is_saved_and_never_shown(cast: Cast) -> None:
    answer = fetched(cast, made(cast))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tasqora.zip"'
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_file_lies_where_its_owner_alone_reads(cast: Cast) -> None:
    job = made(cast)
    path = Path(settings.HOME) / EXPORTS / job.file
    assert path.stat().st_mode & 0o077 == path.parent.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.glob(f"{job.pk}*")] == [job.file]


def test_the_same_case_gives_the_same_bytes(cast: Cast) -> None:
    first, second = (b"".join(fetched(cast, made(cast)).streaming_content) for _ in range(2))
    assert first == second


def test_taking_a_case_out_stands_in_its_log(cast: Cast) -> None:
    job = made(cast)
    event = cast.row.events.last()
    assert event is not None
    assert (event.action, event.by, event.about) == ("job.export", "bolat", str(job.pk))


def test_a_job_of_others_answers_like_none(cast: Cast) -> None:
    job = made(cast)
    aigerim = client_of(cast.aigerim)
    for end in ("file/", "cancel/", "again/"):
        ask = aigerim.get if end == "file/" else aigerim.post
        theirs, none = ask(f"/jobs/{job.pk}/{end}"), ask(f"/jobs/{NO_JOB}/{end}")
        assert theirs.status_code == none.status_code == 404
        pages = [without_token(one.content) for one in (theirs, none)]
        assert pages[0].replace(str(job.pk), NO_JOB) == pages[1]
    assert str(job.pk) not in aigerim.get("/jobs/").content.decode()
    assert str(job.pk) in client_of(cast.bolat).get("/jobs/").content.decode()


def test_a_file_whose_day_is_over_is_gone(cast: Cast) -> None:
    job = made(cast)
    JobRow.objects.filter(pk=job.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert fetched(cast, job).status_code == 404
    assert "file/" not in client_of(cast.bolat).get("/jobs/").content.decode()
    sweep_files(at=timezone.now())
    assert not (Path(settings.HOME) / EXPORTS / job.file).exists()
    assert fresh(job).file == ""


def test_a_sweep_takes_what_dead_workers_left_and_nothing_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = made(cast)
    folder = Path(settings.HOME) / EXPORTS
    with kind(monkeypatch, lambda task: Outcome()):
        asked(cast)
        now = taken()
    (folder / f"{now.job}-1.part").write_text("under way")
    (folder / f"{NO_JOB}-1.part").write_text("left")
    (folder / f"{NO_JOB}-1.part-x").mkdir()
    sweep_files(at=timezone.now())
    assert {one.name for one in folder.iterdir()} == {job.file, f"{now.job}-1.part"}


@pytest.mark.parametrize("lost", ["case", "compartment"])
def test_who_lost_the_right_gets_no_file(cast: Cast, lost: str) -> None:
    job = made(cast)
    if lost == "case":
        Membership.objects.filter(account=cast.bolat).delete()
    else:
        Grant.objects.filter(account=cast.bolat, compartment__name=COMPARTMENT).delete()
    assert fetched(cast, job).status_code == 404
    page = client_of(cast.bolat).get("/jobs/")
    assert page.status_code == 200
    assert (cast.row.title in page.content.decode()) == (lost == "compartment")


def test_a_verification_tells_whether_and_never_how_many(cast: Cast, tmp_path: Path) -> None:
    add = {"what": "a note", "key": "note", "text": "Two lines."}
    assert client_of(cast.aigerim).post("/c/tasqora/sources/new/", add).status_code == 302
    job = made(cast, "verify", cast.aigerim)
    assert (job.state, job.result) == ("done", {"whole": True})
    blob = next(path for path in (Path(settings.HOME) / CUSTODY / "objects").rglob("*") if path.is_file())
    kept = blob.read_bytes()
    blob.chmod(0o600)
    try:
        blob.write_bytes(b"changed")
        assert made(cast, "verify", cast.aigerim).result == {"whole": False}
    finally:
        blob.write_bytes(kept)
    assert custody.verify(Path(settings.HOME) / CUSTODY).breaks == ()
    page = client_of(cast.aigerim).get("/jobs/").content.decode()
    assert page.count(say("all-whole", "en")) == page.count(say("something-changed", "en")) == 1


def test_the_page_asks_shows_stops_and_tries_again_without_script(cast: Cast) -> None:
    bolat = client_of(cast.bolat)
    for _ in range(2):
        assert bolat.post("/c/tasqora/jobs/", {"kind": "export"}).headers["Location"] == "/jobs/"
    (job,) = JobRow.objects.all()
    assert bolat.get("/jobs/").content.decode().count("<li>") == 1
    assert bolat.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert f"/jobs/{job.pk}/again/" in bolat.get("/jobs/").content.decode()
    assert bolat.post(f"/jobs/{job.pk}/again/").status_code == 302
    JobRow.objects.filter(pk=job.pk).update(state="running", attempts=1, done=3, total=12, rate=0.5)
    page = bolat.get("/jobs/").content.decode()
    assert "25 %" in page and "0.5 a second" in page and "0:00:18" in page
    assert bolat.post(f"/jobs/{job.pk}/cancel/").status_code == 302
    assert "Stopping at its next step" in bolat.get("/jobs/").content.decode()


def test_the_page_of_custody_offers_what_the_viewer_may_have(cast: Cast) -> None:
    pages = [client_of(one).get("/c/tasqora/custody/").content.decode() for one in (cast.aigerim, cast.bolat)]
    assert ['value="verify"' in page for page in pages] == [True, False]
    assert ['value="export"' in page for page in pages] == [True, True]
    assert client_of(cast.bolat).post("/c/tasqora/jobs/", {"kind": "verify"}).status_code == 403
    assert client_of(cast.bolat).post("/c/tasqora/jobs/", {"kind": "none"}).status_code == 404


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_word_of_the_page_is_there_in_each_language(cast: Cast, language: str) -> None:
    made(cast)
    bolat = client_of(cast.bolat)
    bolat.post("/language/", {"language": language, "next": "/"})
    heading = {"ru": "Фоновая работа", "kk": "Фондық жұмыс", "en": "Background work"}[language]
    assert f"<h1>{heading}</h1>" in bolat.get("/jobs/").content.decode()


def test_every_page_leads_to_the_background_work(cast: Cast) -> None:
    for address in ("/", "/c/tasqora/", "/keys/"):
        assert 'href="/jobs/"' in client_of(cast.bolat).get(address).content.decode(), address
    assert 'href="/jobs/"' not in Client().get("/").content.decode()


def test_a_row_of_another_version_breaks_no_page(cast: Cast) -> None:
    job = made(cast)
    JobRow.objects.filter(pk=job.pk).update(
        kind="gone", state="running", message="gone", error="gone", total=0
    )
    page = client_of(cast.bolat).get("/jobs/")
    assert page.status_code == 200
    assert "gone" not in page.content.decode()
