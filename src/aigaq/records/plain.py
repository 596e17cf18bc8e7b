"""Records as plain values and back: what a database row, an export or a wire can hold.

Invariant: `from_plain(type(x), to_plain(x)) == x` for every record; a field that the record does not have is refused.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from aigaq.records import entries as _entries

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold, without fractions: a record has none."""

_T = TypeVar("_T")
_KIND = "is"


def to_plain(value: Any) -> Plain:
    """A record, or a part of one, as plain values.

    A dataclass becomes its fields with its own name under `is`, which tells the kinds of a value apart.
    """
    kind = type(value)
    # Nearly everything in a record is a word or nothing: that is asked first.
    if kind is str or value is None or isinstance(value, bool | int | str):
        return cast(Plain, value)
    if isinstance(value, _entries.RawMap):
        return {_KIND: "RawMap", "entries": [[key, to_plain(one)] for key, one in value.entries]}
    names = _names_of(kind)  # type: ignore[arg-type]  # a class can be hashed
    if names is not None:
        plain: dict[str, Plain] = {_KIND: kind.__name__}
        for name in names:
            one = getattr(value, name)
            plain[name] = one if one is None or type(one) is str else to_plain(one)
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
    """The names of a record's fields; None for what is no record."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def from_plain(kind: type[_T], plain: Plain) -> _T:
    """The record of a type from its plain values.

    Raises:
        ValueError: not what `to_plain` writes for that type.
    """
    found: _T = _read(kind, plain)
    return found


def _read(kind: Any, plain: Plain) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(kind, plain)
    if origin is tuple:
        return _tuple(get_args(kind), plain)
    if origin is Literal:
        return _one_of(kind, plain)
    if origin is not None and isinstance(plain, dict):
        return {key: _read(get_args(kind)[1], one) for key, one in plain.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind, plain)
    return _scalar(kind, plain)


def _raw(plain: Plain) -> Any:
    if isinstance(plain, list):
        return tuple(_raw(one) for one in plain)
    if isinstance(plain, dict):
        pairs = plain["entries"]
        assert isinstance(pairs, list)
        return _entries.RawMap(
            tuple((str(pair[0]), _raw(pair[1])) for pair in pairs if isinstance(pair, list))
        )
    return _scalar(str, plain)


def _union(kind: Any, plain: Plain) -> Any:
    if plain is None:
        return None
    choices = [one for one in get_args(kind) if one is not type(None)]
    if _entries.RawMap in choices:
        return _raw(plain)
    if isinstance(plain, dict) and _KIND in plain:
        return _record(next(one for one in choices if one.__name__ == plain[_KIND]), plain)
    if len(choices) != 1:
        raise ValueError(f"{plain!r} is none of {choices}.")
    return _read(choices[0], plain)


def _tuple(inner: tuple[Any, ...], plain: Plain) -> Any:
    if not isinstance(plain, list):
        raise ValueError(f"{plain!r} is no list.")
    if len(inner) == 2 and inner[1] is ...:
        return tuple(_read(inner[0], one) for one in plain)
    return tuple(_read(one, part) for one, part in zip(inner, plain, strict=True))


def _one_of(kind: Any, plain: Plain) -> Any:
    if plain not in get_args(kind):
        raise ValueError(f"{plain!r} is none of {get_args(kind)}.")
    return plain


def _record(kind: type, plain: Plain) -> Any:
    if not isinstance(plain, dict):
        raise ValueError(f"{plain!r} is no {kind.__name__}.")
    hints = hints_of(kind)
    extra = set(plain) - set(hints) - {_KIND}
    if extra:
        raise ValueError(f"{kind.__name__} has no {sorted(extra)}.")
    return kind(**{name: _read(hints[name], plain[name]) for name in hints if name in plain})


@cache
def hints_of(kind: type) -> dict[str, Any]:
    """The types of a record's fields, by name."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _scalar(kind: Any, plain: Plain) -> Any:
    if kind is date and isinstance(plain, str):
        return date.fromisoformat(plain)
    if kind is datetime and isinstance(plain, str):
        return datetime.fromisoformat(plain)
    if not isinstance(plain, kind):
        raise ValueError(f"{plain!r} is no {kind.__name__}.")
    return plain
