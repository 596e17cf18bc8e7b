"""Paging of long lists. Invariant: a page has at most `PER_PAGE` rows, whatever the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `pages` is None if counting all rows would cost too much."""

    rows: Sequence[Any]
    page: int
    pages: int | None
    more: bool


def cut(listed: Sequence[Any], request: HttpRequest, size: int = PER_PAGE) -> Page:
    """The page of a list that the address names; beyond the last page, the last one."""
    pages = max(1, -(-len(listed) // size))
    page = min(asked(request), pages)
    rows = listed[(page - 1) * size : page * size]
    return Page(rows, page, pages, page < pages)


def asked(request: HttpRequest) -> int:
    """Page number in the address; 1 if it is no number."""
    written = request.GET.get("page", "1")
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 7 else 1
