"""Results of clearing as plain values. Invariant: they hold codes, ids and places only; no other word of the case."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aigaq.casework.case import Case
from aigaq.casework.views import Json
from aigaq.protection.clearing import Cleared
from aigaq.records.releases import ClearingRefusal, Offer, Reason, ShownIdentifier, Spot
from aigaq.records.vocab.messages import Language, say


def clearing_view(
    case: Case, outcome: Cleared | ClearingRefusal, language: Language = "en"
) -> dict[str, Json]:
    """The answer of `aigaq release clear --json`.

    Args:
        case: used to find the line of each statement in its source.
    """
    left = outcome.reasons if isinstance(outcome, ClearingRefusal) else ()
    taken = outcome.overridden if isinstance(outcome, Cleared) else ()
    return {
        "case": case.records.key,
        "clear": isinstance(outcome, Cleared),
        "reasons": [_reason(one, case, language) for one in left],
        "overridden": [_reason(one, case, language) for one in taken],
    }


def _reason(reason: Reason, case: Case, language: Language) -> dict[str, Json]:
    return {
        "code": reason.code,
        "about": reason.about,
        "sentence": sentence_of(reason, language),
        "place": _spot(reason.spot, case) if reason.spot is not None else None,
        "how": reason.how,
        "alike": reason.alike,
        "least": reason.least,
        "edition": reason.edition,
        "cells": [_cell(each, case, language) for each in reason.cells],
        "offers": [_offer(each, language) for each in reason.offers],
    }


def sentence_of(reason: Reason, language: Language) -> str:
    """A reason as a sentence."""
    values = {"how": reason.how, "alike": reason.alike, "least": reason.least, "edition": reason.edition}
    values["whom"] = reason.whom or reason.about
    return say(f"block-{reason.code}", language, **values)


def offer_of(offer: Offer, language: Language) -> str:
    """A remedy in words."""
    return say(offer.code, language, ids=", ".join(offer.ids))


def _spot(spot: Spot, case: Case) -> dict[str, Json]:
    return {
        "kind": spot.kind,
        "id": spot.id,
        "part": spot.part,
        "line": spot.line,
        "at": place_of(spot, case),
    }


def place_of(spot: Spot, case: Case) -> str | None:
    """Locator of a statement in its source (`nurse L12.1`), or a line of a text; None for anything else."""
    if spot.kind == "text":
        return f"{spot.id} L{spot.line}"
    statement = case.evidence().by_id.get(spot.id) if spot.kind == "statement" else None
    if statement is None or not statement.passages:
        return None
    passage = statement.passages[0]
    return f"{passage.source} {passage.place.written}"


def _cell(identifier: ShownIdentifier, case: Case, language: Language) -> dict[str, Json]:
    return {
        "kind": identifier.kind,
        "label": say(f"cell-{identifier.kind}", language),
        "places": [_spot(spot, case) for spot in identifier.spots],
        "without": identifier.without,
    }


def _offer(offer: Offer, language: Language) -> dict[str, Json]:
    return {"code": offer.code, "ids": list(offer.ids), "sentence": offer_of(offer, language)}


def clearing_text(
    case: Case, outcome: Cleared | ClearingRefusal, language: Language, *, as_json: bool
) -> str:
    """The result of clearing as text to print: JSON, or lines for people."""
    if as_json:
        return json.dumps(clearing_view(case, outcome, language), ensure_ascii=False, indent=2)
    return "\n".join(_lines(case, outcome, language))


def _lines(case: Case, outcome: Cleared | ClearingRefusal, language: Language) -> Iterator[str]:
    key = case.records.key
    if isinstance(outcome, Cleared):
        yield say("release-clear", language, case=key)
        for overridden in outcome.overridden:
            yield say("release-overridden", language, reason=overridden.code, about=overridden.about)
        return
    yield say("release-blocked", language, case=key, count=len(outcome.reasons))
    for reason in outcome.reasons:
        yield from _told(case, reason, language)


def _told(case: Case, reason: Reason, language: Language) -> Iterator[str]:
    place = f" {_place(reason.spot, case)}" if reason.spot is not None else ""
    yield f"\n{reason.code} [{reason.about}]{place}"
    yield f"  {sentence_of(reason, language)}"
    for cell in reason.cells:
        places = ", ".join(_place(spot, case) for spot in cell.spots)
        kind = say(f"cell-{cell.kind}", language)
        yield f"  - {say('release-cell', language, kind=kind, places=places, without=cell.without)}"
    for offer in reason.offers:
        yield f"  {say('release-offer', language, offer=offer_of(offer, language))}"


def _place(spot: Spot, case: Case) -> str:
    at = place_of(spot, case)
    return f"{spot.kind} {spot.id} {spot.part}{f' [{at}]' if at else ''}"
