"""Sealing to a key while something comes: whole or not at all, readable with that key alone."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigaq.custody.age_files import Sealing, make_identity, public_of, recipient, unseal
from aigaq.custody.parcels import Parcel, held, open_upload, sweep, uploads_in
from aigaq.errors import BadRecipient, FileUnreadable, NoRoom, UploadDamaged, WrongKey

SECRET, PUBLIC = make_identity()


def sealed(folder: Path, *pieces: bytes) -> Path:
    path = folder / "a.age"
    sealing = Sealing(path, PUBLIC)
    for one in pieces:
        sealing.write(one)
    sealing.finish()
    return path


@given(st.lists(st.binary(max_size=100_000), max_size=5))
@settings(deadline=None, max_examples=25)
def test_what_comes_out_is_what_went_in(pieces: list[bytes]) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        told = unseal(sealed(folder, *pieces), folder / "out", SECRET)
        whole = b"".join(pieces)
        assert (folder / "out").read_bytes() == whole
        assert (told.size, told.sha256) == (len(whole), sha256(whole).hexdigest())


@given(st.integers(0, 10_000), st.booleans())
@settings(deadline=None, max_examples=40)
def test_one_byte_less_or_another_byte_is_noticed_and_nothing_stays(place: int, cut: bool) -> None:
    with TemporaryDirectory() as made:
        folder = Path(made)
        path = sealed(folder, b"I was at the corner." * 50)
        whole = path.read_bytes()
        # age puts words of chance into its head: the length is another each time.
        at = place % len(whole)
        path.write_bytes(whole[:at] + (b"" if cut else bytes([whole[at] ^ 1]) + whole[at + 1 :]))
        with pytest.raises((UploadDamaged, WrongKey)):
            unseal(path, folder / "out", SECRET)
        assert not (folder / "out").exists()


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(WrongKey):
        unseal(sealed(tmp_path, b"x"), tmp_path / "out", make_identity()[0])


def test_a_public_key_is_told_from_all_else() -> None:
    assert recipient(f"  {PUBLIC}\n") == PUBLIC == public_of(SECRET)
    for wrong in (SECRET, PUBLIC[:-1], "", "age1", "ssh-ed25519 AAAA", PUBLIC + PUBLIC):
        with pytest.raises(BadRecipient):
            recipient(wrong)


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: to whoever writes, that is a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [100, 150_000])
def test_a_disk_that_is_full_is_told_and_nothing_stays(tmp_path: Path, size: int) -> None:
    parcel = Parcel(tmp_path, "one", PUBLIC)
    parcel.begin("film.mp4", "video/mp4")
    with small_disk(size), pytest.raises(NoRoom):
        for _ in range(40):
            parcel.write(bytes(65_536))
        parcel.end()
    parcel.abandon()
    assert list(tmp_path.iterdir()) == []


def test_a_parcel_bears_its_name_only_when_it_is_vouched_for(tmp_path: Path) -> None:
    parcel = Parcel(tmp_path, "one", PUBLIC)
    parcel.begin("a", "")
    parcel.write(b"x")
    parcel.end()
    parcel.close({"message": "y"})
    assert set(held(tmp_path)) == {"one.part"}
    parcel.keep()
    parcel.abandon()
    assert set(held(tmp_path)) == {"one"}
    assert [
        one.sealed
        for one in open_upload(tmp_path / "one", tmp_path / "out", SECRET)
        if hasattr(one, "sealed")
    ]


def test_after_a_crash_the_known_get_their_name_and_the_rest_goes(tmp_path: Path) -> None:
    for name in ("known.part", "unknown.part", "whole"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.age").write_bytes(b"x")
    sweep(tmp_path, known=frozenset({"known"}))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["known", "whole"]


def test_a_folder_without_anything_sealed_is_none(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(FileUnreadable):
            uploads_in(folder)
