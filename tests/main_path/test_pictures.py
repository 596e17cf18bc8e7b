"""The sample published whole, with a photograph and a paper: of what their files told no published byte holds a thing.

Invariant: every file of the site is searched, as it is, as its streams unpack and as exiftool reads it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image
from pypdf import PdfReader
from samples.make_pictures import CANARIES, certificate, photograph, scene
from tests.main_path.asking import SAMPLES, run

from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.casework.opening import on_board

AQSAI = SAMPLES / "aqsai"
HALF_A_DEGREE = (b"\x00\0\0\0\x01\0\0\0\x1e\0\0\0\x01\0\0\0", b"\0\0\0\x00\0\0\0\x01\0\0\0\x1e\0\0\0\x01")
needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool is not installed (make system)"
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_OWN = {"ExifTool", "System", "File", "JFIF", "PNG", "PDF", "Composite"} | {
    f"XMP-{one}" for one in ("pdfuaid", "dc", "xmp", "x", "pdf")
}
"""Groups of what a file of ours says of itself: sizes, and the title, language and days of the dossier's own PDF."""


@cache
def published() -> Mapping[str, bytes]:
    """Every file of the sample's site, with the paper."""
    with TemporaryDirectory() as room:
        site = Path(room) / "site"
        code, out, err = run("release", "export", AQSAI, site, "--pdf", "--published", "2031-09-02")
        assert code == 0, out + err
        paths = (path for path in sorted(site.rglob("*")) if path.is_file())
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and those of each stream of a PDF or picture that can be unpacked."""
    yield data
    for one in _STREAM.findall(data) if data.startswith(b"%PDF") else ():
        try:
            yield zlib.decompressobj().decompress(one)
        except zlib.error:
            yield one


def spelt(word: str) -> tuple[bytes, ...]:
    """A word as files write it."""
    return word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"), word.encode().hex().encode()


def leaks(files: Mapping[str, bytes], sought: tuple[bytes, ...]) -> list[tuple[str, bytes]]:
    return [
        (name, one)
        for name, data in files.items()
        for part in unpacked(data)
        for one in sought
        if one in part
    ]


def thumbnail() -> bytes:
    data = photograph()
    first = data.index(b"\xff\xd8\xff", 3)
    return data[first : data.index(b"\xff\xd9", first) + 2]


def test_the_sample_is_published_with_its_photograph_and_its_paper() -> None:
    files = [name for name in published() if name.startswith("files/")]
    assert [Path(one).suffix for one in files] == [".jpg", ".pdf"]
    for language in ("en", "ru", "kk"):
        told = ((name, data) for name, data in published().items() if name.startswith(f"{language}/"))
        pages = {name: data.decode() for name, data in told if name.endswith(".html")}
        held = [one for one, text in pages.items() if f'src="../../{files[0]}"' in text]
        # The source is told by a number: its voice has no name, and its id could tell.
        assert {one.split("/")[1] for one in held} == {"source", "statement"} and len(held) == 3
        assert all('alt="A square with a street lamp' in pages[one] for one in held)
        assert [one for one, text in pages.items() if f'href="../../{files[1]}"' in text] == [
            f"{language}/source/cert-p03-scan.html"
        ]


def test_the_search_would_find_what_it_looks_for() -> None:
    held = {"photo": photograph(), "paper": certificate()}
    found = leaks(held, tuple(word.encode() for word in CANARIES) + HALF_A_DEGREE + (thumbnail()[200:260],))
    assert {name for name, _ in found} == {"photo", "paper"} and len(found) > 10
    small = Image.open(BytesIO(thumbnail()))
    assert small.size == (160, 96) and scene().size == (1200, 720)


def test_no_published_byte_holds_what_the_files_told() -> None:
    assert leaks(published(), tuple(form for word in CANARIES for form in spelt(word))) == []


def test_place_and_thumbnail_are_in_no_published_byte() -> None:
    small = thumbnail()
    parts = tuple(small[at : at + 60] for at in range(170, len(small) - 60, 60))
    assert len(parts) > 20
    assert leaks(published(), (*HALF_A_DEGREE, *parts)) == []


def test_no_published_picture_holds_another() -> None:
    for name, data in published().items():
        if name.endswith(".jpg"):
            assert data.count(b"\xff\xd8\xff") == 1
            assert [one for one in (b"Exif", b"xap/1.0", b"8BIM", b"ICC_PROFILE") if one in data] == []


@needs_exiftool
def test_exiftool_finds_nothing_but_sizes_and_our_own_words(tmp_path: Path) -> None:
    shown = {name: data for name, data in published().items() if name.endswith((".jpg", ".png", ".pdf"))}
    assert len(shown) == 5
    for number, (name, data) in enumerate(shown.items()):
        (tmp_path / f"{number}{Path(name).suffix}").write_bytes(data)
    done = subprocess.run(
        ["exiftool", "-j", "-a", "-G1", "-u", "-ee", str(tmp_path)], capture_output=True, check=True
    )
    told = json.loads(done.stdout)
    groups = {key.split(":")[0] for one in told for key in one if key != "SourceFile"}
    assert groups <= _OWN, groups - _OWN
    words = json.dumps([{key: one[key] for key in one if not key.startswith("System:")} for one in told])
    assert [word for word in (*CANARIES, "GPS", "Thumbnail", "Serial") if word in words] == []


@needs_exiftool
def test_exiftool_would_have_found_it(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(photograph())
    done = subprocess.run(
        ["exiftool", "-a", "-G1", "-s", str(tmp_path / "photo.jpg")], capture_output=True, check=True
    )
    for word in ("GPSLatitude", "ThumbnailImage", "SerialNumber", "By-line", "Creator", "MakerNote"):
        assert word in done.stdout.decode()


def test_a_covered_face_is_one_colour_in_the_published_picture() -> None:
    (data,) = (data for name, data in published().items() if name.endswith(".jpg"))
    image = Image.open(BytesIO(data)).convert("RGB")
    assert image.size == (840, 720)
    face = image.crop((112, 328, 184, 402))
    assert max(high for low, high in face.getextrema()) <= 3  # type: ignore[misc]  # of three colours


def test_the_words_below_the_black_box_are_in_no_published_paper() -> None:
    papers = [data for name, data in published().items() if name.endswith(".pdf")]
    words = " ".join(page.extract_text() for one in papers for page in PdfReader(BytesIO(one)).pages)
    assert len(papers) == 4 and "Teriskenov" in words
    assert "Shybyqova" not in words and "Registrar" not in words


def test_what_a_picture_came_as_is_in_no_copy_that_leaves(tmp_path: Path) -> None:
    records = read_case(AQSAI)
    write_case(records, tmp_path / "copy", texts=on_board(records, AQSAI))
    files = {path.name: path.read_bytes() for path in (tmp_path / "copy").rglob("*") if path.is_file()}
    digests = tuple(one.sha256.encode() for one in records.sources.values() if one.media and one.sha256)
    assert len(digests) == 2
    assert leaks(files, tuple(word.encode() for word in CANARIES) + digests) == []
    assert "p20" not in (tmp_path / "copy/sources/photo/source.yaml").read_text(encoding="utf-8")
