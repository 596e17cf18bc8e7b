"""Sites made for the tests. Invariant: each is made of a `Cleared`, as any other is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from aigaq.bundle.masking import masked
from aigaq.casework.case import Case
from aigaq.casework.opening import open_case
from aigaq.dossier import Edition, render
from aigaq.protection import Cleared, clear
from aigaq.records.releases import Draft

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FIRST = Edition("1", date(2031, 9, 2), address="https://record.example/aqsai", publisher="The commission")
Site = Mapping[str, bytes]


def cleared(case: Case, words: Mapping[str, str] | None = None) -> Cleared:
    """The case as it leaves the house, with the texts that are left to it."""
    records = masked(case.records)
    texts = {key: one.text for key, one in case.documents.items() if records.sources[key].shipped}
    draft = Draft(records, texts=texts, words=words or {}, decided=case.records.decisions)
    found = clear(draft, ())
    assert isinstance(found, Cleared), [one.code for one in found.reasons]
    return found


def site_of(one: Cleared, edition: Edition = FIRST) -> dict[str, bytes]:
    """Every file of the site."""
    return {page.path: page.data for page in render(one, edition)}


@cache
def aqsai() -> Site:
    """The sample, whole, in three languages."""
    return site_of(cleared(open_case(SAMPLES / "aqsai")))


def in_english(case: Case, **edition: object) -> dict[str, bytes]:
    """A small case, in one language."""
    return site_of(cleared(case), replace(FIRST, languages=("en",), **edition))  # type: ignore[arg-type]


def text_of(site: Site, path: str) -> str:
    """One page."""
    return site[path].decode()
