"""A database whose file is damaged, said as what it is. Invariant: nothing of what stands in it is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError

from aigaq.errors import DatabaseBroken

_P = ParamSpec("_P")
_R = TypeVar("_R")
_SAID = ("not a database", "malformed", "corrupt", "decode to utf-8")


def broken_is_named(does: Callable[_P, _R]) -> Callable[_P, _R]:
    """Whatever meets a damaged file says so, and no more."""

    @wraps(does)
    def named(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return does(*args, **kwargs)
        except DatabaseError as error:
            if any(words in str(error).lower() for words in _SAID):
                raise DatabaseBroken from error
            raise

    return named
