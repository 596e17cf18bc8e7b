"""Keeping a file: what goes in comes out, is written down, and says nothing to who may not know."""

from __future__ import annotations

import hashlib
import os
import stat
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from tests.custody.builders import AT, House, drawn, flip, stored_files

from aigaq import custody
from aigaq.errors import (
    AigaqError,
    CustodyBroken,
    DuplicateId,
    FileChanged,
    FileUnreadable,
    ItemMissing,
    LeadsOutside,
    NotACustodyFolder,
    NotAFile,
    UnknownId,
)
from aigaq.records.custody import CustodyAction, ItemRole, Outcome


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_what_is_kept_comes_back_byte_for_byte(house: House) -> None:
    content = os.urandom(3_000_000)
    item = house.keep(content)
    with custody.open_item(house.folder, item.id) as file:
        assert file.read() == content
    assert (item.sha256, item.size) == (hashlib.sha256(content).hexdigest(), 3_000_000)
    assert custody.item(house.folder, item.id) == item


def test_an_empty_file_is_kept_too(house: House) -> None:
    item = house.keep(b"")
    with custody.open_item(house.folder, item.id) as file:
        assert file.read() == b""
    assert custody.verify(house.folder).broken is None


def test_the_row_says_who_when_and_what(house: House) -> None:
    path = house.file(b"x")
    item, row = custody.preserve(
        path, folder=house.folder, by="u7", at=AT, randomness=house.draw, source="s1"
    )
    assert (row.seq, row.by, row.at, row.object_id) == (0, "u7", AT, item.id)
    assert (row.action, row.outcome) == (CustodyAction.INGESTION, Outcome.SUCCESS)
    assert (item.source, item.received_at, item.role) == ("s1", AT, ItemRole.EVIDENTIARY)


def test_equal_bytes_are_stored_once_but_each_receiving_is_written_down(house: House) -> None:
    first, second = house.keep(b"same", "a.jpg"), house.keep(b"same", "b.jpg")
    assert first.id != second.id
    assert house.blob(first) == house.blob(second)
    assert [item.name for item in custody.all_items(house.folder)] == ["a.jpg", "b.jpg"]
    assert custody.verify(house.folder).items_checked == 2


def test_the_log_does_not_tell_which_bytes_are_held(house: House) -> None:
    item = house.keep(b"the same video that they hold", "name-of-file.mp4")
    written = house.log.read_bytes() + (house.folder / "checkpoint.txt").read_bytes()
    for known in (item.sha256, item.name, hashlib.sha256(bytes.fromhex(item.sha256)).hexdigest()):
        assert known.encode() not in written


def test_the_same_bytes_leave_different_seals(house: House) -> None:
    house.keep(b"same")
    house.keep(b"same")
    first, second = house.log_lines()
    assert first.split(b'"seal":"')[1][:64] != second.split(b'"seal":"')[1][:64]


def test_what_is_sealed_cannot_be_written_to_by_habit(house: House) -> None:
    item = house.keep(b"x")
    assert stat.S_IMODE(house.blob(item).stat().st_mode) == 0o400
    assert stat.S_IMODE((house.folder / "key.private").stat().st_mode) == 0o600
    assert stat.S_IMODE(house.folder.stat().st_mode) == 0o700


def test_nothing_under_way_is_left(house: House) -> None:
    house.keep_many(3)
    assert list((house.folder / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "why"),
    [("absent", FileUnreadable), ("folder", NotAFile), ("pipe", NotAFile), ("link", LeadsOutside)],
)
def test_what_is_no_file_is_refused_and_leaves_nothing(
    house: House, kind: str, why: type[AigaqError]
) -> None:
    path = house.inbox / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/etc/hostname")
    before = stored_files(house.folder)
    with pytest.raises(why):
        custody.preserve(path, folder=house.folder, by="u1", at=AT, randomness=house.draw)
    assert stored_files(house.folder) == before


def test_a_file_that_grows_while_it_is_read_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    path, read = house.file(b"x" * 10), os.read

    def read_while_someone_writes(fd: int, length: int) -> bytes:
        content = read(fd, length)
        with path.open("ab") as file:
            file.write(b"y" if path.stat().st_size < 12 else b"")
        return content

    monkeypatch.setattr(os, "read", read_while_someone_writes)
    with pytest.raises(FileChanged):
        custody.preserve(path, folder=house.folder, by="u1", at=AT, randomness=house.draw)
    monkeypatch.undo()
    assert custody.verify(house.folder).unacknowledged == ()


def test_a_file_name_that_is_no_text_is_kept_readable(house: House) -> None:
    path = Path(os.fsdecode(os.fsencode(house.inbox) + b"/\xff\xd0\xb0.txt"))
    path.write_bytes(b"x")
    item, _ = custody.preserve(path, folder=house.folder, by="u1", at=AT, randomness=house.draw)
    assert item.name == "\\xffа.txt"
    assert custody.verify(house.folder).broken is None


def test_a_working_copy_names_what_it_was_made_from(house: House) -> None:
    original = house.keep(b"original")
    copy, row = custody.preserve(
        house.file(b"blacked out"),
        folder=house.folder,
        by="u1",
        at=AT,
        randomness=house.draw,
        role=ItemRole.REDACTED,
        made_from=original.id,
        action=CustodyAction.REDACTION,
    )
    assert (copy.made_from, row.action) == (original.id, CustodyAction.REDACTION)


