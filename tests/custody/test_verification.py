"""`verify` names the first broken thing and no sound one.

Invariant: whatever is changed in the folder, the untouched items are still found sound.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.custody.builders import AT, House, drawn, flip, stored_files

from aigaq import custody
from aigaq.custody import canonical, checkpoints, log, merkle
from aigaq.errors import CustodyBroken, ItemMissing, NotACustodyFolder
from aigaq.records.custody import CustodyAction, Outcome
from aigaq.records.custody_check import Break, Why


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Five items and a checkpoint over three of them; whoever changes a byte changes it back."""
    house = House(tmp_path_factory.mktemp("settled"))
    house.keep_many(3)
    house.checkpoint()
    house.keep_many(2)
    return house


def places(
    house: House, *, checkpoint: str | None = None, public_key: str | None = None
) -> list[tuple[str, int | str | None, Why]]:
    """What is broken, each as (file or item, line, why)."""
    breaks = custody.verify(house.folder, checkpoint=checkpoint, public_key=public_key).breaks
    return [(broken.id or broken.file, broken.line, broken.why) for broken in breaks]


def forged(line: bytes, **changes: object) -> bytes:
    """A row changed by someone who knows how rows are sealed."""
    body = json.loads(line)["body"]
    return canonical.sealed({**body, **changes})


@contextmanager
def flipped(path: Path, offset: int, mask: int) -> Iterator[None]:
    flip(path, offset, mask)
    yield
    flip(path, offset, mask)


def test_a_new_folder_is_sound(house: House) -> None:
    checked = custody.verify(house.folder)
    assert (checked.broken, checked.items_checked, checked.entries_checked) == (None, 0, 0)
    assert not checked.witnessed


def test_one_changed_byte_names_the_item_and_no_other(house: House) -> None:
    items = house.keep_many(4)
    flip(house.blob(items[2]), 3)
    checked = custody.verify(house.folder)
    assert places(house) == [(items[2].id, None, Why.BYTES_CHANGED)]
    assert (checked.items_checked, checked.entries_checked) == (4, 4)
    assert checked.broken == checked.breaks[0]


def test_bytes_shared_by_two_items_are_missed_in_both(house: House) -> None:
    first, second, other = house.keep(b"same"), house.keep(b"same"), house.keep(b"other")
    house.blob(first).unlink()
    assert places(house) == [(item.id, None, Why.BYTES_MISSING) for item in (first, second)]
    assert custody.open_item(house.folder, other.id).read() == b"other"


def test_a_lost_and_a_changed_record_are_named(house: House) -> None:
    items = house.keep_many(3)
    (house.folder / "items" / f"{items[0].id}.json").unlink()
    flip(house.folder / "items" / f"{items[1].id}.json", 20)
    assert places(house) == [
        (items[0].id, None, Why.RECORD_MISSING),
        (items[1].id, None, Why.RECORD_CHANGED),
    ]


def test_a_record_forged_with_its_own_hash_is_named(house: House) -> None:
    item = house.keep(b"x")
    path = house.folder / "items" / f"{item.id}.json"
    body = json.loads(path.read_bytes())["body"]
    path.chmod(0o600)
    path.write_bytes(canonical.sealed({**body, "item": {**body["item"], "name": "other.mp4"}}))
    assert places(house) == [(item.id, None, Why.RECORD_CHANGED)]
    with pytest.raises(CustodyBroken):
        custody.item(house.folder, item.id)


@pytest.mark.parametrize("gone", range(4))
def test_a_deleted_row_is_named_by_its_line(house: House, gone: int) -> None:
    house.keep_many(5)
    lines = house.log_lines()
    house.rewrite_log(lines[:gone] + lines[gone + 1 :])
    assert places(house)[0] == ("log.jsonl", gone + 1, Why.ROW_MISSING)
    assert len(places(house)) == 1


@pytest.mark.parametrize("first", range(4))
def test_two_rows_that_changed_places_are_both_named(house: House, first: int) -> None:
    house.keep_many(5)
    lines = house.log_lines()
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    house.rewrite_log(lines)
    assert places(house) == [("log.jsonl", first + offset, Why.ROW_MOVED) for offset in (1, 2)]


