"""What is published is served to everybody alike; what was taken back leaves nothing.

Invariant: of what is not out, no answer differs from another.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.cast import Cast
from tests.web.editing import ADDRESS, LATER, Press, press

from aigaq.web.models import CaseRow, ReleaseRow
from aigaq.web.publish import actions as publish_actions

FRONT = "en/index.html"


@pytest.fixture
def team(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    monkeypatch.setattr(settings, "HOME", tmp_path)
    yield press(cast)


@pytest.fixture
def out(team: Press) -> ReleaseRow:
    """An edition that readers have."""
    return team.published()


def below(row: ReleaseRow, path: str = "") -> str:
    return f"/d/{row.dossier.address}/{row.number}/{path}"


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def told(answer: HttpResponseBase) -> tuple[int, dict[str, str], list[str], bytes]:
    """Everything of an answer that a reader can see."""
    return answer.status_code, dict(answer.headers), list(answer.cookies), body(answer)


def second(team: Press) -> ReleaseRow:
    """Another edition, a day later."""
    CaseRow.objects.filter(pk=team.row.pk).update(title="Tasqora, told anew")
    return team.published(at=LATER)


def folder(row: ReleaseRow) -> Path:
    return Path(settings.HOME) / "public" / row.dossier.address / str(row.number)


def test_every_file_is_served_as_it_was_written(out: ReleaseRow) -> None:
    files = [one for one in folder(out).rglob("*") if one.is_file()]
    assert len(files) > 50
    for file in files:
        answer = Client().get(below(out, file.relative_to(folder(out)).as_posix()))
        assert answer.status_code == 200 and body(answer) == file.read_bytes(), file
        assert answer.headers["ETag"] == f'"{hashlib.sha256(file.read_bytes()).hexdigest()}"'
        assert "octet-stream" not in answer.headers["Content-Type"], file


def test_a_file_asks_no_cache_to_forget_and_none_to_trust_itself(out: ReleaseRow) -> None:
    headers = Client().get(below(out, FRONT)).headers
    assert headers["Cache-Control"] == "public, no-cache"
    assert "script-src 'none'" in headers["Content-Security-Policy"]
    assert "Vary" not in headers and headers["Content-Language"] == "en"


def test_what_a_reader_has_already_is_not_sent_again(out: ReleaseRow) -> None:
    etag = Client().get(below(out, FRONT)).headers["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = Client().get(below(out, FRONT), headers={"if-none-match": known})
        assert (again.status_code, body(again), again.headers["ETag"]) == (304, b"", etag)
    assert Client().get(below(out, FRONT), headers={"if-none-match": '"other"'}).status_code == 200


def test_who_is_signed_in_is_answered_as_anybody(team: Press, out: ReleaseRow) -> None:
    lead = Client()
    lead.force_login(team.cast.aigerim)
    lead.cookies["csrf"] = "x" * 32
    stale = Client()
    stale.cookies["session"] = "short"
    for path in (
        below(out, FRONT),
        below(out, "ru/changes.atom"),
        below(out, "none"),
        below(out, "dossier.zip"),
    ):
        answers = [told(client.get(path)) for client in (Client(), lead, stale)]
        assert answers[0] == answers[1] == answers[2], path


def test_an_address_without_a_number_goes_on_to_the_edition_that_stands(team: Press, out: ReleaseRow) -> None:
    short = f"/d/{out.dossier.address}/"
    russian = Client().get(short, headers={"accept-language": "ru"})
    assert (russian.status_code, russian.headers["Location"]) == (302, below(out, "ru/index.html"))
    assert russian.headers["Cache-Control"] == "private, no-store"
    assert Client().get(short + "kk/changes.atom").headers["Location"] == below(out, "kk/changes.atom")
    newer = second(team)
    assert Client().get(short + "kk/").headers["Location"] == below(newer, "kk/")
    assert Client().get(short + "kk/nothing.html").status_code == 404
    assert Client().get(below(out)[:-1]).headers["Location"] == below(out)


def test_an_edition_that_was_superseded_says_so_and_its_files_stay(team: Press, out: ReleaseRow) -> None:
    before = {path: body(Client().get(below(out, path))) for path in (FRONT, "index.html", "dossier.css")}
    newer = second(team)
    for path, words in (
        (FRONT, "A newer one has come"),
        ("kk/index.html", "жаңасы шықты"),
        ("index.html", "вышло новое"),
    ):
        page = Client().get(below(out, path)).content.decode()
        assert words in page and f'href="/d/{out.dossier.address}/' in page
        assert words not in Client().get(below(newer, path)).content.decode()
    assert (folder(out) / FRONT).read_bytes() == before[FRONT]
    assert body(Client().get(below(out, "dossier.css"))) == before["dossier.css"]


HOSTILE = (
    *("../2/en/index.html", "en/../../../secret.key", "..%2f..%2fsecret.key", "%2e%2e/%2e%2e/secret.key"),
    *("en//index.html", "/etc/passwd", "en/index.html/", "en/index.html%00", "en\\index.html", ".hidden"),
    *("en/./index.html", "en", "en/" + "a" * 3000, "link.txt", "EN/index.html", "en/index.html ", "Ж.html"),
)


@pytest.mark.parametrize("path", HOSTILE)
def test_no_path_leads_out_of_the_edition(out: ReleaseRow, path: str) -> None:
    (Path(settings.HOME) / "secret.key").write_text("sekret")
    (folder(out) / ".hidden").write_text("sekret")
    (folder(out) / "link.txt").symlink_to(Path(settings.HOME) / "secret.key")
    answer = Client().get(below(out) + path)
    assert answer.status_code == 404 and b"sekret" not in body(answer)


def test_whatever_is_not_out_is_one_page(team: Press, out: ReleaseRow) -> None:
    address = out.dossier.address
    second(team)
    team.draft(at=LATER)
    drafted = ReleaseRow.objects.get(state="draft").number
    # As if publishing it had been cut short when its files were there already.
    shutil.copytree(folder(out), folder(out).with_name(str(drafted)))
    asked = (
        *(f"/d/{address}/{number}/{FRONT}" for number in (drafted, 0, 99, 10**30, "x")),
        *(f"/d/none/{FRONT}", "/d/none/", "/d/none/1/dossier.zip", f"/d/{address}/1/none.html", "/d/%00/"),
        *(f"/d/{address}/1/{FRONT}x", f"/d/{address}/en/none.html", f"/d/{address}/de/index.html"),
    )
    answers = [told(Client().get(one)) for one in asked]
    assert answers[0][0] == 404 and b"/accounts/" not in answers[0][3]
    for one, answer in zip(asked, answers, strict=True):
        assert answer == answers[0], one


def test_what_was_taken_back_says_only_that(team: Press, out: ReleaseRow) -> None:
    address, title = out.dossier.address, team.row.title
    Client().get(below(out, "dossier.zip"))
    publish_actions.withdraw(team.cast.aigerim, team.row, reasons="a witness is afraid", at=LATER)
    paths: tuple[str, ...] = (
        f"/d/{address}/",
        f"/d/{address}/1/",
        f"/d/{address}/1/{FRONT}",
        f"/d/{address}/1/none.html",
    )
    paths += (
        f"/d/{address}/1/dossier.zip",
        f"/d/{address}/ru/index.html",
        f"/d/{address}/1/../../secret.key",
    )
    answers = [told(Client().get(one, headers={"accept-language": "kk"})) for one in paths]
    assert [answer for answer in answers if answer != answers[0]] == []
    page = answers[0][3].decode()
    assert answers[0][0] == 410
    for words in ("taken back", "отозвано", "кері қайтарылды"):
        assert words in page
    assert title not in page and "afraid" not in page and "2031" not in page and address not in page


def test_a_feed_of_what_was_taken_back_tells_whoever_follows_it(team: Press, out: ReleaseRow) -> None:
    publish_actions.withdraw(team.cast.aigerim, team.row, reasons="a witness is afraid", at=LATER)
    short = f"/d/{out.dossier.address}/"
    answers = [
        told(Client().get(one))
        for one in (short + "en/changes.atom", below(out, "kk/person/marat.atom"), below(out, "none.atom"))
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 200
    feed = ElementTree.fromstring(answers[0][3])
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert b"2031" not in answers[0][3] and b"Tasqora" not in answers[0][3]


def test_the_bundle_holds_every_file_and_is_the_same_each_time(out: ReleaseRow) -> None:
    first = body(Client().get(below(out, "dossier.zip")))
    (folder(out).parent / "1.zip").unlink()
    assert body(Client().get(below(out, "dossier.zip"))) == first
    archive = zipfile.ZipFile(io.BytesIO(first))
    files = {one.relative_to(folder(out)).as_posix(): one for one in folder(out).rglob("*") if one.is_file()}
    assert archive.namelist() == [f"dossier-1/{name}" for name in sorted(files, key=lambda name: files[name])]
    assert archive.read(f"dossier-1/{FRONT}") == files[FRONT].read_bytes()
    assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_statement_has_its_address_as_a_square(out: ReleaseRow) -> None:
    page = next(folder(out).glob("en/statement/*.html"))
    answer = Client().get(below(out, f"en/statement/{page.stem}.svg"))
    assert answer.headers["Content-Type"] == "image/svg+xml" and b"<svg" in answer.content
    assert Client().get(below(out, "en/statement/none.svg")).status_code == 404
    assert f"{page.stem}.svg" in page.read_text()


def test_search_machines_are_told_of_what_stands_and_nothing_else(team: Press, out: ReleaseRow) -> None:
    newer = second(team)
    robots = Client().get("/robots.txt").content.decode()
    assert "Disallow: /\n" in robots and f"Sitemap: {ADDRESS}/sitemap.xml\n" in robots
    listed = Client().get("/sitemap.xml").content.decode()
    assert listed.count("<loc>") == 1 and f"<loc>{ADDRESS}{below(newer)}sitemap.xml</loc>" in listed
    publish_actions.withdraw(team.cast.aigerim, team.row, reasons="asked", at=LATER)
    assert "<loc>" not in Client().get("/sitemap.xml").content.decode()


def test_an_edition_is_read_and_never_written_to(out: ReleaseRow) -> None:
    for path in ("", FRONT, "dossier.zip"):
        assert Client().post(below(out, path)).status_code == 405
        head = Client().head(below(out, path))
        assert head.status_code == 200 and head.headers["ETag"]


def test_a_file_costs_one_question_whoever_asks(team: Press, out: ReleaseRow) -> None:
    lead = Client()
    lead.force_login(team.cast.aigerim)
    for client in (Client(), lead):
        with CaptureQueriesContext(connection) as asked:
            client.get(below(out, FRONT))
        assert len(asked) == 1


@pytest.mark.parametrize("path", ["1/ru/nothing.html", "ru/nothing/", "ru/comments/nothing/"])
def test_what_is_not_there_is_said_in_the_language_of_its_address(out: ReleaseRow, path: str) -> None:
    address = f"/d/{out.dossier.address}/{path}"
    assert "Здесь ничего нет" in Client(headers={"accept-language": "en"}).get(address).content.decode()
