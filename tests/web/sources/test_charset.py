"""The charset of a text: shown with its doubt, chosen when it is added or later, kept as a decision."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.cast import Cast, seen_by

from aigaq.records.decisions import charsets
from aigaq.records.vocab.messages import say
from aigaq.web.models import TextRow
from aigaq.web.sources import forms

WORDS = "Да, это он."
SHORT = f"{WORDS}\n".encode("koi8-r")
CODED = {"line": "1", "form": "killed", "slot-killed": "marat", "how": "told", "save": "1"}


@pytest.fixture
def client(cast: Cast) -> Client:
    made = Client()
    made.force_login(cast.aigerim)
    return made


def added(client: Client, data: bytes, *, name: str = "note.txt", **more: str) -> str:
    """What the page of a text says that was just added as `note`, or of the refusal."""
    sent = {"key": "note", "what": "a note", "file": SimpleUploadedFile(name, data), **more}
    return client.post("/c/tasqora/sources/new/", sent, follow=True).content.decode()


def test_a_charset_chosen_when_a_source_is_added_is_kept(cast: Cast, client: Client) -> None:
    page = added(client, SHORT, charset="koi8-r")
    assert WORDS in page and "koi8-r" in page
    case = seen_by(cast.bolat)
    assert charsets(case.records.decisions) == {"note": "koi8-r"}
    assert case.documents["note"].charset.from_ == "given"


def test_the_doubt_stands_on_the_page_and_another_charset_is_chosen_there(cast: Cast, client: Client) -> None:
    page = added(client, b"K\x9ache\n")
    assert say("charset-head", "en") in page and "The charset is a guess" in page
    before = bytes(TextRow.objects.get(source="note").data)
    chosen = {"charset": "mac-roman", "reasons": "from a Macintosh"}
    page = client.post("/c/tasqora/source/note/read-as/", chosen, follow=True).content.decode()
    assert "Köche" in page and "The charset is a guess" not in page
    assert "note" in client.get("/c/tasqora/search/?q=köche").content.decode()
    again = {"charset": "cp1250", "reasons": "tried"}
    assert "Kšche" in client.post("/c/tasqora/source/note/read-as/", again, follow=True).content.decode()
    assert bytes(TextRow.objects.get(source="note").data) == before
    assert [one.value for one in seen_by(cast.bolat).records.decisions if one.kind == "read-as"] == [
        "mac-roman",
        "cp1250",
    ]


@pytest.mark.parametrize(
    "sent",
    [{"charset": "koi8-r"}, {"charset": "klingon", "reasons": "x"}, {"charset": "utf-8", "reasons": "x"}],
)
def test_a_choice_that_cannot_be_is_refused_and_nothing_changes(
    cast: Cast, client: Client, sent: dict[str, str]
) -> None:
    added(client, SHORT)
    client.post("/c/tasqora/source/note/read-as/", sent, follow=True)
    assert charsets(seen_by(cast.bolat).records.decisions) == {}


def test_whoever_may_not_code_may_not_choose(cast: Cast) -> None:
    other = Client()
    other.force_login(cast.dina)
    sent = {"charset": "koi8-r", "reasons": "x"}
    assert other.post("/c/tasqora/source/talk/read-as/", sent).status_code in (403, 404)


def test_a_choice_that_would_lose_a_coded_place_is_refused(cast: Cast, client: Client) -> None:
    """UTF-16 has no line that the coding of the talk rests on."""
    sent = {"charset": "utf-16-le", "reasons": "x"}
    client.post("/c/tasqora/source/talk/read-as/", sent, follow=True)
    assert charsets(seen_by(cast.bolat).records.decisions) == {}
    assert seen_by(cast.bolat).documents["talk"].charset.name == "utf-8"


def test_a_pasted_text_that_is_too_long_is_refused_whole(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LONGEST_PASTED", 50)
    sent = {"key": "long", "what": "a talk", "text": "A word. " * 6 + "Last line."}
    answer = client.post("/c/tasqora/sources/new/", sent)
    assert answer.status_code == 400 and "Last line." in answer.content.decode()
    assert not TextRow.objects.filter(source="long").exists()


def test_a_file_called_html_stays_a_page(cast: Cast, client: Client) -> None:
    page = added(client, b"Anna: <q>no</q>", name="talk.html")
    assert "&lt;q&gt;" not in page
    assert seen_by(cast.bolat).documents["note"].media_type == "text/html"


@pytest.mark.parametrize(
    ("name", "data"), [("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nRun.\n"), ("a.eml", b"x: y\n")]
)
def test_what_is_no_text_is_refused_by_its_name(client: Client, name: str, data: bytes) -> None:
    assert name[2:].upper() in added(client, data, name=name)
    assert not TextRow.objects.filter(source="note").exists()