@pytest.mark.parametrize("copied", range(3))
def test_a_row_that_stands_twice_is_named(house: House, copied: int) -> None:
    house.keep_many(3)
    lines = house.log_lines()
    house.rewrite_log([*lines, lines[copied]])
    assert places(house)[0] == ("log.jsonl", 4, Why.ROW_REPEATED)


@pytest.mark.parametrize("kept", [0, 1, 4])
def test_a_log_cut_after_a_row_is_named_by_the_first_row_missing(house: House, kept: int) -> None:
    house.keep_many(5)
    house.rewrite_log(house.log_lines()[:kept])
    assert places(house)[0] == ("log.jsonl", kept + 1, Why.LOG_TRUNCATED)


def test_a_log_short_of_one_byte_is_named(house: House) -> None:
    house.keep_many(3)
    house.log.write_bytes(house.log.read_bytes()[:-1])
    assert places(house)[0] == ("log.jsonl", 3, Why.ROW_ALTERED)


@pytest.mark.parametrize("line", range(5))
def test_a_row_altered_together_with_its_hash_is_named(house: House, line: int) -> None:
    house.keep_many(5)
    lines = house.log_lines()
    lines[line] = forged(lines[line], by="u9")
    house.rewrite_log(lines)
    assert places(house) == [("log.jsonl", line + 1, Why.ROW_ALTERED)]


@pytest.mark.parametrize("line", range(5))
def test_a_row_whose_link_was_altered_is_blamed_and_not_its_neighbour(house: House, line: int) -> None:
    house.keep_many(5)
    lines = house.log_lines()
    lines[line] = forged(lines[line], previous="ab" * 32)
    house.rewrite_log(lines)
    assert places(house) == [("log.jsonl", line + 1, Why.ROW_ALTERED)]


@pytest.mark.parametrize("name", ["log.jsonl", "head.json", "checkpoint.txt", "key.public"])
def test_each_file_of_the_log_is_missed(house: House, name: str) -> None:
    house.keep_many(2)
    (house.folder / name).unlink()
    assert places(house)[0][0] == name


def test_a_history_rewritten_with_the_key_is_caught_only_from_outside(house: House) -> None:
    house.keep_many(4)
    outside = house.checkpoint()
    rewrite_with_the_key(house)
    assert custody.verify(house.folder).broken is None
    checked = custody.verify(house.folder, checkpoint=outside, public_key=house.public_key)
    assert checked.broken == Break(file="checkpoint", why=Why.ROOT_DIFFERS)
    assert not checked.witnessed


def test_a_history_rewritten_without_the_key_is_caught_by_the_checkpoint_inside(house: House) -> None:
    house.keep_many(4)
    house.checkpoint()
    rewrite(house)
    assert places(house) == [("checkpoint.txt", None, Why.ROOT_DIFFERS)]
    with pytest.raises(CustodyBroken) as failure:
        house.checkpoint()
    assert failure.value.parameters == {"file": "checkpoint.txt", "why": Why.ROOT_DIFFERS}


def test_a_head_that_the_rows_do_not_give_is_named(house: House) -> None:
    house.keep_many(3)
    head = log.read_head(house.folder)
    other = merkle.Frontier(3, head.frontier.peaks[::-1])
    log.write_head(house.folder, replace(head, frontier=other), house.draw)
    assert places(house) == [("head.json", None, Why.ROOT_DIFFERS)]


def test_a_row_with_something_more_in_it_is_no_row(house: House) -> None:
    house.keep_many(2)
    lines = house.log_lines()
    lines[1] = forged(lines[1], note="slipped in")
    house.rewrite_log(lines)
    house.move_head(lines)
    assert places(house)[0] == ("log.jsonl", 2, Why.ROW_ALTERED)


def rewrite(house: House) -> None:
    """Say that somebody else brought the second item, and make every hash fit again."""
    lines: list[bytes] = []
    previous = log.Head().last
    for number, line in enumerate(house.log_lines()):
        changes = {"by": "u9", "previous": previous} if number == 1 else {"previous": previous}
        lines.append(forged(line, **changes))
        previous = json.loads(lines[-1])["leaf"]
    house.rewrite_log(lines)
    house.move_head(lines)


