"""Serialiser of records: plain values for a database row, an export or a wire, and back.

Invariant: `from_plain(type(x), to_plain(x)) == x` for every record; an unknown field is refused.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from aigaq.records import entries as _entries

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""JSON values without fractions, since records have none."""

_T = TypeVar("_T")
_Read = Callable[[Plain], Any]
_KIND = "is"


def to_plain(value: Any) -> Plain:
    """A record, or a part of one, as plain values.

    A dataclass becomes a mapping of its fields; the key `is` holds its class name, to distinguish kinds of value.
    """
    kind = type(value)
    # Checked first, since nearly every value in a record is text or None.
    if kind is str or value is None or isinstance(value, bool | int | str):
        return cast(Plain, value)
    if isinstance(value, _entries.RawMap):
        return {_KIND: "RawMap", "entries": [[key, to_plain(one)] for key, one in value.entries]}
    names = _names_of(kind)  # type: ignore[arg-type]  # a class can be hashed
    if names is not None:
        plain: dict[str, Plain] = {_KIND: kind.__name__}
        for name in names:
            field = getattr(value, name)
            plain[name] = field if field is None or type(field) is str else to_plain(field)
        return plain
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [to_plain(one) for one in (sorted(value) if isinstance(value, frozenset) else value)]
    if isinstance(value, Mapping):
        return {str(key): to_plain(one) for key, one in value.items()}
    raise TypeError(f"{type(value).__name__} is no part of a record.")


@cache
def _names_of(kind: type) -> tuple[str, ...] | None:
    """The field names of a record type; None for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def from_plain(kind: type[_T], plain: Plain) -> _T:
    """A record of the given type from its plain values.

    Raises:
        ValueError: not what `to_plain` writes for that type.
    """
    record: _T = _reader(kind)(plain)  # type: ignore[arg-type]  # a class can be hashed
    return record


@cache
def _reader(kind: Any) -> _Read:
    """The function that reads values of a type; cached, since a large case has millions of values."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin is Literal:
        return _one_of(get_args(kind))
    if origin is not None:
        return _mapping(get_args(kind)[1])
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    return _scalar(kind)


def _raw(plain: Plain) -> Any:
    if isinstance(plain, list):
        return tuple(_raw(one) for one in plain)
    if isinstance(plain, dict):
        pairs = plain["entries"]
        assert isinstance(pairs, list)
        return _entries.RawMap(
            tuple((str(pair[0]), _raw(pair[1])) for pair in pairs if isinstance(pair, list))
        )
    return _reader(str)(plain)


def _union(kind: Any) -> _Read:
    choices = [one for one in get_args(kind) if one is not type(None)]
    if _entries.RawMap in choices:
        return lambda plain: None if plain is None else _raw(plain)
    if len(choices) == 1:
        only = _reader(choices[0])
        return lambda plain: None if plain is None else only(plain)
    records = {one.__name__: _reader(one) for one in choices}

    def read(plain: Plain) -> Any:
        if plain is None:
            return None
        if not isinstance(plain, dict) or plain.get(_KIND) not in records:
            raise ValueError(f"{plain!r} is none of {choices}.")
        return records[str(plain[_KIND])](plain)

    return read


def _tuple(inner: tuple[Any, ...]) -> _Read:
    if len(inner) == 2 and inner[1] is ...:
        read_item = _reader(inner[0])
        return lambda plain: tuple([read_item(one) for one in _listed(plain)])
    parts = [_reader(one) for one in inner]
    return lambda plain: tuple([read(part) for read, part in zip(parts, _listed(plain), strict=True)])


def _listed(plain: Plain) -> list[Plain]:
    if not isinstance(plain, list):
        raise ValueError(f"{plain!r} is no list.")
    return plain


def _mapping(inner: Any) -> _Read:
    read_value = _reader(inner)

    def read(plain: Plain) -> Any:
        if not isinstance(plain, dict):
            raise ValueError(f"{plain!r} is no mapping.")
        return {key: read_value(one) for key, one in plain.items()}

    return read


def _one_of(words: tuple[Any, ...]) -> _Read:
    def read(plain: Plain) -> Any:
        if plain not in words:
            raise ValueError(f"{plain!r} is none of {words}.")
        return plain

    return read


def _record(kind: type) -> _Read:
    hints = hints_of(kind)
    # Filled on first use, not here: a record may contain one of its own type, which would recurse for ever.
    readers: dict[str, _Read] = {}

    def read(plain: Plain) -> Any:
        if not isinstance(plain, dict):
            raise ValueError(f"{plain!r} is no {kind.__name__}.")
        if not readers:
            readers.update({name: _reader(hint) for name, hint in hints.items()})
        values = {name: readers[name](one) for name, one in plain.items() if name in readers}
        if len(values) < len(plain) - (_KIND in plain):
            raise ValueError(f"{kind.__name__} has no {sorted(plain.keys() - readers.keys() - {_KIND})}.")
        return kind(**values)

    return read


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """The types of a record's fields, by name."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _scalar(kind: Any) -> _Read:
    from_words = {date: date.fromisoformat, datetime: datetime.fromisoformat}.get(kind)

    def read(plain: Plain) -> Any:
        if from_words is not None and isinstance(plain, str):
            return from_words(plain)
        if not isinstance(plain, kind):
            raise ValueError(f"{plain!r} is no {kind.__name__}.")
        return plain

    return read
