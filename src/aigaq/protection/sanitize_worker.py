"""The room where foreign pictures are opened: a program of its own, started by `remaking` for one file at a time.

Invariant: what leaves is pixels put into a new file; no byte of what came in is copied. Pillow and PDFium are asked
for here alone, after the limits are set; nothing of ours is imported, so that a broken file meets nothing of ours.
"""

from __future__ import annotations

import json
import sys
import warnings
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

if sys.platform != "win32":
    import resource

Told = dict[str, Any]
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
_SCREEN = 150 / 72
"""A paper's points as pixels of 150 to the inch: small print can be read."""


class Refused(Exception):
    """Not remade: the code says why."""


def work(asked: Told, data: bytes) -> tuple[Told, bytes]:
    """What was asked for: what came of it, and its bytes.

    Raises:
        Refused: not a file of that kind, broken, moving, locked, or larger than may be.
    """
    if asked["kind"] == "paper":
        return _paper(asked, data)
    image, sharp = _opened(asked, data)
    image = _bare(_smaller(_blocked(image, asked["blocks"]), asked["side"]))
    told = {"media": "image/png" if sharp else "image/jpeg", "pages": 1}
    return told | {"width": image.width, "height": image.height}, _written(image, sharp=sharp)


def _opened(asked: Told, data: bytes) -> tuple[Image.Image, bool]:
    """The pixels upright and opaque, and whether they came without loss."""
    Image.MAX_IMAGE_PIXELS = asked["pixels"]
    # Pillow only warns up to twice its limit; ours is a limit.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
        if image.width * image.height > asked["pixels"]:
            raise Refused("pixels")
        # A phone's MPO holds views of one moment, the picture first; frames of the other kinds are a film.
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            raise Refused("moving")
        sharp = image.format in ("PNG", "GIF", "BMP")
        image.load()
        # In place: a copy of a large picture is as large.
        ImageOps.exif_transpose(image, in_place=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("pixels") from None
    except UnidentifiedImageError:
        raise Refused("kind") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError):
        # Pillow lets whatever a broken file does to its readers come through.
        raise Refused("broken") from None
    return _opaque(image), sharp


def _opaque(image: Image.Image) -> Image.Image:
    """Plain red, green and blue; what is clear lies on white."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda level: level / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image if image.mode == "RGBA" else image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The pixels in an image that knows nothing else: profiles and comments hang on one and would be written along."""
    return Image.frombytes("RGB", image.size, image.tobytes())


def _blocked(image: Image.Image, blocks: list[list[int]]) -> Image.Image:
    """Solid black on each block, given in thousandths of width and height and widened to whole pixels.

    Before any scaling: what lay below is in no pixel that a smaller picture is reckoned from.
    """
    draw = ImageDraw.Draw(image)
    for left, top, width, height in blocks:
        first = (left * image.width // 1000, top * image.height // 1000)
        last = (-(-(left + width) * image.width // 1000) - 1, -(-(top + height) * image.height // 1000) - 1)
        draw.rectangle((first, last), fill="black")
    return image


def _smaller(image: Image.Image, side: int) -> Image.Image:
    longest = max(image.size)
    if longest <= side:
        return image
    size = (max(1, image.width * side // longest), max(1, image.height * side // longest))
    return image.resize(size, Image.Resampling.LANCZOS)


def _written(image: Image.Image, *, sharp: bool) -> bytes:
    out = BytesIO()
    if sharp:
        image.save(out, "PNG", optimize=False, compress_level=9)
    else:
        image.save(out, "JPEG", quality=88, subsampling=0, optimize=True)
    return out.getvalue()


def _paper(asked: Told, data: bytes) -> tuple[Told, bytes]:
    """Each page as a picture, and of the pictures a new PDF, without any text."""
    if not data.startswith(b"%PDF-"):
        raise Refused("kind")
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > asked["pages"]:
            raise Refused("pages")
        pages = [_page(document[number], asked, number + 1) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if "assword" in str(error) else "broken") from None
    if not pages:
        raise Refused("broken")
    width, height, _ = pages[0]
    told = {"media": "application/pdf", "width": width, "height": height, "pages": len(pages)}
    return told, _bound(pages)


def _page(page: Any, asked: Told, number: int) -> tuple[int, int, bytes]:
    longest = max(page.get_size())
    if not 1 <= longest < 1e6 or min(page.get_size()) < 1:
        raise Refused("broken")
    scale = min(_SCREEN, asked["side"] / longest)
    image = _bare(_opaque(page.render(scale=scale).to_pil()))
    _blocked(image, [box for at, box in asked["blocks"] if at == number])
    return image.width, image.height, _written(image, sharp=False)


def _bound(pages: list[tuple[int, int, bytes]]) -> bytes:
    """A PDF that holds a picture on each page and nothing else: no title, no author, no day, no text."""
    kids = " ".join(f"{3 * number + 3} 0 R" for number in range(len(pages)))
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()]
    for number, (width, height, jpeg) in enumerate(pages):
        wide, high = round(width * 0.48, 2), round(height * 0.48, 2)
        drawn = f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode()
        parts += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]/Contents {3 * number + 4} 0 R"
            f"/Resources<</XObject<</P {3 * number + 5} 0 R>>>>>>".encode(),
            _stream("", drawn),
            _stream(
                f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8"
                "/ColorSpace/DeviceRGB/Filter/DCTDecode",
                jpeg,
            ),
        ]
    out, starts = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(parts) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}"
    return bytes(out) + f"{end}\n%%EOF\n".encode()


def _stream(fields: str, data: bytes) -> bytes:
    return f"<<{fields}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def _limited(asked: Told) -> None:
    """So much memory and time, and no file written: what a broken file does beyond that ends this process alone.

    Windows knows no such limits: there the clock of whoever started it is the only one.
    """
    if sys.platform == "win32":
        return
    most = {
        resource.RLIMIT_AS: asked["memory"],
        resource.RLIMIT_CPU: asked["seconds"],
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in most.items():
        resource.setrlimit(kind, (limit, limit))


def main() -> None:
    """Read what is asked and the bytes, write what came of it."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limited(asked)
    made = b""
    try:
        told, made = work(asked, sys.stdin.buffer.read())
    except Refused as refused:
        told = {"refused": str(refused)}
    except MemoryError:
        told = {"refused": "memory"}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
