"""Reader and writer of pins.json: positions of places in a file, without its words.

Invariant: a pin holds positions and a salted digest of whole sentences, never of a name or a single word.
"""

from __future__ import annotations

import hashlib
import json

from aigaq.errors import WrongShape
from aigaq.records.cases import Pin, Pins

FORMAT = "aigaq-pins/1"


def digest(salt: str, text: str) -> str:
    """The salted digest of whole sentences, hexadecimal."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def read_pins(content: bytes, name: str) -> Pins:
    """The pins of a source.

    Raises:
        WrongShape: the file is malformed; the error names it.
    """
    try:
        data = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise WrongShape(file=name, line=1, key="pins", due="JSON") from error
    try:
        places = {place: _pin(row) for place, row in data["places"].items()}
        ids = {str(key): str(value) for key, value in data["ids"].items()}
        bytes.fromhex(data["salt"])
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        return Pins(str(data["item"]), str(data["salt"]), places, ids)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise WrongShape(file=name, line=1, key="pins", due=FORMAT) from error


def _pin(row: list[int | str]) -> Pin:
    start, end, sentence_start, sentence_end, fields, *more = row
    nth, times, before, behind = more or (0, 0, "", "")
    return Pin(
        int(start),
        int(end),
        int(sentence_start),
        int(sentence_end),
        str(fields),
        int(nth),
        int(times),
        str(before),
        str(behind),
    )


def _row(pin: Pin) -> list[int | str]:
    row: list[int | str] = [pin.start, pin.end, pin.sentence_start, pin.sentence_end, pin.digest]
    return [*row, pin.nth, pin.times, pin.before, pin.behind] if pin.times else row


def write_pins(pins: Pins) -> str:
    """Text of `pins.json`: one place and one id per line, in a fixed order, so that a difference shows as one line."""
    places = sorted(pins.places.items(), key=lambda row: (row[1].sentence_start, row[1].start, row[0]))
    rows = [f"    {json.dumps(place, ensure_ascii=False)}: {json.dumps(_row(pin))}" for place, pin in places]
    ids = [
        f"    {json.dumps(pin, ensure_ascii=False)}: {json.dumps(uid)}"
        for pin, uid in sorted(pins.ids.items())
    ]
    head = [
        f'  "{name}": {json.dumps(value)}'
        for name, value in (("format", FORMAT), ("item", pins.item), ("salt", pins.salt))
    ]
    parts = [
        *head,
        '  "places": {\n' + ",\n".join(rows) + "\n  }",
        '  "ids": {\n' + ",\n".join(ids) + "\n  }",
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"