def rewrite_with_the_key(house: House) -> None:
    """The same, and every signature fits again too."""
    rewrite(house)
    key = custody.KeyPair((house.folder / "key.private").read_text().strip(), house.public_key)
    checkpoints.write_first(house.folder, key, house.draw)
    house.checkpoint()


def test_a_checkpoint_from_outside_goes_on_holding_as_the_log_grows(house: House) -> None:
    house.keep_many(3)
    outside = house.checkpoint()
    house.keep_many(4)
    checked = custody.verify(house.folder, checkpoint=outside, public_key=house.public_key)
    assert (checked.broken, checked.witnessed) == (None, True)


def test_yesterdays_folder_put_back_is_caught_from_outside(house: House) -> None:
    house.keep_many(2)
    house.checkpoint()
    yesterday = house.folder.with_name("yesterday")
    shutil.copytree(house.folder, yesterday)
    house.keep_many(3)
    outside = house.checkpoint()
    broken = custody.verify(yesterday, checkpoint=outside).broken
    assert broken == Break(file="checkpoint", why=Why.CHECKPOINT_AHEAD)


def test_nothing_is_signed_over_a_log_that_was_cut_back(house: House) -> None:
    house.keep_many(3)
    house.checkpoint()
    lines = house.log_lines()[:2]
    house.rewrite_log(lines)
    house.move_head(lines)
    with pytest.raises(CustodyBroken) as failure:
        house.checkpoint()
    assert failure.value.parameters["why"] == Why.CHECKPOINT_AHEAD


def test_nothing_is_signed_over_rows_that_do_not_give_the_root(house: House) -> None:
    house.keep_many(3)
    lines = house.log_lines()
    house.rewrite_log([forged(lines[0], by="u9"), *lines[1:]])
    with pytest.raises(CustodyBroken) as failure:
        house.checkpoint()
    assert failure.value.parameters["why"] == Why.ROOT_DIFFERS


def test_no_row_is_added_to_a_log_that_was_cut(house: House) -> None:
    house.keep_many(3)
    house.rewrite_log(house.log_lines()[:2])
    with pytest.raises(CustodyBroken):
        house.keep(b"new")
    assert len(house.log_lines()) == 2


def test_a_checkpoint_that_was_tampered_with_is_named(house: House) -> None:
    house.keep_many(2)
    note = house.checkpoint()
    (house.folder / "checkpoint.txt").write_text(note.replace("\n2\n", "\n1\n"))
    assert places(house) == [("checkpoint.txt", None, Why.SIGNATURE_BAD)]
    assert places(house, checkpoint=note.replace("\n2\n", "\n1\n"))[1][0] == "checkpoint"


def test_a_key_that_was_exchanged_is_caught_by_the_key_kept_outside(house: House) -> None:
    other = custody.make_key("aigaq.example/test", drawn("other"))
    checkpoints.write_first(house.folder, other, house.draw)
    assert places(house) == []
    assert places(house, public_key=house.public_key) == [("key.public", None, Why.KEY_CHANGED)]


def test_verify_writes_nothing(house: House) -> None:
    house.keep_many(2)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in stored_files(house.folder)}
    (house.folder / "lock").unlink()
    custody.verify(house.folder)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in stored_files(house.folder)}
    assert after == before and not (house.folder / "lock").exists()


def test_what_was_never_founded_is_not_called_sound(tmp_path: Path) -> None:
    with pytest.raises(NotACustodyFolder):
        custody.verify(tmp_path)


def test_a_row_that_points_outside_the_folder_is_no_row(house: House) -> None:
    house.keep_many(2)
    lines = house.log_lines()
    lines[1] = forged(lines[1], object="../../secret")
    house.rewrite_log(lines)
    assert places(house) == [("log.jsonl", 2, Why.ROW_ALTERED)]


@pytest.mark.parametrize("line", [b"[" * 60_000, b"x" * 200_000, b"\x00" * 100, b'{"body":{}}', b"\xff"])
def test_a_line_of_rubbish_is_named_and_the_rest_still_read(house: House, line: bytes) -> None:
    house.keep_many(3)
    lines = house.log_lines()
    house.rewrite_log([lines[0], line + b"\n", lines[2]])
    assert places(house)[0] == ("log.jsonl", 2, Why.ROW_ALTERED)


