"""A text brought to a detached coding. Invariant: only the very file is kept, and nothing of another one."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.cast import AT, SAMPLES, TASQORA, Cast, seen_by

from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import TextRow
from aigaq.web.store import cases

TEXT = (TASQORA / "sources" / "talk" / "text.txt").read_bytes()
ADDRESS = "/c/far/source/talk/bind/"


@pytest.fixture
def detached(cast: Cast, tmp_path: Path) -> Client:
    """Tasqora once more as `far`, without the text of its talk; and its coder."""
    folder = tmp_path / "far"
    shutil.copytree(TASQORA, folder)
    talk = folder / "sources" / "talk"
    (talk / "text.txt").unlink()
    digest = hashlib.sha256(TEXT).hexdigest()
    edited(talk / "source.yaml", 'shipped: "true"', f'sha256: "{digest}", shipped: "no"')
    edited(folder / "case.yaml", "key: tasqora", "key: far")
    row, _ = import_folder(cast.aigerim, folder, at=AT)
    cast.let_in(cast.bolat, "coder", row)
    client = Client()
    client.force_login(cast.bolat)
    return client


def edited(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def brought(client: Client, data: bytes) -> int:
    return client.post(ADDRESS, {"file": SimpleUploadedFile("talk.txt", data)}).status_code


def test_the_very_file_binds_and_is_kept(cast: Cast, detached: Client) -> None:
    assert "talk" not in seen_by(cast.bolat, "far").documents
    assert "/bind/" in detached.get("/c/far/source/talk/").content.decode()
    assert brought(detached, TEXT) == 302
    case = seen_by(cast.bolat, "far")
    assert "talk" in case.documents
    assert all(case.words(one.passages[0]) for one in case.records.statements if one.source == "talk")
    assert brought(detached, TEXT) == 404


def test_another_file_is_compared_and_not_kept(cast: Cast, detached: Client) -> None:
    answer = detached.post(ADDRESS, {"file": SimpleUploadedFile("x.txt", b"Only one line.\n")})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert '<ul class="unbound"> <li>' in " ".join(page.split())
    assert "talk" not in seen_by(cast.bolat, "far").documents
    assert not TextRow.objects.filter(case__key="far", source="talk").exists()


@pytest.mark.parametrize("data", [b"", b"\x00\x01\xff\xd8\xff", b"%PDF-1.7 nothing"])
def test_no_text_at_all_is_refused_with_a_sentence(detached: Client, data: bytes) -> None:
    assert brought(detached, data) == 400


def test_a_copy_that_leaves_says_still_that_the_text_is_not_shipped(cast: Cast, detached: Client) -> None:
    brought(detached, TEXT)
    records, _ = cases.leaving(cast.aigerim, "far", private=False)
    assert not records.sources["talk"].shipped


def test_an_outsider_finds_no_such_page(cast: Cast, detached: Client) -> None:
    outside = Client()
    outside.force_login(cast.dina)
    assert outside.get(ADDRESS).status_code == brought(outside, TEXT) == 404


def test_what_our_own_readings_and_questions_rest_on_is_sought_too(cast: Cast, tmp_path: Path) -> None:
    folder = tmp_path / "far"
    shutil.copytree(SAMPLES / "zhanaozen", folder)
    row, _ = import_folder(cast.aigerim, folder, at=AT)
    _, part = cases.of_source(cast.aigerim, row.key, "interview")
    _, whole = cases.case(cast.aigerim, row.key)
    assert part.records.pins["interview"].places.keys() == whole.records.pins["interview"].places.keys()
