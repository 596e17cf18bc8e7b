"""Names under which a case knows somebody covered, and names of others in the same label."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.protection.builders import PEOPLE, drafted, safeguard

from aigaq.protection.guarding import own_name
from aigaq.records.subjects import Subject

OTHERS = {"marat ospanov", "de la cruz", "dana"}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Marat Ospanov's sister", ""),
        ("sister of Marat OSPANOV", ""),
        ("Dana, Marat Ospanov’s sister", "Dana"),
        # Nobody else in the case has the name.
        ("Murat Ospanov's sister", "Murat Ospanov's"),
        # One word may be anybody's, and a form of a name may be her own.
        ("mother of Dana", "Dana"),
        ("Ospanov's sister", "Ospanov's"),
        ("сестра Марата Оспанова", "Марата Оспанова"),
        ("Marata Ospanova, a sister", "Marata Ospanova"),
        # Before all description it is hers, whoever else is called so.
        ("Marat Ospanov", "Marat Ospanov"),
        ("Marat Ospanov, a driver", "Marat Ospanov"),
    ],
)
def test_a_name_in_a_label_is_hers_unless_it_is_told_as_that_of_somebody_else(label: str, name: str) -> None:
    assert own_name(Subject("q", "person", label), OTHERS.intersection) == name


def test_the_label_of_somebody_named_is_the_name() -> None:
    assert (
        own_name(Subject("q", "person", "Marat Ospanov", named=True), OTHERS.intersection) == "Marat Ospanov"
    )


def test_a_label_after_somebody_named_protects_nobody_else(tmp_path: Path) -> None:
    cast = PEOPLE.replace("q: one of the guards", "q: a sister of Oraz Bekov, oraz: Oraz Bekov")
    _, (one,) = drafted(tmp_path / "open", "p: {killed: p}", safeguards=safeguard(), cast=cast)
    assert one.names == ()


def test_a_label_after_somebody_covered_too_protects_both(tmp_path: Path) -> None:
    cast = PEOPLE.replace("q: one of the guards", "q: a sister of Oraz Bekov, oraz: Oraz Bekov")
    _, (one,) = drafted(tmp_path / "both", "p: {killed: p}", safeguards=safeguard("q, oraz"), cast=cast)
    assert set(one.names) == {"Oraz Bekov"}
