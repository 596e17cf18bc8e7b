"""The numbers of the HURIDOCS Events Standard Formats in the vocabulary, held against the formats themselves.

Invariant: a code of ours means there what it means here, and no more than it means here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aigaq.records.vocab.vocabulary import standard

FORMATS = Path(__file__).parents[2].parent / "shared" / "inputs" / "huridocs-esf"
needs_the_formats = pytest.mark.skipif(
    not FORMATS.is_dir(), reason="the formats are not ours to ship: ../shared/inputs is absent"
)
MEANT = {
    ("basis", "not-stated"): "Unknown",
    ("basis", "experienced"): "Victim him/herself",
    ("basis", "eyewitness"): "Witness",
    ("basis", "perpetrator-side"): "Perpetrator",
    ("basis", "told"): "Third party (relayed information from witnesses or participants in the event)",
    ("condition", "duress"): "Forced to sign",
    ("through", "court"): "Court records",
    # The one place above both homicide and massacre; the formats have no narrower word for a killing.
    ("act", "killing"): "Direct actions which violate the right to life",
    ("act", "homicide"): "Murder (deliberate killing which ought to be seen as a common criminal act)",
    ("act", "massacre"): "Death in a massacre or mass killing",
    ("act", "detention"): "Detention, imprisonment",
    ("act", "ill-treatment"): "Violations with physical, sexual and psychological dimensions",
    ("act", "torture"): "Torture",
    ("act", "beating"): "Beating",
    ("act", "search"): "Illegal search / raid",
    ("act", "confiscation"): "Confiscation of property",
    ("weapon", "firearm"): "Shooting as a method for killing",
    ("examination", "made"): "Autopsy was performed by medical professionals",
    ("examination", "informal"): "Informal examination of the body was performed",
    ("examination", "none"): "No autopsy or examination was performed",
    ("examination", "not-known"): "Unknown",
    ("role-at", "bystander"): "Bystanders",
    ("role-at", "relative"): "Relatives of persons targeted for repression",
}


@needs_the_formats
def test_every_code_means_in_the_thesauri_what_it_means_here() -> None:
    thesauri = json.loads((FORMATS / "microthesauri.json").read_text(encoding="utf-8"))["thesauri"]
    there = {(number, row[0].ljust(12, "0")): row[2] for number, rows in thesauri.items() for row in rows}
    found = {}
    for words in standard().lists.values():
        for term in words.terms.values():
            if words.name != "relation" and "huridocs" in term.facts:
                number, code = term.facts["huridocs"].split()
                found[words.name, term.code] = there.get((str(int(number)), code.ljust(12, "0")))
    assert found == MEANT


@needs_the_formats
def test_every_field_number_is_a_field_of_the_formats() -> None:
    fields = {one["number"] for one in json.loads((FORMATS / "fields.json").read_text(encoding="utf-8"))}
    numbers = {one.code: one.huridocs for one in standard().predicates.values() if one.huridocs}
    assert {code: number for code, number in numbers.items() if number not in fields} == {}
