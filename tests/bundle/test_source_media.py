"""What a case says of a picture: read, written back the same, refused where it cannot be, and left out of copies."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.smallcase import problems, written

from aigaq.bundle.masking import masked
from aigaq.bundle.read import read_case
from aigaq.bundle.sourcefile import media_tree, read_media
from aigaq.bundle.write import write_case
from aigaq.bundle.yamlout import block
from aigaq.errors import FolderNotFree
from aigaq.records.sources import MEDIA_KINDS, Cover, Media
from aigaq.records.yamltext import parse

DATA = b"not even a picture: nobody opens it here"
FILE = f"file: {{name: a.jpg, sha256: {hashlib.sha256(DATA).hexdigest()}}}"
PHOTO = f"source:\n  key: photo\n  is: a photograph\n  turns: other\n  {FILE}\n  media: {{kind: picture"


def folder_with(folder: Path, more: str = "", *, there: bool = True) -> Path:
    written(folder, "k: {killed: p}", files={"sources/photo/source.yaml": f"{PHOTO}{more}}}\n"})
    if there:
        (folder / "sources/photo/a.jpg").write_bytes(DATA)
    return folder


boxes = st.tuples(st.integers(0, 499), st.integers(0, 499), st.integers(1, 500), st.integers(1, 500))
words = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cf"]), min_size=1, max_size=20
)
ids = st.lists(st.sampled_from(["p", "q", "p-2"]), unique=True, max_size=3).map(tuple)
medias = st.builds(
    Media,
    st.sampled_from(MEDIA_KINDS),
    publish=st.booleans(),
    alt=words,
    caption=st.just("") | words,
    shows=st.none() | ids,
    hears=st.none() | ids,
    covers=st.lists(st.builds(Cover, boxes, st.none() | st.just("p"), st.integers(1, 9)), max_size=3).map(
        tuple
    ),
    distressing=st.booleans(),
)


@given(medias)
def test_what_is_written_is_read_the_same(media: Media) -> None:
    text = block({"media": media_tree(media)}, depth=2)
    assert read_media(parse(text, name="source.yaml")) == media


def test_nobody_looked_is_not_nobody_is_in_it(tmp_path: Path) -> None:
    looked = read_case(folder_with(tmp_path / "a", ", shows: nobody")).sources["photo"].media
    not_yet = read_case(folder_with(tmp_path / "b")).sources["photo"].media
    assert looked is not None and not_yet is not None
    assert (looked.shows, not_yet.shows) == ((), None)


def test_a_picture_beside_its_source_is_on_board_and_is_no_text(tmp_path: Path) -> None:
    there = read_case(folder_with(tmp_path / "a")).sources["photo"]
    gone = read_case(folder_with(tmp_path / "b", there=False)).sources["photo"]
    assert (there.on_board, there.shipped) == (True, False)
    assert (gone.on_board, gone.shipped) == (False, False)


WRONG = {
    ", shows: [stranger]": "unknown-id",
    ", covers: [{box: [0, 0, 10, 10], whom: stranger}]": "unknown-id",
    ", covers: [{box: [0, 0, 10]}]": "bad-value",
    ", covers: [{box: [900, 0, 200, 10]}]": "bad-value",
    ", covers: [{box: [0, 0, 0, 10]}]": "bad-value",
    ", covers: [{box: [-1, 0, 10, 10]}]": "bad-value",
    ", covers: [{box: [0, 0, 10, 10], page: 0}]": "bad-value",
    ", covers: [{box: [0, 0, 10, 10], blur: 5}]": "unknown-field",
    ', publish: "yes"': "missing-field",
    ", publish: perhaps": "bad-value",
    ", pixelate: 9": "unknown-field",
}


@pytest.mark.parametrize(("more", "code"), WRONG.items())
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, more: str, code: str) -> None:
    (problem,) = problems(tmp_path, files={"sources/photo/source.yaml": f"{PHOTO}{more}}}\n"})
    assert (problem.code, problem.parameters["file"]) == (code, "sources/photo/source.yaml")


@pytest.mark.parametrize("part", ["name: a.jpg, ", f", sha256: {hashlib.sha256(DATA).hexdigest()}"])
def test_a_picture_on_board_has_a_name_and_a_digest(tmp_path: Path, part: str) -> None:
    said = f"{PHOTO}}}\n".replace(part, "").replace("file: {", 'file: {shipped: "yes", ')
    (problem,) = problems(tmp_path, files={"sources/photo/source.yaml": said})
    assert problem.code == "missing-field"


def test_a_private_copy_carries_the_picture_and_a_copy_for_others_does_not(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "case", ", alt: Dana at a lamp, shows: [p]")
    records = read_case(folder)
    texts = {"photo": DATA, "talk": (folder / "sources/talk/text.txt").read_bytes()}
    write_case(records, tmp_path / "private", texts=texts, private=True)
    assert read_case(tmp_path / "private") == records
    assert (tmp_path / "private/sources/photo/a.jpg").read_bytes() == DATA
    write_case(records, tmp_path / "out", texts=texts)
    held = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert "a.jpg" not in held and DATA not in held.values()
    assert read_case(tmp_path / "out").sources["photo"].media == Media("picture")
    assert not any(b"Dana at" in one or b"a.jpg" in one or b"sha256" in one for one in held.values())


def test_a_copy_for_others_never_takes_the_place_of_a_case_with_a_picture(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "case")
    texts = {"talk": (folder / "sources/talk/text.txt").read_bytes()}
    with pytest.raises(FolderNotFree):
        write_case(read_case(folder), folder, texts=texts)
    assert (folder / "sources/photo/a.jpg").read_bytes() == DATA


def test_a_case_without_pictures_is_masked_to_itself(tmp_path: Path) -> None:
    records = read_case(written(tmp_path, "k: {killed: p}"))
    assert masked(records).sources is records.sources