def test_each_break_can_be_said_to_a_person(house: House) -> None:
    item = house.keep(b"x")
    house.blob(item).unlink()
    broken = custody.verify(house.folder).broken
    assert broken is not None
    error = custody.complaint(broken)
    assert isinstance(error, ItemMissing) and error.parameters["id"] == item.id
    row = custody.complaint(Break(file="log.jsonl", line=3, why=Why.ROW_MISSING))
    assert isinstance(row, CustodyBroken) and row.parameters["line"] == 3


@given(contents=st.lists(st.binary(max_size=40), max_size=12), seed=st.text(max_size=5))
@settings(max_examples=25)
def test_whatever_is_kept_verifies(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], seed: str
) -> None:
    house = House(tmp_path_factory.mktemp("kept"), seed)
    items = [house.keep(content) for content in contents]
    outside = house.checkpoint()
    checked = custody.verify(house.folder, checkpoint=outside, public_key=house.public_key)
    assert (checked.breaks, checked.items_checked, checked.unacknowledged) == ((), len(contents), ())
    for item, content in zip(items, contents, strict=True):
        with custody.open_item(house.folder, item.id) as file:
            assert file.read() == content


@given(data=st.data())
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_changed_byte_in_any_file_is_named(settled: House, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(stored_files(settled.folder)))
    offset = data.draw(st.integers(0, path.stat().st_size - 1))
    line = path.read_bytes()[:offset].count(b"\n") + 1
    with flipped(path, offset, data.draw(st.integers(1, 255))):
        broken = custody.verify(settled.folder).broken
    assert broken is not None
    assert broken.file == path.relative_to(settled.folder).as_posix()
    assert broken.line == (line if path == settled.log else None)


def test_a_checked_row_keeps_its_clock_time(house: House) -> None:
    house.keep(b"x")
    assert [entry.at for entry in log.entries(house.folder)] == [AT]


def test_a_checkpoint_from_outside_says_how_many_rows_it_covers(house: House) -> None:
    empty = (house.folder / "checkpoint.txt").read_text()
    house.keep_many(2)
    outside = house.checkpoint()
    house.keep_many(1)
    for note, covered in ((outside, 2), (empty, 0)):
        checked = custody.verify(house.folder, checkpoint=note, public_key=house.public_key)
        assert (checked.covered, checked.entries_checked, checked.witnessed) == (covered, 3, covered > 0)
    assert custody.verify(house.folder).covered is None


def test_a_checkpoint_over_new_rows_alone_is_the_same_and_reads_no_row_twice(house: House) -> None:
    house.keep_many(2)
    house.checkpoint()
    house.keep_many(2)
    flip(house.log, 5, 1)
    note = custody.checkpoint(house.folder, randomness=house.draw, new_rows_alone=True)
    flip(house.log, 5, 1)
    assert note == house.checkpoint()
    assert custody.verify(house.folder, checkpoint=note, public_key=house.public_key).covered == 4


def test_where_nothing_says_how_far_the_last_checkpoint_went_all_rows_are_read(house: House) -> None:
    house.keep_many(2)
    house.checkpoint()
    house.keep_many(1)
    (house.folder / checkpoints.SIGNED).write_bytes(b"no record")
    assert places(house) == [(checkpoints.SIGNED, None, Why.HEAD_CHANGED)]
    flip(house.log, 5, 1)
    with pytest.raises(CustodyBroken):
        custody.checkpoint(house.folder, randomness=house.draw, new_rows_alone=True)


def test_a_row_names_the_state_of_a_log_beside_this_one(house: House) -> None:
    item = house.keep(b"content")
    custody.record(
        item.id,
        folder=house.folder,
        action=CustodyAction.ACCESSION,
        outcome=Outcome.SUCCESS,
        by="u1",
        at=AT,
        randomness=house.draw,
        beside="ab" * 32,
    )
    assert places(house) == []
    leaves, told = custody.witness(house.folder)
    assert custody.head_of(house.folder) == (2, leaves[-1])
    assert [(line, entry.beside) for line, entry in told] == [(2, "ab" * 32)]
    assert custody.item_ids(house.folder) == {item.id}
