"""A watched name is found however it is written; others are not, and a hit never repeats the name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.names.declension import kazakh, russian
from aigaq.names.respelling import SYSTEMS, romanised
from aigaq.names.watch import Hit, Watch

SAMPLES = Path(__file__).parents[2] / "samples" / "aqsai" / "sources"
WATCH = Watch({"p1": ["Nurgul Betegeeva"]})


def how(text: str) -> list[str]:
    return [one.how for one in WATCH.scan(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Нұргүлдің Бетегеевамен сөйлескені", ["full", "full"]),
        ("Говорили с Нургулью Бетегеевой.", ["full", "full"]),
        ("Н. Бетегеевой показали бумагу", ["full"]),
        ("Бетегеевой Н. показали бумагу", ["full"]),
        ("Бетегеева Нургуль, лаборант", ["full", "full"]),
        ("семья Бетегеевых", ["surname"]),
        ("бетегеевалардың үйі", ["surname"]),
        ("the house of the Betegeevas", ["surname"]),
        ("Betegeeva's telephone", ["surname"]),
        ("Nurgül Betegejewa, sagt sie", ["full", "full"]),
        ("Bétégéeva", ["surname"]),
        ("БЕТЕГЕЕВА", ["surname"]),
        ("Бетeгeeвa", ["surname"]),
        ("Бете\u00adгеева", ["surname"]),
        ("Бете\u200bгеева", ["surname"]),
        ("Бете-\nгеевой", ["surname"]),
        ("Б е т е г е е в а", ["surname"]),
        ("betegeeva_nurgul.jpg", ["full", "full"]),
        ("2031-photo-Betegeyeva-2.png", ["surname"]),
        ("NurgulBetegeeva", ["full", "full"]),
        ("nurgulbetegeeva.mp4", ["full"]),
        ("photobetegeeva.mp4", ["inside"]),
        ("%D0%91%D0%B5%D1%82%D0%B5%D0%B3%D0%B5%D0%B5%D0%B2%D0%B0", ["surname"]),
        ("&#1041;етегеева", ["surname"]),
        ("Нургуль пришла одна", ["part"]),
        ("Н.Б. пришла одна", ["initials"]),
    ],
)
def test_a_name_is_found_in_any_script_form_and_disguise(text: str, found: list[str]) -> None:
    assert how(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Капитан пришёл вечером.",
        "Бір сержант қақпаны ашты.",
        "The gate was open.",
        "12.5.2031",
        "Н. пришла",
    ],
)
def test_what_is_no_name_is_no_hit(text: str) -> None:
    assert how(text) == []


FAMILY = Watch({"p1": ["Теміргүл Шөгірбекова"], "p2": ["Oqtamhan Kovylnik"]})


@pytest.mark.parametrize(
    "text",
    [
        "Шөгірбек келді",
        "Шогирбектің үйі",
        "сын Октамхана, Октамханович",
        "Октамхановны не было",
        "Oqtamhanuly",
        "Оқтамханқызы",
        "Октемхан пришёл",
        "Октам-\nхан",
    ],
)
def test_children_forebears_and_another_vowel_are_perhaps_theirs(text: str) -> None:
    assert {one.how for one in FAMILY.scan(text)} == {"part"}


@pytest.mark.parametrize("text", ["Октаван", "Шегирбак", "хан", "Отамхон", "темір жол", "ковыльный"])
def test_a_word_that_is_only_a_little_alike_is_no_hit(text: str) -> None:
    assert FAMILY.scan(text) == ()


def test_a_hit_says_whose_and_where_and_never_the_name() -> None:
    (hit,) = WATCH.scan("о Бетегеевой")
    assert hit == Hit("p1", "surname", 2, 12)
    assert "етеге" not in repr(hit)


def test_a_given_name_within_somebody_elses_full_name_is_no_hit() -> None:
    watch = Watch({"p1": ["Дана Оспанова"]}, shown=["Дана Көкжусанова"])
    assert watch.scan("Дану Кокжусанову привезли с переезда") == ()
    assert [one.how for one in watch.scan("Дану привезли с переезда")] == ["part"]
    assert [one.how for one in watch.scan("Дану Оспанову и Дану Кокжусанову")] == ["full", "full"]


def test_somebody_shown_who_is_called_nearly_like_somebody_protected_is_let_pass() -> None:
    watch = Watch({"p1": ["Жанар Эксеневский"]}, shown=["Жанар Эксенев"])
    assert watch.scan("о Жанар Эксенев") == ()
    assert [one.how for one in watch.scan("о Жанар Эксеневском")] == ["full", "full"]


def test_without_names_nothing_is_looked_for() -> None:
    assert Watch({}).scan("Нургуль Бетегеева") == ()


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Янар Ахметова", "Janar Ahmetova"),
        ("Yanar Akhmetova", "Janar Akhmetova"),
        ("Жанар Серік", "Жанарға Серікке"),
    ],
)
def test_a_shown_name_that_may_be_read_as_a_protected_one_is_let_pass(shown: str, text: str) -> None:
    watch = Watch({"p1": ["Жанар Оспанова"]}, shown=[shown, *(f"Болат Туле{n}" for n in "абв")])
    assert watch.scan(text) == ()
    assert [one.how for one in watch.scan(text.split()[0])] == ["part"]


@given(
    st.sampled_from(["Бетегеева", "Көкжусанов", "Ковыльский", "Талғат", "Щебенёв", "Жүсіпбек"]),
    st.sampled_from([None, *(one for one in SYSTEMS if one != "german")]),
    st.text(alphabet="абв где, .-\n", max_size=10),
    st.data(),
)
def test_any_form_in_any_text_is_a_hit_at_its_place(
    name: str, system: str | None, around: str, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(sorted(russian(name) | kazakh(name))))
    written = form if system is None else romanised(form, system)
    text = f"{around} {written} {around}"
    assert any(one.start <= len(around) + 1 < one.end for one in Watch({"p1": [name]}).scan(text)), (
        "not found"
    )


# By source of the invented case, who of its cast (labels in Latin letters) stands in its text.
COUNTED_STATES = {
    "driver": "Dana Kokzhusanova, Marlen Kokpekov, Sabyr Bayalyshev, Qanat Sekseulov, Rustam Ebelekov",
    "nurse": "Dana Kokzhusanova, Erlan Teriskenov, Aigul Shengelova, Nurlan Adyraspanov",
    "lab-1": "Nurgul Betegeeva, Timur Torgaiotov, Rustam Ebelekov, Talgat Qarasorangov",
    "lab-2": "Nurgul Betegeeva, Timur Torgaiotov, Rustam Ebelekov",
    "lab-3": "Timur Torgaiotov, Rustam Ebelekov",
    "court": "Rustam Ebelekov, Talgat Qarasorangov, Daniyar Zhuzginov",
    "cert-p02": "Marlen Kokpekov",
    "cert-p03": "Erlan Teriskenov",
    "news": "Dana Kokzhusanova, Sabyr Bayalyshev, Qanat Sekseulov",
    "post": "Dana Kokzhusanova, Sabyr Bayalyshev",
    "prosecutor-1": "Timur Torgaiotov",
    "prosecutor-2": "",
}


@pytest.mark.parametrize("source", COUNTED_STATES)
def test_the_cast_in_latin_letters_is_found_in_kazakh_and_russian_texts(source: str) -> None:
    everybody = {one for names in COUNTED_STATES.values() for one in names.split(", ") if one}
    text = (SAMPLES / source / "text.txt").read_text(encoding="utf-8")
    found = {one.whose for one in Watch({name: [name] for name in everybody}).scan(text)}
    assert found == set(filter(None, COUNTED_STATES[source].split(", ")))
