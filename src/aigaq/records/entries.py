"""An entry of a coding as its coder wrote it: a triple or a form, at a place of a source.

Invariant: an entry holds words, not meanings. `expansion` and `resolution` turn it into statements, and the bundle
writes it back unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aigaq.records.statements import Place
from aigaq.records.yamltext import List, Map, Node, Text


@dataclass(frozen=True, slots=True)
class RawMap:
    """Keys and values as written, in order."""

    entries: tuple[tuple[str, Raw], ...]

    def get(self, key: str) -> Raw | None:
        """The value under `key`; None if it is absent."""
        return next((value for name, value in self.entries if name == key), None)


Raw = str | tuple["Raw", ...] | RawMap


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of `coding.yaml`.

    Args:
        id: unique in the case and distinct from the ids of the cast.
        place: locator within the source; `source` is the source's key.
        form: the form's name, or None for a plain statement.
        who: the subject of the form or of the plain statement.
        predicate: as written, with `not` or `cannot-say` before it; empty for a form.
        value: of a plain statement; empty for a form.
        slots: everything else: slots of the form, options, qualifiers.
    """

    id: str
    source: str
    place: Place
    form: str | None
    who: Raw
    predicate: str = ""
    value: Raw = ""
    slots: tuple[tuple[str, Raw], ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def where(self) -> dict[str, str | int]:
        """Its file, line and id, as parameters of an error."""
        return {"file": self.file, "line": self.line, "id": self.id}

    def slot(self, name: str) -> Raw | None:
        """The value under `name`; None if it is absent."""
        return next((value for key, value in self.slots if key == name), None)


def raw_of(node: Node) -> Raw:
    """A YAML node as plain words."""
    if isinstance(node, Text):
        return node.text
    if isinstance(node, List):
        return tuple(raw_of(item) for item in node.items)
    assert isinstance(node, Map)
    return RawMap(tuple((key.text, raw_of(value)) for key, value in node))


def as_list(raw: Raw) -> tuple[Raw, ...]:
    """The value as a tuple, whether it is one thing or several."""
    return raw if isinstance(raw, tuple) else (raw,)


def as_words(raw: Raw) -> str:
    """A value as one line of words; list members are joined by commas."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, tuple):
        return ", ".join(as_words(item) for item in raw)
    return ", ".join(f"{key}: {as_words(value)}" for key, value in raw.entries)
