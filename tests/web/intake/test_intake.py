"""Sending something to a team: sealed while it comes, a receipt once, nothing half kept."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from tests.web import sent
from tests.web.cast import Cast
from tests.web.routes import body_of
from tests.web.sent import code_in, lying, post, published
from tests.web.slowly import ADDRESS, FILLED, PUBLIC, SECRET

from aigaq.custody.age_files import make_identity
from aigaq.custody.parcels import open_upload
from aigaq.web.intake import actions as acting
from aigaq.web.intake import views
from aigaq.web.intake.queries import check_intake
from aigaq.web.models import DossierRow, EventRow, UploadRow
from aigaq.web.throttle import Throttle

AT = datetime(2031, 7, 2, tzinfo=UTC)
PHOTO = b"\xff\xd8" + bytes(range(256)) * 900


@pytest.fixture(autouse=True)
def nothing_lies(cast: Cast) -> Iterator[None]:
    """Files are not taken back by the database: each test begins and ends with none."""
    views.SENT, views.ASKED = Throttle(), Throttle()
    yield
    shutil.rmtree(sent.intake_folder(), ignore_errors=True)


@pytest.fixture
def open_house(cast: Cast) -> DossierRow:
    return published(cast.row)


def opened(into: Path) -> tuple[dict[str, object], list[bytes]]:
    """The letter and the files of the only upload, opened with the team's key."""
    assert list(open_upload(sent.intake_folder() / lying()[0], into, SECRET))
    files = [path.read_bytes() for path in sorted(into.glob("*.original"))]
    return json.loads((into / "letter.json").read_bytes()), files


def test_what_is_opened_is_what_was_sent(open_house: DossierRow, tmp_path: Path) -> None:
    answer = post(Client(), files=[("угол дома.jpg", PHOTO), ("b.mp4", b"second")])
    assert answer.status_code == 200
    letter, files = opened(tmp_path / "out")
    assert files == [PHOTO, b"second"]
    assert letter["message"] == FILLED["message"] and letter["use"] == "ask"
    told = letter["files"]
    assert isinstance(told, list)
    assert [one["name"] for one in told] == ["угол дома.jpg", "b.mp4"]
    assert told[0]["sha256"] == sha256(PHOTO).hexdigest()


def test_only_sealed_files_lie_there_and_the_row_tells_no_hour(open_house: DossierRow) -> None:
    post(Client(), files=[("a.jpg", PHOTO)])
    row = UploadRow.objects.get()
    assert lying() == [str(row.id)]
    inside = sent.intake_folder() / lying()[0]
    assert sorted(one.name for one in inside.iterdir()) == ["0001.age", "letter.age"]
    assert (row.files, row.size, row.sealed_to, row.state) == (1, 1_000_000, PUBLIC, "received")
    event = EventRow.objects.get(action="upload.received")
    assert (event.by, event.about) == ("-", str(row.id))
    times = [event.at.timestamp(), *(one.stat().st_mtime for one in [inside, *inside.iterdir()])]
    assert {one % 86_400 for one in times} == {0}


def test_the_receipt_is_kept_as_a_digest_and_tells_how_far_it_is(open_house: DossierRow, cast: Cast) -> None:
    code = code_in(post(Client(), language="ru").content)
    assert re.fullmatch(r"(\d{5} ){7}\d{5}", code)
    row = UploadRow.objects.get()
    assert code.replace(" ", "") not in row.receipt
    assert "ещё не открывала" in asked(code).content.decode()
    acting.decide(cast.aigerim, cast.row, row.id, declined=False, reply="Thank you.", at=AT)
    assert "Thank you." in asked(code).content.decode()


def asked(code: str) -> Any:
    return Client().post(f"/d/{ADDRESS}/ru/receipt/", {"code": code})


def test_every_code_that_opens_nothing_gets_one_answer(open_house: DossierRow, cast: Cast) -> None:
    post(Client())
    pages = {plain(asked(code)) for code in ("0" * 40, "12", "' OR 1=1 --", "٣" * 40)}
    assert len(pages) == 1
    assert {asked(code).status_code for code in ("0" * 40, "12")} == {404}


def plain(answer: Any) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())


def test_guesses_are_counted(open_house: DossierRow) -> None:
    states = [asked("1").status_code for _ in range(25)]
    assert states == [404] * 20 + [429] * 5


def test_without_a_key_the_page_says_so_and_nothing_is_kept(cast: Cast) -> None:
    published(cast.row, key="")
    page = Client().get(f"/d/{ADDRESS}/en/send/")
    assert "Nothing can be sent" in page.content.decode() and "<textarea" not in page.content.decode()
    assert post(Client(), files=[("a", PHOTO)]).status_code == 400
    assert lying() == [] and not UploadRow.objects.exists()


BAD: dict[str, tuple[dict[str, str], list[tuple[str, bytes]], str]] = {
    "no consent": ({**FILLED, "use": ""}, [("a", PHOTO)], "What may be done"),
    "an answer not offered": ({**FILLED, "safe": "maybe"}, [("a", PHOTO)], "yes, no, unsure"),
    "nothing": ({**FILLED, "message": " "}, [], "neither a message nor a file"),
    "an empty file": (FILLED, [("a", PHOTO), ("b", b"")], "File 2 holds nothing"),
    "cut short": ({key: one for key, one in FILLED.items() if key != "whole"}, [("a", PHOTO)], "broke off"),
    "ten thousand fields": ({**FILLED, **{f"f{n}": "x" for n in range(10_000)}}, [("a", PHOTO)], "too much"),
    "two hundred files": (FILLED, [(f"f{n}", b"x") for n in range(200)], "too much"),
    "a message without end": ({**FILLED, "message": "x" * 20_001}, [("a", PHOTO)], "20000"),
    "a NUL": ({**FILLED, "message": "a\x00b"}, [], "message"),
}


