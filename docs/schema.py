"""JSON Schema (draft 2020-12) of the files of a case, with every scalar as text.

Invariant: a schema refuses nothing that the program accepts. It knows shapes, keys and closed lists; only the program
can check references and dates.
"""

from __future__ import annotations

from typing import Any

from aigaq.records.coding.expansion import OPTIONS
from aigaq.records.coding.forms import Form
from aigaq.records.decisions import DECISION_KINDS
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS
from aigaq.records.sources import MEDIA_KINDS
from aigaq.records.vocab.vocabulary import Vocabulary

_LISTS_OF_OPTIONS = {"how": "basis", "sure": "modality", "aspect": "aspect"}


def schemas(vocabulary: Vocabulary) -> dict[str, Schema]:
    """The schema of each kind of file, by its name: `coding` is that of `sources/KEY/coding.yaml`."""
    built = {
        "case": _case(),
        "cast": _cast(),
        "source": _source(vocabulary),
        "coding": _coding(vocabulary),
        "questions": section("questions", _question(vocabulary)),
        "decisions": _decisions(vocabulary),
        "safeguards": section("safeguards", _safeguard()),
        "rule": _rule(vocabulary),
        "answer": _answer(),
        "vocabulary": _vocabulary(),
        "pins": PINS,
    }
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {
        name: {**head, "title": f"aigaq/1 {name}", "$defs": DEFS, **schema} for name, schema in built.items()
    }


def _case() -> Schema:
    case = closed({"key": TEXT, "title": TEXT, "anchor": TEXT}, needs=("key", "title"))
    coder = closed({"by": TEXT, "second": TEXT}, needs=("by",))
    whole = {"bundle": {"const": "aigaq/1"}, "case": case, "coder": coder}
    return closed(whole, needs=("bundle", "case", "coder"))


def _cast() -> Schema:
    """Schema of the cast. Facts beside the fields are predicates, and a case may add its own, so any key is allowed."""
    fields: Schema = {
        **dict.fromkeys(("label", "is", "within", "source"), TEXT),
        "overlap": {"enum": ["none", "possible", "contained", "unknown"]},
        "all-with": {"type": "object", "minProperties": 1, "additionalProperties": TEXTS},
        "L": PLACE,
        "at": PLACE,
        **dict.fromkeys(("named", "unnamed", "plural", "official"), YES),
    }
    member = {"anyOf": [TEXT, {"type": "object", "properties": fields, "additionalProperties": RAW}]}
    names = ("voices", "persons", "groups", "bodies", "events", "places", "papers", "things")
    section = {"type": "object", "additionalProperties": {"$ref": "#/$defs/subject"}}
    cast = closed(dict.fromkeys(names, section))
    return {**closed({"cast": cast}, needs=("cast",)), "$defs": {**DEFS, "subject": member}}


def _source(vocabulary: Vocabulary) -> Schema:
    number = {"type": "string", "pattern": r"^\s*[0-9]{1,7}\s*$"}
    lines = {"type": "string", "pattern": r"^\s*([0-9]{1,7}(-[0-9]{1,7})?|rest)\s*$"}
    digest = {"type": "string", "pattern": r"^\s*[0-9a-f]{64}\s*$"}
    copy = closed({"source": TEXT, "kind": TEXT}, needs=("source",))
    fields = {
        **dict.fromkeys(("key", "is", "title", "kind", "language", "said"), TEXT),
        "file": closed({"sha256": digest, "lines": number, "shipped": YES, "name": TEXT}),
        "tail": TEXTS,
        "turns": {
            "anyOf": [
                TEXT,
                {
                    "type": "object",
                    "additionalProperties": {"anyOf": [lines, {"type": "array", "items": lines}]},
                },
            ]
        },
        "guessed": {"anyOf": [lines, {"type": "array", "items": lines}]},
        "defaults": closed({"how": code(vocabulary, "basis")}),
        "derived-from": {"anyOf": [TEXT, copy]},
        **dict.fromkeys(("official", "document"), YES),
        "media": MEDIA,
    }
    return closed({"source": closed(fields, needs=("key", "is"))}, needs=("source",))


def _coding(vocabulary: Vocabulary) -> Schema:
    forms = {form.code: form for form in vocabulary.forms.values()}.values()
    options = dict.fromkeys(sorted(OPTIONS), RAW)
    options |= {name: code(vocabulary, codes) for name, codes in _LISTS_OF_OPTIONS.items()}
    plain = {"type": "array", "minItems": 3, "items": RAW}
    entry = {"anyOf": [plain, *(_form(form, options) for form in forms), _own_form(vocabulary)]}
    places = {"type": "object", "propertyNames": PLACE}
    return closed(
        {
            "coding": {**places, "additionalProperties": {"type": "object", "additionalProperties": entry}},
            "named": {**places, "additionalProperties": TEXTS},
        }
    )


