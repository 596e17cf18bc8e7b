"""Write the photograph and the scanned paper of `samples/aqsai`, with all that files of that kind tell unasked.

Run `python samples/make_pictures.py`. Invariant: nobody and no place is drawn after one that is; the position that the
photograph tells lies in the open sea. What they tell (`CANARIES`) must be in no published byte.
"""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

SOURCES = Path(__file__).parent / "aqsai" / "sources"
CAMERA, SERIAL, WRITER, EDITOR = "Qamys 7 Pro", "QM70041927", "Zhusan Aqtikenov", "Tamyr Studio 4.2"
HIDDEN, TITLE = "Registrar: Gulzira Shybyqova", "Scan of the second floor copier"
CANARIES = (
    CAMERA,
    SERIAL,
    WRITER,
    EDITOR,
    HIDDEN,
    TITLE,
    "IMG_20310514_194512",
    "MAKERNOTE-0x7f31",
    "Shybyqova",
)
"""Words that the two files hold and no edition may."""
Field = tuple[int, int, int, bytes]
"""Tag, type, count, value of a field of TIFF."""


def main() -> None:
    """Write both files."""
    photo, paper = SOURCES / "photo", SOURCES / "cert-p03-scan"
    (photo / "IMG_20310514_194512.jpg").write_bytes(photograph())
    (paper / "cert-0421.pdf").write_bytes(certificate())


def scene() -> Image.Image:
    """The whole evening: a square with a lamp and somebody in white, and at the left somebody who was cut off later."""
    image = Image.new("RGB", (1200, 720), (58, 66, 92))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 1200, 720), fill=(92, 90, 84))
    for number in range(9):
        draw.line((600, 430, 150 * number, 720), fill=(80, 78, 73), width=3)
    draw.rectangle((800, 190, 1150, 430), fill=(120, 112, 100))
    for left in range(830, 1130, 80):
        draw.rectangle((left, 240, left + 40, 300), fill=(232, 205, 120))
    draw.ellipse((560, 70, 760, 270), fill=(96, 98, 108))
    draw.rectangle((652, 170, 668, 520), fill=(30, 30, 34))
    draw.ellipse((630, 140, 690, 200), fill=(255, 236, 170))
    _somebody(draw, 480, (235, 235, 235))
    _somebody(draw, 110, (40, 90, 60))
    draw.rectangle((180, 560, 330, 600), fill="white")
    draw.text((196, 572), "A 017 QSA", fill="black")
    return image


def _somebody(draw: ImageDraw.ImageDraw, left: int, coat: tuple[int, int, int]) -> None:
    draw.ellipse((left, 330, left + 60, 400), fill=(214, 170, 140))
    for eye in (left + 18, left + 38):
        draw.ellipse((eye, 355, eye + 6, 361), fill="black")
    draw.arc((left + 18, 362, left + 44, 386), 20, 160, fill="black", width=2)
    draw.rounded_rectangle((left - 12, 400, left + 72, 570), 16, fill=coat)


