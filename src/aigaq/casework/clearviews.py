"""What clearing found, as plain values. Invariant: codes, ids and places alone; no word of the case but those."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aigaq.bundle import locators
from aigaq.casework.case import Case
from aigaq.casework.views import Json
from aigaq.protection.clearing import Cleared
from aigaq.records.releases import Offer, Reason, Refused, ShownIdentifier, Spot
from aigaq.records.vocab.messages import Language, say


def clearing_view(case: Case, found: Cleared | Refused, language: Language = "en") -> dict[str, Json]:
    """The answer of `aigaq release clear --json`.

    Args:
        case: to say on which line of a source a statement stands.
    """
    left = found.reasons if isinstance(found, Refused) else ()
    taken = found.overridden if isinstance(found, Cleared) else ()
    return {
        "case": case.records.key,
        "clear": isinstance(found, Cleared),
        "reasons": [_reason(one, case, language) for one in left],
        "overridden": [_reason(one, case, language) for one in taken],
    }


def _reason(one: Reason, case: Case, language: Language) -> dict[str, Json]:
    return {
        "code": one.code,
        "about": one.about,
        "sentence": sentence_of(one, language),
        "place": _spot(one.spot, case) if one.spot is not None else None,
        "how": one.how,
        "alike": one.alike,
        "least": one.least,
        "edition": one.edition,
        "cells": [_cell(each, case, language) for each in one.cells],
        "offers": [_offer(each, language) for each in one.offers],
    }


def sentence_of(one: Reason, language: Language) -> str:
    """Why, as a sentence."""
    told = {"how": one.how, "alike": one.alike, "least": one.least, "edition": one.edition}
    told["whom"] = one.whom or one.about
    return say(f"block-{one.code}", language, **told)


def offer_of(one: Offer, language: Language) -> str:
    """A way out, as words."""
    return say(one.code, language, ids=", ".join(one.ids))


def _spot(spot: Spot, case: Case) -> dict[str, Json]:
    return {
        "kind": spot.kind,
        "id": spot.id,
        "part": spot.part,
        "line": spot.line,
        "at": place_of(spot, case),
    }


def place_of(spot: Spot, case: Case) -> str | None:
    """Where a statement stands in its source (`nurse L12.1`), or a line of a text; None for all else."""
    if spot.kind == "text":
        return f"{spot.id} L{spot.line}"
    found = case.evidence().by_id.get(spot.id) if spot.kind == "statement" else None
    if found is None or not found.passages:
        return None
    passage = found.passages[0]
    return f"{passage.source} {locators.write(passage.place)}"


def _cell(one: ShownIdentifier, case: Case, language: Language) -> dict[str, Json]:
    return {
        "kind": one.kind,
        "label": say(f"cell-{one.kind}", language),
        "places": [_spot(spot, case) for spot in one.spots],
        "without": one.without,
    }


def _offer(one: Offer, language: Language) -> dict[str, Json]:
    return {"code": one.code, "ids": list(one.ids), "sentence": offer_of(one, language)}


def clearing_text(case: Case, found: Cleared | Refused, language: Language, *, as_json: bool) -> str:
    """What clearing found, to be printed: the plain values as JSON, or lines for people."""
    if as_json:
        return json.dumps(clearing_view(case, found, language), ensure_ascii=False, indent=2)
    return "\n".join(_lines(case, found, language))


def _lines(case: Case, found: Cleared | Refused, language: Language) -> Iterator[str]:
    key = case.records.key
    if isinstance(found, Cleared):
        yield say("release-clear", language, case=key)
        for one in found.overridden:
            yield say("release-overridden", language, reason=one.code, about=one.about)
        return
    yield say("release-blocked", language, case=key, count=len(found.reasons))
    for one in found.reasons:
        yield from _told(case, one, language)


def _told(case: Case, one: Reason, language: Language) -> Iterator[str]:
    place = f" {_place(one.spot, case)}" if one.spot is not None else ""
    yield f"\n{one.code} [{one.about}]{place}"
    yield f"  {sentence_of(one, language)}"
    for cell in one.cells:
        places = ", ".join(_place(spot, case) for spot in cell.spots)
        kind = say(f"cell-{cell.kind}", language)
        yield f"  - {say('release-cell', language, kind=kind, places=places, without=cell.without)}"
    for offer in one.offers:
        yield f"  {say('release-offer', language, offer=offer_of(offer, language))}"


def _place(spot: Spot, case: Case) -> str:
    at = place_of(spot, case)
    return f"{spot.kind} {spot.id} {spot.part}{f' [{at}]' if at else ''}"