def _form(form: Form, options: Schema) -> Schema:
    slots = dict.fromkeys(form.slots, RAW)
    taken = {name: shape for name, shape in options.items() if name not in ("event", "example-of")}
    known = dict.fromkeys((form.code, *form.also), RAW)
    needed = {"anyOf": [{"required": [name]} for name in known]}
    return {**closed({**taken, **slots, **known}), **needed}


def _own_form(vocabulary: Vocabulary) -> Schema:
    """Schema of a form that the case adds: any name but those of the standard forms."""
    known = [{"required": [name]} for name in vocabulary.forms]
    return {"type": "object", "minProperties": 1, "not": {"anyOf": known}, "additionalProperties": RAW}


def _question(vocabulary: Vocabulary) -> Schema:
    places = {"anyOf": [PLACE, {"type": "array", "items": PLACE}]}
    fields = {"L": places, "at": places, "ask": TEXT, "about": TEXT, "answers": TEXTS, "leading": YES}
    return closed({**fields, "state": {**TEXT, **code(vocabulary, "question-state")}}, needs=("ask",))


def _decisions(vocabulary: Vocabulary) -> Schema:
    kinds: Schema = {str(kind): TEXTS for kind in DECISION_KINDS}
    signed = {
        "as": TEXT,
        "by": TEXT,
        "at": DAY,
        "reasons": TEXT,
        "rule": TEXT,
        "harm": code(vocabulary, "harm"),
    }
    one_kind = {"anyOf": [{"required": [kind]} for kind in DECISION_KINDS]}
    decision = {**closed({**kinds, **signed}, needs=("by", "at", "reasons")), **one_kind}
    triple = {"type": "array", "minItems": 3, "maxItems": 3, "items": TEXT}
    fields = {"says": triple, "because": TEXTS, "from": TEXTS, "event": TEXT, "by": TEXT, "at": DAY}
    fields["sure"] = code(vocabulary, "modality")
    reading = closed(fields, needs=("says", "because", "by", "at"))
    sections: Schema = {}
    for name, item in (("decisions", decision), ("readings", reading)):
        sections |= section(name, item)["properties"]
    return closed(sections)


def _safeguard() -> Schema:
    signed = {"covers": TEXTS, "wording": TEXT, "reasons": TEXT, "by": TEXT, "at": DAY}
    tried = {"by": TEXT, "minutes": TEXT, "sources": TEXTS, "found": YES}
    agreed = {"uses": TEXTS, "until": DAY, "withdrawn": DAY}
    forms = {"intruder": closed(tried, needs=tuple(tried)), "consent": closed(agreed, needs=("uses",))}
    more = {"withholds": TEXTS, "names": TEXTS, "alike": TEXT, "replaces": TEXT}
    return closed({**signed, **more, **forms}, needs=tuple(signed))


def _rule(vocabulary: Vocabulary) -> Schema:
    texts = ("key", "title", "scope", "place", "population", "evidence", "confirmed-by")
    fields = {
        **dict.fromkeys(texts, TEXT),
        "harm": code(vocabulary, "harm"),
        "place-role": code(vocabulary, "place-role"),
        "speakers": TEXTS,
        "origins": {"enum": list(ORIGINS)},
        "threshold": {"enum": list(THRESHOLDS)},
        "readings": YES,
        "leave-out": TEXTS,
        "custody": {"enum": list(CUSTODY)},
    }
    return closed({"rule": closed(fields, needs=("key",))}, needs=("rule",))


def _answer() -> Schema:
    parts = ("claimed", "documented", "refuses", "contradictions", "not", "questions")
    answer = closed({"rule": TEXT, "evidence": TEXT, **dict.fromkeys(parts, True)})
    return closed({"answer": answer}, needs=("answer",))


def _vocabulary() -> Schema:
    part = {"type": "object", "additionalProperties": {"type": "object"}}
    words = closed(dict.fromkeys(("codes", "predicates", "forms"), part))
    return closed({"vocabulary": words}, needs=("vocabulary",))


# Shapes shared by the schemas: texts, places, days, words of closed lists. None is stricter than the program.

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
    """Schema of a mapping with exactly these keys allowed."""
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
"""Schema of the media of a source."""


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
"""Schema of pins.json."""


def section(name: str, item: Schema) -> Schema:
    """Schema of a file with items under one key, or "none"."""
    none = {"anyOf": [{"const": "none"}, {"type": "array", "maxItems": 0}]}
    items = {"type": "object", "additionalProperties": item}
    return closed({name: {"anyOf": [items, none]}})


def code(vocabulary: Vocabulary, name: str) -> Schema:
    """Schema of a word of a closed list: any spelling, large or small letters, hyphens or spaces."""
    spellings = sorted(vocabulary.lists[name].spellings)
    return {"pattern": rf"^\s*({'|'.join(_spelled(one) for one in spellings)})\s*$"}


def _spelled(spelling: str) -> str:
    return "".join(
        f"[{letter.upper()}{letter}]" if letter.isalpha() else r"[\s-]+" if letter == "-" else f"[{letter}]"
        for letter in spelling
    )
