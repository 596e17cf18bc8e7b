"""Shapes that the schemas share: texts, places, days, words of closed lists.

Invariant: none is stricter than the program.
"""

from __future__ import annotations

from typing import Any

from aigaq.records.sources import MEDIA_KINDS
from aigaq.records.vocab.vocabulary import Vocabulary

Schema = dict[str, Any]
TEXT: Schema = {"type": "string", "minLength": 1, "pattern": r"\S"}
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
YES: Schema = {
    "type": "string",
    "pattern": r"^\s*([Yy][Ee][Ss]|[Tt][Rr][Uu][Ee]|[Nn][Oo]|[Ff][Aa][Ll][Ss][Ee])\s*$",
}
DAY: Schema = {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"}
LOCATOR = r"^\s*([^\s.]\S*\s+)?[Ll]?[0-9]{1,7}(\.[0-9]{1,5}(-[0-9]{1,5})?)?(\s+editor(\.[0-9]{1,4})?)?\s*$"
PLACE: Schema = {"type": "string", "pattern": LOCATOR}
RAW: Schema = {"$ref": "#/$defs/raw"}
DEFS: Schema = {
    "raw": {
        "anyOf": [
            TEXT,
            {"type": "array", "minItems": 1, "items": RAW},
            {"type": "object", "minProperties": 1, "additionalProperties": RAW},
        ]
    }
}


def closed(properties: Schema, *, needs: tuple[str, ...] = ()) -> Schema:
    """A mapping with these keys and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(needs),
        "additionalProperties": False,
    }


def _media() -> Schema:
    number = {"type": "string", "pattern": r"^\s*[0-9]{1,4}\s*$"}
    rectangle = {"type": "array", "minItems": 4, "maxItems": 4, "items": number}
    cover = closed({"box": rectangle, "whom": TEXT, "page": number}, needs=("box",))
    fields = {
        "kind": {"enum": list(MEDIA_KINDS)},
        **dict.fromkeys(("alt", "caption"), TEXT),
        **dict.fromkeys(("shows", "hears"), TEXTS),
        **dict.fromkeys(("publish", "distressing"), YES),
        "covers": {"anyOf": [cover, {"type": "array", "items": cover}]},
    }
    return closed(fields, needs=("kind",))


MEDIA = _media()
"""What there is to see or hear in a source."""


def _pins() -> Schema:
    whole, digest = {"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    row = [whole, whole, whole, whole, digest]
    pin = {"type": "array", "prefixItems": row, "minItems": len(row), "maxItems": len(row)}
    fields = {
        "format": {"const": "aigaq-pins/1"},
        "item": digest,
        "salt": {"type": "string", "pattern": "^([0-9a-f]{2})+$"},
        "places": {"type": "object", "propertyNames": PLACE, "additionalProperties": pin},
        "ids": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    return closed(fields, needs=tuple(fields))


PINS = _pins()
"""pins.json."""


def section(name: str, item: Schema) -> Schema:
    """A file with items under one key, or none."""
    none = {"anyOf": [{"const": "none"}, {"type": "array", "maxItems": 0}]}
    items = {"type": "object", "additionalProperties": item}
    return closed({name: {"anyOf": [items, none]}})


def code(vocabulary: Vocabulary, name: str) -> Schema:
    """A word of a closed list: any spelling, letters large or small, hyphens or spaces."""
    spellings = sorted(vocabulary.lists[name].spellings)
    return {"pattern": rf"^\s*({'|'.join(_spelled(one) for one in spellings)})\s*$"}


def _spelled(spelling: str) -> str:
    return "".join(
        f"[{letter.upper()}{letter}]" if letter.isalpha() else r"[\s-]+" if letter == "-" else f"[{letter}]"
        for letter in spelling
    )
