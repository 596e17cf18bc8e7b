"""Two sites that differ in what is sealed, held, removed or drafted answer every reader with the same bytes.

A text from which something is sealed is not shown: its site is that of a case to which nobody ever gave the text.

Invariant: nothing is normalised but form tokens, and the digest of the log, which covers what is sealed and tells
nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http.response import HttpResponseBase
from django.test import Client
from tests.web.cast import AT, Cast
from tests.web.editing import ADDRESS, LATER, Press, press

from aigaq.records.entries import Entry
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.coding import actions as coding_actions
from aigaq.web.models import CaseRow, CommentRow, DossierRow, SourceRow, TextRow, UploadRow
from aigaq.web.models.contributions import HELD, REMOVED, SHOWN
from aigaq.web.sources.actions import add_source

Act = Callable[[Press], None]
DOSSIER = "steppe-lark"
KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
"""The public key of age's own examples."""
LOG_STATE = re.compile(rb"sha256 [0-9a-f]{64}\n")
Answers = dict[str, tuple[int, dict[str, str], bytes]]


@pytest.fixture
def team(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Press:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    # Drawn when a case is first drafted; here both worlds have the same.
    DossierRow.objects.create(case=cast.row, address=DOSSIER, opened_at=AT, intake=KEY)
    return press(cast)


def sealed_statement(team: Press) -> None:
    who = Subject("p-zhanna", "person", "Zhanna Q")
    entry = Entry("e0000000a", "talk", Place(2, 1), None, "p-zhanna", "injury", "leg")
    coding_actions.save(team.cast.bolat, team.row, entry, added=(who,), at=AT)
    for kind, key in (("entry", "e0000000a"), ("subject", "p-zhanna")):
        team.cast.seal(kind, key)


def sealed_source(team: Press) -> None:
    data = b"Zhanna Q saw it.\nShe was at the depot."
    add_source(team.cast.aigerim, team.row, key="note", what="a note", name="n.txt", data=data, at=AT)
    team.cast.seal("source", "note")


def sealed_death(team: Press) -> None:
    entry = Entry("e0000000b", "talk", Place(2, 2), "died", "daulet")
    coding_actions.save(team.cast.bolat, team.row, entry, at=AT)
    team.cast.seal("entry", "e0000000b")


def dropped_drafts(team: Press) -> None:
    for _ in range(3):
        team.draft()


def text_never_given(team: Press) -> None:
    """The text of the talk was never given to the case, as in a detached coding."""
    TextRow.objects.filter(case=team.row).delete()
    row = SourceRow.objects.get(case=team.row, key="talk")
    row.body = {**row.body, "shipped": False}
    row.save()
    CaseRow.objects.filter(pk=team.row.pk).update(version=F("version") + 1)


BEFORE: tuple[tuple[Act, ...], ...] = (
    (sealed_statement, text_never_given),
    (sealed_death, text_never_given),
    (sealed_source,),
    (dropped_drafts,),
)
"""What is done in the one world and, where it is not nothing, in the other."""


def held_comments(team: Press) -> None:
    row = DossierRow.objects.get()
    for state, tells in ((HELD, False), (HELD, True), (REMOVED, False)):
        for about in ("", "marat"):
            CommentRow.objects.create(
                dossier=row, about=about, text="Zhanna Q", language="en", state=state, at=AT, tells=tells
            )


def uploads(team: Press) -> None:
    row = DossierRow.objects.get()
    for number in range(3):
        UploadRow.objects.create(
            dossier=row, receipt=str(number) * 64, on=AT.date(), size=10**6, files=2, sealed_to=KEY
        )


def next_draft(team: Press) -> None:
    team.signed(at=LATER)


def shown_comment(team: Press) -> None:
    CommentRow.objects.create(
        dossier=DossierRow.objects.get(), text="I was there.", language="en", state=SHOWN, at=AT
    )


AFTER: tuple[Act, ...] = (held_comments, uploads, next_draft, sealed_statement, sealed_source, sealed_death)


def folder() -> Path:
    return Path(settings.HOME) / "public" / DOSSIER / "1"


def files() -> dict[str, bytes]:
    """Every file of the edition that is out."""
    found = sorted(one for one in folder().rglob("*") if one.is_file())
    return {one.relative_to(folder()).as_posix(): one.read_bytes() for one in found}


def addresses() -> list[str]:
    """Every public address: of each file, around the dossier, and where there is nothing."""
    short = f"/d/{DOSSIER}/"
    edition = [f"{short}1/{path}" for path in (*files(), "", "dossier.zip", "en/statement/marat.svg", "en/")]
    around = [short, f"{short}1", "/sitemap.xml", "/robots.txt", f"{short}en/changes.atom", f"{short}ru/"]
    for language in ("en", "kk"):
        for page in (
            "comments/",
            "comments/?about=marat",
            "comments/new/",
            "send/",
            "receipt/",
            "translation/ru/",
        ):
            around.append(f"{short}{language}/{page}")
    nothing = [f"{short}2/", f"{short}2/en/index.html", f"{short}3/", f"{short}1/en/person/p-zhanna.html"]
    nothing += [f"{short}en/person/p-zhanna.html", f"{short}1/en/source/note.html", "/d/none/", "/d/none/1/"]
    nothing += [f"{short}en/comments/?about=e0000000a", f"{short}1/en/statement/e0000000a.svg", f"{short}x"]
    return [*edition, *around, *nothing]


def told(answer: HttpResponseBase) -> tuple[int, dict[str, str], bytes]:
    """Everything of an answer but the token of its form."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return answer.status_code, dict(answer.headers), re.sub(rb'value="[A-Za-z0-9]{64}"', b"", body)


def crawled() -> Answers:
    reader = Client()
    return {one: told(reader.get(one, headers={"accept-language": "ru"})) for one in addresses()}


World = Callable[..., tuple[dict[str, bytes], Answers]]


@pytest.fixture
def world(team: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which something was done before publishing: its files, its answers; then it is gone."""

    def told(name: str, *acts: Act) -> tuple[dict[str, bytes], Answers]:
        monkeypatch.setattr(settings, "HOME", tmp_path / name)
        (tmp_path / name).mkdir()
        with transaction.atomic():
            for act in acts:
                act(team)
            team.published()
            found = files(), crawled()
            transaction.set_rollback(True)
        team.row.refresh_from_db()
        return found

    return told


def of_the_log(path: str) -> bool:
    """Whether a file, or what is made of it, holds the digest of the log."""
    return path.endswith(("checkpoint.svg", "checkpoint.txt", "method.html", "SHA256SUMS", "dossier.zip"))


def without_log_state(path: str, data: bytes) -> bytes:
    """A file without the digest of the log, and what is drawn or reckoned from it."""
    if path == "checkpoint.svg":
        return b""
    if path == "SHA256SUMS":
        return b"".join(line for line in data.splitlines(True) if not of_the_log(line.decode().strip()))
    return LOG_STATE.sub(b"", data)


@pytest.mark.parametrize("acts", BEFORE, ids=lambda acts: acts[0].__name__)
def test_what_is_sealed_before_an_edition_is_published_changes_no_byte_of_it(
    world: World, acts: tuple[Act, ...]
) -> None:
    (plain, plainly), (other, otherwise) = world("plain", *acts[1:]), world("other", acts[0])
    assert list(plain) == list(other)
    for path in plain:
        assert without_log_state(path, plain[path]) == without_log_state(path, other[path]), path
    assert list(plainly) == list(otherwise)
    for address, answer in plainly.items():
        if not of_the_log(address):
            assert otherwise[address] == answer, address


@pytest.fixture
def out(team: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What readers are told once an edition is out."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    team.published()
    return crawled()


@pytest.mark.parametrize("act", AFTER, ids=lambda act: act.__name__)
def test_what_happens_unseen_after_publishing_changes_no_answer(team: Press, out: Answers, act: Act) -> None:
    act(team)
    assert list(out) == addresses()
    for address, answer in crawled().items():
        assert answer == out[address], address


def test_the_comparison_sees_what_is_shown(team: Press, out: Answers) -> None:
    shown_comment(team)
    told = [one for one, answer in crawled().items() if answer != out[one]]
    assert told == [f"/d/{DOSSIER}/{language}/comments/" for language in ("en", "kk")]
