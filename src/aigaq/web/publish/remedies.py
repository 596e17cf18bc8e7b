"""Where each reason against an edition can be acted on. Invariant: an address holds ids alone, no word of the case."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.urls import reverse

_TELL_LESS = frozenset(
    f"offer-{one}"
    for one in (
        "together",
        "cover",
        "reword",
        "other-words",
        "place",
        "home",
        "sex",
        "age",
        "job",
        "kin",
        "date",
        "injury",
        "mark",
        "withhold",
        "say-alike",
    )
)
_OPENS = {"offer-try": "try", "offer-tell-less": "change", "offer-ask": "consent"}
_OF_PEOPLE = frozenset({"too-few-alike", "adds-up", "not-weighed"})
"""Reasons that are about a person: covered first, what is told of her withheld beside."""


def linked(key: str, reasons: Any) -> Any:
    """Reasons, as `clearing_view` tells them, with `href` on each place and way out that has a page."""
    return [_reason(key, one) for one in reasons]


def _reason(key: str, one: Any) -> Any:
    about = [one["about"]] if one["code"] in _OF_PEOPLE and one["about"] != "–" else []
    cells = [{**cell, "places": [_spot(key, spot) for spot in cell["places"]]} for cell in one["cells"]]
    offers = [
        {**offer, "href": _offer(key, offer["code"], [*about, *offer["ids"]])} for offer in one["offers"]
    ]
    place = _spot(key, one["place"]) if one["place"] else None
    return {**one, "place": place, "cells": cells, "offers": offers}


def _spot(key: str, spot: Any) -> Any:
    return {**spot, "href": _page(key, spot["kind"], spot["id"], spot["line"])}


def _page(key: str, kind: str, one: str, line: int | None) -> str | None:
    """The page of what stands there; none where a number stands for an id that would tell (`no. 3`)."""
    if not one or any(letter.isspace() or letter == "/" for letter in one):
        return None
    if kind in ("statement", "subject"):
        return reverse(kind, args=(key, one))
    if kind in ("text", "source"):
        return reverse("reader", args=(key, one)) + (f"?line={line}#L{line}" if line else "")
    return None


def _offer(key: str, code: str, ids: list[str]) -> str | None:
    page = reverse("safeguards", args=(key,))
    told = list(dict.fromkeys(ids))
    if code in _TELL_LESS and told:
        return f"{page}?ids={quote(','.join(told))}#form"
    if code in _OPENS and told:
        return f"{page}?{_OPENS[code]}={quote(told[0])}#{'form' if code == 'offer-tell-less' else quote(told[0])}"
    return None