def photograph() -> bytes:
    """The square without its left side, turned by the camera, with the thumbnail of the whole."""
    whole = scene()
    small = BytesIO()
    whole.resize((160, 96)).save(small, "JPEG", quality=80)
    held = BytesIO()
    # Held upright, stored lying: field 0x0112 says how to turn it.
    whole.crop((360, 0, 1200, 720)).transpose(Image.Transpose.ROTATE_90).save(held, "JPEG", quality=82)
    head, rest = held.getvalue()[:2], held.getvalue()[2:]
    parts = (
        _segment(0xE1, b"Exif\0\0" + _exif(small.getvalue())),
        _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _xmp()),
        _segment(0xED, b"Photoshop 3.0\0" + _iptc()),
        _segment(0xFE, f"{EDITOR}; {WRITER}".encode()),
    )
    return head + b"".join(parts) + rest


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def _exif(thumbnail: bytes) -> bytes:
    """A TIFF in little endian: the picture, the camera, the place, and last the thumbnail."""
    words = {0x010F: "Qamys", 0x0110: CAMERA, 0x0131: EDITOR, 0x0132: "2031:05:14 19:45:12", 0x013B: WRITER}
    main = [_ascii(tag, text) for tag, text in words.items()] + [_short(0x0112, 6)]
    camera = [_ascii(0x9003, "2031:05:14 19:45:12"), _ascii(0xA431, SERIAL)]
    camera += [(0x927C, 7, 17, b"MAKERNOTE-0x7f31\0")]
    # 0 degrees 30 minutes north, 0 degrees 30 minutes west.
    half = struct.pack("<6I", 0, 1, 30, 1, 0, 1)
    place = [_ascii(1, "N"), (2, 5, 3, half), _ascii(3, "W"), (4, 5, 3, half)]
    at_camera = 8 + _size([*main, _long(0x8769, 0), _long(0x8825, 0)])
    at_place = at_camera + _size(camera)
    at_small = at_place + _size(place)
    fields = [_short(0x0103, 6), _long(0x0201, 0), _long(0x0202, len(thumbnail))]
    at_bytes = at_small + _size(fields)
    fields[1] = _long(0x0201, at_bytes)
    told = _directory([*main, _long(0x8769, at_camera), _long(0x8825, at_place)], 8, at_small)
    told += _directory(camera, at_camera, 0) + _directory(place, at_place, 0)
    return b"II*\0\x08\0\0\0" + told + _directory(fields, at_small, 0) + thumbnail


def _ascii(tag: int, text: str) -> Field:
    data = text.encode() + b"\0"
    return tag, 2, len(data), data


def _short(tag: int, number: int) -> Field:
    return tag, 3, 1, struct.pack("<HH", number, 0)


def _long(tag: int, number: int) -> Field:
    return tag, 4, 1, struct.pack("<I", number)


def _size(fields: list[Field]) -> int:
    return 2 + 12 * len(fields) + 4 + sum(len(data) for _, _, _, data in fields if len(data) > 4)


def _directory(fields: list[Field], at: int, following: int) -> bytes:
    rows, beyond = b"", b""
    after = at + 2 + 12 * len(fields) + 4
    for tag, kind, count, data in sorted(fields):
        rows += struct.pack("<HHI", tag, kind, count)
        rows += data.ljust(4, b"\0") if len(data) <= 4 else struct.pack("<I", after + len(beyond))
        beyond += data if len(data) > 4 else b""
    return struct.pack("<H", len(fields)) + rows + struct.pack("<I", following) + beyond


def _xmp() -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        f'xmp:CreatorTool="{EDITOR}"><dc:creator><rdf:Seq><rdf:li>{WRITER}</rdf:li></rdf:Seq></dc:creator>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def _iptc() -> bytes:
    byline = WRITER.encode()
    record = b"\x1c\x02\x50" + struct.pack(">H", len(byline)) + byline
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    return block + b"\0" * (len(record) % 2)


def certificate() -> bytes:
    """A paper as offices send it: a black box drawn over words that are still there, and a title of the copier."""
    lines = (
        "DEATH CERTIFICATE No. 0421",
        "Erlan Teriskenov, born 1988",
        "Cause: acute heart failure",
        HIDDEN,
    )
    text = "".join(f"BT /F 15 Tf 60 {720 - 40 * at} Td ({line}) Tj ET\n" for at, line in enumerate(lines))
    drawn = f"{text}0 g 55 590 290 22 re f\n60 500 200 1 re f\n".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream" % (len(_xmp()), _xmp()),
        f"<</Title({TITLE})/Author({WRITER})/Producer({EDITOR})>>".encode(),
    ]
    out, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"xref\n0 8\n0000000000 65535 f \n{table}trailer\n<</Size 8/Root 1 0 R/Info 7 0 R>>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


if __name__ == "__main__":
    main()