@pytest.mark.parametrize("what", sorted(BAD))
def test_what_is_wrong_is_one_sentence_and_nothing_half_kept(open_house: DossierRow, what: str) -> None:
    fields, files, said = BAD[what]
    answer = post(Client(), fields, files)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page and "Nothing was kept" in page
    assert lying() == [] and not UploadRow.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\\..\\b.jpg", "\u202egnp.exe", "letter.age", "x" * 250, "a\nb"]
)
def test_a_name_is_told_in_the_letter_and_names_no_file(
    open_house: DossierRow, name: str, tmp_path: Path
) -> None:
    post(Client(), files=[(name, PHOTO)])
    _, files = opened(tmp_path / "out")
    assert files == [PHOTO]
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["0001.original", "letter.json"]


def test_a_form_without_our_token_keeps_nothing(open_house: DossierRow) -> None:
    answer = post(Client(enforce_csrf_checks=True), files=[("a", PHOTO)])
    assert answer.status_code == 400 and "cookies" in answer.content.decode()
    assert lying() == []


def test_a_body_that_is_no_form_or_goes_nowhere_keeps_nothing(open_house: DossierRow, tmp_path: Path) -> None:
    assert Client().post(f"/d/{ADDRESS}/en/send/", b"{}", content_type="application/json").status_code == 400
    assert (
        Client().post(f"/d/{ADDRESS}/en/send/", b"x", content_type="multipart/form-data").status_code == 400
    )
    assert post(Client(), address="0" * 30, files=[("a", PHOTO)]).status_code == 404
    assert post(Client(), language="de").status_code == 404
    assert lying() == []


def test_a_full_house_says_so(open_house: DossierRow) -> None:
    with override_settings(INTAKE_ROOM=0):
        answer = post(Client(), files=[("a", PHOTO)])
    assert answer.status_code == 507 and "no room" in answer.content.decode()
    assert lying() == []


def test_readers_see_the_same_page_whatever_was_sent(open_house: DossierRow, cast: Cast) -> None:
    def pages() -> list[str]:
        return [plain(Client().get(f"/d/{ADDRESS}/{one}/")) for one in ("en/send", "kk/receipt")]

    before = pages()
    post(Client(), files=[("a", PHOTO)])
    assert pages() == before


def test_after_a_crash_what_was_acknowledged_stays_and_the_rest_goes(open_house: DossierRow) -> None:
    post(Client(), files=[("a", PHOTO)])
    (name,) = lying()
    folder = sent.intake_folder()
    (folder / name).rename(folder / f"{name}.part")
    (folder / "c0ffee.part").mkdir()
    (folder / "c0ffee.part" / "0001.age").write_bytes(b"half")
    acting.sweep()
    assert lying() == [name]


def test_a_check_names_folders_that_are_gone_and_those_that_nothing_tells_of(open_house: DossierRow) -> None:
    post(Client())
    (name,) = lying()
    assert check_intake() == []
    (sent.intake_folder() / name).rename(sent.intake_folder() / "stray")
    assert [(one.key, one.why) for one in check_intake()] == [(name, "missing"), ("stray", "extra")]


def test_a_lead_fetches_what_lies_sealed(open_house: DossierRow, cast: Cast) -> None:
    post(Client(), files=[("a", PHOTO)])
    row = UploadRow.objects.get()
    lead = Client()
    lead.force_login(cast.aigerim)
    answer = lead.post(f"/c/tasqora/intake/{row.id}/")
    body = body_of(answer)
    assert body[:2] == b"PK" and b"letter.age" in body
    assert answer.headers["Content-Disposition"].startswith("attachment")
    row.refresh_from_db()
    assert row.state == "fetched"


def test_a_key_that_is_none_is_refused_and_the_one_before_stays(open_house: DossierRow, cast: Cast) -> None:
    lead = Client()
    lead.force_login(cast.aigerim)
    for wrong in ("age1nonsense", SECRET, "ssh-ed25519 AAAA"):
        assert lead.post("/c/tasqora/intake/", {"do": "key", "recipient": wrong}).status_code == 400
    open_house.refresh_from_db()
    assert open_house.intake == PUBLIC
    other = make_identity()[1]
    assert lead.post("/c/tasqora/intake/", {"do": "key", "recipient": f" {other}\n"}).status_code == 302
    open_house.refresh_from_db()
    assert open_house.intake == other


def test_a_lead_sees_what_came_and_answers_and_the_page_says_no_word_of_it(
    open_house: DossierRow, cast: Cast
) -> None:
    post(Client(), {**FILLED, "message": "the mother of Daulet"}, [("mother.jpg", PHOTO)])
    row = UploadRow.objects.get()
    lead = Client()
    lead.force_login(cast.aigerim)
    page = lead.get("/c/tasqora/intake/").content.decode()
    assert str(row.id) in page and PUBLIC in page and "mother" not in page
    answer = {"do": "declined", "upload": str(row.id), "reply": "We cannot take this."}
    assert lead.post("/c/tasqora/intake/", answer).status_code == 302
    assert "We cannot take this." in lead.get("/c/tasqora/intake/").content.decode()


def test_who_sends_without_end_is_turned_away_and_nothing_of_it_kept(open_house: DossierRow) -> None:
    states = [post(Client()).status_code for _ in range(25)]
    assert states == [200] * 5 + [429] * 20
    assert len(lying()) == UploadRow.objects.count() == 5


def test_no_form_of_any_page_has_its_files_written_to_a_disk_as_they_are() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