@pytest.mark.parametrize(("role", "made_from"), [(ItemRole.WORKING, None), (ItemRole.EVIDENTIARY, "any")])
def test_role_and_origin_must_go_together(house: House, role: ItemRole, made_from: str | None) -> None:
    with pytest.raises(ValueError, match="made from"):
        custody.preserve(
            house.file(b"x"),
            folder=house.folder,
            by="u1",
            at=AT,
            randomness=house.draw,
            role=role,
            made_from=made_from,
        )


def test_a_copy_of_something_unknown_is_refused(house: House) -> None:
    with pytest.raises(UnknownId):
        custody.preserve(
            house.file(b"x"),
            folder=house.folder,
            by="u1",
            at=AT,
            randomness=house.draw,
            role=ItemRole.WORKING,
            made_from="8f14e45f-ceea-4e7a-9d53-5d3f2a1c0b9e",
        )


def test_other_things_done_to_an_item_are_written_down(house: House) -> None:
    item = house.keep(b"x")
    row = custody.record(
        item.id,
        folder=house.folder,
        action=CustodyAction.VIRUS_CHECK,
        outcome=Outcome.WARNING,
        by="u2",
        at=AT,
        randomness=house.draw,
    )
    assert (row.seq, row.object_id, row.outcome) == (1, item.id, Outcome.WARNING)
    checked = custody.verify(house.folder)
    assert (checked.broken, checked.items_checked, checked.entries_checked) == (None, 1, 2)


def test_clock_times_are_turned_to_utc_and_naive_ones_refused(house: House) -> None:
    path, here = house.file(b"x"), timezone(timedelta(hours=5))
    local = datetime(2012, 3, 4, 10, 6, 7, tzinfo=here)
    item, _ = custody.preserve(path, folder=house.folder, by="u1", at=local, randomness=house.draw)
    assert item.received_at == AT and item.received_at.tzinfo is UTC
    with pytest.raises(ValueError, match="aware"):
        custody.preserve(path, folder=house.folder, by="u1", at=datetime(2012, 3, 4), randomness=house.draw)


def test_the_order_is_the_logs_and_not_the_clocks(house: House) -> None:
    house.keep(b"first")
    earlier = AT - timedelta(days=3650)
    _, row = custody.preserve(
        house.file(b"second"), folder=house.folder, by="u1", at=earlier, randomness=house.draw
    )
    assert row.seq == 1
    assert custody.verify(house.folder).broken is None


def test_a_folder_nobody_founded_is_refused(tmp_path: Path) -> None:
    (tmp_path / "not-mounted").mkdir()
    (tmp_path / "x").write_bytes(b"x")
    with pytest.raises(NotACustodyFolder):
        custody.preserve(tmp_path / "x", folder=tmp_path / "not-mounted", by="u1", at=AT, randomness=drawn())
    assert list((tmp_path / "not-mounted").iterdir()) == []


def test_a_folder_is_founded_once(house: House) -> None:
    with pytest.raises(DuplicateId):
        custody.found(house.folder, origin="aigaq.example/other", randomness=house.draw)
    assert custody.verify(house.folder, public_key=house.public_key).broken is None


def test_randomness_that_repeats_overwrites_nothing(house: House) -> None:
    first, _ = custody.preserve(house.file(b"a"), folder=house.folder, by="u1", at=AT, randomness=drawn("x"))
    with pytest.raises(DuplicateId):
        custody.preserve(house.file(b"b"), folder=house.folder, by="u1", at=AT, randomness=drawn("x"))
    assert custody.item(house.folder, first.id) == first


def test_a_record_under_another_id_is_not_taken(house: House) -> None:
    first, second = house.keep(b"a"), house.keep(b"b")
    records = house.folder / "items"
    (records / f"{first.id}.json").unlink()
    (records / f"{first.id}.json").write_bytes((records / f"{second.id}.json").read_bytes())
    with pytest.raises(CustodyBroken):
        custody.item(house.folder, first.id)


def test_an_item_whose_row_is_damaged_is_not_called_unknown(house: House) -> None:
    item = house.keep(b"x")
    flip(house.log, house.log.read_bytes().index(item.id.encode()))
    with pytest.raises(CustodyBroken) as failure:
        custody.item(house.folder, item.id)
    assert failure.value.parameters == {"file": "log.jsonl", "line": 1, "why": "row-altered"}


def test_bytes_that_changed_are_not_handed_out(house: House) -> None:
    item = house.keep(b"as it was")
    house.blob(item).chmod(0o600)
    house.blob(item).write_bytes(b"as it is!")
    with pytest.raises(CustodyBroken) as failure:
        custody.open_item(house.folder, item.id)
    assert failure.value.parameters == {"id": item.id, "why": "bytes-changed"}


def test_bytes_that_are_gone_are_said_to_be_gone(house: House) -> None:
    item = house.keep(b"x")
    house.blob(item).unlink()
    with pytest.raises(ItemMissing):
        custody.open_item(house.folder, item.id)


def test_an_item_nobody_acknowledged_is_unknown(house: House) -> None:
    item = house.keep(b"x")
    elsewhere = House(house.inbox, seed="elsewhere")
    (elsewhere.folder / "items" / f"{item.id}.json").write_bytes(
        (house.folder / "items" / f"{item.id}.json").read_bytes()
    )
    with pytest.raises(UnknownId):
        custody.open_item(elsewhere.folder, item.id)


def test_good_bytes_do_not_cover_up_rotten_ones(house: House) -> None:
    item = house.keep(b"as it was")
    house.blob(item).chmod(0o600)
    house.blob(item).write_bytes(b"as it is!")
    with pytest.raises(CustodyBroken):
        house.keep(b"as it was")
    assert house.blob(item).read_bytes() == b"as it is!"
