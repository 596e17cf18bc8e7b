"""Worker that opens one foreign picture or paper: a program of its own, started by `sanitize` for each file.

Invariant: the output is pixels in a new file; no byte of the input is copied. Pillow and PDFium run here alone, under
limits. Nothing else of Aigaq is imported, so that a hostile file can reach nothing else.
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

Fields = dict[str, Any]
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
_SCREEN = 150 / 72
"""Pixels for each point of a paper: 150 to the inch, at which small print can be read."""


class Refused(Exception):
    """The file is not sanitised; the code says why."""


def work(request: Fields, data: bytes) -> tuple[Fields, bytes]:
    """Sanitise one file: the description and the bytes of the result.

    Raises:
        Refused: not a file of that kind, broken, moving, locked, or above a limit.
    """
    if request["kind"] == "paper":
        return _paper(request, data)
    image, sharp = _opened(request, data)
    image = _bare(_smaller(_blocked(image, request["blocks"]), request["side"]))
    answer = {"media": "image/png" if sharp else "image/jpeg", "pages": 1}
    return answer | {"width": image.width, "height": image.height}, _written(image, sharp=sharp)


def _opened(request: Fields, data: bytes) -> tuple[Image.Image, bool]:
    """The image upright and opaque, and whether its format is lossless."""
    Image.MAX_IMAGE_PIXELS = request["pixels"]
    # Up to twice its limit Pillow only warns.
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
        if image.width * image.height > request["pixels"]:
            raise Refused("pixels")
        # An MPO of a phone holds views of one moment, the picture first. Frames in any other format are a film.
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            raise Refused("moving")
        sharp = image.format in ("PNG", "GIF", "BMP")
        image.load()
        # In place, for a copy would need the memory of a second picture.
        ImageOps.exif_transpose(image, in_place=True)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("pixels") from None
    except UnidentifiedImageError:
        raise Refused("kind") from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, OverflowError):
        # Pillow's readers raise any of these on a broken file.
        raise Refused("broken") from None
    return _opaque(image), sharp


def _opaque(image: Image.Image) -> Image.Image:
    """The image as opaque RGB; transparent parts become white."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda level: level / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image if image.mode == "RGBA" else image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """A new image of the pixels alone: Pillow would write profiles and comments along with the old one."""
    return Image.frombytes("RGB", image.size, image.tobytes())


def _blocked(image: Image.Image, blocks: list[list[int]]) -> Image.Image:
    """Solid black on each block, given in thousandths of width and height and widened to whole pixels.

    Before any scaling, for scaling would mix hidden pixels into their neighbours.
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


def _paper(request: Fields, data: bytes) -> tuple[Fields, bytes]:
    """A new PDF with each page as a picture, without any text."""
    if not data.startswith(b"%PDF-"):
        raise Refused("kind")
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > request["pages"]:
            raise Refused("pages")
        pages = [_page(document[number], request, number + 1) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise Refused("locked" if "assword" in str(error) else "broken") from None
    if not pages:
        raise Refused("broken")
    width, height, _ = pages[0]
    answer = {"media": "application/pdf", "width": width, "height": height, "pages": len(pages)}
    return answer, _bound(pages)


def _page(page: Any, request: Fields, number: int) -> tuple[int, int, bytes]:
    longest = max(page.get_size())
    if not 1 <= longest < 1e6 or min(page.get_size()) < 1:
        raise Refused("broken")
    scale = min(_SCREEN, request["side"] / longest)
    image = _bare(_opaque(page.render(scale=scale).to_pil()))
    _blocked(image, [block for on_page, block in request["blocks"] if on_page == number])
    return image.width, image.height, _written(image, sharp=False)


def _bound(pages: list[tuple[int, int, bytes]]) -> bytes:
    """A PDF with a picture on each page and nothing else: no title, author, date or text."""
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


def _limited(request: Fields) -> None:
    """Limit memory and time of this process and forbid it to write files.

    Windows has no such limits: there only the caller's timeout holds.
    """
    if sys.platform == "win32":
        return
    most = {
        resource.RLIMIT_AS: request["memory"],
        resource.RLIMIT_CPU: request["seconds"],
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in most.items():
        resource.setrlimit(kind, (limit, limit))


def main() -> None:
    """Read a request line and the bytes; write an answer line and the sanitised bytes."""
    request = json.loads(sys.stdin.buffer.readline())
    _limited(request)
    made = b""
    try:
        answer, made = work(request, sys.stdin.buffer.read())
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "memory"}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
