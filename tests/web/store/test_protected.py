"""A text from outside that names somebody protected is found, in any spelling, and says what it takes to know."""

from __future__ import annotations

import pytest
from tests.web.cast import AT, Cast
from tests.web.published import published, safeguarded

from aigaq.records.subjects import Subject
from aigaq.web.models import SubjectRow
from aigaq.web.store.change import change, log
from aigaq.web.store.insert import keep
from aigaq.web.store.protected_names import Protected, protected_in

NAME = "Aigul Bekova"
SURE = Protected(sure=True)


@pytest.mark.parametrize(
    "text",
    [
        "I know Aigul Bekova.",
        "Айгүл Бекованың үйі",
        "спросите Бекову",
        "A. Bekova",
        "BEKOVA",
        "B e k o v a",
        "Bek&shy;ova",
    ],
)
def test_a_name_is_found_however_it_is_written(cast: Cast, text: str) -> None:
    safeguarded(cast.row, "sister", names=(NAME,))
    assert protected_in(cast.row, ["the gate", text]).sure


def test_a_given_name_alone_is_for_a_person_to_judge(cast: Cast) -> None:
    safeguarded(cast.row, "sister", names=(NAME,))
    assert protected_in(cast.row, ["Aigul came."]) == Protected(maybe=True)


def test_words_without_a_name_tell_nothing(cast: Cast) -> None:
    safeguarded(cast.row, "sister", names=(NAME,))
    assert not protected_in(cast.row, ["Marat Ospanov fell at the gate.", ""])


def test_a_name_under_which_the_case_itself_knows_somebody_covered_is_found(cast: Cast) -> None:
    assert not protected_in(cast.row, ["Daulet Serikov"])
    safeguarded(cast.row, "daulet")
    assert protected_in(cast.row, ["Даулета Серикова видели"]) == SURE


def test_a_sealed_safeguard_counts_and_takes_its_compartment_to_know(cast: Cast) -> None:
    safeguarded(cast.row, names=(NAME,), compartment="ward")
    safeguarded(cast.row, names=("Saule Karina",), compartment="closed")
    assert protected_in(cast.row, [NAME]) == Protected(sure=True, needs=frozenset({"ward"}))
    assert protected_in(cast.row, [NAME + ", Saule Karina"]).needs == {"ward", "closed"}


def test_the_name_of_a_sealed_person_is_protected_without_a_safeguard(cast: Cast) -> None:
    cast.seal("subject", "daulet", compartment="ward")
    cast.row.refresh_from_db()
    assert protected_in(cast.row, ["Daulet Serikov"]) == Protected(sure=True, needs=frozenset({"ward"}))


def test_a_surname_that_the_edition_shows_of_somebody_else_is_not_sure(cast: Cast) -> None:
    safeguarded(cast.row, "sister", names=("Dana Ospanova",))
    assert protected_in(cast.row, ["Ospanova was asked."]).sure
    published(cast.row)
    assert not protected_in(cast.row, ["Marat Ospanov was shot."])
    assert protected_in(cast.row, ["Ospanov was shot."]) == Protected(maybe=True)
    assert protected_in(cast.row, ["Dana Ospanova was asked."]).sure


def test_of_another_case_nothing_counts(cast: Cast) -> None:
    other = type(cast.row).objects.create(key="other", title="Other", coder="aigerim")
    safeguarded(other, names=(NAME,))
    assert not protected_in(cast.row, [NAME])


def test_a_name_in_the_label_of_somebody_covered_stays_hers_unless_the_case_shows_who_else_bears_it(
    cast: Cast,
) -> None:
    labelled(cast, "aunt", "aunt of Zhanar Serova")
    safeguarded(cast.row, "aunt")
    assert protected_in(cast.row, ["Zhanar Serova came."]).sure
    labelled(cast, "zhanar", "Zhanar Serova", named=True)
    assert not protected_in(cast.row, ["Zhanar Serova came."])


def test_the_name_of_somebody_sealed_in_the_label_of_somebody_covered_is_shown_by_neither(cast: Cast) -> None:
    labelled(cast, "zhanar", "Zhanar Serova", named=True)
    labelled(cast, "aunt", "aunt of Zhanar Serova")
    safeguarded(cast.row, "aunt")
    cast.seal("subject", "zhanar", compartment="ward")
    cast.row.refresh_from_db()
    assert protected_in(cast.row, ["Zhanar Serova came."]).sure


def labelled(cast: Cast, key: str, label: str, *, named: bool = False) -> None:
    """Add somebody to the cast."""
    with change():
        keep(SubjectRow, cast.row, [Subject(key, "person", label, named=named)], by="aigerim", at=AT)
        log(cast.row, "subject.added", by="aigerim", about=key, at=AT)
