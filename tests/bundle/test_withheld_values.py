"""What a safeguard withholds is said to be withheld, in the statement and in the entry that a copy is read from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.bundle.test_write import texts_of
from tests.main_path.asking import SAMPLES

from aigaq.bundle.masking import masked
from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.records.cases import CaseRecords, Safeguard
from aigaq.records.values import Code
from aigaq.records.withholding import WITHHELD

WORDING = "a person killed in the town"


def guarded(withholds: tuple[str, ...]) -> CaseRecords:
    records = read_case(SAMPLES / "zhanaozen")
    day = records.readings[0].at
    one = Safeguard("s1", ("mother-of-four",), WORDING, "traits", "dina", day, withholds=withholds)
    return replace(records, safeguards=(one,))


def test_a_place_that_only_the_withheld_value_named_is_not_in_the_cast_either() -> None:
    before = guarded(("mother.known-by", "mother.where-injury"))
    told = masked(before)
    assert sorted(before.subjects.keys() - told.subjects.keys()) == ["cash-machine"]
    named = masked(guarded(("mother.known-by",)))
    assert "cash-machine" in named.subjects


def test_a_withheld_value_is_said_to_be_and_the_rest_stays() -> None:
    told = masked(guarded(("mother.known-by", "mother.where-injury")))
    values = {one.id: one.value for one in told.statements if one.entry == "mother"}
    assert values["mother.known-by"] == values["mother.where-injury"] == WITHHELD
    assert isinstance(values["mother.weapon"], Code)
    entry = next(one for one in told.entries if one.id == "mother")
    assert (entry.slot("known-by"), entry.slot("hurt-at"), entry.slot("with")) == (
        "withheld",
        "withheld",
        "firearm",
    )


def test_a_copy_is_read_again_as_it_was_masked(tmp_path: Path) -> None:
    records = guarded(("mother.known-by", "mother.when", "mother.injury"))
    write_case(records, tmp_path / "copy")
    after = read_case(tmp_path / "copy")
    assert after.statements == masked(records).statements
    assert all("four children" not in path.read_text("utf-8") for path in (tmp_path / "copy").rglob("*.yaml"))


def test_an_event_is_called_after_the_wording() -> None:
    assert masked(guarded(())).subjects["mother.event"].label == f"the killing of {WORDING}"


def test_a_value_without_a_word_of_its_own_takes_its_entry_along() -> None:
    told = masked(guarded(("mother.victim",)))
    assert not [one for one in told.statements if one.entry == "mother"]


def test_a_private_copy_keeps_every_field_of_a_safeguard(tmp_path: Path) -> None:
    records = read_case(SAMPLES / "aqsai")
    texts = texts_of(SAMPLES / "aqsai", records)
    write_case(records, tmp_path / "copy", texts=texts, private=True)
    assert read_case(tmp_path / "copy").safeguards == records.safeguards != ()
