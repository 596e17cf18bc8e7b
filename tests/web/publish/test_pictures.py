"""Pictures in the database: the bytes come out as they came in, pages bear them, editions show derivatives."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from samples.make_pictures import CANARIES
from tests.web.cast import AT, SAMPLES, Cast
from tests.web.editing import ADDRESS, press

from aigaq.bundle.write import write_case
from aigaq.errors import NotFound
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import CaseRow, SourceRow, TextRow
from aigaq.web.sources.actions import bring_text
from aigaq.web.store import cases
from aigaq.web.team.actions import seal
from aigaq.web.verify import integrity

AQSAI = SAMPLES / "aqsai"
FILES = ("sources/photo/IMG_20310514_194512.jpg", "sources/cert-p03-scan/cert-0421.pdf")


@pytest.fixture
def aqsai(cast: Cast) -> CaseRow:
    return import_folder(cast.aigerim, AQSAI, at=AT)[0]


def told(path: Path) -> list[str]:
    """What of the files that came stands anywhere below a folder."""
    files = [one.read_bytes() for one in path.rglob("*") if one.is_file()]
    assert len(files) > 10
    return [word for word in CANARIES for data in files if word.encode() in data]


def test_a_private_copy_holds_the_bytes_as_they_came(cast: Cast, aqsai: CaseRow, tmp_path: Path) -> None:
    records, texts = cases.leaving(cast.aigerim, "aqsai", private=True)
    write_case(records, tmp_path / "out", texts=texts, private=True)
    for name in FILES:
        assert (tmp_path / "out" / name).read_bytes() == (AQSAI / name).read_bytes()


def test_a_copy_for_others_holds_none_of_them(cast: Cast, aqsai: CaseRow, tmp_path: Path) -> None:
    records, texts = cases.leaving(cast.aigerim, "aqsai", private=False)
    write_case(records, tmp_path / "out", texts=texts)
    assert told(tmp_path / "out") == []
    assert not any((tmp_path / "out" / name).exists() for name in FILES)


def test_the_pages_of_the_team_bear_a_source_without_words(cast: Cast, aqsai: CaseRow) -> None:
    client = Client()
    client.force_login(cast.aigerim)
    for path in ("sources/", "source/photo/", "source/cert-p03-scan/", "custody/", "search/?q=lamp"):
        answer = client.get(f"/c/aqsai/{path}")
        assert answer.status_code == 200, path
        assert "MAKERNOTE" not in answer.content.decode()


def test_what_was_brought_in_is_found_whole(cast: Cast, aqsai: CaseRow) -> None:
    assert differences(aqsai) == []
    TextRow.objects.filter(case=aqsai, source="photo").delete()
    assert differences(aqsai) == [("text", "photo", "missing")]


def differences(row: CaseRow) -> list[tuple[str, str, str]]:
    return [(one.table, one.key, one.why) for one in integrity.check_case(row, lambda *_: None)]


def test_a_text_is_not_taken_for_a_picture(cast: Cast, aqsai: CaseRow) -> None:
    case = cases.case(cast.aigerim, "aqsai")[1]
    with pytest.raises(NotFound):
        bring_text(cast.aigerim, aqsai, case, source="photo", name="a.txt", data=b"Words.\n", at=AT)


def test_a_picture_of_somebody_sealed_is_sealed_with_them(cast: Cast, aqsai: CaseRow) -> None:
    seal(cast.aigerim, aqsai, kind="subject", key="p20", compartment="closed", at=AT)
    assert SourceRow.objects.get(case=aqsai, key="photo").seal is not None
    assert SourceRow.objects.get(case=aqsai, key="cert-p03-scan").seal is None


def test_an_edition_shows_derivatives_and_nothing_that_came(
    cast: Cast, aqsai: CaseRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "ADDRESS", ADDRESS)
    row = press(cast, aqsai).published()
    folder = Path(settings.HOME) / "public" / row.dossier.address
    shown = {path.name: path.read_bytes() for path in folder.rglob("files/*")}
    assert sorted(Path(name).suffix for name in shown) == [".jpg", ".pdf"]
    assert told(folder) == []
    answer = Client().get(f"/d/{row.dossier.address}/1/files/{next(iter(shown))}")
    assert answer.status_code == 200
    assert answer["Content-Type"] in ("image/jpeg", "application/pdf")
