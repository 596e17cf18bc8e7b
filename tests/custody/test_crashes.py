"""A process dies, a disk refuses, at every step: what was acknowledged stays, nothing half is shown.

Invariant: every call that reaches the disk is cut once, in keeping, in founding and in signing.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from tests.custody.builders import AT, House, drawn

from aigaq import custody
from aigaq.custody import files
from aigaq.errors import AigaqError
from aigaq.records.custody import Item

CALLS = ("open", "write", "fsync", "rename", "mkdir", "unlink", "ftruncate", "fchmod")
DIED = 9
FAR = 10_000


class Disk:
    """The calls that reach the disk, counted; at one of them something happens instead."""

    def __init__(self, at_call: int, instead: Callable[[str, tuple[object, ...]], None]) -> None:
        self.at_call, self.instead, self.count = at_call, instead, 0
        self.real = {name: getattr(os, name) for name in CALLS}

    def call(self, name: str, *arguments: object, **named: object) -> object:
        self.count += 1
        if self.count == self.at_call:
            self.instead(name, arguments)
        return self.real[name](*arguments, **named)


@contextmanager
def disk(at_call: int, instead: Callable[[str, tuple[object, ...]], None]) -> Iterator[Disk]:
    found = Disk(at_call, instead)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, lambda *a, _name=name, **named: found.call(_name, *a, **named))
        yield found


def die(name: str, arguments: tuple[object, ...]) -> None:
    if name == "write":  # half of it reaches the disk
        fd, data = arguments
        assert isinstance(fd, int) and isinstance(data, memoryview)
        _REAL_WRITE(fd, data[: len(data) // 2])
    os._exit(DIED)


_REAL_WRITE = os.write


def refuse(_name: str, _arguments: tuple[object, ...]) -> None:
    raise OSError(errno.EIO, "the disk refuses")


def in_a_child(at_call: int, work: Callable[[], str]) -> tuple[int, list[str]]:
    """Do the work in a process that dies at this call; its exit code, and what it was told was done."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with disk(at_call, die):
                done = work()
            _REAL_WRITE(writer, done.encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        return os.waitstatus_to_exitcode(status), pipe.read().split()


def assert_sound(house: House, acknowledged: list[Item]) -> None:
    """Nothing is broken, all that was acknowledged opens, and the next file is kept as ever."""
    for item in [*acknowledged, house.keep(b"the next one")]:
        with custody.open_item(house.folder, item.id) as file:
            assert len(file.read()) == item.size
    checked = custody.verify(house.folder)
    assert checked.breaks == ()
    assert list((house.folder / "incoming").iterdir()) == []


def keep(house: House, content: bytes) -> str:
    return house.keep(content).id


def test_a_process_may_die_at_any_call_while_it_keeps_a_file(tmp_path: Path) -> None:
    house = House(tmp_path)
    kept = house.keep_many(2)
    for at_call in range(1, FAR):
        content = f"death {at_call}".encode()
        house.draw = drawn(f"death {at_call}")
        code, done = in_a_child(at_call, partial(keep, house, content))
        assert custody.verify(house.folder).breaks == ()
        assert code == (0 if done else DIED)
        assert set(done) <= {item.id for item in custody.all_items(house.folder)}
        house.draw = drawn(f"life {at_call}")
        assert_sound(house, kept)
        if done:
            break
    assert at_call > 25  # the loop reached the calls it is here for


def test_a_process_may_die_at_any_call_while_it_founds(tmp_path: Path) -> None:
    for at_call in range(1, FAR):
        folder = tmp_path / str(at_call)
        found = partial(custody.found, folder, origin="o", randomness=drawn())
        code, done = in_a_child(at_call, found)
        if not custody.is_home(folder):
            custody.found(folder, origin="o", randomness=drawn("again"))
        assert custody.verify(folder).breaks == ()
        assert code == (0 if done else DIED)
        if done:
            break
    assert at_call > 25


def test_a_process_may_die_at_any_call_while_it_signs(tmp_path: Path) -> None:
    house = House(tmp_path)
    kept = house.keep_many(3)
    for at_call in range(1, FAR):
        code, done = in_a_child(at_call, house.checkpoint)
        assert code == (0 if done else DIED)
        house.draw = drawn(f"life {at_call}")
        assert_sound(house, kept)
        if done:
            break
    assert at_call > 5


def test_a_disk_may_refuse_any_call(tmp_path: Path) -> None:
    house = House(tmp_path)
    kept = house.keep_many(2)
    for at_call in range(1, FAR):
        house.draw = drawn(f"refused {at_call}")
        path, done = house.file(f"refused {at_call}".encode()), False
        with disk(at_call, refuse) as calls, suppress(OSError, AigaqError):
            custody.preserve(path, folder=house.folder, by="u1", at=AT, randomness=house.draw)
            done = True
        assert custody.verify(house.folder).breaks == ()
        assert_sound(house, kept)
        if done:
            break
    assert done and calls.count < at_call  # a call that was refused was never answered with success


def test_a_refused_fsync_is_not_asked_again_of_the_same_file(tmp_path: Path) -> None:
    house, asked = House(tmp_path), list[object]()
    real = os.fsync

    def refuse_and_note(fd: int) -> None:
        asked.append(os.fstat(fd).st_ino)
        raise OSError(errno.EIO, "the disk refuses")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", refuse_and_note)
        with pytest.raises(OSError, match="refuses"):
            house.keep(b"x")
    assert len(asked) == len(set(asked)) == 1
    assert os.fsync is real


def test_nothing_is_acknowledged_before_it_is_durable(tmp_path: Path) -> None:
    """Bytes before their name, the name before the row, the row before the head: each with its own fsync."""
    house = House(tmp_path)
    path, steps = house.file(b"x"), list[tuple[str, str]]()

    def note(name: str, target: object) -> None:
        where = Path(f"/proc/self/fd/{target}").readlink() if isinstance(target, int) else Path(str(target))
        steps.append((name, where.relative_to(tmp_path).as_posix()))

    with pytest.MonkeyPatch.context() as patch:
        for name in ("write", "fsync", "mkdir", "rename"):
            real = getattr(os, name)

            def noted(*arguments: object, _name: str = name, _real: Callable[..., object] = real) -> object:
                note(_name, arguments[-1] if _name == "rename" else arguments[0])
                return _real(*arguments)

            patch.setattr(os, name, noted)
        item, _ = custody.preserve(path, folder=house.folder, by="u1", at=AT, randomness=house.draw)
    assert [(name, kind_of(where, item)) for name, where in steps] == [
        ("write", "part"),
        ("mkdir", "objects/ab"),
        ("fsync", "objects"),
        ("fsync", "part"),
        ("rename", "bytes"),
        ("fsync", "objects/ab"),
        ("write", "part"),
        ("fsync", "part"),
        ("rename", "record"),
        ("fsync", "items"),
        ("write", "log"),
        ("fsync", "log"),
        ("write", "part"),
        ("fsync", "part"),
        ("rename", "head"),
        ("fsync", "custody"),
    ]


def kind_of(where: str, item: Item) -> str:
    """What a path is, without the part that is drawn by lot."""
    names = {
        "custody": "custody",
        "custody/log.jsonl": "log",
        "custody/head.json": "head",
        "custody/items": "items",
        f"custody/items/{item.id}.json": "record",
        "custody/objects": "objects",
        f"custody/objects/{item.sha256[:2]}": "objects/ab",
        f"custody/objects/{item.sha256[:2]}/{item.sha256[2:]}": "bytes",
    }
    return "part" if where.startswith("custody/incoming/") else names[where]


@pytest.mark.parametrize("tail", [b"{", b"\x00" * 400, b'{"body":{"action":"ingestion"'])
def test_half_a_row_behind_the_head_is_no_row_and_no_break(tmp_path: Path, tail: bytes) -> None:
    house = House(tmp_path)
    kept = house.keep_many(2)
    with house.log.open("ab") as file:
        file.write(tail)
    checked = custody.verify(house.folder)
    assert (checked.broken, checked.entries_checked, checked.unacknowledged) == (None, 2, ("log.jsonl",))
    assert_sound(house, kept)
    assert len(house.log_lines()) == 3


def test_what_a_dead_writer_left_is_listed_and_then_swept(tmp_path: Path) -> None:
    house = House(tmp_path)
    (house.folder / "incoming" / "00.part").write_bytes(b"half a film")
    assert custody.verify(house.folder).unacknowledged == ("incoming/00.part",)
    house.keep(b"x")
    assert custody.verify(house.folder).unacknowledged == ()


def test_what_a_living_writer_writes_is_left_alone(tmp_path: Path) -> None:
    house = House(tmp_path)
    with files.begun(house.folder, house.draw) as part:
        house.keep(b"x")
        assert part.path.exists()


def test_taken_names_for_files_under_way_are_drawn_again(tmp_path: Path) -> None:
    house = House(tmp_path)
    name = drawn("twice")(16)
    names = iter([name, name, drawn("other")(16)])
    with files.begun(house.folder, lambda _: next(names)) as first:  # noqa: SIM117 - one holds the name, one wants it
        with files.begun(house.folder, lambda _: next(names)) as second:
            assert first.path != second.path


def test_many_may_keep_the_same_file_at_once(tmp_path: Path) -> None:
    house = House(tmp_path)
    path = house.file(b"the same" * 1000)

    def keep(number: int) -> str:
        draw = drawn(f"writer {number}")
        return custody.preserve(path, folder=house.folder, by="u1", at=AT, randomness=draw)[0].id

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(keep, range(16)))
    checked = custody.verify(house.folder)
    assert (len(ids), checked.entries_checked, checked.breaks, checked.unacknowledged) == (16, 16, (), ())
    assert len(list((house.folder / "objects").glob("*/*"))) == 1
