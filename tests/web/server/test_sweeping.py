"""What a crash leaves: finished or removed when the server starts, named by the check to the ground until then."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.web.cast import Cast
from tests.web.published import ADDRESS, published

from aigaq.web import home
from aigaq.web.casebook.backup import sweep_backups
from aigaq.web.home import scratch
from aigaq.web.models import ReleaseRow
from aigaq.web.models.releases import WITHDRAWN
from aigaq.web.publish import public_files
from aigaq.web.server.sweeping import sweep
from aigaq.web.store import sealing
from aigaq.web.verify.stray_files import check_files


@pytest.fixture
def out(cast: Cast) -> Iterator[Path]:
    """The folder of an edition that is out, with what was packed of it."""
    published(cast.row)
    folder = public_files.folder_of(ReleaseRow.objects.get())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("a page")
    (folder.parent / f"{folder.name}.zip").write_bytes(b"packed")
    yield folder
    public_files.delete_durably(folder.parent)


def names() -> list[str]:
    return [one.key for one in check_files()]


def test_a_withdrawal_that_was_cut_short_is_finished_and_readers_get_nothing_meanwhile(out: Path) -> None:
    assert names() == []
    sweep()
    assert out.is_dir(), "what is out stays"
    ReleaseRow.objects.update(state=WITHDRAWN)
    assert Client().get(f"/d/{ADDRESS}/1/").status_code == 410
    assert names() == [f"public/{out.parent.name}/1", f"public/{out.parent.name}/1.zip"]
    sweep()
    assert not out.exists() and names() == [] and list(out.parent.iterdir()) == []


def test_pages_that_were_being_written_or_removed_are_gone_at_the_next_start(out: Path) -> None:
    for name in (".part-abc", ".gone-abc", ".aigaq-abc"):
        (out.parent / name).mkdir()
        (out.parent / name / "index.html").write_text("signed by nobody")
    assert len(names()) == 3
    sweep()
    assert sorted(one.name for one in out.parent.iterdir()) == ["1", "1.zip"] and names() == []


def test_a_room_in_which_somebody_works_is_left_alone(out: Path) -> None:
    with scratch(out.parent, public_files.WRITING) as room:
        sweep()
        assert room.is_dir() and names() == []
    assert not room.exists()


def test_pages_of_which_no_row_tells_are_named_and_not_removed(out: Path) -> None:
    (out.parent / "7").mkdir()
    other = out.parent.parent / "nobody"
    (other / "1").mkdir(parents=True)
    try:
        sweep()
        assert names() == ["public/nobody/1", f"public/{out.parent.name}/7"]
    finally:
        public_files.delete_durably(other)


def test_texts_that_waited_to_be_sealed_are_gone(casebook: Path) -> None:
    left = [casebook / f"{sealing.SEALING}abc", casebook / "tmpab12_9zx"]
    for room in left:
        room.mkdir()
        (room / "witness.txt").write_text("what she said")
    assert len(names()) == 2
    sweep()
    assert not any(room.exists() for room in left) and names() == []


def test_what_an_interrupted_backup_left_goes_with_the_next_and_nothing_else(tmp_path: Path) -> None:
    for name, file in (
        (".aigaq-backup-x", "part"),
        (".backup-x", "aigaq.sqlite3"),
        (".backup-mine", "letters"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text("names")
    (tmp_path / ".backup-empty").mkdir()
    sweep_backups(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [".backup-empty", ".backup-mine"]


def test_a_name_is_gone_for_good_before_its_files_are(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    really = home.durable

    def durable(folder: Path) -> None:
        really(folder)
        done.append("durable")

    monkeypatch.setattr(public_files, "durable", durable)
    monkeypatch.setattr(shutil, "rmtree", lambda path: done.append("removed"))
    public_files.delete_durably(out)
    monkeypatch.undo()
    assert done == ["durable", "removed", "durable"]
    assert not out.exists()
