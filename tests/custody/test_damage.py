"""Damage of any kind to any file of a custody folder is named, and never ends the check.

Invariant: whoever changes a file puts it back.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.custody.builders import House

from aigaq import custody
from aigaq.custody import checkpoints


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Five items and a checkpoint over three of them."""
    house = House(tmp_path_factory.mktemp("settled"))
    house.keep_many(3)
    house.checkpoint()
    house.keep_many(2)
    return house


def named_in(house: House) -> list[str]:
    """What a check names."""
    return [broken.file for broken in custody.verify(house.folder).breaks]


UNCOVERED = {"lock", "key.private"}
"""Files whose bytes nothing vouches for: one is empty, the other may lie elsewhere."""
DAMAGE: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: b"",
    lambda data: data[:-1],
    lambda data: data[: len(data) // 2],
    lambda data: b"\xff\xfe" + data,
    lambda data: b"[" * 50_000,
    lambda data: b'{"body":{"size":1e999}}\n',
    lambda data: bytes(len(data)),
)


@pytest.mark.parametrize("way", range(len(DAMAGE)))
def test_any_file_damaged_in_any_way_is_named_and_nothing_fails(settled: House, way: int) -> None:
    for path in sorted(path for path in settled.folder.rglob("*") if path.is_file()):
        kept, mode = path.read_bytes(), path.stat().st_mode
        if path.name in UNCOVERED or DAMAGE[way](kept) == kept:
            continue
        path.chmod(0o600)
        path.write_bytes(DAMAGE[way](kept))
        named = named_in(settled)
        path.write_bytes(kept)
        path.chmod(mode)
        assert named, path.name
    assert named_in(settled) == []


@pytest.mark.parametrize("instead", ["nothing", "a folder", "a link to itself"])
def test_anything_else_in_place_of_a_file_is_named_and_nothing_fails(settled: House, instead: str) -> None:
    aside = settled.folder.with_name("aside")
    for path in sorted(path for path in settled.folder.rglob("*") if path.is_file()):
        if path.name in UNCOVERED or path.name == checkpoints.SIGNED:
            continue
        path.rename(aside)
        if instead == "a folder":
            path.mkdir()
        elif instead == "a link to itself":
            path.symlink_to(path.name)
        named = named_in(settled)
        if instead == "a folder":
            path.rmdir()
        path.unlink(missing_ok=True)
        aside.rename(path)
        assert named, path.name
    assert named_in(settled) == []
