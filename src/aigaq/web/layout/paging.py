"""Paging of long lists. Invariant: a page has at most `PER_PAGE` rows, whatever the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import HttpRequest

PER_PAGE = 100
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """One page of a list; `pages` is None if counting all rows would cost too much."""

    rows: Sequence[_Row]
    page: int
    pages: int | None
    more: bool


def page_of(rows: Sequence[_Row], request: HttpRequest, size: int = PER_PAGE) -> Page[_Row]:
    """The page of a list that the address names; beyond the last page, the last one."""
    pages = max(1, -(-len(rows) // size))
    page = min(page_number(request), pages)
    shown = rows[(page - 1) * size : page * size]
    return Page(shown, page, pages, page < pages)


def page_number(request: HttpRequest) -> int:
    """Page number in the address; 1 if it is no number."""
    number = request.GET.get("page", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 7 else 1
