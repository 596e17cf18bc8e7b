"""What was not cleared stands nowhere. Invariant: two cases that differ in what is sealed alone give the same bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.dossier.sites import FIRST, SAMPLES, aqsai, site_of
from tests.protection.builders import PEOPLE, safeguard
from tests.smallcase import small

from aigaq.casework.clearing import clear_case
from aigaq.casework.opening import open_case
from aigaq.protection import Cleared

ENTRY = "p: {killed: p, when: 2031-05-14}"
WORLDS = [
    ("q2: [q, occupation, captain]", "one of the guards", "home near the river"),
    ("q2: [q, occupation, sergeant]", "Serik Sabitov", "wife is a nurse"),
]


def test_no_id_and_no_word_of_what_is_sealed_stands_in_any_file() -> None:
    whole, told = open_case(SAMPLES / "aqsai").records, b"\n".join(aqsai().values()).decode()
    assert whole.safeguards
    for one in whole.safeguards:
        entries = [covered for covered in one.covers if covered not in whole.subjects]
        labels = [whole.subjects[covered].label for covered in one.covers if covered in whole.subjects]
        sealed = [*entries, *(label for label in labels if " " in label), one.reasons, *one.names]
        assert [each for each in sealed if f'"{each}"' in told or f">{each}<" in told] == []
        assert one.reasons not in told


def world(folder: Path, entry: str, label: str, note: str) -> Cleared:
    cast = PEOPLE.replace("one of the guards", label)
    files = {"private/safeguards.yaml": safeguard("q, q2").replace("reasons: traits", f"reasons: {note}")}
    case = small(folder, ENTRY, entry, cast=cast, files=files)
    found = clear_case(case, rng=Random(1), at=date(2031, 9, 2))
    assert isinstance(found, Cleared), [one.code for one in found.reasons]
    return found


def test_two_worlds_look_the_same_to_the_last_byte(tmp_path: Path) -> None:
    one, other = (site_of(world(tmp_path / str(number), *told), FIRST) for number, told in enumerate(WORLDS))
    assert one == other
    assert len(one) > 50


@pytest.mark.parametrize("number", [0, 1])
def test_a_world_says_nothing_of_what_it_seals(tmp_path: Path, number: int) -> None:
    told = b"\n".join(site_of(world(tmp_path, *WORLDS[number])).values()).decode()
    assert [
        word for word in ("captain", "sergeant", "Sabitov", "guards", "river", "nurse") if word in told
    ] == []
