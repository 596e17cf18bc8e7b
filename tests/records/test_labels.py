"""Which labels read the same, and which are names."""

from __future__ import annotations

import pytest

from aigaq.records.labels import is_name, is_nobody, label_key, tidy


@pytest.mark.parametrize(
    "written",
    [
        "Aslan\u00a0Beksultan",
        "Aslan  Beksultan ",
        "Aslan\u200b Beksultan\ufeff",
        "ASLAN Beksultan",
        "Аslan Beksultan",  # the first letter is Cyrillic
        "\u202aAslan\u202c\tBeksultan",
    ],
)
def test_what_reads_the_same_is_the_same_label(written: str) -> None:
    assert label_key(written) == label_key("Aslan Beksultan")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Zoë", "Zoe\u0308"), ("Мой", "Мои\u0306"), ("D’Arc", "D'Arc"), ("Nur–Ali", "Nur-Ali")],
)
def test_composed_and_decomposed_are_one(one: str, other: str) -> None:
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Сара", "Capa"), ("Aslan", "Aslam"), ("Ким", "Кім"), ("Zoe", "Zoë")]
)
def test_what_reads_otherwise_is_another(one: str, other: str) -> None:
    assert label_key(one) != label_key(other)


def test_a_label_is_kept_without_what_nobody_sees() -> None:
    assert tidy(" Zoe\u0308 \u200b Li\u00a0") == "Zoë Li"


@pytest.mark.parametrize("name", ["Aslan", "Мухтар Ауэз", "محمد", "Nurlan N.", "Man Bek", "Женщина Иванова"])
def test_names(name: str) -> None:
    assert is_name(name) and not is_nobody(name)


@pytest.mark.parametrize(
    "words",
    [
        "Unknown",
        "Неизвестный",
        "Белгісіз",
        "Unidentified man",
        "N/N",
        "N.N.",
        "без имени",
        "?",
        "Аты белгісіз",
    ],
)
def test_words_that_say_that_there_is_no_name(words: str) -> None:
    assert is_nobody(words) and not is_name(words)


@pytest.mark.parametrize("words", ["a neighbour", "Body 2", "Мужчина в куртке", "Әйел", "The driver", "№4"])
def test_descriptions(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize("words", ["No. 14", "№ 14", "X", "Б.", "Victim 5", "A-12", "Morgue 3/7", "N 1", "Ә"])
def test_a_number_or_a_letter_is_no_name(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize("words", ["Ли", "Wu", "李", "O Sullivan", "김", "Ng Mei"])
def test_a_short_name_is_one(words: str) -> None:
    assert is_name(words)
