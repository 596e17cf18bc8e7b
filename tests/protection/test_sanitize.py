"""Pictures and papers made anew: what comes back is pixels; hostile files end in one clear error each."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from samples.make_pictures import CANARIES, certificate, photograph

from aigaq.errors import (
    AigaqError,
    BadValue,
    NotAPicture,
    PaperLocked,
    PictureBroken,
    PictureMoves,
    TooLarge,
    TooSlow,
)
from aigaq.protection.sanitize import Limits, Remade, remake
from aigaq.records.sources import Cover

BOX = (250, 250, 500, 500)


def written(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def halves(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Red at the left, blue at the right."""
    image = Image.new("RGB", size, "red")
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill="blue")
    return image


def seen(made: Remade) -> Image.Image:
    return Image.open(BytesIO(made.data)).convert("RGB")


def close(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


def grey_png(width: int, height: int, *, whole: bool = True) -> bytes:
    """A picture of one bit a pixel: a hundred million of them in a few kilobytes."""
    rows = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return made if whole else made[: len(made) // 2]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_nothing_that_the_photograph_told_is_left() -> None:
    before, made = photograph(), remake(photograph(), "picture")
    assert all(word.encode() in before for word in (CANARIES[0], CANARIES[1], "MAKERNOTE-0x7f31"))
    assert [word for word in CANARIES if word.encode() in made.data] == []
    assert set(Image.open(BytesIO(made.data)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_what_a_png_says_beside_its_pixels_is_gone() -> None:
    told = chunk(b"tEXt", b"Author\0Zhusan") + chunk(b"zTXt", b"Place\0\0" + zlib.compress(b"Aqsai"))
    profile = chunk(b"iCCP", b"own\0\0" + zlib.compress(b"PROFILE" * 20))
    data = written(halves())
    made = remake(data[:33] + profile + told + data[33:], "picture")
    kinds = [made.data[at + 4 : at + 8] for at in chunks(made.data)]
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


def chunks(data: bytes) -> list[int]:
    at, found = 8, []
    while at < len(data):
        found.append(at)
        at += 12 + int(struct.unpack(">I", data[at : at + 4])[0])
    return found


def test_a_picture_that_was_held_upright_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = remake(written(halves(), "JPEG", exif=exif, quality=95), "picture")
    assert (made.width, made.height) == (40, 80)
    assert close(seen(made).getpixel((20, 10)), (255, 0, 0))
    assert close(seen(made).getpixel((20, 70)), (0, 0, 255))


def test_under_a_block_is_one_colour_and_no_other() -> None:
    noise = Image.effect_noise((400, 400), 90).convert("RGB")
    made = remake(written(noise), "picture", [Cover(BOX)])
    assert seen(made).crop((100, 100, 300, 300)).getcolors() == [(40_000, (0, 0, 0))]
    assert len(seen(made).crop((0, 0, 90, 400)).getcolors(100_000) or ()) > 50


def test_what_lies_under_a_block_changes_no_byte_even_when_the_picture_is_scaled_down() -> None:
    plain, marked = halves((4000, 2000)), halves((4000, 2000))
    ImageDraw.Draw(marked).ellipse((1400, 700, 2600, 1300), fill="yellow")
    one, other = (remake(written(image), "picture", [Cover(BOX)]) for image in (plain, marked))
    assert one.data == other.data and one.width == 1600
    assert remake(written(marked), "picture").data != one.data


@settings(max_examples=12, deadline=None)
@given(st.tuples(*[st.integers(0, 1200)] * 4))
def test_a_block_is_on_the_page_or_refused(box: tuple[int, int, int, int]) -> None:
    left, top, width, height = box
    fits = width > 0 and height > 0 and left + width <= 1000 and top + height <= 1000
    try:
        made = remake(written(halves()), "picture", [Cover(box)])
    except BadValue:
        assert not fits
    else:
        assert fits and (0, 0, 0) in {colour for _, colour in seen(made).getcolors() or ()}


def test_the_same_file_and_blocks_give_the_same_bytes_under_a_name_that_tells_nothing() -> None:
    one, other = remake(photograph(), "picture"), remake(photograph(), "picture")
    assert one == other
    assert one.name == f"{one.digest[:16]}.jpg"


CLEAR = written(Image.new("RGBA", (30, 30), (0, 200, 0, 0)))


@pytest.mark.parametrize(
    "data",
    [
        CLEAR,
        written(halves(), "WEBP"),
        written(halves().convert("CMYK"), "JPEG"),
        written(halves().convert("P"), "GIF"),
        written(halves().convert("L").convert("I;16")),
        written(halves(), "TIFF"),
        written(halves(), "BMP"),
    ],
    ids=["clear", "webp", "cmyk", "gif", "16 bits", "tiff", "bmp"],
)
def test_pictures_of_many_kinds_become_one_of_two(data: bytes) -> None:
    made = remake(data, "picture")
    assert made.media in ("image/jpeg", "image/png") and made.width > 0
    assert seen(made).size == (made.width, made.height)


def test_what_is_clear_lies_on_white_and_its_hidden_colour_is_gone() -> None:
    assert seen(remake(CLEAR, "picture")).getcolors() == [(900, (255, 255, 255))]


def moving() -> bytes:
    return written(halves(), "GIF", save_all=True, append_images=[Image.new("RGB", (80, 40), "green")])


def locked() -> bytes:
    writer, out = PdfWriter(clone_from=BytesIO(certificate())), BytesIO()
    writer.encrypt("secret")
    writer.write(out)
    return out.getvalue()


HOSTILE = {
    "144 million pixels in 17 kB": (grey_png(12_000, 12_000), "picture", TooLarge),
    "900 million pixels": (grey_png(30_000, 30_000), "picture", TooLarge),
    "cut off": (grey_png(900, 900, whole=False), "picture", PictureBroken),
    "a cut jpeg": (photograph()[:9_000], "picture", PictureBroken),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "picture", NotAPicture),
    "html": (b"<!doctype html><script>alert(1)</script>", "picture", NotAPicture),
    "nothing": (b"", "picture", NotAPicture),
    "a pdf as a picture": (certificate(), "picture", NotAPicture),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "picture", NotAPicture),
    "several frames": (moving(), "picture", PictureMoves),
    "a picture as a paper": (written(halves()), "paper", NotAPicture),
    "html as a paper": (b"<html>%PDF-1.4", "paper", NotAPicture),
    "a locked paper": (locked(), "paper", PaperLocked),
    "a paper of nothing": (b"%PDF-1.4\n%%EOF", "paper", PictureBroken),
    "no page": (certificate().replace(b"[3 0 R]", b"[     ]"), "paper", PictureBroken),
}


@pytest.mark.parametrize(("data", "kind", "error"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_by_name(data: bytes, kind: str, error: type[AigaqError]) -> None:
    with pytest.raises(error):
        remake(data, kind)  # type: ignore[arg-type]  # a word of the table above


def test_limits_of_size_pages_memory_and_time_hold() -> None:
    picture = written(halves((2000, 2000)))
    for limits, what in (
        (Limits(bytes=100), "bytes"),
        (Limits(pixels=1_000), "pixels"),
        (Limits(pages=0), "pages"),
    ):
        with pytest.raises(TooLarge) as caught:
            remake(*((certificate(), "paper") if what == "pages" else (picture, "picture")), limits=limits)
        assert caught.value.parameters["what"] == what
    with pytest.raises(TooSlow):
        remake(picture, "picture", limits=Limits(seconds=0))


def test_a_page_that_would_be_a_kilometre_wide_is_drawn_small() -> None:
    wide = certificate().replace(b"[0 0 595 842]", b"[0 0 9e5 842]")
    made = remake(wide, "paper")
    assert made.width <= 1601


def test_black_over_words_of_a_paper_leaves_no_word() -> None:
    before = PdfReader(BytesIO(certificate()))
    assert "Shybyqova" in before.pages[0].extract_text()
    made = remake(certificate(), "paper", [Cover((50, 100, 500, 50))])
    reader = PdfReader(BytesIO(made.data))
    assert reader.metadata is None and "/Metadata" not in reader.trailer["/Root"]  # type: ignore[operator]
    assert [page.extract_text() for page in reader.pages] == [""]
    assert [word for word in CANARIES if word.encode() in made.data] == []


def test_a_block_lies_on_the_page_that_it_names() -> None:
    writer, out = PdfWriter(), BytesIO()
    for _ in range(2):
        writer.add_blank_page(200, 200)
    writer.write(out)
    made = remake(out.getvalue(), "paper", [Cover(BOX, page=2)])
    first, second = (Image.open(BytesIO(page.images[0].data)) for page in PdfReader(BytesIO(made.data)).pages)
    assert close(first.convert("RGB").getpixel((200, 200)), (255, 255, 255))
    assert close(second.convert("RGB").getpixel((200, 200)), (0, 0, 0))
    with pytest.raises(BadValue):
        remake(out.getvalue(), "paper", [Cover(BOX, page=3)])


@settings(max_examples=10, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 20_000))
def test_a_spoilt_picture_is_remade_or_refused_and_nothing_else(noise: bytes, at: int) -> None:
    spoilt = photograph()
    spoilt = spoilt[:at] + noise + spoilt[at + len(noise) :]
    try:
        made = remake(spoilt, "picture")
    except AigaqError as error:
        assert error.code in ("not-a-picture", "picture-broken", "picture-moves", "too-large", "too-slow")
    else:
        assert made.data[:3] in (b"\xff\xd8\xff", b"\x89PN")
